"""A record store outside is told what was learnt: everything, once, and no more than it has to know."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from config.record_stores import accounts
from people.models import User
from tests.support.cast import signed_in
from tests.support.database import Demonstration
from tests.support.killing import run_alone
from tests.training import record_store
from tests.training.conftest import Partnership
from tests.training.record_store import RecordStore
from tests.training.test_own_pages import browser_of
from training.checks import record_stores_are_reached_safely
from training.journeys import assessing, belonging, deciding, forgetting, learning
from training.journeys.sending_statements import send_waiting
from training.journeys.telling import outbox, try_again
from training.models import Certificate, Event, OutgoingStatement

KILLS, LEARNERS = 4, 8


@pytest.fixture
def store(settings: Settings, tmp_path: Path) -> Iterator[RecordStore]:
    """The partnership's own, which hears of everybody."""
    with record_store.running() as running:
        settings.RECORD_STORES = accounts(record_store.set_up(tmp_path, running, everybody=True))
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
    assert outbox() == {"store": {"waiting": 3, "refused": 1, "told": 2}}
    try_again()
    send_waiting()
    assert outbox() == {"store": {"waiting": 0, "refused": 0, "told": 6}}
    assert told(store) == ["attempted", "passed", "completed"] * 2
    assert len(store.stored) == len(store.order)


def verbs(store: RecordStore, partnership: Partnership) -> list[tuple[str, str]]:
    """Who did what, as a store heard it."""
    names = {
        str(partnership.learner(one).pseudonym): one.first_name for one in (partnership.teacher, partnership.driver)
    }
    return [
        (names[store.stored[key]["actor"]["account"]["name"]], verb)
        for key, verb in zip(store.order, told(store), strict=True)
    ]


