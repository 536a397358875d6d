"""Figures for Prometheus: for whoever has the token, of every process, and of nobody in particular."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.urls import Resolver404, resolve

from tests.ground.running import ROOT

TOKEN = "prometheus-of-the-partnership"
STORY = f"""
import django; django.setup()
from django.db import connection
from django.test import Client
from django.utils import timezone
from django.core.mail import send_mail
from uuid import uuid4
from reporting.models import InboxKey, Report
name = "safeguarding.example"
reader = Client(HTTP_HOST=name, HTTP_X_FORWARDED_PROTO="https", REMOTE_ADDR="192.0.2.7", raise_request_exception=False)
key = dict(headers={{"Authorization": "Bearer {TOKEN}"}})
print(reader.get("/metrics").status_code, reader.get("/metrics", headers={{"Authorization": "Bearer {TOKEN[:-1]}"}}).status_code)
print(reader.get("/metrics", HTTP_HOST="10.1.2.3:8000").status_code, reader.get("/health/live", HTTP_HOST="10.1.2.3:8000").status_code)
reader.get("/en/search/?query=scared"); reader.get("/en/report/return/"); reader.get("/en/learn/"); reader.get("/en/help/?near=BD8")
if not __import__("os").fork():
    reader.get("/robots.txt"); reader.get("/api/open-referral/"); __import__("os")._exit(0)
__import__("os").wait()
try: send_mail("x", "x", None, ["dora@example.org"])
except OSError: pass
print(reader.get("/metrics", HTTP_HOST="10.1.2.3:8000", **key).content.decode())
"""


@pytest.fixture
def said(tmp_path: Path, django_db_setup: None, static_files: Path) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "DATABASE_URL") if name in os.environ}
    data = tmp_path / "data"
    data.mkdir()
    (data / "static").symlink_to(static_files)
    if connection.vendor == "sqlite":
        (data / "lantern.sqlite3").symlink_to(connection.settings_dict["NAME"])
    done = subprocess.run(
        [sys.executable, "-c", STORY],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATA_DIR": str(data),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "METRICS_TOKEN": TOKEN,
            "ALLOWED_HOSTS": "safeguarding.example",
            "BEHIND_PROXY": "true",
            "EMAIL_URL": "smtp://127.0.0.1:9",
            "LOG_FORMAT": "json",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.process
def test_figures_are_for_whoever_has_the_token_and_tell_of_nobody(said: str) -> None:
    assert said.splitlines()[:2] == ["404 404", "404 200"]
    figures = dict(re.findall(r"^(lantern_\S+) (\S+)$", said, re.MULTILINE))
    for expected in (
        'lantern_requests_total{status="2xx",view="search"}',
        'lantern_requests_total{status="2xx",view="finder"}',
        'lantern_requests_total{status="2xx",view="feed"}',
        'lantern_request_seconds_count{view="other"}',
        "lantern_mails_failed_total",
        "lantern_tasks_waiting",
        "lantern_oldest_task_seconds",
        "lantern_regular_work_late_seconds",
        "lantern_database_up",
    ):
        assert float(figures[expected]) >= (0 if "task" in expected or "late" in expected else 1), expected
    assert float(figures["lantern_reports_waiting"]) % 5 == 0
    labels = {value for name in figures for value in re.findall(r'view="(.*?)"', name)}
    assert labels <= {"page", "finder", "search", "feed", "media", "static", "other"}
    for private in ("192.0.2.7", "10.1.2.3", "scared", "BD8", "report/", "learn", "dora", "desk"):
        assert private not in said


def test_without_a_token_there_is_no_such_address() -> None:
    with pytest.raises(Resolver404):
        resolve("/metrics")
