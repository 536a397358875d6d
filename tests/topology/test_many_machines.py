"""A site on many machines while parts of it die: pages stay up, and nothing that was acknowledged is lost."""

import json
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config.demonstration.desk import SHEET
from pagestore.watching import Watch
from people.models import User
from reporting.journeys import returning, setting_up
from reporting.keyring import Keyring
from reporting.sealing import box, places
from tests.pages.helpers import the_page
from tests.pages.test_schedule import plan
from tests.reporting.form import Reporter
from tests.support.database import Demonstration, is_postgresql
from tests.topology.parts import Browser, Topology, running, until
from tests.topology.without_a_database import go_through_an_outage
from training.journeys import belonging, learning
from training.journeys.progress import module_at
from training.models import Event, JobRole, ModulePage

pytestmark = [pytest.mark.topology, pytest.mark.process]
LEARNERS = 40


@pytest.fixture
def topology(
    request: pytest.FixtureRequest, static_files: Path, demonstration: Demonstration, settings: Settings
) -> Iterator[Topology]:
    """All parts; this process works on their database, as one more machine."""
    if not is_postgresql():
        pytest.skip("Started from the demonstration on PostgreSQL: set LANTERN_TEST_POSTGRES_URL for `make test`.")
    request.getfixturevalue("spoilt_database")
    # PostgreSQL's user must be let in, and pytest's own folders keep others out.
    folder = Path(tempfile.mkdtemp(prefix="lantern-topology-", dir=roomy()))
    folder.chmod(0o755)
    before = dict(connection.settings_dict)
    try:
        with running(folder, demonstration, static_files) as made:
            connection.close()
            connection.settings_dict.update(HOST="127.0.0.1", PORT=made.primary.port, NAME="lantern", USER="lantern")
            settings.SECRET_KEY = (folder / "keys" / "django").read_text().strip()
            # What is changed from here must reach every machine.
            settings.LOG_WHAT_PAGES_SHOW = True
            yield made
    finally:
        connection.close()
        connection.execute_wrappers[:] = [one for one in connection.execute_wrappers if not isinstance(one, Watch)]
        connection.settings_dict.update(before)
        shutil.rmtree(folder, ignore_errors=True)


