"""What a picture shows is told to readers in their language, once a publisher has said so."""

import pytest
from django.test import Client

from pages.journeys.describing import describe
from pages.models import Picture, PictureDescription
from tests.pages.helpers import ENGLISH_ONLY, read, with_body
from translations.models import State, Version

pytestmark = pytest.mark.django_db


def shown(client: Client, language: str, alt: str = "") -> dict[str, str]:
    """The attributes of the one picture of a page, which its author described in words of their own if `alt` is given."""
    picture = Picture.objects.get()
    picture.contextual_alt_text = alt or picture.description
    picture.decorative = False
    with_body(ENGLISH_ONLY, ("image", {"image": picture, "caption": ""}))
    found = read(f"/{language}/{ENGLISH_ONLY}", client).select_one("main figure.image img")
    assert found
    return {name: str(found.get(name, "")) for name in ("alt", "lang", "dir")}


def test_readers_get_it_in_their_language_marked_as_such(client: Client) -> None:
    text = PictureDescription.objects.get(language="ur").text
    assert shown(client, "ur") == {"alt": text, "lang": "ur", "dir": "rtl"}
    assert shown(client, "en") == {"alt": Picture.objects.get().description, "lang": "", "dir": ""}


def test_until_it_is_published_they_get_the_english(client: Client) -> None:
    picture = Picture.objects.get()
    PictureDescription.objects.filter(language="ur").delete()
    describe(picture, "ur", "ابھی نہیں")
    assert shown(client, "ur")["alt"] == picture.description


def test_what_the_author_wrote_for_this_page_stays(client: Client) -> None:
    assert shown(client, "ur", alt="Threads, seen from near")["alt"] == "Threads, seen from near"


def test_a_changed_description_makes_its_translations_older() -> None:
    picture = Picture.objects.get()
    picture.description = "Other threads"
    picture.save()
    states = set(Version.objects.filter(original__kind="picture").values_list("state", flat=True))
    assert states == {State.NEWER}
