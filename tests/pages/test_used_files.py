"""Pictures and documents that pages use: nobody deletes them, and what readers get changes by a publisher's hand."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from pages.models import Picture, PublicDocument
from tests.pages.helpers import problems, the_page
from tests.pages.test_pictures import phone_photo
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    """Uploads go to a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def picture(description: str = "A red door") -> Picture:
    """A picture that nothing uses."""
    made = Picture(title="Door", description=description, file=SimpleUploadedFile("door.jpg", phone_photo()))
    made.save()
    return made


def document() -> PublicDocument:
    """A document that nothing uses."""
    made = PublicDocument(title="Guide", file=SimpleUploadedFile("guide.pdf", PDF))
    made.save()
    return made


def used(record: Any) -> Any:
    """The same, on a live page."""
    page = the_page("topics/county-lines/")
    block: tuple[str, Any] = ("download", {"title": "Guide", "document": record})
    if isinstance(record, Picture):
        record.contextual_alt_text, record.decorative = record.description, False
        block = ("image", {"image": record, "caption": ""})
    page.body = [block]
    page.save_revision().publish()
    return record


MAKE = {"picture": picture, "document": document}
DELETE = {Picture: "/admin/images/{}/delete/", PublicDocument: "/admin/documents/delete/{}/"}
DROPPED = {Picture: "/admin/images/multiple/{}/delete/", PublicDocument: "/admin/documents/multiple/{}/delete/"}
EDIT = {Picture: "/admin/images/{}/", PublicDocument: "/admin/documents/edit/{}/"}


def many(record: Any, *more: Any) -> str:
    """The screen that deletes many at once."""
    keys = "&".join(f"id={one.pk}" for one in (record, *more))
    return f"/admin/bulk/pages/{record._meta.model_name}/delete/?{keys}"


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def there(record: Any) -> bool:
    return bool(type(record).objects.filter(pk=record.pk).exists())


@pytest.mark.parametrize("kind", MAKE)
def test_an_editor_deletes_no_file(kind: str, comms_editor: Person) -> None:
    record = MAKE[kind]()
    for address in (DELETE[type(record)].format(record.pk), DROPPED[type(record)].format(record.pk), many(record)):
        comms_editor.client.post(address)
        assert there(record), address


@pytest.mark.parametrize("who", ["comms_editor", "comms_publisher", "site_manager"])
@pytest.mark.parametrize("kind", MAKE)
def test_nobody_deletes_a_file_that_a_page_shows_and_is_told_which(
    kind: str, who: str, request: pytest.FixtureRequest
) -> None:
    person, record, unused = request.getfixturevalue(who), used(MAKE[kind]()), MAKE[kind]()
    page = the_page("topics/county-lines/")
    answer = person.client.post(DELETE[type(record)].format(record.pk))
    assert f"is not deleted: “{page}”" in told(answer)
    person.client.post(DROPPED[type(record)].format(record.pk))
    answer = person.client.post(many(record, unused))
    assert "Nothing was deleted." in told(answer)
    assert f"“{page}”" in told(answer)
    assert there(record)
    assert there(unused)


@pytest.mark.parametrize("kind", MAKE)
def test_a_publisher_deletes_what_nothing_uses(kind: str, comms_publisher: Person) -> None:
    one, two, three = (MAKE[kind]() for _time in range(3))
    comms_publisher.client.post(DELETE[type(one)].format(one.pk))
    comms_publisher.client.post(many(two, three))
    assert [there(one), there(two), there(three)] == [False, False, False]


def words(record: Any, **changed: Any) -> dict[str, Any]:
    """The form of a file as it opens, with something changed."""
    data = {"title": record.title, "collection": str(record.collection_id), "tags": "", **changed}
    return data if isinstance(record, PublicDocument) else {"description": record.description, **data}


def new_file(record: Any) -> SimpleUploadedFile:
    if isinstance(record, Picture):
        return SimpleUploadedFile("new.jpg", phone_photo(), "image/jpeg")
    return SimpleUploadedFile("new.pdf", PDF + b"new", "application/pdf")


@pytest.mark.parametrize("kind", MAKE)
def test_an_editor_does_not_change_the_file_that_readers_get(kind: str, comms_editor: Person) -> None:
    record = used(MAKE[kind]())
    answer = comms_editor.client.post(EDIT[type(record)].format(record.pk), words(record, file=new_file(record)))
    assert "choose it in your draft" in problems(answer)
    assert type(record).objects.get(pk=record.pk).file.name == record.file.name


def test_an_editor_does_not_change_the_words_of_a_picture_that_readers_get(comms_editor: Person) -> None:
    record = used(picture())
    answer = comms_editor.client.post(f"/admin/images/{record.pk}/", words(record, description="Rude words"))
    assert "choose it in your draft" in problems(answer)
    prefix = f"image-{record.pk}"
    dropped = {f"{prefix}-{name}": value for name, value in words(record, description="Rude words").items()}
    assert comms_editor.client.post(f"/admin/images/multiple/{record.pk}/", dropped).json()["success"] is False
    assert Picture.objects.get(pk=record.pk).description == "A red door"


def test_an_editor_still_files_it_and_changes_what_nothing_uses(comms_editor: Person) -> None:
    record, unused = used(picture()), picture()
    assert comms_editor.client.post(f"/admin/images/{record.pk}/", words(record, title="Doors")).status_code == 302
    changed = words(unused, description="A blue door", file=new_file(unused))
    assert comms_editor.client.post(f"/admin/images/{unused.pk}/", changed).status_code == 302
    assert Picture.objects.get(pk=unused.pk).description == "A blue door"


def test_a_publisher_changes_the_words_that_readers_get(comms_publisher: Person) -> None:
    record = used(picture())
    changed = words(record, description="A blue door")
    assert comms_publisher.client.post(f"/admin/images/{record.pk}/", changed).status_code == 302
    assert Picture.objects.get(pk=record.pk).description == "A blue door"
