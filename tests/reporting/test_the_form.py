"""Somebody tells the desk what worries them: one page after another, back, changed, sent once."""

from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.utils import translation

from reporting import state
from reporting.journeys import reading
from reporting.models import HeldKey, Report
from reporting.questions import PATHS, labelled
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import Reporter

CODES = [code for code, _name in settings.LANGUAGES]
pytestmark = pytest.mark.django_db


def read(desk: OpenDesk, report: Report) -> dict[str, Any]:
    """What the desk is shown."""
    return reading.read(desk.manager, desk.keyring(), report.pk).body


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", CODES)
def test_every_path_leads_from_the_first_page_to_a_receipt(desk: OpenDesk, path: str, language: str) -> None:
    somebody = Reporter(language)
    somebody.start(path)
    somebody.go_to_check(worry="planted-worry")
    assert "planted-worry" in somebody.text
    somebody.press("send")
    report = Report.objects.get()
    keyring_can_read = read(desk, report)
    assert keyring_can_read["answers"]["worry"] == "planted-worry"
    assert (keyring_can_read["path"], keyring_can_read["language"]) == (path, language)
    assert len(somebody.receipt) == 16
    assert f"/{language}/report/return/" in somebody.page.content.decode()


@pytest.mark.parametrize("path", PATHS)
def test_everything_but_the_first_question_can_be_left_empty(desk: OpenDesk, path: str) -> None:
    somebody = Reporter()
    somebody.start(path)
    somebody.press(worry="")
    assert somebody.page.status_code == 422
    assert "Write what worries you" in somebody.text
    somebody.press(worry="Enough")
    somebody.go_to_check()
    assert somebody.buttons("send")


def test_all_that_was_answered_reaches_the_desk_in_english_words(desk: OpenDesk) -> None:
    somebody = Reporter("ur")
    somebody.start("professional")
    somebody.go_to_check(
        worry="دیکھا",
        danger="soon",
        themes=["criminal", "online"],
        names="Kez",
        place_type="hotel",
        still_going_on="yes",
        phones="07700 900123",
        agency="A school",
        lawful_basis="public_task",
        consent="not_asked",
        may_contact="yes",
    )
    somebody.press("send")
    body = read(desk, Report.objects.get())
    with translation.override("en"):
        rows = labelled(body["path"], body["answers"])
    words = {label: value for _group, label, value in rows}
    assert words["Which agency do you work for?"] == "A school"
    assert words["What kind of place is it?"] == "A hotel, guest house or short let"
    assert words["What is it about?"].count(";") == 1
    assert "دیکھا" in words.values()
    assert next(group for group, _label, _value in rows) == "What worries you"


def test_back_keeps_what_was_typed_and_so_does_going_on_again(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="Kept\n\n  as it is")
    somebody.press(danger="no")
    somebody.press("back", themes=["work", "money"])
    assert somebody.standing()["danger"] == ["no"]
    somebody.press("back")
    assert somebody.standing()["worry"] == "Kept\n\n  as it is"
    somebody.press()
    somebody.press()
    assert somebody.standing()["themes"] == ["work", "money"]


def test_back_keeps_even_what_is_too_long_to_be_sent(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="x")
    somebody.press()
    somebody.press()
    somebody.press("back", names="n" * 10_001)
    somebody.press()
    assert len(somebody.standing()["names"]) == 10_001
    somebody.press("back")
    somebody.press("back")
    somebody.press("back")


