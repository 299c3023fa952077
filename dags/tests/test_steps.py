"""How a step's end becomes a task's, with a launcher of two lines instead of Aftercare."""

from __future__ import annotations

import http.server
import threading
import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from airflow.sdk.exceptions import AirflowException, AirflowFailException

import aftercare_steps as steps


@pytest.fixture
def launcher(tmp_path, monkeypatch):
    def write(script: str) -> None:
        (tmp_path / "aftercare").write_text("#!/bin/sh\n" + script, encoding="utf-8")
        (tmp_path / "aftercare").chmod(0o755)

    monkeypatch.setattr(steps, "HOME", tmp_path)
    return write


def test_a_step_that_is_done_says_its_last_words(launcher):
    launcher('echo "$@"')
    assert steps.run_step(["compute", "--as-of", "2026-10-31"]) == (0, "compute --as-of 2026-10-31")


@pytest.mark.parametrize("status", [2, 3])
def test_what_will_not_change_is_not_tried_again(launcher, status):
    launcher(f"echo why; exit {status}")
    with pytest.raises(AirflowFailException, match=f"status {status}:\nwhy"):
        steps.run_step(["ingest"])


@pytest.mark.parametrize("status", [1, 4, 5])
def test_what_may_change_is_tried_again(launcher, status):
    launcher(f"exit {status}")
    with pytest.raises(AirflowException) as raised:
        steps.run_step(["ingest"])
    assert not isinstance(raised.value, AirflowFailException)


def test_a_status_may_be_accepted(launcher):
    launcher("exit 3")
    assert steps.run_step(["ingest"], {0, 3})[0] == 3


def test_a_step_about_a_day_tells_java_so_beside_what_it_is_told_anyway(launcher, monkeypatch):
    monkeypatch.setenv("AFTERCARE_JAVA_OPTS", "-Xss2m")
    launcher('echo "$AFTERCARE_JAVA_OPTS"')
    assert steps.run_step(["compute"], quick=True)[1] == "-XX:TieredStopAtLevel=1 -Xss2m"
    assert steps.run_step(["compute"])[1] == "-Xss2m"
    monkeypatch.setenv("AFTERCARE_ENGINE", "true")
    assert steps.run_step(["compute"], quick=True)[1] == "-Xss2m"


def test_a_command_is_passed_its_own_secrets_and_no_others(launcher, monkeypatch):
    secrets = ["AFTERCARE_PII_KEY", "AFTERCARE_MARTS_PASSWORD", "AFTERCARE_HR_PASSWORD", "AIRFLOW__CORE__FERNET_KEY"]
    for secret in secrets:
        monkeypatch.setenv(secret, "known")
    launcher(f"for name in {' '.join(secrets)}; do printenv $name >/dev/null && echo $name; done; exit 0")
    assert steps.run_step(["ingest"])[1] == "AFTERCARE_PII_KEY"
    assert steps.run_step(["compute"])[1] == ""
    assert steps.run_step(["publish"])[1] == "AFTERCARE_MARTS_PASSWORD"
    assert steps.run_step(["dashboards", "apply"])[1].split() == ["AFTERCARE_MARTS_PASSWORD", "AFTERCARE_HR_PASSWORD"]


def test_a_task_that_is_killed_tells_its_command_to_end(launcher, tmp_path):
    launcher(f"trap 'touch {tmp_path}/let-go; exit 143' TERM\ntouch {tmp_path}/began\nwhile :; do sleep 0.05; done")
    task = steps.step("compute", "compute")
    ended = []

    def execute() -> None:
        with pytest.raises(AirflowException) as raised:
            task.execute({})
        ended.append(raised.value)

    thread = threading.Thread(target=execute)
    thread.start()
    while not (tmp_path / "began").exists():
        time.sleep(0.01)
    task.on_kill()
    thread.join(10)
    assert "status 143" in str(ended[0])
    assert (tmp_path / "let-go").exists()


def test_the_day_is_the_first_of_the_data_interval_in_the_business_zone(monkeypatch):
    begin = datetime(2026, 10, 30, 21, tzinfo=UTC)
    run = SimpleNamespace(data_interval_start=begin, logical_date=begin, run_after=begin)
    assert steps.business_day({"as_of": None}, run) == "2026-10-30"
    monkeypatch.setattr(steps, "ZONE", "Asia/Shanghai")
    assert steps.business_day({"as_of": None}, run) == "2026-10-31"
    assert steps.business_day({"as_of": "2026-09-30"}, run) == "2026-09-30"


def test_a_failure_is_told_where_somebody_listens(monkeypatch):
    heard = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("DAGS_ALERT_URL", f"http://127.0.0.1:{server.server_port}/")
        instance = SimpleNamespace(dag_id="aftercare_daily", task_id="publish", run_id="r")
        steps.tell({"task_instance": instance, "exception": "the reason"})
        server.shutdown()
    assert heard == ['{"text": "aftercare_daily.publish failed in r: the reason"}']