def roomy() -> str:
    """A place that everybody may enter, in memory if there is room for two clusters."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000 else "/tmp"


class Crowd:
    """What many people do at once until they are told to stop, and what they were told."""

    def __init__(self, topology: Topology, learners: list[tuple[str, str]]) -> None:
        self.topology, self.learners = topology, learners
        self.unserved: list[str] = []
        self.read = 0
        self.receipts: dict[str, str] = {}
        self.completed: list[str] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=one) for one in (self._read, self._report, self._learn)]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    def _read(self) -> None:
        pages = ("/en/", "/ur/", "/en/help/?near=BD8", "/pl/about/", f"/media/{self.topology.download}")
        browser = Browser(self.topology.nginx_port)
        while not self.over.wait(0.03):
            path = pages[self.read % len(pages)]
            self.read += 1
            try:
                answer = browser.get(path)
                if answer.status_code != 200:
                    self.unserved.append(f"{path}: {answer.status_code}")
            except OSError as error:
                self.unserved.append(f"{path}: {type(error).__name__}")

    def _report(self) -> None:
        while not self.over.wait(0.02):
            worry = f"Concern {len(self.receipts)} at {time.monotonic()}"
            try:
                self.receipts[tell(Remote(Browser(self.topology.nginx_port)), worry)] = worry
            except (OSError, AssertionError):
                # Not acknowledged: the page says so, and they would send it again.
                continue

    def _learn(self) -> None:
        for session, address in self.learners:
            if self.over.wait(0.1):
                return
            browser = Browser(self.topology.nginx_port, **{site_settings.SESSION_COOKIE_NAME: session})
            for _try in range(5):
                try:
                    token = Remote(browser).open(address)
                    if browser.post(address, {"csrfmiddlewaretoken": token}).status_code in (302, 303):
                        self.completed.append(session)
                        break
                except (OSError, AssertionError, TypeError):
                    time.sleep(0.2)

    def go_on(self, what: str) -> None:
        """Whoever reports, reads and learns gets through, a little later than this."""
        reports, read, lessons = len(self.receipts), self.read, len(self.completed)
        until(lambda: len(self.receipts) > reports, f"a report is acknowledged after: {what}", 30)
        until(lambda: self.read > read + 5, f"pages are read after: {what}", 30)
        until(
            lambda: len(self.completed) > lessons or lessons == len(self.learners), f"a lesson counts after: {what}", 30
        )


class Remote(Reporter):
    """A reporter, or a learner, at the real site."""

    def __init__(self, browser: Browser) -> None:
        super().__init__()
        self.browser = browser

    def post(self, data: dict[str, Any], address: str = "") -> Any:
        self.page = self.browser.post(address or self.address, data)
        return self.page

    def open(self, address: str) -> str:
        """Open a page, and give the token of its form."""
        self.page = self.browser.get(address)
        field = self.soup.select_one("main form input[name=csrfmiddlewaretoken]")
        assert field, self.page.status_code
        return str(field["value"])


def tell(reporter: Remote, worry: str) -> str:
    """Fill in the form and send it; the receipt. Fails where none is shown."""
    reporter.start()
    reporter.go_to_check(worry=worry)
    reporter.press("send")
    return reporter.receipt


def learners() -> dict[str, tuple[str, Any]]:
    """People who have begun a module: by session, the address of its first lesson and their registration."""
    page = ModulePage.objects.filter(locale__language_code="en", live=True).order_by("pk").first()
    assert page
    role = JobRole.objects.get(code="teacher", locale__language_code="en")
    found = {}
    for number in range(LEARNERS):
        user = User.objects.create_user(f"learner{number}@lantern.example", first_name="Amina")
        belonging.join(user, belonging.learner_of(user), None, role)
        registration = learning.start(user, module_at(page.slug).activity, "en")
        lesson = next(part["key"] for part in registration.version.parts if part["kind"] == "lesson")
        browser = Client()
        browser.force_login(user)
        session = browser.cookies[site_settings.SESSION_COOKIE_NAME].value
        found[str(session)] = (f"/en/learn/modules/{page.slug}/{lesson}/", registration.pk)
    return found


def test_parts_are_killed_and_nothing_acknowledged_is_lost(topology: Topology, demonstration: Demonstration) -> None:
    people = learners()
    parts = topology.parts
    everywhere = [Browser(port) for port in (topology.nginx_port, *topology.web_ports)]

    def publish(title: str) -> None:
        page = the_page("about/")
        page.title = title
        page.save_revision().publish()

    def all_show(title: str, within: float) -> None:
        until(
            lambda: all(title in one.get("/en/about/", **{"X-Forwarded-Proto": "https"}).text for one in everywhere),
            title,
            within,
        )

    with Crowd(topology, [(session, address) for session, (address, _pk) in people.items()]) as crowd:
        crowd.go_on("the start")
        publish("Published while all is well")
        all_show("Published while all is well", 2)

        parts["web-1"].kill()
        crowd.go_on("a web process was killed")
        parts["web-1"].start()

        parts["worker"].kill()
        page = the_page("about/")
        page.title = "Published by the clock"
        plan(page, timezone.now() + timedelta(seconds=1))
        crowd.go_on("the worker was killed")
        parts["worker"].start()

        parts["redis"].kill()
        crowd.go_on("Redis was killed")
        parts["redis"].start()
        until(lambda: topology.is_ready(topology.web_ports[0]), "the first web process is back")
        all_show("Published by the clock", 60)

        # The replica falls behind: nobody reads there what is not true any more.
        with psycopg.connect(topology.replica.url, autocommit=True) as link:
            link.execute("SELECT pg_wal_replay_pause()")
            publish("Published while the replica stands still")
            all_show("Published while the replica stands still", 2)
            link.execute("SELECT pg_wal_replay_resume()")
        topology.replica.stop()
        crowd.go_on("the replica was switched off")
        topology.replica.start()
        crowd.go_on("the replica is back")
        until(lambda: reads_of(topology) > 0, "pages are read from the replica")
    assert crowd.unserved == [], topology.logs

    # The database itself: readers get the replica's pages, and nobody is told that a report arrived.
    connection.close()
    topology.primary.stop()
    answers = [everywhere[0].get(path) for path in ("/en/", "/ur/", "/en/help/?near=BD8")]
    assert [answer.status_code for answer in answers] == [200, 200, 200], topology.logs
    reporter = Remote(everywhere[0])
    with pytest.raises(AssertionError):
        tell(reporter, "Nobody may say that this arrived")
    topology.primary.start()
    go_through_an_outage(topology)

    assert len(crowd.receipts) >= 6
    sheet = (demonstration.folder / SHEET).read_text().splitlines()[2]
    keyring = Keyring(setting_up.opened_by_sheet(sheet))
    for receipt, worry in crowd.receipts.items():
        report = returning.come_back(receipt).report
        body = json.loads(box.open_(keyring.report_key(report), report.body, places.report_body(report.pk)))
        assert body["answers"]["worry"] == worry
    assert len(crowd.completed) >= 6
    for session in crowd.completed:
        done = Event.objects.filter(registration=people[session][1], kind=Event.Kind.PART_DONE)
        assert done.count() == 1
    logged = topology.logs
    assert "BD8" not in logged
    assert "Concern 1 at" not in logged


def reads_of(topology: Topology) -> int:
    """How often the replica was asked for pages."""
    with psycopg.connect(topology.replica.url, autocommit=True) as link:
        row = link.execute(
            "SELECT coalesce(sum(seq_scan + coalesce(idx_scan, 0)), 0) FROM pg_stat_user_tables "
            "WHERE relname = 'wagtailcore_page'"
        ).fetchone()
    return int(row[0]) if row else 0
