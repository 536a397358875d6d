"""A record store outside is told what was learnt: everything, once, and no more than it has to know."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.support.database import Demonstration
from tests.support.killing import run_alone
from tests.training import record_store
from tests.training.conftest import Partnership
from tests.training.record_store import RecordStore
from training.checks import the_record_store_is_reached_safely
from training.journeys import assessing, deciding, forgetting, learning
from training.journeys.telling import send_waiting, try_again
from training.models import Certificate, Event, OutgoingStatement

KILLS, LEARNERS = 4, 8


@pytest.fixture
def store(settings: Settings) -> Iterator[RecordStore]:
    """One that the site is to tell."""
    with record_store.running() as running:
        settings.LRS_URL, settings.LRS_USERNAME, settings.LRS_PASSWORD = running.url, "lantern", "lamp"
        yield running


def told(store: RecordStore) -> list[str]:
    """Its verbs, in the order in which they came."""
    return [store.stored[key]["verb"]["id"].rpartition("/")[2] for key in store.order]


def test_a_store_hears_what_somebody_did_and_not_who_they_are(partnership: Partnership, store: RecordStore) -> None:
    teacher = partnership.teacher
    registration = partnership.begin(teacher)
    learning.do_lesson(teacher, registration, "signs")
    assessing.finish(teacher, partnership.answered(teacher, registration, wrong=2))
    assessing.finish(teacher, partnership.answered(teacher, registration))
    assert store.requests == 0
    assert send_waiting() == 4
    assert (told(store), store.faults) == (["attempted", "failed", "passed", "completed"], [])
    failed, completed = (store.stored[store.order[place]] for place in (1, 3))
    assert failed["result"] == {"success": False, "score": {"scaled": 0.5, "raw": 50, "min": 0, "max": 100}}
    assert completed["context"]["registration"] == str(registration.pk)
    assert completed["object"]["definition"]["name"] == {"en": "Spotting exploitation"}
    everything = json.dumps(store.stored).lower()
    for secret in (teacher.email, "teacher", "mill lane", "lantern.example", str(teacher.pk) + '"'):
        assert secret not in everything.replace("localhost", "")
    completion = Event.objects.get(kind=Event.Kind.COMPLETED, registration=registration)
    deciding.withdraw(partnership.school_lead, completion)
    assert send_waiting() == 1
    assert store.stored[store.order[-1]]["object"] == {"objectType": "StatementRef", "id": str(completion.key)}
    assert told(store)[-1] == "voided"


def test_a_store_that_is_away_loses_nothing_and_hears_nothing_twice(
    partnership: Partnership, store: RecordStore
) -> None:
    store.answers = [503]
    partnership.complete(partnership.teacher)
    assert Certificate.objects.filter(learner__user=partnership.teacher).exists()
    assert send_waiting() == 0
    first = OutgoingStatement.objects.first()
    assert first
    assert first.due_at > timezone.now() + timedelta(minutes=9)
    assert (send_waiting(), store.requests) == (0, 1)
    try_again()
    # It stores one and never says so, refuses another for good, and goes away before the last.
    store.answers = ["dies", 204, 204, 400, 401]
    partnership.complete(partnership.driver)
    assert send_waiting() == 0
    try_again()
    send_waiting()
    assert OutgoingStatement.objects.exclude(refused_on=None).count() == 1
    assert OutgoingStatement.objects.count() == 4
    try_again()
    send_waiting()
    assert not OutgoingStatement.objects.exists()
    assert told(store) == ["attempted", "passed", "completed"] * 2
    assert len(store.stored) == len(store.order)


def test_only_the_people_of_its_agency_are_told_of_and_erasure_ends_it(
    partnership: Partnership, store: RecordStore, settings: Settings
) -> None:
    settings.LRS_AGENCIES = [partnership.school.name]
    partnership.complete(partnership.driver)
    assert not OutgoingStatement.objects.exists()
    partnership.begin(partnership.teacher)
    send_waiting()
    (said,) = store.stored.values()
    teacher = partnership.learner(partnership.teacher)
    assert said["actor"]["account"]["name"] == str(teacher.pseudonym)
    partnership.complete(partnership.teacher)
    forgetting.forget(partnership.teacher, teacher)
    assert (send_waiting(), len(store.stored)) == (0, 1)
    teacher.refresh_from_db()
    assert said["actor"]["account"]["name"] != str(teacher.pseudonym)


def test_a_site_without_a_store_keeps_nothing_for_one(partnership: Partnership, settings: Settings) -> None:
    partnership.complete(partnership.teacher)
    assert not OutgoingStatement.objects.exists()
    settings.LRS_URL = "http://records.example/xapi"
    assert [one.id for one in the_record_store_is_reached_safely(None)] == ["lantern.E043"]


@pytest.mark.process
def test_every_statement_is_there_once_however_often_the_worker_is_killed(
    demonstration: Demonstration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    with record_store.running() as store:
        store.slow = 0.01
        for name, value in {"URL": store.url, "USERNAME": "lantern", "PASSWORD": "lamp"}.items():
            monkeypatch.setenv(f"LRS_{name}", value)
        done = run_alone("tests.training.teller", tmp_path, KILLS, LEARNERS)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["waiting"] == 0
    assert sorted(store.order) == sorted(found["ids"])
    assert len(found["ids"]) == 3 * LEARNERS
    assert store.faults == []
