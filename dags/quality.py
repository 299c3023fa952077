"""Whether a delivery is good enough to be shown: what the gate of the daily DAG asks.

Without Airflow, so that it can be tested alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path


@dataclass(frozen=True)
class LedgerRow:
    """One file of the lake's ledger (docs/contracts.md): what was read and what became of it."""

    source: str
    path: str
    status: str
    reason: str
    read: int
    refused: int
    loaded_at: datetime


def ledger(file: Path) -> list[LedgerRow]:
    """Reads what ``aftercare export --table ops.ledger --format json`` wrote: an object a line, or one array."""
    text = file.read_text(encoding="utf-8").strip()
    objects = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines()]
    return sorted((_row(entry) for entry in objects), key=lambda row: row.loaded_at)


def _row(entry: dict) -> LedgerRow:
    return LedgerRow(
        source=entry["source"],
        path=entry["path"],
        status=entry["status"],
        reason=entry.get("reason") or "",
        read=int(entry["rows_read"]),
        refused=int(entry["rows_quarantined"]),
        loaded_at=_instant(entry["loaded_at"]),
    )


def _instant(text: str) -> datetime:
    instant = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def objections(rows: list[LedgerRow], refused_now: bool, max_refused_share: float) -> list[str]:
    """Why the state after a load should not be shown, in sentences; empty when it may be.

    :param rows: the ledger, oldest first
    :param refused_now: whether the load ended with status 3: files of this delivery were not taken
    :param max_refused_share: of the rows of the newest load, over all its files together
    """
    found = []
    if refused_now:
        latest = {(row.source, row.path): row for row in rows}
        missing = [row for row in latest.values() if row.status in ("refused", "unreadable")]
        found += [f"{row.path} was not taken: {row.reason}" for row in missing] or ["Files were not taken."]
    newest = max((row.loaded_at for row in rows), default=None)
    load = [row for row in rows if row.loaded_at == newest and row.status == "loaded"]
    read, refused = sum(row.read for row in load), sum(row.refused for row in load)
    if read and refused > max_refused_share * read:
        found.append(f"{refused} of {read} rows of the newest load are refused, more than {max_refused_share:.1%}.")
    return found


def staleness(newest: datetime | None, day: date, zone: tzinfo, max_age: timedelta) -> str | None:
    """Why what readers see is too old, in a sentence; None when it is not.

    :param newest: when the newest repairs in the marts were loaded
    :param day: the day that the run is about; its deliveries come after it
    :param zone: the business zone, in which the day ends
    """
    if newest is None:
        return "The marts hold no load of repairs."
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    if end - newest > max_age:
        loaded = newest.astimezone(zone)
        return f"The newest repairs in the marts were loaded at {loaded:%Y-%m-%d %H:%M %Z}, more than {max_age} before the end of {day}."
    return None
