"""What is planned, under real workers: two at once, and one that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from background.models import Period
from pages.models import InformationPage
from tests.pages.helpers import the_page
from tests.pages.test_schedule import plan, times_published
from tests.support.database import ROOT, is_postgresql

pytestmark = pytest.mark.process
MANY, SOME = 50, 20


@pytest.fixture
def processes(spoilt_database: None, tmp_path: Path) -> Callable[..., "subprocess.Popen[str]"]:
    """Starts commands of manage.py on the database of this test, with the queue in the database."""
    name = str(connection.settings_dict["NAME"])
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "LANTERN"))},
        "DJANGO_SETTINGS_MODULE": "config.settings_demonstration",
        "DATA_DIR": str(tmp_path),
    }
    if is_postgresql():
        environment["DATABASE_URL"] = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    else:
        (tmp_path / "lantern.sqlite3").symlink_to(name)

    def start(*arguments: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


def planned(many: int) -> set[int]:
    """Pages that should have gone live an hour ago."""
    above = Page.objects.get(pk=the_page("about/").pk)
    moment = timezone.now() - timedelta(hours=1)
    keys = set()
    for number in range(many):
        page = InformationPage(title=f"Planned {number}", slug=f"planned-{number}", live=False, locale=above.locale)
        above.add_child(instance=page)
        plan(page, moment + timedelta(seconds=number))
        keys.add(page.pk)
    return keys


def live(keys: set[int]) -> int:
    return Page.objects.filter(pk__in=keys, live=True).count()


def test_two_workers_and_a_command_at_once_publish_each_page_once(
    processes: Callable[..., "subprocess.Popen[str]"],
) -> None:
    keys = planned(MANY)
    connection.close()
    at_once = [processes("task_worker", "--batch") for _ in range(2)] + [processes("publish_scheduled")]
    said = [process.communicate(timeout=600)[0] for process in at_once]
    assert [process.returncode for process in at_once] == [0, 0, 0], said
    assert live(keys) == MANY
    assert {times_published(key) for key in keys} == {1}
    assert "Planned 7" in Client().get("/en/about/planned-7/").content.decode()


def test_a_worker_that_is_killed_half_way_leaves_nothing_undone_or_done_twice(
    processes: Callable[..., "subprocess.Popen[str]"],
) -> None:
    keys = planned(SOME)
    connection.close()
    worker = processes("task_worker", "--batch")
    deadline = time.monotonic() + 120
    while live(keys) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()  # type: ignore[union-attr]
    assert 0 < live(keys) < SOME
    # Two minutes later its lease has run out.
    Period.objects.update(leased_until=timezone.now() - timedelta(seconds=1), due_at=timezone.now())
    connection.close()
    said, _nothing = processes("task_worker", "--batch").communicate(timeout=600)
    assert live(keys) == SOME, said
    assert {times_published(key) for key in keys} == {1}
