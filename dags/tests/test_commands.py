"""The command lines of whole runs: Airflow runs the DAGs, a launcher of one line writes down what it is asked for."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.execution_time.context import TriggeringAssetEventsAccessor

import aftercare_steps as steps

DAGS = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(tmp_path, monkeypatch, airflow_database):
    launcher = tmp_path / "aftercare"
    launcher.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n', encoding="utf-8")
    launcher.chmod(0o755)
    monkeypatch.setattr(steps, "HOME", tmp_path)
    bag = DagBag(dag_folder=str(DAGS))

    def run(dag_id: str, then: str = "", **conf):
        with launcher.open("a", encoding="utf-8") as script:
            script.write(then)
        ran = bag.dags[dag_id].test(run_conf=conf)
        file = tmp_path / "asked"
        return ran.state, file.read_text(encoding="utf-8").splitlines() if file.exists() else []

    return run


REFUSED = {"source": "repairs", "path": "repairs/9.csv", "status": "refused", "reason": "too much", "rows_read": 9, "rows_quarantined": 9}
REFUSES = f"""
case "$1" in
ingest) exit 3 ;;
export) echo '{json.dumps(REFUSED | {"loaded_at": "2026-10-31T04:00:00Z"})}' >"$7" ;;
esac
"""
"""Of a launcher: a file is not taken, and the ledger says so."""


def test_a_file_that_is_not_taken_stops_the_day_before_anything_is_shown(run):
    state, asked = run("aftercare_daily", REFUSES)
    assert state == "failed"
    assert [line.split()[0] for line in asked] == ["ingest", "export"]


def test_a_day_may_go_on_without_that_file_when_somebody_says_so(run):
    _, asked = run("aftercare_daily", REFUSES, accept_refused=True, as_of="2026-10-31")
    assert [line.split()[0] for line in asked] == ["ingest", "export", "compute", "publish"]
    assert asked[2] == "compute --as-of 2026-10-31"


def test_a_month_is_computed_in_full_closed_published_and_reported(run):
    state, asked = run("aftercare_monthly", month="2026-02", as_of="2026-03-05")
    assert state == "success"
    assert asked[0].startswith("compute --full --as-of 2026-03-05 --group forecast --group network")
    assert asked[1].startswith("compute --full --as-of 2026-03-05 --group training")
    assert asked[2:5] == ["close --month 2026-02", "compute --as-of 2026-03-05 --only restatement", "publish"]
    assert sorted(asked[5:]) == [
        "dashboards apply",
        "report --month 2026-02 --out /var/lib/aftercare/reports --lang en --format html --format xlsx",
        "report --month 2026-02 --out /var/lib/aftercare/reports --lang en --outlet all",
        "report --month 2026-02 --out /var/lib/aftercare/reports --lang zh-CN --format html --format xlsx",
        "report --month 2026-02 --out /var/lib/aftercare/reports --lang zh-CN --outlet all",
    ]


def test_a_month_that_nobody_names_is_none(run):
    assert run("aftercare_monthly") == ("failed", [])


def test_the_day_tells_the_month_which_one_is_over(airflow_database):
    import aftercare_daily as daily
    import aftercare_monthly as monthly

    (told,) = daily.month_over.function("2026-11-05")
    event = SimpleNamespace(asset=told.asset, extra=told.extra, source_aliases=[])
    events = TriggeringAssetEventsAccessor.build([event])
    assert monthly.which_month.function(params={}, triggering_asset_events=events) == {"month": "2026-10", "as_of": "2026-11-05"}


def test_a_backfill_goes_month_by_month_and_ends_with_yesterday(run):
    state, asked = run("aftercare_backfill", months=["2026-09", "2026-08"], reason="sent late", input="/late", close=True)
    assert state == "success"
    assert asked == [
        "ingest --input /late",
        "compute --full --as-of 2026-08-31",
        "close --month 2026-08",
        "compute --full --as-of 2026-09-30",
        "close --month 2026-09",
        f"compute --as-of {steps.yesterday()}",
        "publish",
    ]


def test_a_backfill_without_late_files_loads_nothing(run):
    state, asked = run("aftercare_backfill", months=["2026-08"], reason="a new contract", as_of="2026-10-31")
    assert state == "success"
    assert asked == ["compute --full --as-of 2026-08-31", "compute --as-of 2026-10-31", "publish"]


def test_house_is_kept(run):
    assert run("aftercare_maintenance") == ("success", ["maintain", "doctor"])