def test_one_answer_is_changed_from_the_check_and_leads_back_to_it(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.go_to_check(worry="First words", names="Kez")
    somebody.press("change:who")
    assert somebody.standing()["names"] == "Kez"
    somebody.press(names="Kezia")
    assert somebody.buttons("send")
    assert "Kezia" in somebody.text
    somebody.press("change:worry")
    somebody.press("back")
    assert somebody.buttons("send")


def test_i_dont_know_is_an_answer_and_can_be_taken_back(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="x")
    somebody.press()
    somebody.press()
    somebody.press("unknown")
    somebody.go_to_check()
    assert "Who are you worried about? I don’t know" in somebody.text
    somebody.press("change:who")
    somebody.press(names="Kez")
    assert "I don’t know" not in somebody.text


def test_sending_twice_reloading_or_losing_the_answer_is_one_report_with_one_receipt(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.go_to_check(worry="Once")
    check = somebody.page
    somebody.press("send")
    receipt = somebody.receipt
    somebody.page = check
    somebody.press("send")
    assert somebody.receipt == receipt
    somebody.page = check
    somebody.press("change:worry")
    assert somebody.receipt == receipt
    assert "had sent this report before" in somebody.text
    assert Report.objects.count() == 1


def test_the_language_can_be_changed_in_the_middle(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="Kept")
    button = somebody.soup.select_one("button[lang=ur]")
    assert button
    somebody.press("stay", to=str(button["formaction"]), danger="soon")
    assert somebody.page["Content-Language"] == "ur"
    assert somebody.standing()["danger"] == ["soon"]


def test_an_answer_that_speaks_of_danger_today_is_met_with_999(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="x")
    somebody.press(danger="now")
    panel = somebody.soup.select_one("main .urgent")
    assert panel
    assert {"tel:999", "sms:999", "tel:18000"} <= {str(link["href"]) for link in panel.select("a")}
    somebody.press()
    assert not somebody.soup.select_one("main .urgent")
    somebody.go_to_check()
    assert somebody.soup.select_one("main .urgent")
    somebody.press("send")
    assert somebody.soup.select_one("main .urgent")


@pytest.mark.parametrize(("path", "first"), [("young_person", "Childline"), ("someone", "Staying Put")])
def test_a_young_person_is_given_those_who_are_there_for_the_young(desk: OpenDesk, path: str, first: str) -> None:
    somebody = Reporter()
    somebody.start(path)
    somebody.go_to_check(worry="planted-worry")
    helplines = [tag.get_text(strip=True) for tag in somebody.soup.select(".helpline-card h3")]
    assert helplines[0] == first
    assert ("Childline" in helplines) == (path == "young_person")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("young_person", "You have not done anything wrong"),
        ("someone", "nobody will be angry with you"),
        ("professional", "does not replace a referral"),
        ("position_of_trust", "designated officer, who is often called the LADO"),
        ("desk", "Only the managers of the desk can open this"),
    ],
)
def test_every_path_opens_with_what_its_reporter_must_hear(desk: OpenDesk, path: str, words: str) -> None:
    somebody = Reporter()
    somebody.start(path)
    assert words in somebody.text


def test_a_concern_about_the_desk_is_for_its_managers_alone(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start("desk")
    somebody.go_to_check(worry="They laughed")
    somebody.press("send")
    assert Report.objects.get().inbox_key.inbox == "managers"


def test_a_form_that_closes_before_it_is_sent_keeps_what_was_typed(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.go_to_check(worry="Kept after closing")
    HeldKey.objects.all().delete()
    somebody.press("send")
    assert somebody.page.status_code == 503
    assert "Kept after closing" in somebody.text
    assert somebody.buttons("send")


def test_a_database_that_is_away_costs_nobody_what_they_typed(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody = Reporter()
    somebody.start()
    somebody.press(worry="Kept without a database")

    def away(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", away)
        somebody.go_to_check(names="Kez")
        somebody.press("send")
        assert somebody.page.status_code == 503
        assert "Kept without a database" in somebody.text
    somebody.press("send")
    assert somebody.receipt


def test_back_from_the_first_page_leads_to_another_path_with_what_was_typed(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start("place")
    somebody.press("back", worry="It is about me")
    receipt_before = state.unpack(somebody.carried).receipt
    assert not somebody.buttons("next")
    somebody.post({"carried": somebody.carried, "start": "young_person"})
    assert somebody.standing()["worry"] == "It is about me"
    assert state.unpack(somebody.carried).receipt == receipt_before
    somebody.go_to_check()
    somebody.press("send")
    assert read(desk, Report.objects.get())["path"] == "young_person"
