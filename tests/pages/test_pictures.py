"""Pictures that editors upload: nothing that the camera wrote stays, and every one says what it shows."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pages.models import Picture
from tests.pages.helpers import problems
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
Save = Callable[..., Any]
SECRET = b"12 Lantern Row"


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    """Uploads go to a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def phone_photo(kind: str = "JPEG") -> bytes:
    """What a phone makes: held upright, with time, place and the owner's name."""
    picture = Image.new("RGB", (120, 60), "white")
    picture.paste("red", (0, 0, 60, 60))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = SECRET.decode()
    exif[0x0132] = "2026:11:01 08:30:00"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (53.0, 47.0, 38.0), "W", (1.0, 45.0, 0.0)
    target = BytesIO()
    picture.save(target, format=kind, exif=exif, comment=SECRET) if kind == "JPEG" else picture.save(
        target, format=kind, exif=exif
    )
    return target.getvalue()


def upload(person: Person, content: bytes, name: str = "photo.jpg", description: str = "A red door") -> Any:
    """An editor fills in the form for a new picture."""
    kind = "image/" + name.rpartition(".")[2].replace("jpg", "jpeg")
    data = {
        "title": "Door",
        "description": description,
        "collection": "1",
        "tags": "",
        "file": SimpleUploadedFile(name, content, kind),
    }
    return person.client.post("/admin/images/add/", data)


def kept() -> Picture:
    """The one picture that was uploaded."""
    return Picture.objects.get(title="Door")


def on_disk(folder: Path) -> list[bytes]:
    """Every file there is, originals and renditions."""
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "photo.jpg"), ("PNG", "photo.png"), ("WEBP", "photo.webp"), ("AVIF", "photo.avif")]
)
def test_neither_the_original_nor_a_rendition_says_where_and_when_it_was_taken(
    comms_editor: Person, own_media: Path, kind: str, name: str
) -> None:
    assert upload(comms_editor, phone_photo(kind), name).status_code == 302
    for spec in ("original", "max-80x80", "fill-40x40|format-webp", "width-50|format-jpeg"):
        kept().get_rendition(spec)
    files = on_disk(own_media)
    assert len(files) >= 4
    for content in files:
        assert SECRET not in content
        assert b"2026:11:01" not in content
        with Image.open(BytesIO(content)) as picture:
            assert dict(picture.getexif()) == {}
            assert not {"exif", "xmp", "comment", "photoshop"} & set(picture.info)


def test_a_picture_that_was_held_upright_stays_upright(comms_editor: Person) -> None:
    upload(comms_editor, phone_photo())
    with Image.open(kept().file) as picture:
        assert picture.size == (60, 120)
        top, bottom = picture.convert("RGB").getpixel((30, 10)), picture.convert("RGB").getpixel((30, 110))
    assert (kept().width, kept().height) == (60, 120)
    assert top[1] < 60 < 200 < bottom[1]  # type: ignore[index]


def test_notes_inside_a_png_are_taken_out_and_what_shines_through_stays(comms_editor: Person, own_media: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
    picture, target = Image.new("RGBA", (10, 10), (255, 0, 0, 0)), BytesIO()
    picture.save(target, format="PNG", pnginfo=notes)
    upload(comms_editor, target.getvalue() + SECRET, "notes.png")
    assert not any(SECRET in content for content in on_disk(own_media))
    with Image.open(kept().file) as found:
        assert (found.mode, found.getpixel((5, 5))) == ("RGBA", (255, 0, 0, 0))


def test_a_moving_picture_keeps_moving_and_loses_its_comment(comms_editor: Person, own_media: Path) -> None:
    frames = [Image.new("P", (20, 20), colour) for colour in (0, 1, 2)]
    for frame in frames:
        frame.putpalette([0, 0, 0, 255, 0, 0, 0, 0, 255] + [0] * 759)
    target = BytesIO()
    frames[0].save(target, format="GIF", save_all=True, append_images=frames[1:], duration=200, loop=0, comment=SECRET)
    assert SECRET in target.getvalue()
    upload(comms_editor, target.getvalue(), "moving.gif")
    assert not any(SECRET in content for content in on_disk(own_media))
    with Image.open(kept().file) as found:
        assert (getattr(found, "n_frames", 1), found.info.get("duration")) == (3, 200)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "I;16"])
def test_pictures_of_every_make_are_taken(comms_editor: Person, mode: str) -> None:
    name, kind = ("x.jpg", "JPEG") if mode == "CMYK" else ("x.png", "PNG")
    target = BytesIO()
    Image.new(mode, (12, 12)).save(target, format=kind)
    assert upload(comms_editor, target.getvalue(), name).status_code == 302
    assert (kept().width, kept().file_size) == (12, kept().file.size)


@pytest.mark.parametrize("description", ["", "   "])
def test_a_picture_without_words_for_those_who_cannot_see_it_is_refused(comms_editor: Person, description: str) -> None:
    response = upload(comms_editor, phone_photo(), description=description)
    assert response.status_code == 200
    assert "Say in a few words what the picture shows" in problems(response) or "required" in problems(response)
    assert not Picture.objects.filter(title="Door").exists()


