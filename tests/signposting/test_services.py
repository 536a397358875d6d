"""Services: one record, shown everywhere, in the reader's words and with the source's numbers."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from django.core.exceptions import ValidationError
from openpyxl import load_workbook
from wagtail_localize.models import StringSegment, TranslationSource

from signposting.finder.matching import listed
from signposting.models import Contact, Service, TaxonomyTerm
from tests.pages.helpers import main, on, read, soup, text, with_body
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
CODES = ["en", "ur", "pa", "pl"]
HELP = "help/?need=talk-to-someone"
PLACES = ("topics/county-lines/", "topics/cuckooing/", "for/schools/")


@pytest.fixture
def childline(db: None) -> Service:
    """A helpline that three pages show, beside the list of everybody."""
    service = Service.objects.get(code="childline", locale__language_code="en")
    for address in PLACES:
        with_body(address, ("helplines", {"heading": "Talk to someone", "services": [service]}))
    return service


def card(language: str, address: str, name: str = "08001111") -> Tag:
    """The helpline's card on a page."""
    link = main(read(f"/{language}/{address}")).select_one(f".helpline-card a[href='tel:{name}']")
    assert link is not None, (language, address)
    found = link.find_parent(class_="helpline-card")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize("language", CODES)
def test_one_edit_of_a_number_shows_everywhere_and_in_every_language(childline: Service, language: str) -> None:
    number = childline.contacts.get(channel="call", value="0800 1111")
    number.value = "0800 496 0123"
    number.save()
    for address in (*PLACES[:2], HELP):
        found = card(language, address, "08004960123")
        assert "0800 496 0123" in text(found)
        assert "0800 1111" not in text(found)


@pytest.mark.parametrize("language", ["ur", "pa", "pl"])
def test_a_number_typed_over_in_a_translation_never_reaches_a_reader(childline: Service, language: str) -> None:
    Contact.objects.filter(service__code="childline", service__locale__language_code=language, channel="call").update(
        value="1111 0800", hours="Mon 01:00-02:00"
    )
    found = card(language, HELP)
    assert "0800 1111" in text(found)
    assert "1111 0800" not in text(found)
    assert "01:00" not in text(found)


def test_no_number_address_or_hours_is_ever_given_to_a_translator(childline: Service) -> None:
    source, _made = TranslationSource.update_or_create_from_instance(childline)
    words = {segment.string.data for segment in StringSegment.objects.filter(source=source).select_related("string")}
    assert childline.summary in words
    for contact in childline.contacts.all():
        assert not {contact.value, contact.hours} & words
    assert not any("://" in word or "0800" in word for word in words)


def test_numbers_read_from_left_to_right_in_every_language(childline: Service) -> None:
    for language in CODES:
        number = card(language, HELP).select_one("a bdi[dir=ltr]")
        assert number is not None
        assert number.get_text() == "0800 1111"


@pytest.mark.parametrize("status", ["defunct", "inactive"])
def test_a_service_that_closed_disappears_everywhere(childline: Service, status: str) -> None:
    childline.status = status
    childline.save()
    for language in CODES:
        for address in (*PLACES, HELP, "search/?query=qqxyzzyqq"):
            assert not main(read(f"/{language}/{address}")).select("a[href='tel:08001111']"), (language, address)


def test_readers_are_told_when_details_are_being_checked_again(childline: Service) -> None:
    Service.objects.filter(code="childline").update(checked_on=date(2026, 10, 1), review_due=date(2027, 3, 31))
    with on("2027-03-31"):
        assert "Checked on 1 October 2026" in text(card("en", HELP))
    with on("2027-04-01"):
        said = text(card("en", HELP))
        assert "Checked on 1 October 2026" in said
        assert "We are checking these details again." in said


