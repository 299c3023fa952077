"""A real Airflow with a database of its own, and a launcher of Aftercare that can be told to fail."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.mkdtemp(prefix="aftercare-airflow-"))
os.environ |= {
    "AIRFLOW_HOME": str(HOME),
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__CORE__AUTH_MANAGER": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME}/airflow.db",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
    "DAGS_RETRY_SECONDS": "0",
    "DAGS_LANGUAGES": "en,zh-CN",
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
}
sys.path.insert(0, str(DAGS))


@pytest.fixture(scope="session")
def airflow_database() -> Path:
    """Where Airflow keeps its record of runs."""
    for command in (["db", "migrate"], ["pools", "set", "aftercare_lake", "1", "one writer"], ["dags", "reserialize"]):
        subprocess.run(["airflow", *command], check=True, capture_output=True)
    return HOME / "airflow.db"
