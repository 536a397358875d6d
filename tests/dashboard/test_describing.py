"""Pictures, films and documents that say too little to readers who cannot see or hear them."""

from typing import Any

import pytest

from dashboard.journeys.describing import nameless_documents, poor_pictures, wrong_with
from pages.models import Picture, PublicDocument
from tests.pages.helpers import soup, text, the_page, with_body
from tests.support.cast import Person

ADDRESS = "topics/county-lines/"
GOOD = "Two young people talk on a bench outside a library."


@pytest.mark.parametrize(
    ("description", "says"),
    [
        ("", "no description"),
        ("   ", "no description"),
        ("IMG_2031", "name of a file"),
        ("DSC0042", "name of a file"),
        ("poster-final.jpg", "name of a file"),
        ("Screenshot 3", "name of a file"),
        ("20261103_120000", "name of a file"),
        ("bench_library_final", "name of a file"),
        ("Bench", "too short"),
        ("A very long description. " * 20, "hard to listen to"),
        (GOOD, ""),
        ("A photo of a bench with a lamp", ""),
        ("Police officers in Bradford city centre", ""),
    ],
)
def test_a_description_must_say_what_the_picture_shows(description: str, says: str) -> None:
    found = wrong_with(description)
    assert says in found
    assert bool(says) == bool(found)


def picture(description: str) -> Picture:
    """A picture that was imported without the form."""
    made = Picture(title="Bench", description=description, width=1, height=1, file="original_images/bench.png")
    Picture.objects.bulk_create([made])
    return Picture.objects.latest("pk")


@pytest.mark.django_db
@pytest.mark.parametrize("description", ["", "IMG_2031", "Bench", "word " * 51, GOOD, "A photo of a bench with a lamp"])
def test_the_database_finds_what_the_words_say(description: str) -> None:
    """The list and its reasons are two pieces of code; they must agree."""
    made = picture(description)
    assert poor_pictures().filter(pk=made.pk).exists() == bool(wrong_with(description))


@pytest.mark.django_db
def test_a_picture_without_words_waits_and_leads_to_its_form(comms_editor: Person) -> None:
    made = picture("IMG_2031")
    section = soup(comms_editor.client.get("/admin/")).select_one("#descriptions-section")
    assert section is not None
    assert section.select_one(f"a[href='/admin/images/{made.pk}/']")
    Picture.objects.filter(pk=made.pk).update(description=GOOD)
    assert not soup(comms_editor.client.get("/admin/")).select(f"a[href='/admin/images/{made.pk}/']")


@pytest.mark.django_db
def test_a_document_whose_title_is_the_name_of_its_file_waits() -> None:
    made = PublicDocument(title="leaflet_v2_final.pdf", file="documents/x.pdf")
    PublicDocument.objects.bulk_create([made])
    assert nameless_documents().filter(title="leaflet_v2_final.pdf").exists()
    PublicDocument.objects.filter(title="leaflet_v2_final.pdf").update(title="Leaflet about county lines")
    assert not nameless_documents().filter(title="Leaflet about county lines").exists()


@pytest.mark.django_db
def test_a_film_without_captions_and_transcript_waits_and_leads_to_its_page(comms_editor: Person) -> None:
    document: Any = PublicDocument.objects.first()
    film = {"title": "Our film", "video": document, "poster": None, "captions": [], "transcript": ""}
    with_body(ADDRESS, ("video", film))
    page = the_page(ADDRESS)
    section = soup(comms_editor.client.get("/admin/")).select_one("#descriptions-section")
    assert section is not None
    assert "“Our film” has no captions and no a transcript" in text(section) or "captions" in text(section)
    assert section.select_one(f"a[href='/admin/pages/{page.pk}/edit/']")
    with_body(
        ADDRESS,
        ("video", {**film, "captions": [{"language": "en", "document": document}], "transcript": "<p>Words.</p>"}),
    )
    assert "Our film" not in text(soup(comms_editor.client.get("/admin/")))


@pytest.mark.django_db
def test_a_picture_that_only_decorates_needs_no_words() -> None:
    made = picture(GOOD)
    made.contextual_alt_text, made.decorative = "", True
    with_body(ADDRESS, ("image", {"image": made, "caption": ""}))
    from dashboard.models import Look

    assert Look.objects.get(pk=the_page(ADDRESS).pk).lacking == []
