"""Documents that editors upload: of an allowed kind, not too large, and what their name says."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from pages.models import PublicDocument
from tests.pages.helpers import problems
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
HTML = b"<!DOCTYPE html><script>alert(document.cookie)</script>"


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    """Uploads go to a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def upload(person: Person, content: bytes, name: str) -> Any:
    """An editor fills in the form for a new document."""
    return person.client.post(
        "/admin/documents/add/",
        {"title": "Guide", "collection": "1", "tags": "", "file": SimpleUploadedFile(name, content)},
    )


def zipped(*names: str) -> bytes:
    """A ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


HONEST = {
    "guide.pdf": b"%PDF-1.7\n1 0 obj\n",
    "captions.vtt": b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n",
    "words.txt": "Plain words: łąka, اردو, ਪੰਜਾਬੀ".encode(),
    "table.csv": b"a,b\n1,2\n",
    "days.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.parametrize(("name", "content"), HONEST.items(), ids=HONEST.keys())
def test_an_honest_file_is_taken_and_comes_back_as_it_was(comms_editor: Person, name: str, content: bytes) -> None:
    assert upload(comms_editor, content, name).status_code == 302
    document = PublicDocument.objects.get(title="Guide")
    response: Any = comms_editor.client.get(document.url)
    assert b"".join(response.streaming_content) == content
    assert response["X-Content-Type-Options"] == "nosniff"


DISHONEST = {
    "HTML named .txt": (HTML, "x.txt"),
    "HTML named .txt after blanks": (b"\n\n   " + HTML, "x.txt"),
    "HTML named .txt after a mark": (b"\xef\xbb\xbf" + HTML, "x.txt"),
    "HTML named .pdf": (HTML, "x.pdf"),
    "HTML named .vtt": (HTML, "x.vtt"),
    "HTML named .csv": (HTML, "x.csv"),
    "HTML with a PDF further down": (HTML + b"\n%PDF-1.7\n", "x.pdf"),
    "a program named .pdf": (b"\x7fELF" + b"\0" * 100, "x.pdf"),
    "a program named .txt": (b"MZ\x90\0" + b"\0" * 100, "x.txt"),
    "a ZIP named .pdf": (zipped("a"), "x.pdf"),
    "a PDF named .mp4": (b"%PDF-1.7\n", "x.mp4"),
    "UTF-16 named .txt": ("<script>".encode("utf-16"), "x.txt"),
}


@pytest.mark.parametrize(("content", "name"), DISHONEST.values(), ids=DISHONEST.keys())
def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(
    comms_editor: Person, content: bytes, name: str
) -> None:
    response = upload(comms_editor, content, name)
    assert response.status_code == 200
    assert "but what is inside is something else" in problems(response)
    assert not PublicDocument.objects.filter(title="Guide").exists()


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.exe", "x.js", "x.xhtml", "x.pdf.html", "x", "x.zip", "x.php"])
def test_a_kind_that_is_not_allowed_is_refused(comms_editor: Person, name: str) -> None:
    response = upload(comms_editor, b"%PDF-1.7\n", name)
    assert response.status_code == 200
    assert "not allowed" in problems(response)


def test_an_empty_file_is_refused(comms_editor: Person) -> None:
    response = upload(comms_editor, b"", "x.txt")
    assert response.status_code == 200
    assert "empty" in problems(response)


def test_a_file_that_is_too_large_is_refused_with_the_limit(comms_editor: Person, settings: Settings) -> None:
    settings.UPLOAD_DOCUMENT_MEGABYTES = 1
    response = upload(comms_editor, b"%PDF-1.7\n" + b"x" * 1024 * 1024, "x.pdf")
    assert response.status_code == 200
    assert "larger than 1.0" in problems(response).replace("\xa0", " ")
    assert not PublicDocument.objects.filter(title="Guide").exists()


def test_a_name_that_climbs_out_of_the_folder_stays_in_it(comms_editor: Person, own_media: Path) -> None:
    upload(comms_editor, b"%PDF-1.7\n", "../../../../tmp/climbed.pdf")
    document = PublicDocument.objects.get(title="Guide")
    assert Path(document.file.path).resolve().is_relative_to(own_media.resolve())


def test_several_files_at_once_pass_the_same_gate(comms_editor: Person) -> None:
    data = {"files[]": SimpleUploadedFile("x.txt", HTML), "title": "Guide"}
    response = comms_editor.client.post(
        "/admin/documents/multiple/add/", data, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert not PublicDocument.objects.filter(title="Guide").exists() or response.status_code != 200
    assert not PublicDocument.objects.filter(file__endswith="x.txt").exists()
