"""How hard pages are to read: measured when they are published, with the sentences that make them hard."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from dashboard.journeys.looking import look_at_unseen, unseen
from dashboard.journeys.readability import measure, syllables
from dashboard.models import Look
from tests.pages.helpers import soup, text, the_page, with_body
from tests.support.cast import Person

ADDRESS = "topics/county-lines/"
PROFESSIONAL = "guidance/sharing-information/"
PLAIN = "<p>You can talk to us. We will listen to you. You do not have to give your name. It is free to call.</p>" * 5
LONG = (
    "Notwithstanding the aforementioned multidisciplinary considerations, practitioners demonstrating "
    "responsibility for coordinating interdepartmental organisational arrangements must nevertheless systematically "
    "evaluate all of the vulnerabilities, communicating every one of their recommendations immediately to the appropriate authorities."
)
HARD = f"<p>{LONG}</p>" * 4


def look(address: str) -> Look:
    """What was found on a page."""
    return Look.objects.get(pk=the_page(address).pk)


@pytest.mark.parametrize(
    ("word", "number"),
    [("help", 1), ("people", 2), ("police", 2), ("county", 2), ("family", 3), ("safeguarding", 3), ("information", 4)],
)
def test_syllables_are_counted_about_right(word: str, number: int) -> None:
    assert syllables(word) == number


def test_the_formula_is_the_published_one() -> None:
    # 60 words in 10 sentences, one syllable each: 0.39 × 6 + 11.8 × 1 − 15.59 is below 0, so age 5.
    assert measure(["The cat sat on the mat. " * 10]).reading_age == 5.0
    # The same in two sentences of 30 words: 0.39 × 30 + 11.8 − 15.59 = 7.91.
    assert measure([("the cat sat on the mat " * 5 + ". ") * 2]).reading_age == 12.9


def test_plain_words_read_younger_than_official_ones() -> None:
    plain, hard = measure([PLAIN]), measure([LONG] * 4)
    assert plain.reading_age is not None
    assert hard.reading_age is not None
    assert plain.reading_age < 9 < 20 < hard.reading_age
    assert hard.long_sentences[0] == LONG
    assert "multidisciplinary" in hard.long_words
    assert plain.long_sentences == []


def test_nothing_is_said_of_a_few_words() -> None:
    assert measure(["Call 999 now."]).reading_age is None
    assert measure([]).words == 0


@pytest.mark.django_db
def test_a_hard_page_waits_as_soon_as_it_is_published_and_no_longer_when_it_is_mended(comms_editor: Person) -> None:
    with_body(ADDRESS, ("text", HARD))
    page = the_page(ADDRESS)
    row = soup(comms_editor.client.get("/admin/")).select_one("#reading-section")
    assert row is not None
    assert page.title in text(row)
    screen = soup(comms_editor.client.get(f"/admin/dashboard/reading/{page.pk}/"))
    assert LONG in text(screen)
    assert screen.select_one(f"a[href='/admin/pages/{page.pk}/edit/']")
    with_body(ADDRESS, ("text", PLAIN))
    assert page.title not in text(soup(comms_editor.client.get("/admin/dashboard/reading/")))


@pytest.mark.django_db
def test_what_professionals_read_may_be_harder() -> None:
    words = (
        "<p>Staff may share information about a family when they believe that a child could be "
        "in danger, and must record their reasons.</p>" * 5
    )
    with_body(ADDRESS, ("text", words))
    with_body(PROFESSIONAL, ("text", words))
    assert (look(ADDRESS).too_hard, look(PROFESSIONAL).too_hard) == (True, False)


@pytest.mark.django_db
def test_headings_names_and_addresses_are_no_sentences() -> None:
    with_body(ADDRESS, ("text", PLAIN))
    before = look(ADDRESS).words
    with_body(ADDRESS, ("heading", "Multidisciplinary considerations"), ("text", PLAIN))
    assert look(ADDRESS).words == before


@pytest.mark.django_db
def test_a_page_that_nobody_has_looked_at_is_found_by_regular_work() -> None:
    with_body(ADDRESS, ("text", HARD))
    Look.objects.all().delete()
    assert look_at_unseen(most=3) == 3
    assert Look.objects.count() == 3
    call_command("look_at_pages")
    assert not unseen().exists()
    assert look(ADDRESS).too_hard
    assert look_at_unseen() == 0


@pytest.mark.django_db
def test_a_translation_is_not_measured_with_english_syllables() -> None:
    call_command("look_at_pages")
    urdu: Any = the_page("for/parents-and-carers/", "ur")
    assert Look.objects.get(pk=urdu.pk).reading_age is None


@pytest.mark.django_db
def test_publishing_goes_on_when_looking_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.journeys.looking.measure", lambda texts: 1 / 0)
    with_body(ADDRESS, ("text", "<p>New words.</p>"))
    assert "New words" in str(the_page(ADDRESS).body)


@pytest.mark.django_db
def test_what_is_to_go_live_later_is_looked_at_then(comms_editor: Person) -> None:
    page: Any = the_page(ADDRESS)
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision().publish()
    assert not Look.objects.filter(pk=page.pk).exists()


@pytest.mark.django_db
def test_a_page_that_is_taken_down_waits_for_nobody(comms_editor: Person) -> None:
    with_body(ADDRESS, ("text", HARD))
    the_page(ADDRESS).unpublish()
    assert not Look.objects.filter(pk=the_page(ADDRESS).pk).exists()


@pytest.mark.django_db
def test_only_who_may_change_a_page_sees_how_it_reads(translator: Person, desk_officer: Person) -> None:
    for person in (translator, desk_officer):
        assert person.client.get(f"/admin/dashboard/reading/{the_page(ADDRESS).pk}/").status_code in (302, 403)
