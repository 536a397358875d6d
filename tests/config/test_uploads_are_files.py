"""Whatever lies in the uploads, a browser gets a file from there and never a page that runs."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from pages.models import PublicDocument
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
PAGE = b"<!DOCTYPE html><title>x</title><script>alert(document.cookie)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# What would happen if the checks on the way in were fooled: the name, what is inside, whether it is shown or saved.
LYING = [
    ("documents/x.txt", PAGE, False),
    ("documents/x.csv", PAGE, False),
    ("documents/x.ics", b"BEGIN:VCALENDAR\r\n" + PAGE, False),
    ("documents/x.docx", PAGE, False),
    ("documents/x.html", PAGE, False),
    ("documents/x.xhtml", PAGE, False),
    ("documents/x.xml", PAGE, False),
    ("documents/x.js", b"alert(1)", False),
    ("documents/x", PAGE, False),
    ("documents/x.svg", DRAWING, False),
    ("original_images/x.svg", DRAWING, False),
    ("documents/x.vtt", b"WEBVTT\n\n" + PAGE, True),
    ("documents/x.pdf", b"%PDF-1.7\n" + PAGE, True),
    ("original_images/x.jpg", b"\xff\xd8\xff\xe0" + PAGE, True),
    ("images/x.png", PAGE, True),
    ("documents/x.mp4", PAGE, True),
]


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    """Uploads lie in a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def lay(folder: Path, name: str, content: bytes) -> None:
    """Put a file where uploads lie, past every check."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


@pytest.mark.parametrize(("name", "content", "shown"), LYING, ids=[name for name, *_rest in LYING])
@pytest.mark.parametrize("wanted", ["", "bytes=0-3"])
def test_an_upload_that_lies_is_still_only_a_file(
    own_media: Path, name: str, content: bytes, shown: bool, wanted: str
) -> None:
    lay(own_media, name, content)
    response = Client().get(f"/media/{name}", headers={"range": wanted} if wanted else {})
    assert response.status_code == (206 if wanted else 200)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    rules = response["Content-Security-Policy"]
    assert rules.startswith("default-src 'none'")
    assert "script" not in rules
    assert rules.endswith("sandbox") or name.endswith(".pdf")
    assert (response.get("Content-Disposition", "").split(";")[0] == "attachment") is not shown
    if shown:
        assert not response["Content-Type"].startswith(("text/html", "application/xhtml", "image/svg", "text/xml"))


@pytest.mark.parametrize(
    "address",
    [
        "/media/wagtail_uploads/x.jpg",
        "/media/documents/../wagtail_uploads/x.jpg",
        "/media/documents/%2e%2e/wagtail_uploads/x.jpg",
        "/media/documents/..%2fwagtail_uploads/x.jpg",
        "/media/documents/..%5cwagtail_uploads/x.jpg",
        "/media/documents/../../secret.txt",
        "/media/images/%2e%2e/%2e%2e/secret.txt",
        "/media//secret.txt",
        "/media/documents//etc/passwd",
        "/media/avatar_images/x.jpg",
        "/media/",
        "/media/documents/",
        "/media/documents",
    ],
)
def test_nothing_but_finished_uploads_can_be_fetched(own_media: Path, address: str) -> None:
    lay(own_media, "wagtail_uploads/x.jpg", b"begun")
    lay(own_media, "avatar_images/x.jpg", b"a face")
    lay(own_media, "../secret.txt", b"a key")
    lay(own_media, "documents/a.txt", b"public")
    assert Client(raise_request_exception=False).get(address).status_code in (301, 404)


def test_the_address_with_a_number_leads_to_the_same_file(own_media: Path) -> None:
    document = PublicDocument.objects.create(title="x", file=ContentFile(b"plain words", name="x.txt"))
    response = Client().get(f"/documents/{document.pk}/x.txt")
    assert (response.status_code, response["Location"]) == (302, document.file.url)
    assert document.url == document.file.url


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.txt", PAGE),
        ("x.pdf", PAGE),
        ("x.vtt", PAGE),
        ("x.csv", PAGE),
        ("x.ics", PAGE),
        ("x.svg", DRAWING),
        ("x.html", PAGE),
    ],
)
@pytest.mark.parametrize("door", ["multiple/add", "chooser/create"])
def test_a_page_that_says_it_is_a_document_is_refused_at_every_door(
    comms_editor: Person, own_media: Path, door: str, name: str, content: bytes
) -> None:
    before = PublicDocument.objects.count()
    file = SimpleUploadedFile(name, content)
    data = (
        {"files[]": file, "title": "Guide", "collection": "1"}
        if door == "multiple/add"
        else {"document-chooser-upload-title": "Guide", "document-chooser-upload-file": file}
    )
    response = comms_editor.client.post(f"/admin/documents/{door}/", data)
    assert response.status_code == 200
    assert PublicDocument.objects.count() == before
    assert [path for path in own_media.rglob("*") if path.is_file()] == []
