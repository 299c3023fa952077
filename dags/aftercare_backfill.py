"""By hand: compute past months again, and have it on record who asked for it and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from airflow.sdk import DAG, Asset, Metadata, Param, task

from aftercare_steps import DEFAULTS, GOLD, MARTS, AftercareOperator, step, yesterday

BACKFILL = Asset(name="aftercare_backfill", uri="aftercare://backfill")
"""Its events are the record of all backfills: months, reason, and by whom."""

with DAG(
    dag_id="aftercare_backfill",
    description="Load late deliveries and compute past months in full",
    doc_md="""
### Past months again

For the months given, oldest first: computes all tables in full as known at the end of each month and, with `close`,
pins it (a month that is closed already stays as it was; what differs shows in `gold.restatement`). Then computes as
known at the end of `as_of` and publishes. `input` is a folder of late deliveries to load before. The run is recorded as
an event of the asset `aftercare_backfill`.
""",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=72),
    default_args=DEFAULTS,
    params={
        "months": Param([], type="array", items={"type": "string", "pattern": r"^\d{4}-\d{2}$"}, minItems=1, description="Such as 2026-08"),
        "reason": Param("", type="string", minLength=3, description="For the record"),
        "input": Param(None, type=["null", "string"], description="Folder with late deliveries"),
        "close": Param(False, type="boolean", description="Pin these months"),
        "as_of": Param(
            None, type=["null", "string"], format="date", description="Publish as known at the end of this day; default yesterday"
        ),
    },
    tags=["aftercare"],
) as dag:

    @task(outlets=[BACKFILL], pool="default_pool", doc_md="Writes down which months are computed again, and why.")
    def record(*, params: dict | None = None, dag_run=None):
        wanted = params or {}
        by = getattr(dag_run, "triggering_user_name", None)
        yield Metadata(BACKFILL, extra={"months": wanted["months"], "reason": wanted["reason"], "by": by, "run_id": dag_run.run_id})

    @task.short_circuit(pool="default_pool", ignore_downstream_trigger_rules=False, doc_md="Whether a folder was given.")
    def has_input(*, params: dict | None = None) -> bool:
        return bool((params or {}).get("input"))

    ingest = step("ingest", "ingest", "--input", "{{ params.input }}", doc_md="Loads the late deliveries.")

    @task(pool="default_pool", trigger_rule="none_failed", doc_md="The commands for each month, oldest first.")
    def commands(*, params: dict | None = None) -> list[list[str]]:
        wanted = params or {}
        found: list[list[str]] = []
        for month in sorted(wanted["months"]):
            found.append(["compute", "--full", "--as-of", last_day(month)])
            if wanted["close"]:
                found.append(["close", "--month", month])
        return [*found, ["compute", "--as-of", wanted["as_of"] or yesterday()]]

    def last_day(month: str) -> str:
        first_of_next = (date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1)
        return (first_of_next - timedelta(days=1)).isoformat()

    listed = commands()
    # One task for all: between the day a month is computed for and its closing no other step may come.
    months = AftercareOperator(
        task_id="months",
        commands=listed,
        execution_timeout=timedelta(hours=60),
        outlets=[GOLD],
        doc_md="Computes, and closes, month by month.",
    )
    publish = step("publish", "publish", outlets=[MARTS], doc_md="Replaces the marts in one transaction.")

    recorded = record()
    recorded >> has_input() >> ingest >> listed
    recorded >> listed
    months >> publish
