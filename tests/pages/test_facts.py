"""Facts: written once, shown everywhere, in every language, with a source and a date that follow the record."""

from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from wagtail.models import Locale

from pages.models import Fact
from tests.pages.helpers import as_sent, main, on, problems, read, soup, text, with_body
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
PLACES = ("topics/cuckooing/", "topics/county-lines/", "guidance/sharing-information/")


@pytest.fixture
def fact(db: None) -> Fact:
    """A law that three pages show."""
    made = Fact.objects.create(
        code="lamp-act",
        kind="law",
        title="Lamps Act 1901",
        statement="Breaking a lamp is a crime. The longest sentence is 2 years.",
        source_title="Lamps Act 1901, section 3",
        source_url="https://law.example/lamps/3",
        owner="Legal adviser",
        checked_on=date(2026, 10, 1),
        review_due=date(2027, 10, 1),
        locale=Locale.objects.get(language_code="en"),
    )
    for address in PLACES:
        with_body(address, ("facts", {"heading": "The law", "facts": [made]}))
    return made


def in_urdu(fact: Fact) -> Fact:
    """Its translation, with another date and source than the record has."""
    words: Any = fact.copy_for_translation(Locale.objects.get(language_code="ur"))
    words.statement, words.source_url, words.review_due = "چراغ توڑنا جرم ہے۔", "https://old.example/", date(2001, 1, 1)
    words.save()
    return fact


def card(address: str) -> Tag:
    """The fact as a reader meets it."""
    found = main(read(address)).select_one(".fact")
    assert found is not None
    return found


def test_one_edit_shows_on_every_page_and_in_every_language(fact: Fact) -> None:
    fact.statement = "Breaking a lamp is a crime. The longest sentence is 5 years."
    fact.save()
    for address in PLACES:
        for language in ("en", "ur", "pa", "pl"):
            assert "5 years" in text(card(f"/{language}/{address}")), (language, address)


def test_a_fact_says_where_it_comes_from_and_when_it_was_checked(fact: Fact) -> None:
    with on("2026-11-24"):
        found = card("/en/topics/county-lines/")
    link = found.select_one("a")
    assert link is not None
    assert (link["href"], link.get_text()) == ("https://law.example/lamps/3", "Lamps Act 1901, section 3")
    assert "Checked on 1 October 2026" in text(found)


def test_words_are_translated_and_source_and_dates_follow_the_record(fact: Fact) -> None:
    in_urdu(fact)
    with on("2026-11-24"):
        found = card("/ur/topics/cuckooing/")
    assert (found["lang"], found["dir"]) == ("ur", "rtl")
    assert "چراغ توڑنا جرم ہے۔" in text(found)
    assert found.select_one("a")["href"] == "https://law.example/lamps/3"  # type: ignore[index]
    assert "2001" not in text(found)
    assert "دوبارہ" not in text(found)


def test_a_fact_without_translation_is_marked_as_the_source_text(fact: Fact) -> None:
    found = card("/ur/topics/cuckooing/")
    assert (found["lang"], found["dir"]) == ("en", "ltr")


def test_readers_are_told_from_the_day_after_a_check_fell_due(fact: Fact) -> None:
    with on("2027-10-01"):
        assert "Checked on 1 October 2026" in text(card("/en/topics/county-lines/"))
    with on("2027-10-02"):
        assert "We are checking this again." in text(card("/en/topics/county-lines/"))


def test_editors_find_what_is_overdue_first_and_marked(fact: Fact, comms_editor: Person) -> None:
    Fact.objects.filter(pk=fact.pk).update(review_due=date(2020, 1, 1))
    rows = soup(comms_editor.client.get("/admin/snippets/pages/fact/")).select("#listing-results tbody tr")
    assert "Lamps Act 1901" in text(rows[0])
    assert rows[0].select(".icon-success, .icon-check, [title=True]") or "True" in str(rows[0])
    narrowed = soup(comms_editor.client.get("/admin/snippets/pages/fact/?review_due__lte=2020-06-01"))
    assert len(narrowed.select("#listing-results tbody tr")) == 1


def test_a_check_cannot_fall_due_before_it_was_made(fact: Fact, comms_editor: Person) -> None:
    address = f"/admin/snippets/pages/fact/edit/{fact.pk}/"
    sent = as_sent(
        soup(comms_editor.client.get(address)),
        checked_on="2027-01-01",
        review_due="2026-01-01",
        statement="Typed anew.",
    )
    response = comms_editor.client.post(address, sent)
    assert response.status_code == 200
    assert "The next check must come after the last one." in problems(response)
    assert "Typed anew." in soup(response).select_one("[name=statement]").get_text()  # type: ignore[union-attr]
    fact.refresh_from_db()
    assert "2 years" in fact.statement


@pytest.mark.parametrize("field", ["source_url", "owner", "checked_on", "review_due"])
def test_nothing_is_stated_without_a_source_an_owner_and_dates(fact: Fact, field: str, comms_editor: Person) -> None:
    address = f"/admin/snippets/pages/fact/edit/{fact.pk}/"
    response = comms_editor.client.post(
        address, as_sent(soup(comms_editor.client.get(address)), **{field: "", "action-submit": "1"})
    )
    assert response.status_code == 200
    assert "required" in problems(response)


def test_a_deleted_fact_leaves_the_pages_standing(fact: Fact) -> None:
    fact.delete()
    for address in PLACES:
        assert not main(read(f"/ur/{address}")).select(".fact")
