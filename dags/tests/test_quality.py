"""The gate's questions, asked of ledgers a few lines long."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import quality

HALF_A_PERCENT = 0.005


def row(path="repairs/1.csv", status="loaded", read=100, refused=0, at="2026-10-31T04:00:00.000Z", reason=None):
    return {
        "source": "repairs",
        "path": path,
        "status": status,
        "reason": reason,
        "rows_read": read,
        "rows_quarantined": refused,
        "loaded_at": at,
    }


def objections(tmp_path, *rows, refused_now=False):
    file = tmp_path / "ledger.json"
    file.write_text("\n".join(json.dumps(each) for each in rows), encoding="utf-8")
    return quality.objections(quality.ledger(file), refused_now, HALF_A_PERCENT)


def test_a_clean_load_passes(tmp_path):
    assert objections(tmp_path, row(), row(path="repairs/2.csv")) == []


def test_an_empty_ledger_passes(tmp_path):
    assert objections(tmp_path) == []


def test_a_file_that_was_not_taken_is_named_with_its_reason(tmp_path):
    found = objections(tmp_path, row(), row(path="repairs/2.csv", status="unreadable", read=0, reason="it is empty"), refused_now=True)
    assert found == ["repairs/2.csv was not taken: it is empty"]


def test_a_file_that_was_refused_once_and_loaded_since_is_forgiven(tmp_path):
    old = row(path="repairs/2.csv", status="refused", refused=100, at="2026-10-30T04:00:00.000Z")
    new = row(path="repairs/2.csv")
    bad = row(path="repairs/3.csv", status="refused", refused=100, reason="too much")
    assert objections(tmp_path, new, old, bad, refused_now=True) == ["repairs/3.csv was not taken: too much"]


@pytest.mark.parametrize(("refused", "objects"), [(0, False), (1, False), (2, True)])
def test_refused_rows_count_over_all_files_of_the_newest_load(tmp_path, refused, objects):
    old = row(path="old.csv", read=10, refused=9, at="2026-10-30T04:00:00.000Z")
    assert bool(objections(tmp_path, old, row(refused=refused), row(path="repairs/2.csv"))) is objects


def test_marts_are_stale_when_the_newest_repairs_came_long_before_the_day_ended():
    day, allowed = date(2026, 10, 31), timedelta(hours=48)
    assert quality.staleness(datetime(2026, 11, 1, 4, tzinfo=UTC), day, UTC, allowed) is None
    assert quality.staleness(datetime(2026, 10, 30, 1, tzinfo=UTC), day, UTC, allowed) is None
    assert "2026-10-29 23:00 UTC" in quality.staleness(datetime(2026, 10, 29, 23, tzinfo=UTC), day, UTC, allowed)
    assert quality.staleness(None, day, UTC, allowed) == "The marts hold no load of repairs."


def test_the_day_ends_in_the_business_zone():
    loaded, shanghai = datetime(2026, 10, 29, 23, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
    assert quality.staleness(loaded, date(2026, 10, 31), shanghai, timedelta(hours=41)) is None
    assert "2026-10-30 07:00 CST" in quality.staleness(loaded, date(2026, 10, 31), shanghai, timedelta(hours=40))