def test_a_picture_that_is_too_large_is_refused_with_the_limit(comms_editor: Person, settings: Settings) -> None:
    response = upload(comms_editor, phone_photo() + b"\0" * settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    assert response.status_code == 200
    assert "too big" in problems(response)
    assert not Picture.objects.filter(title="Door").exists()


MISLABELLED = {
    "HTML named .jpg": (b"<!DOCTYPE html><script>alert(1)</script>", "x.jpg"),
    "PNG named .jpg": (phone_photo("PNG"), "x.jpg"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "x.svg"),
    "SVG named .png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "x.png"),
    "the beginning of a picture": (phone_photo()[:120], "x.jpg"),
    "a picture that breaks off": (phone_photo()[:-200], "x.jpg"),
    "a PNG that breaks off": (phone_photo("PNG")[:-60], "x.png"),
    "nothing": (b"", "x.jpg"),
    "a name without an ending": (phone_photo(), "photo"),
    "PDF named .png": (b"%PDF-1.7\n", "x.png"),
}


@pytest.mark.parametrize(("content", "name"), MISLABELLED.values(), ids=MISLABELLED.keys())
def test_what_is_not_the_picture_that_its_name_says_is_refused_in_words(
    comms_editor: Person, content: bytes, name: str
) -> None:
    response = upload(comms_editor, content, name)
    assert response.status_code == 200
    assert problems(response)
    assert not Picture.objects.filter(title="Door").exists()


def test_a_picture_that_hides_a_page_is_made_anew_without_it(comms_editor: Person, own_media: Path) -> None:
    upload(comms_editor, phone_photo() + b"<script>alert(1)</script>")
    assert not any(b"<script>" in content for content in on_disk(own_media))


def test_a_new_file_for_an_old_picture_is_stripped_too(
    comms_editor: Person, own_media: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    upload(comms_editor, phone_photo("PNG"), "one.png")
    data = {
        "title": "Door",
        "description": "Still a door",
        "collection": "1",
        "tags": "",
        "file": SimpleUploadedFile("two.jpg", phone_photo(), "image/jpeg"),
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert comms_editor.client.post(f"/admin/images/{kept().pk}/", data).status_code == 302
    assert not any(SECRET in content for content in on_disk(own_media))


def drop(person: Person, content: bytes, name: str = "photo.jpg") -> dict[str, Any]:
    """An editor drops a file on the screen for many pictures at once."""
    data = {"files[]": SimpleUploadedFile(name, content, "image/jpeg"), "title": "Door", "collection": "1"}
    answer: dict[str, Any] = person.client.post("/admin/images/multiple/add/", data).json()
    return answer


def test_one_of_many_pictures_waits_for_its_words_and_is_stripped_too(comms_editor: Person, own_media: Path) -> None:
    waiting = drop(comms_editor, phone_photo())["uploaded_file_id"]
    assert not Picture.objects.filter(title="Door").exists()
    [raw] = (path.relative_to(own_media) for path in own_media.rglob("*.jpg"))
    # Until then it holds all that the phone wrote, and nobody can fetch it.
    assert str(raw).startswith("wagtail_uploads/")
    assert comms_editor.client.get(f"/media/{raw}").status_code == 404
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting])
    words = {f"uploaded-image-{waiting}-title": "Door", f"uploaded-image-{waiting}-tags": ""}
    without = comms_editor.client.post(address, words).json()
    assert (without["success"], Picture.objects.filter(title="Door").exists()) == (False, False)
    assert comms_editor.client.post(address, {**words, f"uploaded-image-{waiting}-description": "A door"}).json()[
        "success"
    ]
    assert (kept().width, kept().height, kept().file_size) == (60, 120, kept().file.size)
    kept().get_rendition("max-80x80")
    assert [path for path in own_media.rglob("*") if path.is_file()]
    assert not any(SECRET in content or b"2026:11:01" in content for content in on_disk(own_media))


def test_a_picture_that_waits_belongs_to_whoever_uploaded_it(comms_editor: Person, manager: Person) -> None:
    waiting = drop(comms_editor, phone_photo())["uploaded_file_id"]
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting])
    words = {f"uploaded-image-{waiting}-title": "Door", f"uploaded-image-{waiting}-description": "A door"}
    assert manager.client.post(address, words).status_code in (302, 403)
    assert not Picture.objects.filter(title="Door").exists()


@pytest.mark.parametrize(("content", "name"), MISLABELLED.values(), ids=MISLABELLED.keys())
def test_one_of_many_that_is_not_what_its_name_says_does_not_even_wait(
    comms_editor: Person, own_media: Path, content: bytes, name: str
) -> None:
    answer = drop(comms_editor, content, name)
    assert answer["success"] is False
    assert answer["error_message"]
    assert on_disk(own_media) == []
