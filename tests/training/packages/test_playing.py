"""What a package's part sends is kept at every commit, and what follows from it is decided here."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from people.models import User
from tests.training.packages.conftest import Course, published
from tests.training.packages.making import core, package
from training.journeys import forgetting
from training.journeys.belonging import learner_of
from training.journeys.learning import is_completed, parts_done
from training.journeys.proving import broken_log
from training.models import Certificate, Package, ScoState
from training.packages.manifest import Sco
from training.packages.runtime import MOST_BYTES, judged

pytestmark = pytest.mark.django_db
SCO = Sco("one", "One", "one.html")


@pytest.mark.parametrize(
    ("sent", "mastery", "ending", "status", "done"),
    [
        ({"lesson_status": "passed"}, None, False, "passed", True),
        ({"lesson_status": "completed"}, None, False, "completed", True),
        ({"lesson_status": "incomplete"}, None, True, "incomplete", False),
        ({"lesson_status": "failed"}, None, True, "failed", False),
        ({}, None, False, "not attempted", False),
        ({}, None, True, "completed", True),
        ({"lesson_status": "passed", "score": {"raw": "79"}}, 80, False, "failed", False),
        ({"lesson_status": "completed", "score": {"raw": "80"}}, 80, False, "passed", True),
        ({"lesson_status": "incomplete", "score": {"raw": "90"}}, 80, False, "incomplete", False),
    ],
)
def test_what_counts_in_12(sent: Any, mastery: float | None, ending: bool, status: str, done: bool) -> None:
    outcome = judged(core(**sent), Sco("one", "One", "one.html", mastery=mastery), "1.2", ending)
    assert (outcome.status, outcome.done) == (status, done)


@pytest.mark.parametrize(
    ("sent", "rules", "ending", "done"),
    [
        ({"success_status": "passed"}, {}, False, True),
        ({"completion_status": "completed"}, {}, False, True),
        ({"completion_status": "completed", "success_status": "failed"}, {}, False, False),
        ({"completion_status": "incomplete"}, {}, True, False),
        ({}, {}, True, True),
        ({}, {"by_content": True}, True, False),
        ({"success_status": "passed", "score": {"scaled": "0.5"}}, {"mastery": 0.6}, False, False),
        ({"success_status": "unknown", "score": {"scaled": "0.6"}}, {"mastery": 0.6}, False, True),
        ({"completion_status": "completed", "progress_measure": "0.5"}, {"threshold": 0.75}, False, False),
    ],
)
def test_what_counts_in_2004(sent: Any, rules: Any, ending: bool, done: bool) -> None:
    assert judged(sent, Sco("one", "One", "one.html", **rules), "2004", ending).done is done


def test_a_learner_does_part_after_part_and_gets_one_certificate(course: Course, driver: User) -> None:
    first = course.open(driver)
    assert (first["data"], first["resumes"], first["known"]["standard"]) == ({}, False, "1.2")
    assert course.commit(first["token"], 1, core(lesson_status="passed", score={"raw": "90"})).json()["done"]
    registration = course.begin(driver)
    assert parts_done(registration) == {"part-1"}
    assert not is_completed(registration)
    second = course.open(driver, "part-2")
    for sequence in (1, 2):
        assert course.commit(second["token"], sequence, core(lesson_status="completed"), ending=True).status_code == 200
    assert is_completed(registration)
    assert Certificate.objects.filter(learner=learner_of(driver)).count() == 1
    event = registration.events.get(kind="part_done", part="part-1")
    assert event.data == {"status": "passed", "score": 90.0}
    assert list(broken_log()) == []


def test_somebody_goes_on_on_another_device_where_the_last_commit_left_them(course: Course, driver: User) -> None:
    phone = course.open(driver)
    for sequence, place in enumerate(("page 1", "page 2", "page 3"), 1):
        assert course.commit(phone["token"], sequence, core(lesson_location=place)).status_code == 200
    computer = course.open(driver)
    assert computer["data"]["core"]["lesson_location"] == "page 3"
    assert computer["resumes"]
    assert course.commit(computer["token"], 1, core(lesson_location="page 4")).status_code == 200
    late = course.commit(phone["token"], 4, core(lesson_location="page 1"))
    assert late.status_code == 409
    assert "opened elsewhere" in late.json()["error"]
    assert course.open(driver)["data"]["core"]["lesson_location"] == "page 4"


def test_commits_that_come_out_of_order_never_take_the_place_of_later_ones(course: Course, driver: User) -> None:
    frame = course.open(driver)
    assert course.commit(frame["token"], 3, core(lesson_location="three")).status_code == 200
    assert course.commit(frame["token"], 2, core(lesson_location="two")).status_code == 409
    assert course.commit(frame["token"], 3, core(lesson_location="other")).status_code == 409
    assert course.commit(frame["token"], 3, core(lesson_location="three")).status_code == 200
    state = ScoState.objects.get()
    assert (state.revision, state.data["core"]["lesson_location"]) == (1, "three")


def test_in_2004_a_session_that_ended_is_over_and_one_that_was_suspended_goes_on(
    course_2004: Course, driver: User
) -> None:
    frame = course_2004.open(driver)
    sent = {"completion_status": "incomplete", "suspend_data": "here", "exit": "suspend"}
    assert course_2004.commit(frame["token"], 1, sent, ending=True).status_code == 200
    assert course_2004.open(driver)["data"]["suspend_data"] == "here"
    again = course_2004.open(driver)
    assert course_2004.commit(again["token"], 1, {**sent, "exit": "normal"}, ending=True).status_code == 200
    assert course_2004.open(driver)["data"] == {}


RUBBISH: dict[str, Any] = {
    "no object": "hello",
    "a list": [1, 2],
    "too much": {"comments": ["x" * 60_000] * (MOST_BYTES // 60_000 + 1)},
    "suspend data": {"suspend_data": "x" * 64_001},
    "too deep": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": 1}}}}}}}}}},
    "many rows": {"interactions": [{}] * 1001},
    "no status": core(lesson_status="excellent"),
    "no score": core(score={"raw": "101"}),
    "a score that is none": core(score={"raw": "NaN"}),
    "core is a text": {"core": "x"},
    "status is an object": core(lesson_status={"a": "b"}),
    "NUL": core(lesson_location="a\x00b"),
    "half a sign": core(lesson_location="\ud800"),
}


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_refused_in_words_and_nothing_is_kept(course: Course, driver: User, name: str) -> None:
    frame = course.open(driver)
    answer = course.commit(frame["token"], 1, RUBBISH[name])
    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not ScoState.objects.exists()


@pytest.mark.parametrize("sequence", [0, -1, "1", None, 1.5, True, 2**31])
def test_a_commit_without_a_number_is_refused(course: Course, driver: User, sequence: Any) -> None:
    assert course.commit(course.open(driver)["token"], sequence, core()).status_code == 400


def test_nobody_sends_another_learners_state(course: Course, driver: User, teacher: User) -> None:
    mine, theirs = course.open(driver), course.open(teacher)
    assert course.commit(theirs["token"], 1, core(lesson_location="theirs")).status_code == 200
    for forged in (
        mine["token"][:-1] + "x",
        theirs["token"].split(":")[0] + ":" + mine["token"].split(":", 1)[1],
        "",
        "x" * 2000,
    ):
        assert course.commit(forged, 2, core(lesson_location="mine")).status_code == 403
    assert ScoState.objects.get().data == core(lesson_location="theirs")


def test_an_account_that_is_switched_off_keeps_nothing_more(course: Course, driver: User) -> None:
    frame = course.open(driver)
    driver.is_active = False
    driver.save()
    assert course.commit(frame["token"], 1, core(lesson_status="passed")).status_code == 403
    assert not ScoState.objects.exists()


def test_erasure_takes_what_was_typed_into_a_package_and_leaves_that_it_was_done(course: Course, driver: User) -> None:
    frame, registration = course.open(driver), course.begin(driver)
    course.commit(frame["token"], 1, core(lesson_status="passed", lesson_location="what I wrote"))
    forgetting.forget(driver, learner_of(driver))
    assert not ScoState.objects.exists()
    assert parts_done(registration) == {"part-1"}
    assert course.commit(frame["token"], 2, core()).status_code == 403


def test_a_package_is_never_changed(course: Course) -> None:
    for change in (
        lambda: Package.objects.update(title="Other"),
        lambda: course.package.files.update(digest="0" * 64),
        lambda: course.package.files.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_new_version_leaves_those_who_have_begun_where_they_are(
    course: Course, driver: User, publisher: User
) -> None:
    import io

    from training.journeys.importing import publish_package, take_in

    frame = course.open(driver)
    newer, is_new = take_in(publisher, io.BytesIO(package(parts=3)), "newer.zip", "en")
    version = publish_package(publisher, newer, course.activity, "")
    assert (is_new, version.number) == (True, 2)
    assert publish_package(publisher, newer, course.activity, "").pk == version.pk
    assert course.commit(frame["token"], 1, core(lesson_status="passed")).status_code == 200
    assert course.begin(driver).version.number == 1


def test_a_look_before_publishing_keeps_nothing(course: Course) -> None:
    from training.packages import tokens

    play = tokens.Play(course.package.pk, "part-1", course.publisher.pk)
    opened = course.post("open", token=tokens.play_token(play)).json()
    assert course.commit(opened["token"], 1, core(lesson_status="passed")).json()["done"]
    assert not ScoState.objects.exists()


def test_files_of_two_packages_that_are_the_same_are_kept_once(
    course: Course, publisher: User, package_folder: Any
) -> None:
    kept = {path for path in package_folder.rglob("*") if path.is_file()}
    published(publisher, package(parts=1), "Shorter")
    after = {path for path in package_folder.rglob("*") if path.is_file()}
    # Its manifest alone is new.
    assert len(after - kept) == 1
    assert not any(path.suffix for path in after)
