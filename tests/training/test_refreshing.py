"""Whoever did an older version sees what has changed, and may show by the questions alone that they know it."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from people.models import User
from tests.pages.helpers import main, soup, text
from tests.training.conftest import job_role, person
from tests.training.test_certificate_pdf import read
from tests.training.test_own_pages import browser_of
from training.comparing import Kind, compare_paragraphs, compare_words
from training.errors import NoAttemptsLeftError, TestOutError
from training.journeys import assessing, learning, own_record
from training.journeys.belonging import learner_of
from training.journeys.printing_record import printed_record
from training.journeys.proving import broken_log, wrong_statuses
from training.journeys.refreshing import refresher_of, start_test_out
from training.journeys.settling import settle
from training.models import Activity, Certificate, Event, ModulePage, Registration
from training.parts import PartKind
from training.questions.showing import right_answer

SLUG = "night-time-economy"
HOME, MODULE = "/en/learn/", f"/en/learn/modules/{SLUG}/"
CHANGES = f"{MODULE}changes/"


def said(paragraph: Any) -> list[tuple[str, str]]:
    """A compared paragraph, to be read."""
    return [(words.kind.value, words.text.strip()) for words in paragraph]


def test_words_are_compared_one_by_one_and_another_text_is_shown_whole() -> None:
    (together,) = compare_words("Call the police at once.", "Call 999 at once.")
    assert said(together) == [
        ("same", "Call"),
        ("removed", "the police"),
        ("added", "999"),
        ("same", "at once."),
    ]
    apart = compare_words("Wait.", "Say what you saw.")
    assert [*map(said, apart)] == [[("removed", "Wait.")], [("added", "Say what you saw.")]]
    (longer,) = compare_words("Call 999.", "If a child is in danger, now or soon: Call 999. Then stay.")
    assert [kind for kind, _text in said(longer)] == ["added", "same", "added"]
    (moved_in,) = compare_paragraphs(["One.", "Three."], ["One.", "Two.", "Three."])
    assert said(moved_in) == [("added", "Two.")]
    assert {Kind.ADDED} == {words.kind for words in moved_in}


@pytest.fixture
def driver(db: None) -> User:
    """Somebody who learnt in spring."""
    return person("driver@lantern.example")


def module() -> Activity:
    """The demonstration's module for the night-time economy."""
    page = ModulePage.objects.get(slug=SLUG, locale__language_code="en")
    return Activity.objects.get(key=page.translation_key)


def read_all(user: User, registration: Registration, when: Any) -> None:
    """Every lesson."""
    for part in learning.parts_of(registration):
        if part.kind is PartKind.LESSON:
            learning.do_lesson(user, registration, part.key, when)


def answered(user: User, registration: Registration, when: Any, right: bool = True) -> Any:
    """Its assessment, all right or all left open."""
    key = next(part.key for part in learning.parts_of(registration) if part.kind is PartKind.ASSESSMENT)
    attempt = assessing.begin_attempt(user, registration, key, when)
    for name, question in assessing.questions_of(attempt).items() if right else ():
        assessing.answer(user, attempt, name, right_answer(question), when)
    return assessing.finish(user, attempt, when)


def completed(user: User) -> Registration:
    """Done three weeks ago, in the version of then."""
    when = timezone.now() - timedelta(days=21)
    registration = learning.start(user, module(), "en", when)
    read_all(user, registration, when)
    assert answered(user, registration, when).passed
    return registration


def change(**rules: Any) -> None:
    """The author changes a word of the first lesson, takes out the second and adds one; and publishes."""
    page = ModulePage.objects.get(slug=SLUG, locale__language_code="en")
    raw = page.lessons.get_prep_value()
    first = next(block for block in raw[0]["value"]["content"] if block["type"] == "text")
    first["value"] = "<p>Look twice.</p>" + first["value"]
    raw[0]["value"]["title"] = "What a driver may see"
    gone = raw.pop(1)
    raw.insert(1, {**raw[0], "id": "new-lesson", "value": {**raw[0]["value"], "title": "After midnight"}})
    assert gone["type"] == "lesson"
    for name, value in rules.items():
        setattr(page, name, value)
    page.lessons = raw
    page.save_revision().publish()


def page_of(user: User, address: str) -> BeautifulSoup:
    """What somebody reads."""
    answer = browser_of(user).get(address)
    assert answer.status_code == 200, answer
    return soup(answer)


