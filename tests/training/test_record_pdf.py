"""A learner's record as a PDF: tagged, in their language, and honest about what it is."""

import pytest

from tests.training.conftest import Partnership, at
from tests.training.test_certificate_pdf import read, tags
from tests.training.test_own_pages import browser_of
from training.journeys.printing_record import printed_record
from training.models import Certificate


def test_a_record_is_a_tagged_paper_in_the_readers_language(partnership: Partnership) -> None:
    partnership.complete(partnership.teacher, at("2026-01-06"))
    browser, code = browser_of(partnership.teacher), Certificate.objects.get().shown_code
    for language in ("en", "ur"):
        answer = browser.get(f"/{language}/learn/record/record.pdf")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Cache-Control"] == "no-store"
        found = read(answer.content)
        assert str(found.root_object["/Lang"]) == language
        words = " ".join(found.pages[0].extract_text().split())
        assert code in words
        assert f"/{language}/learn/record/" in "".join(words.split())
    assert "Teacher Example" in " ".join(
        read(browser.get("/en/learn/record/record.pdf").content).pages[0].extract_text().split()
    )


def test_every_page_of_a_long_record_is_there_and_said_whole_in_urdu(partnership: Partnership) -> None:
    for day in range(1, 13):
        partnership.complete(partnership.teacher, at(f"2026-02-{day:02}"))
    content = printed_record(partnership.learner(partnership.teacher), "آمنہ مثال", "ur")
    assert len(read(content).pages) > 1
    said = [str(tag["/ActualText"]) for tag in tags(content) if "/ActualText" in tag]
    assert "آمنہ مثال" in said
    assert sum(tag.get("/S") == "/H1" for tag in tags(content)) == 1


def test_a_name_without_a_font_gives_the_page_and_says_what_to_do(partnership: Partnership) -> None:
    partnership.teacher.first_name = "阿米娜"
    partnership.teacher.save()
    answer = browser_of(partnership.teacher).get("/en/learn/record/record.pdf")
    assert answer.status_code == 422
    assert "Print this page instead." in answer.text


@pytest.mark.parametrize("language", ["pa", "pl"])
def test_an_empty_record_says_so(partnership: Partnership, language: str) -> None:
    assert len(read(printed_record(partnership.learner(partnership.driver), "", language)).pages) == 1
