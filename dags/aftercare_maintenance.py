"""Once a week: few files instead of many, disk freed, the set-up looked over."""

from __future__ import annotations

from datetime import datetime, timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from aftercare_steps import DEFAULTS, ZONE, step

with DAG(
    dag_id="aftercare_maintenance",
    description="OPTIMIZE, VACUUM, doctor",
    doc_md="""
### House-keeping

`maintain` compacts the tables of the lake and removes files that no version within the retention (7 days) needs; closed
months are copies and stay. `doctor` says what is wrong with the set-up: disk, heap, lease, marts.
""",
    schedule=CronTriggerTimetable("0 3 * * 0", timezone=ZONE),
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=20),
    default_args=DEFAULTS,
    tags=["aftercare"],
) as dag:
    step("maintain", "maintain", doc_md="OPTIMIZE and VACUUM of every table.") >> step(
        "doctor", "doctor", retries=0, doc_md="Looks the set-up over."
    )
