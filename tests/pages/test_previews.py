"""Previews: what is being written, as the readers of every language will get it, on a phone and on a desk."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from pages.models import Alert, Fact, Navigation
from signposting.models import Service
from tests.pages.helpers import ENGLISH_ONLY, TRANSLATED, as_sent, main, soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
STREAMS = ("body", "sources")
LANGUAGES = [("en", "ltr"), ("ur", "rtl"), ("pa", "ltr"), ("pl", "ltr")]


def preview(person: Person, edit: str, language: str, **typed: str) -> BeautifulSoup:
    """As the editor's side panel asks for it: it sends the form, then shows a language."""
    sent = as_sent(soup(person.client.get(f"{edit}")), *STREAMS, **typed)
    address = (
        edit.replace("/edit/", "/edit/preview/") if "pages" in edit.split("/")[2] else edit.replace("edit", "preview")
    )
    answer = person.client.post(address, sent)
    assert answer.json()["is_valid"], answer.json()
    shown = person.client.get(address, {"mode": language})
    assert shown.status_code == 200
    return soup(shown)


def page_edit(page: Any) -> str:
    return f"/admin/pages/{page.pk}/edit/"


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
def test_a_draft_is_previewed_in_every_language_with_the_notice_that_readers_get(
    language: str, direction: str, comms_editor: Person
) -> None:
    page = preview(comms_editor, page_edit(the_page(ENGLISH_ONLY)), language, title="Sharing what you know")
    assert page.html
    assert (page.html["lang"], page.html["dir"]) == (language, direction)
    assert "Sharing what you know" in text(main(page))
    assert (main(page).get("lang") == "en") is (language != "en")
    assert bool(page.select_one(".notices")) is (language != "en") or page.select_one(".notices .alert")


def test_where_there_is_a_translation_the_preview_shows_it(comms_editor: Person) -> None:
    page = preview(comms_editor, page_edit(the_page(TRANSLATED)), "ur", title="A new English title")
    assert the_page(TRANSLATED, "ur").title in text(main(page))
    assert "A new English title" not in text(main(page))


def test_a_new_page_can_be_previewed_before_it_is_saved(comms_editor: Person) -> None:
    add = f"/admin/pages/add/pages/informationpage/{the_page('about/').pk}/"
    sent = as_sent(soup(comms_editor.client.get(add)), *STREAMS, title="Brand new", slug="brand-new")
    address = add.replace("/add/", "/add/") + "preview/"
    assert comms_editor.client.post(address, sent).json()["is_valid"]
    for language, _direction in LANGUAGES:
        assert "Brand new" in text(soup(comms_editor.client.get(address, {"mode": language})))


def test_the_panel_offers_every_language_and_phone_tablet_and_desk(comms_editor: Person) -> None:
    page = soup(comms_editor.client.get(page_edit(the_page(ENGLISH_ONLY))))
    modes = [
        option["value"] for option in page.select("select#id_preview_mode option, [data-preview-mode-select] option")
    ]
    assert modes == ["en", "ur", "pa", "pl"]
    widths = [field["data-device-width"] for field in page.select("[data-device-width]")]
    assert widths == ["360", "768", "1280"]


def test_previews_of_urdu_begin_with_urdu() -> None:
    assert the_page(TRANSLATED, "ur").preview_modes[0][0] == "ur"


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_fact_is_previewed_as_readers_will_get_it(language: str, comms_editor: Person) -> None:
    """A translation gives way as soon as the words are others than those it was made from."""
    fact = both()
    edit = f"/admin/snippets/pages/fact/edit/{fact.pk}/"
    urdu = fact.get_translation(Locale.objects.get(language_code="ur"))
    page = preview(comms_editor, edit, language)
    assert (urdu if language == "ur" else fact).statement[:30] in text(main(page))
    assert "ninety years" in text(main(preview(comms_editor, edit, language, statement="At most ninety years.")))


def both() -> Fact:
    keys = Fact.objects.filter(locale__language_code="ur").values("translation_key")
    return Fact.objects.filter(locale__language_code="en", translation_key__in=keys)[0]


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
def test_an_alert_is_previewed_above_a_page(language: str, direction: str, comms_editor: Person) -> None:
    alert = Alert.objects.filter(locale__language_code="en").first()
    assert alert
    page = preview(
        comms_editor, f"/admin/snippets/pages/alert/edit/{alert.pk}/", language, text="Closed for snow", level="urgent"
    )
    assert page.html
    assert page.html["dir"] == direction
    assert page.select_one(".notices .alert--urgent")


@pytest.mark.parametrize(("language", "direction"), LANGUAGES)
def test_services_and_the_navigation_are_rendered_in_every_language(language: str, direction: str) -> None:
    service = Service.objects.filter(locale__language_code="en").first()
    assert service
    for record in (service, Navigation.objects.get(locale__language_code="en")):
        page = soup(record.make_preview_request(preview_mode=language))
        assert page.html
        assert (page.html["lang"], page.html["dir"]) == (language, direction)
    number = service.contacts.exclude(value="").first()
    assert number
    assert number.value in str(soup(service.make_preview_request(preview_mode=language)))