def test_they_are_told_see_what_changed_and_test_out_with_a_certificate_that_says_so(driver: User) -> None:
    settle(driver, "Dara Driver", None, job_role("licensed-driver"), "everyone")
    completed(driver)
    learner = learner_of(driver)
    assert "has changed since" not in text(page_of(driver, HOME))
    assert browser_of(driver).get(CHANGES)["Location"] == MODULE, "nothing has changed yet"
    second = ModulePage.objects.get(slug=SLUG, locale__language_code="en").lessons[1].value["title"]
    change()
    events = [*Event.objects.filter(learner=learner).values_list("pk", flat=True)]

    for address in (HOME, "/en/learn/record/", MODULE):
        assert CHANGES in str(page_of(driver, address))
    shown = main(page_of(driver, CHANGES))
    headings = [text(heading) for heading in shown.find_all("h2")]
    assert {"What a driver may see", "After midnight", second} <= {*headings}
    assert "Look twice." in text(shown)
    assert shown.find("ins")
    urdu = browser_of(driver).get(CHANGES.replace("/en/", "/ur/"))
    assert urdu.status_code == 200

    answer = browser_of(driver).post(CHANGES)
    assert answer.status_code == 303
    registration = Registration.objects.get(learner=learner, is_test_out=True)
    assert registration.version.number == 2
    assert "You answer only the questions" in text(page_of(driver, MODULE))
    assert start_test_out(driver, module(), "en") == registration, "twice is once"
    assert answered(driver, registration, timezone.now()).passed
    certificate = Certificate.objects.get(event__registration=registration)
    assert certificate.event.data == {"test_out": True}
    assert "by answering only the questions" in text(page_of(driver, "/en/learn/record/"))
    assert refresher_of(driver, module()) is None
    # Whoever reads the record reads it too: the lead on their page, others in the files.
    lead = browser_of(User.objects.get(email="manager@lantern.example")).get(f"/admin/training/people/{learner.pk}/")
    assert lead.text.count("by the questions only (test-out)") == 1
    paper = " ".join(read(printed_record(learner, "Dara Driver", "en")).pages[0].extract_text().split())
    assert paper.count("By the questions only") == 1
    assert ",By the questions only," in b"".join(browser_of(driver).get("/en/learn/record/record.csv")).decode()

    assert {*events} <= {*Event.objects.filter(learner=learner).values_list("pk", flat=True)}
    assert Certificate.objects.filter(learner=learner).count() == 2
    assert [*broken_log(), *wrong_statuses()] == []
    held = own_record.everything_of(driver)
    assert sorted(row["is_test_out"] for row in held["registrations"]) == [False, True]


def test_whoever_fails_reads_the_module_and_whoever_may_not_is_refused(driver: User) -> None:
    stranger = person("stranger@lantern.example")
    completed(driver)
    change(allows_test_out=False)
    for user in (stranger, driver):
        with pytest.raises(TestOutError):
            start_test_out(user, module(), "en")
    assert "Go to the questions" not in text(page_of(driver, CHANGES))
    assert browser_of(driver).post(CHANGES)["Location"] == CHANGES
    change_again()
    with pytest.raises(TestOutError):
        start_test_out(stranger, module(), "en")
    registration = start_test_out(driver, module(), "en")
    moment = timezone.now()
    limit = next(part.attempts for part in learning.parts_of(registration) if part.attempts)
    for turn in range(limit):
        assert not answered(driver, registration, moment + timedelta(days=turn), right=False).passed
    with pytest.raises(NoAttemptsLeftError):
        answered(driver, registration, moment + timedelta(days=limit))
    later = moment + timedelta(days=limit + 1)
    with pytest.raises(TestOutError):
        start_test_out(driver, module(), "en", later)
    anew = learning.start(driver, module(), "en", later)
    assert not anew.is_test_out
    assert answered(driver, anew, later).passed
    assert not learning.is_completed(anew), "now the lessons are asked for"
    read_all(driver, anew, later)
    assert Event.objects.get(registration=anew, kind="completed").data == {}


def change_again() -> None:
    """The author allows the test-out."""
    page = ModulePage.objects.get(slug=SLUG, locale__language_code="en")
    page.allows_test_out = True
    page.save_revision().publish()