def test_each_agency_has_a_store_of_its_own_and_one_that_is_down_holds_no_other_back(
    partnership: Partnership, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The driver drives and, after a while, teaches too; then he leaves the taxis."""
    teacher, driver, taxis, school = partnership.teacher, partnership.driver, partnership.taxis, partnership.school
    with record_store.running("taxis") as cabs, record_store.running("school") as classes:
        settings.RECORD_STORES = accounts(record_store.set_up(tmp_path, cabs, classes))
        port = cabs.server_port
        for agency, name in ((taxis, "taxis"), (school, "school")):
            agency.record_store = name
            agency.save()
        cabs.answers = ["dies"]
        partnership.complete(driver)
        partnership.complete(teacher)
        send_waiting()
        # The taxis' store has one, and never said so. The school's has all that is its own.
        assert verbs(cabs, partnership) == [("Driver", "attempted")]
        assert verbs(classes, partnership) == [("Teacher", verb) for verb in ("attempted", "passed", "completed")]
        heard = dict(cabs.stored)
    learner = partnership.learner(driver)
    belonging.join(partnership.board, learner, school, partnership.teaching)
    both = partnership.complete(driver, timezone.now())
    belonging.leave(partnership.board, learner, taxis)
    completion = Event.objects.get(kind=Event.Kind.COMPLETED, registration=both)
    deciding.withdraw(partnership.school_lead, completion)
    partnership.begin(driver, timezone.now())
    # Both are down for a while, and the operator gives the school's another address.
    try_again()
    assert send_waiting() == 0
    assert outbox()["taxis"] == {"waiting": 7, "refused": 0, "told": 0}
    with record_store.running("school") as moved:
        settings.RECORD_STORES = accounts(record_store.set_up(tmp_path, cabs, moved))
        try_again()
        assert send_waiting() == 5
        with record_store.running("taxis", port) as cabs:
            cabs.stored, cabs.order = heard, [*heard]
            try_again()
            assert send_waiting() == 7
        first, again = ["attempted", "passed", "completed"], ["attempted", "passed", "completed", "voided"]
        # What was withdrawn after he had left is told to whoever had heard of it.
        assert verbs(cabs, partnership) == [("Driver", verb) for verb in [*first, *again]]
        assert verbs(moved, partnership) == [("Driver", verb) for verb in [*again, "attempted"]]
        assert (cabs.faults, moved.faults, send_waiting()) == ([], [], 0)
    # The school's is taken out of the settings. What waits is kept until somebody says that it is lost.
    settings.RECORD_STORES = {"taxis": settings.RECORD_STORES["taxis"]}
    partnership.complete(teacher)
    assert (send_waiting(), outbox()["school"]["waiting"]) == (0, 3)
    call_command("send_statements", "--lost", "school")
    assert "school: 3 are lost." in capsys.readouterr().out
    assert (outbox()["school"]["waiting"], outbox()["taxis"]["told"]) == (0, 7)


def test_erasure_ends_what_a_store_is_told(partnership: Partnership, store: RecordStore) -> None:
    partnership.begin(partnership.teacher)
    send_waiting()
    (said,) = store.stored.values()
    teacher = partnership.learner(partnership.teacher)
    browser = browser_of(partnership.teacher)
    assert "<li>Store</li>" in browser.get("/en/learn/data/").text, "they are told who else hears of it"
    assert str(teacher.pseudonym) in browser.get("/en/learn/data/data.json").text
    assert said["actor"]["account"]["name"] == str(teacher.pseudonym)
    partnership.complete(partnership.teacher)
    forgetting.forget(partnership.teacher, teacher)
    assert (send_waiting(), len(store.stored), OutgoingStatement.objects.count()) == (0, 1, 0)
    teacher.refresh_from_db()
    assert said["actor"]["account"]["name"] != str(teacher.pseudonym)


def test_a_site_without_a_store_keeps_nothing_for_one_and_wrong_settings_are_refused_without_a_secret(
    partnership: Partnership, settings: Settings, tmp_path: Path
) -> None:
    partnership.complete(partnership.teacher)
    assert not OutgoingStatement.objects.exists()
    (tmp_path / "secret").write_text("lamp")
    right = {"id": "a", "name": "A", "url": "http://records.example/xapi", "username": "u"}
    right["secret_file"] = str(tmp_path / "secret")
    settings.RECORD_STORES = accounts(json.dumps([right]))
    assert [one.id for one in record_stores_are_reached_safely(None)] == ["lantern.E043"]
    assert "lamp" not in repr(settings.RECORD_STORES)
    for wrong in ({**right, "id": "A b"}, {**right, "secret_file": "/none"}, {**right, "url": "ftp://x"}, {"id": "a"}):
        with pytest.raises(ImproperlyConfigured, match=r"RECORD_STORES is not right: .*operators\.md"):
            accounts(json.dumps([wrong]))


def test_a_site_manager_gives_an_agency_its_store(
    partnership: Partnership, store: RecordStore, settings: Settings, tmp_path: Path
) -> None:
    school, edit = partnership.school, reverse("training_agency_edit", args=[partnership.school.pk])
    client = signed_in(User.objects.get(email="manager@lantern.example")).client
    assert "record_store" not in client.get(edit).content.decode()
    settings.RECORD_STORES = accounts(record_store.set_up(tmp_path, store))
    assert "Its record store" in client.get(edit).content.decode()
    client.post(edit, {"name": school.name, "record_store": "store"})
    page = reverse("training_agency", args=[school.pk])
    assert "Its record store, <b>Store</b>, is told" in client.get(page).content.decode()
    assert client.post(edit, {"name": school.name, "record_store": "other"}).status_code == 422
    settings.RECORD_STORES = {}
    assert "is not set up any more" in client.get(page).content.decode()
    client.post(edit, {"name": school.name, "record_store": ""})
    school.refresh_from_db()
    assert school.record_store == ""


@pytest.mark.process
def test_every_statement_is_there_once_however_often_the_worker_is_killed(
    demonstration: Demonstration, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demonstration.copy(tmp_path / "lantern.sqlite3")
    with record_store.running() as store:
        store.slow = 0.01
        monkeypatch.setenv("RECORD_STORES", record_store.set_up(tmp_path, store, everybody=True))
        done = run_alone("tests.training.teller", tmp_path, KILLS, LEARNERS)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["waiting"] == 0
    assert sorted(store.order) == sorted(found["ids"])
    assert len(found["ids"]) == 3 * LEARNERS
    assert store.faults == []