def test_dates_follow_the_source_record_and_not_its_translation(childline: Service) -> None:
    Service.objects.filter(code="childline", locale__language_code="ur").update(
        review_due=date(2001, 1, 1), source_url="https://old.example/"
    )
    with on("2026-11-24"):
        assert "old.example" not in str(card("ur", HELP))
        assert str(childline.checked_on.year) in text(card("ur", HELP))


def test_editors_find_what_is_overdue_first(childline: Service, comms_editor: Person) -> None:
    Service.objects.filter(pk=childline.pk).update(review_due=date(2020, 1, 1))
    rows = soup(comms_editor.client.get("/admin/snippets/signposting/service/")).select("#listing-results tbody tr")
    assert "Childline" in text(rows[0])
    assert "True" in text(rows[0])


def test_the_words_of_a_service_are_the_readers(childline: Service) -> None:
    for language in ("ur", "pl"):
        words = Service.objects.get(code="childline", locale__language_code=language)
        assert words.summary in text(card(language, HELP))
        assert words.summary != childline.summary


@pytest.mark.parametrize("language", CODES)
def test_every_need_leads_to_somebody(language: str) -> None:
    first = main(read(f"/{language}/help/"))
    assert first.select("a[href='tel:999']")
    needs = [str(link["href"]) for link in first.select("a[href^='?need=']")]
    assert len(needs) >= 8
    for need in needs:
        assert main(read(f"/{language}/help/{need}")).select("#results .helpline-card a[href]"), need


def test_every_service_answers_a_need() -> None:
    needs = TaxonomyTerm.objects.filter(taxonomy="need", locale__language_code="en")
    assert list(listed().exclude(terms__in=needs).values_list("code", flat=True)) == []


def test_what_is_for_our_own_staff_is_on_no_readers_page() -> None:
    hidden = Contact.objects.filter(private=True, service__locale__language_code="en").select_related("service")
    assert hidden
    for contact in hidden:
        page = read(f"/en/help/{contact.service.code}/")
        assert contact.value not in text(page)
        assert contact.href not in str(page)


@pytest.mark.parametrize(
    "need", ["no-such-need", "x" * 5000, "%00", "'; DROP TABLE signposting_service; --", "<script>"]
)
def test_an_unknown_need_is_answered_with_the_urgent_numbers(need: str) -> None:
    assert main(read(f"/ur/help/?need={need}")).select("a[href='tel:999']")


def test_a_code_names_one_service_in_a_language(childline: Service) -> None:
    copy: Any = Service.objects.get(code="samaritans", locale__language_code="en")
    copy.code = "childline"
    with pytest.raises(ValidationError):
        copy.full_clean()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_name_in_an_export_runs_as_a_formula(comms_editor: Person, kind: str) -> None:
    """Somebody opens it in a spreadsheet."""
    formula = '=HYPERLINK("http://evil.example")'
    Service.objects.filter(code="childline", locale__language_code="en").update(name=formula)
    response: Any = comms_editor.client.get(f"/admin/snippets/signposting/service/?export={kind}")
    content = b"".join(response) if response.streaming else response.content
    if kind == "csv":
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    else:
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        cells = [str(cell) for row in rows for cell in row]
    assert f"'{formula}" in cells
    assert formula not in cells


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Does not show on the phone bill"), ("pa", "ਫ਼ੋਨ ਦੇ ਬਿੱਲ ਉੱਤੇ ਨਹੀਂ ਦਿਸਦਾ")]
)
def test_a_number_on_any_page_says_whether_somebody_sees_it_on_the_bill(
    childline: Service, language: str, said: str
) -> None:
    for address in (PLACES[0], HELP):
        assert said in text(card(language, address)), address


def test_a_preview_shows_what_readers_will_get_and_nothing_for_our_own_staff(childline: Service) -> None:
    childline.contacts.filter(channel="call").update(private=True)
    page = soup(Service.objects.get(pk=childline.pk).make_preview_request(preview_mode="en"))
    assert "Childline" in text(page)
    assert "0800 1111" not in text(page.select_one(".helpline-card"))
