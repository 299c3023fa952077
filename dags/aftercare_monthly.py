"""Once a month is over: forecast, training plan, close, report, letters to outlets, dashboards."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from itertools import pairwise

from airflow.sdk import DAG, Param, task
from airflow.sdk.exceptions import AirflowFailException

from aftercare_steps import DEFAULTS, FORECAST, GOLD, MARTS, MONTH_OVER, TRAINING, only, step, yesterday

REPORTS = os.environ.get("DAGS_REPORTS", "/var/lib/aftercare/reports")
LANGUAGES = os.environ.get("DAGS_LANGUAGES", "en").split(",")
MONTH = "{{ ti.xcom_pull(task_ids='which_month')['month'] }}"
AS_OF = "{{ ti.xcom_pull(task_ids='which_month')['as_of'] }}"

with DAG(
    dag_id="aftercare_monthly",
    description="Forecast, training, close, report, letters, dashboards",
    doc_md="""
### The month's plans, and its figures pinned

Started by `aftercare_daily` on the day on which a month may be closed, or by hand with `month` (and `as_of`, else
yesterday). Forecast and training are computed in full, so that what the daily increments say is checked once a month. A
month that is closed already stays as it was closed: the run may be repeated. Letters to outlets are sent where
AFTERCARE_SMTP names a mail server, and never twice.
""",
    schedule=[MONTH_OVER],
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=48),
    default_args=DEFAULTS,
    params={
        "month": Param(None, type=["null", "string"], pattern=r"^\d{4}-\d{2}$", description="Month to close, such as 2026-10"),
        "as_of": Param(None, type=["null", "string"], format="date", description="Measure as known at the end of this day"),
    },
    tags=["aftercare"],
) as dag:

    @task(pool="default_pool", doc_md="The month of the run's parameters, else the one that aftercare_daily says is over.")
    def which_month(*, params: dict | None = None, triggering_asset_events=None) -> dict[str, str]:
        events = (triggering_asset_events or {}).get(MONTH_OVER, [])
        told = events[-1].extra if events else {}
        known = {**told, **{name: value for name, value in (params or {}).items() if value}}
        if "month" not in known:
            raise AirflowFailException("No month is known: give month when starting the run by hand.")
        return {"month": known["month"], "as_of": known.get("as_of") or yesterday()}

    forecast = step(
        "forecast", "compute", "--full", "--as-of", AS_OF, *only(FORECAST), outlets=[GOLD], doc_md="Forecast and network plan, in full."
    )
    training = step("training", "compute", "--full", "--as-of", AS_OF, *only(TRAINING), outlets=[GOLD], doc_md="Needs and plans, in full.")
    close = step("close", "close", "--month", MONTH, doc_md="Pins the month; later changes show as restatements.")
    restate = step(
        "restatements", "compute", "--as-of", AS_OF, "--only", "restatement", outlets=[GOLD], doc_md="What changed in closed months."
    )
    publish = step("publish", "publish", outlets=[MARTS], doc_md="Replaces the marts in one transaction.")
    reports = [
        step(
            f"report_{language.replace('-', '_').lower()}",
            "report",
            "--month",
            MONTH,
            "--out",
            REPORTS,
            "--lang",
            language,
            "--format",
            "html",
            "--format",
            "xlsx",
            doc_md="One HTML file and one workbook.",
        )
        for language in LANGUAGES
    ]
    letters = [
        step(
            f"letters_{language.replace('-', '_').lower()}",
            "report",
            "--month",
            MONTH,
            "--out",
            REPORTS,
            "--lang",
            language,
            "--outlet",
            "all",
            doc_md="One page to each outlet, sent where AFTERCARE_SMTP names a mail server.",
        )
        for language in LANGUAGES
    ]
    dashboards = step("dashboards", "dashboards", "apply", pool="default_pool", doc_md="Brings Metabase to what dashboards/ says.")

    which_month() >> forecast >> training >> close >> restate >> publish >> [*reports, letters[0], dashboards]
    # One language after the other: an address that reads any gets the first.
    for first, then in pairwise(letters):
        first >> then
