"""Languages that people at a service speak, as editors tick them."""

import pytest
from bs4 import BeautifulSoup

from signposting.fields import SpokenLanguagesFormField
from signposting.models import Service
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
