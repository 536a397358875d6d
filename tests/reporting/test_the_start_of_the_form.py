"""Where reporting begins: the form, what it is not for, and the editors' page below it."""

import pytest
from django.conf import settings
from django.test import Client

from reporting.journeys import sending
from tests.pages.helpers import main, text, the_page, with_body
from tests.pages.helpers import read as read_page
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import SAME, Reporter

CODES = [code for code, _name in settings.LANGUAGES]
pytestmark = pytest.mark.django_db


def test_opened_by_itself_the_form_leads_to_its_start(desk: OpenDesk) -> None:
    response = Client().get("/ur/report/form/")
    assert (response.status_code, response["Location"]) == (303, "/ur/report/")


def test_while_the_desk_has_no_proven_keys_only_the_numbers_are_there(no_desk: None) -> None:
    page = Client().get("/en/report/").content.decode()
    assert "The form is closed at the moment" in page
    assert 'name="start"' not in page
    assert "tel:" in page.partition("<main")[2]
    somebody = Reporter()
    somebody.start()
    assert somebody.page.status_code == 503
    assert "Please call instead" in somebody.text


def test_a_path_that_there_is_not_leads_to_the_start(desk: OpenDesk) -> None:
    assert Client().post("/en/report/form/", {"start": "../etc"}, headers=SAME).status_code == 303
    assert sending.is_open()


def test_the_form_is_in_the_readers_language_when_the_editors_page_is_not(desk: OpenDesk) -> None:
    with_body("report/", ("text", "<p>Only in English</p>"))
    page = read_page("/ur/report/")
    assert main(page).get("lang", "ur") == "ur"
    button = page.select_one("button[name=start]")
    assert button
    assert not button.find_parent(attrs={"lang": "en"})
    words = page.find("p", string="Only in English")
    assert words
    assert words.find_parent(attrs={"lang": "en", "dir": "ltr"})
    assert page.select_one(".translation-notice")


def test_the_form_is_there_when_the_editors_page_is_taken_down(desk: OpenDesk) -> None:
    the_page("report/").unpublish()
    assert read_page("/en/report/").select_one("button[name=start]")


def test_the_start_says_what_the_form_is_not_for(desk: OpenDesk) -> None:
    said = text(main(read_page("/en/report/")))
    for words in (
        "under 18",
        "Report Remove",
        "CEOP",
        "section 5B",
        "designated officer",
        "within 24 hours",
        "employer",
    ):
        assert words in said, words
