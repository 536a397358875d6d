"""The reflective log is its learner's alone, and what is typed is kept until it is right."""

import pytest

from tests.training.conftest import Partnership
from tests.training.test_own_pages import browser_of
from training.models import Reflection

LOG = "/en/learn/log/"
ENTRY = {"title": "A talk", "on": "2026-01-05", "minutes": "90", "learned": "To ask twice", "differently": "Ask"}


def test_an_entry_is_kept_once_however_often_it_is_sent(partnership: Partnership) -> None:
    browser = browser_of(partnership.driver)
    for _time in range(2):
        assert browser.post(LOG, ENTRY).status_code == 303
    assert Reflection.objects.count() == 1
    page = browser.get(LOG)
    assert "To ask twice" in page.text
    assert "1 h 30 min" in page.text
    assert page["Cache-Control"] == "no-store"


def test_nobody_else_reads_changes_or_takes_out_an_entry(partnership: Partnership) -> None:
    browser_of(partnership.driver).post(LOG, ENTRY)
    pk = Reflection.objects.get().pk
    for other in (partnership.taxi_lead, partnership.board, partnership.teacher):
        browser = browser_of(other)
        assert browser.get(f"{LOG}{pk}/").status_code == 404
        assert browser.post(f"{LOG}{pk}/", {**ENTRY, "title": "Forged"}).status_code == 404
        browser.post(f"{LOG}{pk}/", {"action": "delete"})
        assert "To ask twice" not in browser.get(LOG).text
        assert not Reflection.objects.visible_to(other).exists()
    assert Reflection.objects.get().title == "A talk"


def test_its_writer_changes_it_and_takes_it_out(partnership: Partnership) -> None:
    browser = browser_of(partnership.driver)
    browser.post(LOG, ENTRY)
    here = f"{LOG}{Reflection.objects.get().pk}/"
    browser.post(here, {**ENTRY, "title": "A long talk"})
    assert Reflection.objects.get().title == "A long talk"
    for _time in range(2):
        assert browser.post(here, {"action": "delete"}).status_code == 303
    assert not Reflection.objects.exists()


@pytest.mark.parametrize("wrong", [{"minutes": "0"}, {"minutes": "9" * 30}, {"on": "2999-01-01"}, {"title": ""}])
def test_what_is_wrong_is_said_and_the_rest_is_still_there(partnership: Partnership, wrong: dict[str, str]) -> None:
    answer = browser_of(partnership.driver).post(LOG, {**ENTRY, **wrong})
    assert answer.status_code == 422
    assert "To ask twice" in answer.text
    assert not Reflection.objects.exists()
