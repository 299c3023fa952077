"""What can be said of the DAGs without running them."""

from __future__ import annotations

from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

DAGS = Path(__file__).resolve().parent.parent
GROUPS = {
    line.removeprefix("group: ")
    for file in (DAGS.parent / "schemas" / "gold").glob("*.yaml")
    for line in file.read_text(encoding="utf-8").splitlines()
    if line.startswith("group: ")
}


@pytest.fixture(scope="module")
def bag(airflow_database) -> DagBag:
    return DagBag(dag_folder=str(DAGS))


def test_all_dags_import(bag):
    assert bag.import_errors == {}
    assert set(bag.dags) == {"aftercare_daily", "aftercare_monthly", "aftercare_maintenance", "aftercare_backfill"}


def test_every_run_is_alone_ends_some_day_and_says_what_it_is(bag):
    for dag in bag.dags.values():
        assert dag.max_active_runs == 1
        assert dag.catchup is False
        assert dag.dagrun_timeout
        assert len(dag.doc_md) > 100


def test_every_task_ends_some_day_tells_of_failure_and_says_what_it_is(bag):
    for dag in bag.dags.values():
        for task in dag.tasks:
            assert task.execution_timeout, task.task_id
            assert task.on_failure_callback, task.task_id
            assert task.doc_md, task.task_id


def test_steps_that_touch_the_lake_take_its_only_slot_and_are_tried_again(bag):
    for dag in bag.dags.values():
        for task in dag.tasks:
            if task.task_type == "AftercareOperator" and task.task_id != "dashboards":
                assert task.pool == "aftercare_lake"
                assert task.pool_slots == 1
                assert task.retries == (0 if task.task_id == "doctor" else 3)


def test_nothing_is_shown_before_the_gate(bag):
    daily = bag.dags["aftercare_daily"]
    assert before(daily, "publish") == {"ingest", "quality_gate", "compute"}
    assert before(daily, "compute") == {"ingest", "quality_gate"}
    assert before(daily, "is_closing_day") == {"ingest", "quality_gate", "compute", "publish"}
    assert before(daily, "freshness") == {"ingest", "quality_gate", "compute", "publish"}


def test_a_month_is_closed_after_its_forecast_and_published_after_that(bag):
    monthly = bag.dags["aftercare_monthly"]
    assert before(monthly, "close") == {"which_month", "forecast", "training"}
    assert before(monthly, "report_zh_cn") >= {"close", "restatements", "publish"}
    assert before(monthly, "dashboards") >= {"publish"}


def test_the_month_starts_when_the_day_says_that_it_is_over(bag):
    told = {asset.name for asset in bag.dags["aftercare_daily"].get_task("month_over").outlets}
    assert told == {"aftercare_month_over"}
    condition = bag.dags["aftercare_monthly"].timetable.asset_condition
    assert [asset.name for asset in condition.objects] == ["aftercare_month_over"]


def test_groups_named_here_have_gold_tables():
    from aftercare_steps import FORECAST, TRAINING

    assert set(FORECAST) | set(TRAINING) <= GROUPS


def before(dag, task_id: str) -> set[str]:
    return dag.get_task(task_id).get_flat_relative_ids(upstream=True)
