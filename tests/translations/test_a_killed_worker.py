"""A worker that is killed again and again loses nothing, does nothing twice, and leaves nothing half done."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as now
from django.db import connection
from django.utils import timezone
from pytest_django import Settings
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from background.models import Job
from config.serving.children import die_with_parent
from people.models import User
from tests.support.database import ROOT, is_postgresql
from tests.translations.working import PAGES, entries, in_language, items, section, sound
from translations.journeys import submitting

ROUNDS = 4
PATIENCE = 120.0
LANGUAGES = ["ur", "pl", "pa"]


@pytest.fixture
def worker(spoilt_database: None, settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Starts a real worker on the spoilt database; what still runs at the end is ended."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    place = str(connection.settings_dict["NAME"])
    address = ""
    if is_postgresql():
        address = now.DATABASE_URL.rpartition("/")[0] + f"/{place}"
    else:
        # SQLite keeps its journal beside the file that the link leads to, so both work on the same one.
        (tmp_path / "lantern.sqlite3").symlink_to(place)
    running: list[subprocess.Popen[bytes]] = []

    def start(*arguments: str) -> "subprocess.Popen[bytes]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("LANTERN")} | {
            "DJANGO_SETTINGS_MODULE": "config.settings_demonstration",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": address,
        }
        process = subprocess.Popen(
            [sys.executable, "manage.py", "task_worker", *arguments],
            cwd=ROOT,
            env=environment,
            preexec_fn=die_with_parent(os.getpid()),  # noqa: PLW1509
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def wait_for_more(job: Job, done: int, process: "subprocess.Popen[bytes]") -> None:
    """Until some step is done that was not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        job.refresh_from_db()
        if job.done > done or job.state == Job.State.DONE:
            return
        assert process.poll() is None, "the worker ended by itself"
        time.sleep(0.05)
    raise AssertionError(f"No step was done in {PATIENCE} seconds.")


@pytest.mark.process
def test_a_job_outlives_its_workers(worker: Callable[..., Any]) -> None:
    job = submitting.start(items(), LANGUAGES, User.objects.get(email="publisher@lantern.example"))
    assert job.total == PAGES * len(LANGUAGES)
    chance = random.Random(time.time_ns())
    for _turn in range(ROUNDS):
        done = job.done
        process = worker()
        wait_for_more(job, done, process)
        time.sleep(chance.random())
        process.send_signal(signal.SIGKILL)
        process.wait()
        job.refresh_from_db()
        if job.state == Job.State.DONE:
            break
        # As if the minutes had passed after which a job counts as left alone.
        Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(hours=1))
    assert worker("--batch").wait(PATIENCE) == 0
    job.refresh_from_db()
    assert (job.state, job.done, job.failed) == (Job.State.DONE, job.total, 0)
    for language in LANGUAGES:
        there = in_language(language)
        assert len(there) == PAGES
        assert entries(list(there.values())) == sorted(str(page.pk) for page in there.values())
        for page in there.values():
            assert not page.live
            assert page.get_latest_revision() is not None
    sources = [page.translation_key for page in section()]
    assert Translation.objects.filter(source__object_id__in=sources, enabled=True).count() == job.total
    with_sentences = StringSegment.objects.filter(source__object_id__in=sources).values("source__object_id").distinct()
    assert with_sentences.count() == PAGES
    assert not Page.objects.filter(slug__regex=r"-\d$", translation_key__in=sources).exists(), "made twice"
    sound()
