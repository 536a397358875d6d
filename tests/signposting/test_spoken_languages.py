"""Languages that people at a service speak, as editors tick them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from signposting.fields import SpokenLanguagesFormField
from signposting.models import Contact, Service
from signposting.shown import languages_of
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def test_an_editor_ticks_languages_and_sees_those_that_an_import_brought(comms_editor: Person) -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    Service.objects.filter(pk=service.pk).update(languages=["ur", "yo"])
    page = comms_editor.client.get(f"/admin/snippets/signposting/service/edit/{service.pk}/").content
    ticked = BeautifulSoup(page, "html.parser").select("[name=languages][checked]")
    assert {str(box["value"]) for box in ticked} == {"ur", "yo"}


def test_what_is_no_language_code_is_refused() -> None:
    field = SpokenLanguagesFormField(required=False)
    assert field.clean(["ur", "yo"]) == ["ur", "yo"]
    for typed in ("Urdu", "<b>", "u", "urdu"):
        assert not field.valid_value(typed)


def test_ticking_in_another_order_changes_nothing() -> None:
    field = SpokenLanguagesFormField(required=False)
    assert not field.has_changed(["ur", "en"], ["en", "ur"])
    assert field.has_changed(["ur"], ["ur", "en"])


def test_a_channel_with_languages_of_its_own_names_them_to_readers() -> None:
    service = Service.objects.get(code="childline", locale__language_code="en")
    contact = service.contacts.filter(private=False, channel="call")[0]
    Contact.objects.filter(pk=contact.pk).update(languages=["sk", "pl"], cost="free", hours="every day 24 hours")
    for address in ("/en/help/childline/", "/en/help/?need=talk-to-someone&age=12"):
        page = BeautifulSoup(Client().get(address).content, "html.parser")
        lines = [small.get_text("|", strip=True) for small in page.select(".helpline-card__contacts small")]
        assert any("|Languages here: Polish, Slovak" in line and "|Free" in line for line in lines), address


def test_what_a_channel_says_by_itself_is_not_said_twice() -> None:
    assert languages_of(Contact(channel="bsl", languages=["bfi"])) == ""
    assert languages_of(Contact(channel="call", languages=[])) == ""
    with translation.override("pl"):
        assert languages_of(Contact(channel="bsl", languages=["bfi", "pl"])).endswith(", polski")
