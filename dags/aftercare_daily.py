"""Every morning: load what arrived, look whether it is good enough, compute, publish, look whether readers see it."""

from __future__ import annotations

import os
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from airflow.sdk import DAG, CronDataIntervalTimetable, Metadata, Param, task
from airflow.sdk.exceptions import AirflowFailException

import quality
from aftercare_steps import AS_OF, DEFAULTS, DONE, GOLD, MACROS, MARTS, MONTH_OVER, REFUSED, ZONE, run_step, step

MAX_REFUSED_SHARE = float(os.environ.get("DAGS_MAX_REFUSED_SHARE", "0.02"))
MAX_AGE = timedelta(hours=float(os.environ.get("DAGS_MAX_AGE_HOURS", "48")))
CLOSE_ON_DAY = int(os.environ.get("DAGS_CLOSE_ON_DAY", "5"))

with DAG(
    dag_id="aftercare_daily",
    description="Load, check, compute, publish",
    doc_md="""
### What came yesterday, in the dashboards this morning

| task | does | when it fails |
| --- | --- | --- |
| `ingest` | loads the files below `AFTERCARE_INPUT`; those known change nothing | the log says which file; correct it, clear the task |
| `quality_gate` | stops before anything is shown when files were not taken or too many rows were refused | `aftercare quarantine list` |
| `compute` | brings gold up to date, as known at the end of the day | clear the task; it goes on where it was |
| `publish` | replaces the marts in one transaction | readers still see yesterday; clear the task |
| `freshness` | asks the marts whether the newest repairs are new enough | ask the sender of the files |
| `month_over` | on day 5 says that the month before may be closed | clear the task |

The day is the first one of the run's data interval, in the business zone; `as_of` of the run's parameters replaces it.
docs/runbook.md says more.
""",
    schedule=CronDataIntervalTimetable("0 5 * * *", timezone=ZONE),
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=20),
    default_args=DEFAULTS,
    user_defined_macros=MACROS,
    params={
        "as_of": Param(None, type=["null", "string"], format="date", description="Measure as known at the end of this day"),
        "accept_refused": Param(False, type="boolean", description="Go on although the gate objects"),
    },
    tags=["aftercare"],
) as dag:
    ingest = step(
        "ingest", "ingest", accepted={DONE, REFUSED}, quick=True, doc_md="Loads new files; status 3 (some not taken) is for the gate."
    )

    @task(retries=1, doc_md="Asks the ledger whether the delivery is good enough to be shown.")
    def quality_gate(ingested: int, *, params: dict | None = None) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "ledger.json")
            run_step(["export", "--table", "ops.ledger", "--format", "json", "--out", str(file)])
            found = quality.objections(quality.ledger(file), ingested == REFUSED, MAX_REFUSED_SHARE)
        if found and not (params or {}).get("accept_refused"):
            raise AirflowFailException("Nothing is published. " + " ".join(found))

    compute = step("compute", "compute", "--as-of", AS_OF, outlets=[GOLD], quick=True, doc_md="Computes the months that changed.")
    publish = step("publish", "publish", outlets=[MARTS], quick=True, doc_md="Replaces the marts in one transaction.")

    @task(retries=0, pool="default_pool", doc_md="Asks the marts how old the newest repairs are that readers see.")
    def freshness(day: str) -> None:
        stale = quality.staleness(newest_repairs(), date.fromisoformat(day), ZoneInfo(ZONE), MAX_AGE)
        if stale:
            raise AirflowFailException(stale)

    @task(outlets=[MONTH_OVER], pool="default_pool", doc_md="Announces the month before, once its late figures have come.")
    def month_over(day: str):
        on = date.fromisoformat(day)
        yield Metadata(MONTH_OVER, extra={"month": f"{on.replace(day=1) - timedelta(days=1):%Y-%m}", "as_of": day})

    @task.short_circuit(pool="default_pool", doc_md=f"Goes on only on day {CLOSE_ON_DAY} of a month.")
    def is_closing_day(day: str) -> bool:
        return date.fromisoformat(day).day == CLOSE_ON_DAY

    quality_gate(ingest.output) >> compute >> publish >> freshness(AS_OF)
    publish >> is_closing_day(AS_OF) >> month_over(AS_OF)


def newest_repairs() -> datetime | None:
    """When the newest repairs that readers of the marts see were loaded."""
    import psycopg2

    url = os.environ["AFTERCARE_MARTS"].removeprefix("jdbc:")
    with psycopg2.connect(url, password=marts_password()) as connection, connection.cursor() as cursor:
        cursor.execute("select max(loaded_at) from marts.load_ledger where source = 'repairs' and status = 'loaded'")
        return cursor.fetchone()[0]


def marts_password() -> str | None:
    return os.environ.get("AFTERCARE_MARTS_PASSWORD") or os.environ.get("PGPASSWORD")
