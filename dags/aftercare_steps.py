"""What all DAGs share: how a step of Aftercare is run, how often it is tried again, and who hears of it when it fails.

A step is one command of the launcher. Everything about the place (lake, input, marts, Spark master) comes from the
environment of the Airflow worker, as ``AFTERCARE_LAKE`` and so on, which the command reads itself; everything about the
run is on the command line.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import urllib.request
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from airflow.sdk import Asset, BaseOperator, Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException

log = logging.getLogger(__name__)

HOME = Path(os.environ.get("DAGS_AFTERCARE_HOME", Path(__file__).resolve().parent.parent))
"""Folder of the launcher: a distribution, or a clone of the repository."""

ZONE = os.environ.get("AFTERCARE_ZONE", "UTC")
"""Business time zone: days begin here."""

POOL = os.environ.get("DAGS_POOL", "aftercare_lake")
"""One slot per lake: two steps never write to it at once, whichever DAG they belong to."""

GOLD = Asset(name="aftercare_gold", uri="aftercare://lake/gold")
MARTS = Asset(name="aftercare_marts", uri="aftercare://marts")
MONTH_OVER = Asset(name="aftercare_month_over", uri="aftercare://month-over")
"""An event of it says in ``extra["month"]`` which month may be closed."""

DONE = 0
REFUSED = 3
USELESS_TO_REPEAT = {2, REFUSED}
"""Exit statuses (docs/errors.md) that stay the same however often one tries: a bad option, refused input."""

QUICK = "-XX:TieredStopAtLevel=1"
"""What Java is told for a day's load: its second compiler pays on a whole lake only (docs/benchmark.md)."""

LOGIN = ("AFTERCARE_MARTS_PASSWORD", "PGPASSWORD")
SECRETS = {
    "ingest": ("AFTERCARE_PII_KEY", "AFTERCARE_JDBC_USER", "AFTERCARE_JDBC_PASSWORD"),
    "maintain": ("AFTERCARE_PII_KEY",),
    "publish": LOGIN,
    "report": (*LOGIN, "AFTERCARE_SMTP_USER", "AFTERCARE_SMTP_PASSWORD"),
    "dashboards": (
        *LOGIN,
        "AFTERCARE_READER_PASSWORD",
        "AFTERCARE_HR_PASSWORD",
        "AFTERCARE_METABASE_USER",
        "AFTERCARE_METABASE_PASSWORD",
        "AFTERCARE_METABASE_API_KEY",
    ),
}
"""Of the secrets in the worker's environment, those that a command is passed; other commands are passed none."""

FORECAST = ["forecast", "network"]
TRAINING = ["training"]
"""Groups of tables, as ``group:`` in schemas/gold/*.yaml names them."""


def tell(context: Context) -> None:
    """Failure callback: one line for the log, and for ``DAGS_ALERT_URL`` (a chat's web hook) where one is set."""
    instance = context["task_instance"]
    words = f"{instance.dag_id}.{instance.task_id} failed in {instance.run_id}: {context.get('exception')}"
    log.error(words)
    url = os.environ.get("DAGS_ALERT_URL")
    if not url:
        return
    body = json.dumps({"text": words}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10):
            pass
    except OSError:
        log.exception("the alert could not be sent")


DEFAULTS: dict[str, Any] = {
    "owner": "aftercare",
    "pool": POOL,
    "retries": 3,
    "retry_delay": timedelta(seconds=float(os.environ.get("DAGS_RETRY_SECONDS", "300"))),
    "execution_timeout": timedelta(hours=6),
    "on_failure_callback": tell,
}
"""Retries are safe because every step is: run twice, it does what it does once."""


def only(groups: list[str]) -> list[str]:
    """The options that limit ``compute`` to some groups of tables."""
    return [word for group in groups for word in ("--group", group)]


RUNNING: list[subprocess.Popen] = []


def end_steps() -> None:
    """Tells the commands of this process to end."""
    for process in RUNNING:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)


def environment(command: str, quick: bool = False) -> dict[str, str]:
    """What a command finds in its environment: the worker's own, without Airflow's settings and others' secrets."""
    needed = SECRETS.get(command, ())
    withheld = {name for names in SECRETS.values() for name in names if name not in needed}
    found = {name: value for name, value in os.environ.items() if name not in withheld and not name.startswith("AIRFLOW__")}
    # An engine that stays from day to day is worth the second compiler, and one for all commands of a lake.
    quick = quick and found.get("AFTERCARE_ENGINE") != "true"
    return found | {"AFTERCARE_JAVA_OPTS": f"{QUICK} {found.get('AFTERCARE_JAVA_OPTS', '')}"} if quick else found


def run_step(arguments: list[str], accepted: set[int] | None = None, quick: bool = False) -> tuple[int, str]:
    """Runs one command, which may be told that it is ``quick``; returns its exit status and last words.

    Raises AirflowFailException where trying again is useless, else AirflowException. The command has a process group of
    its own, so that it is told to end once, by `end_steps`, and has the time to release the lake.
    """
    command = [str(HOME / "aftercare"), *arguments]
    log.info("%s", " ".join(command))
    words: list[str] = []
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
        env=environment(arguments[0], quick),
    ) as process:
        RUNNING.append(process)
        try:
            for line in process.stdout or ():
                log.info("%s", line.rstrip())
                words = [*words[-19:], line.rstrip()]
            status = process.wait()
        except BaseException:
            end_steps()
            raise
        finally:
            RUNNING.remove(process)
    text = "\n".join(words)
    if status in (accepted or {DONE}):
        return status, text
    failure = AirflowFailException if status in USELESS_TO_REPEAT else AirflowException
    raise failure(f"aftercare {arguments[0]} ended with status {status}:\n{text}")


class AftercareOperator(BaseOperator):
    """Runs commands of Aftercare, one after the other, and returns the exit status of the last.

    :param commands: the arguments of each command (templated)
    :param accepted: exit statuses that do not fail the task
    :param quick: whether they are about a day, not a whole lake
    """

    template_fields = ("commands",)
    ui_color = "#d7ead9"

    def __init__(self, *, commands: list[list[str]], accepted: set[int] | None = None, quick: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.commands = commands
        self.accepted = accepted
        self.quick = quick

    def execute(self, context: Context) -> int:
        status = DONE
        for command in self.commands:
            status, _ = run_step(command, self.accepted, self.quick)
        return status

    def on_kill(self) -> None:
        end_steps()


def step(task_id: str, *arguments: str, **more: Any) -> AftercareOperator:
    """A task that runs one command."""
    return AftercareOperator(task_id=task_id, commands=[list(arguments)], **more)


def business_day(params: dict, dag_run: Any) -> str:
    """The day a run is about, in the business zone: ``as_of`` of its parameters, else its data interval's first."""
    begin = dag_run.data_interval_start or dag_run.logical_date or dag_run.run_after
    return params["as_of"] or begin.astimezone(ZoneInfo(ZONE)).date().isoformat()


def yesterday() -> str:
    """The last day that is over, in the business zone."""
    return (datetime.now(ZoneInfo(ZONE)).date() - timedelta(days=1)).isoformat()


MACROS = {"business_day": business_day}
AS_OF = "{{ business_day(params, dag_run) }}"
