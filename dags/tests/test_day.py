"""Airflow and Aftercare, both real: a day goes from files to rows in Postgres, and a month's readers get those."""

from __future__ import annotations

import http.server
import json
import os
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from airflow.sdk.exceptions import AirflowException

import aftercare_monthly as monthly
import aftercare_steps as steps

PROGRAM = Path(os.environ.get("AFTERCARE_UNDER_TEST", Path(__file__).resolve().parent.parent.parent))
SOURCES = {"outlets", "repairs"}
MEASURES = "outlet_kpi_month,load_ledger"
LAUNCHER = """#!/bin/sh
# The real one; the first time it is asked to ingest it does so and then says that it failed.
"{program}/aftercare" "$@"
status=$?
if [ "$1" = ingest ] && [ ! -e "{folder}/failed-once" ]; then touch "{folder}/failed-once"; exit 1; fi
exit $status
"""


class Stand:
    """A company's deliveries, a lake, and marts in a Postgres of their own."""

    def __init__(self, folder: Path, port: int, database: Path):
        self.landing = folder / "landing"
        self.database = database
        self.url = f"postgresql://127.0.0.1:{port}/postgres?user=aftercare"
        self.password = folder / "marts" / "password"
        home = folder / "home"
        home.mkdir()
        launcher = home / "aftercare"
        launcher.write_text(LAUNCHER.format(program=PROGRAM, folder=folder), encoding="utf-8")
        launcher.chmod(0o755)
        self.settings = {
            "DAGS_AFTERCARE_HOME": str(home),
            "AFTERCARE_INPUT": str(self.landing),
            "AFTERCARE_LAKE": str(folder / "lake"),
            "AFTERCARE_MARTS": "jdbc:" + self.url,
            "AFTERCARE_MASTER": "local[2]",
            "AFTERCARE_ONLY": MEASURES,
            "AFTERCARE_HEAP": "1g",
            "AFTERCARE_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
        }

    @property
    def environment(self) -> dict[str, str]:
        """With the password, which the server makes when it starts."""
        return os.environ | self.settings | {"AFTERCARE_MARTS_PASSWORD": self.password.read_text(encoding="utf-8")}

    def run(self, day: str) -> dict[str, tuple[str, int]]:
        """Runs the DAG for a day; returns state and number of tries of each task, as Airflow's record has them."""
        logical = f"{day}T05:00:00+00:00"
        ran = subprocess.run(
            ["airflow", "dags", "test", "aftercare_daily", logical], env=self.environment, capture_output=True, text=True, check=False
        )
        with sqlite3.connect(self.database) as record:
            rows = record.execute(
                "select t.task_id, t.state, t.try_number from task_instance t join dag_run r using (run_id, dag_id) "
                "where r.dag_id = 'aftercare_daily' and r.logical_date like ?",
                (f"{day}%",),
            ).fetchall()
        self.words = ran.stdout + ran.stderr
        return {task: (state, tries) for task, state, tries in rows}

    def ask(self, query: str):
        password = self.password.read_text(encoding="utf-8")
        with psycopg2.connect(self.url, password=password) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()


@pytest.fixture(scope="module")
def stand(tmp_path_factory, airflow_database) -> Iterator[Stand]:
    folder = tmp_path_factory.mktemp("daily")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(PROGRAM / "aftercare")
    small = ["--repairs", "300", "--months", "3", "--dirty", "0"]
    subprocess.run([program, "generate", "--out", str(folder / "landing"), *small], check=True, capture_output=True)
    for file in (folder / "landing").glob("*/*"):
        # The other sources would only take time.
        if file.parent.name not in SOURCES:
            file.unlink()
    server = subprocess.Popen(
        [program, "marts", "serve", "--marts", f"embedded:{folder / 'marts'}", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        stand = Stand(folder, port, airflow_database)
        wait_for(lambda: stand.ask("select 1"))
        yield stand
    finally:
        server.terminate()
        server.wait(30)


def wait_for(what, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            what()
            return
        except (psycopg2.OperationalError, FileNotFoundError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def test_a_day_goes_from_files_to_rows_in_postgres_and_a_failed_try_leaves_nothing_double(stand):
    tasks = stand.run("2026-10-31")
    assert tasks.pop("ingest") == ("success", 2), stand.words
    assert tasks.pop("is_closing_day")[0] == "success"
    assert tasks.pop("month_over")[0] == "skipped"
    assert set(tasks.values()) == {("success", 1)}, stand.words
    assert set(tasks) == {"quality_gate", "compute", "publish", "freshness"}

    files = sum(1 for file in stand.landing.glob("*/*"))
    loads = stand.ask("select count(*), count(distinct (source, sha256)), sum(rows_accepted) from marts.load_ledger")
    assert loads[0][:2] == (files, files)
    opened, newest = stand.ask("select sum(opened_n), max(month) from marts.outlet_kpi_month")[0]
    assert opened > 200
    assert str(newest) == "2026-10-01"


@pytest.fixture
def reader(stand, monkeypatch):
    """Runs a task of the monthly DAG that reads the stand's marts; returns what the command said when it failed."""
    for name, value in stand.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(steps, "HOME", PROGRAM)

    def run(task_id: str) -> str:
        (command,) = monthly.dag.get_task(task_id).commands
        with pytest.raises(AirflowException) as raised:
            steps.run_step([word.replace(monthly.MONTH, "2026-09") for word in command])
        return str(raised.value)

    return run


def test_the_report_of_a_month_is_asked_of_the_marts(reader):
    # These marts hold two tables, of the fifteen and more that a report needs.
    assert "marts" in reader("report_zh_cn")


def test_dashboards_find_marts_and_metabase_by_the_environment(reader, monkeypatch):
    class OldMetabase(http.server.BaseHTTPRequestHandler):
        """Lets itself be found, and says that it is too old for us."""

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps({"status": "ok", "version": {"tag": "v0.50.1"}}).encode())

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), OldMetabase) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("AFTERCARE_METABASE", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("AFTERCARE_METABASE_USER", "admin@example.com")
        monkeypatch.setenv("AFTERCARE_METABASE_PASSWORD", "secret")
        assert "Metabase v0.50.1 is too old" in reader("dashboards")
        server.shutdown()
