"""Files that come with a report: sealed before they touch a disk, kept as sent, shown without what they hide."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from reporting.files import arriving, cleaning, kinds
from reporting.files.arriving import SealedUpload
from reporting.journeys import attaching, letting_out, reading, returning, rotating, sending
from reporting.models import Attachment, AttachmentPiece, AuditEntry, InboxKey
from reporting.sealing.box import SealError
from tests.reporting.conftest import OpenDesk, concern


def photograph(**save: Any) -> bytes:
    """A picture with a place and a name hidden in it."""
    picture = Image.effect_noise((640, 480), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "planted-camera-word"
    exif.get_ifd(0x8825)[2] = (53.0, 47.0, 38.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"planted-comment-word", **save)
    return out.getvalue()


def upload(*files: tuple[str, bytes]) -> tuple[list[SealedUpload], list[SealedUpload]]:
    """Files as a browser sends them, through Django's parser and the sealing handler."""
    data = {"files": [SimpleUploadedFile(name, content) for name, content in files], "worry": "Hello"}
    request = RequestFactory().post("/en/report/form/", data)
    arriving.seal_files(request)
    assert request.POST["worry"] == "Hello"
    return arriving.sent(request, "files")


@pytest.fixture
def sent(desk: OpenDesk) -> Callable[..., tuple[Any, Any]]:
    """Sends a report with files and opens it at the desk."""

    def send(*files: tuple[str, bytes]) -> tuple[Any, Any]:
        taken, _refused = upload(*files)
        report = sending.send(concern(files=tuple(taken)))
        keyring = desk.keyring()
        return reading.read(desk.manager, keyring, report.pk), keyring

    return send


def test_a_file_is_kept_to_the_last_byte(desk: OpenDesk, sent: Callable[..., tuple[Any, Any]]) -> None:
    film = b"\x00\x00\x00\x18ftypisom" + os.urandom(3 * 1024 * 1024)
    opened, keyring = sent(("the car.mp4", film), ("ਕਾਰ.jpg", photograph()))
    first, second = attaching.described(opened, keyring)[0]
    assert (first.name, first.family, first.size, second.name) == ("the car.mp4", "film", len(film), "ਕਾਰ.jpg")
    shown, original = letting_out.original(desk.manager, opened, keyring, first.id)
    assert original == film
    assert AuditEntry.objects.filter(action="exported", report=opened.report.pk).count() == 1
    assert shown.digest == first.digest


def test_nothing_of_a_file_can_be_read_on_the_disk_while_it_arrives(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    marked = b"%PDF-1.7 " + b"planted-file-word " * 400_000
    (file,), _refused = upload(("secret plan.pdf", marked))
    spooled = b"".join(file.pieces())
    assert len(spooled) > len(marked)
    assert b"planted" not in spooled
    # The spool has no name, so that nothing is left of it if the machine stops here.
    assert list(tmp_path.iterdir()) == []
    assert file.key not in spooled


def test_nothing_of_a_file_nor_its_name_can_be_read_in_the_database(sent: Callable[..., tuple[Any, Any]]) -> None:
    sent(("planted-name.pdf", b"%PDF-1.7 " + b"planted-file-word " * 1000))
    for attachment in Attachment.objects.all():
        assert b"planted" not in bytes(attachment.described)
        # Every file takes whole mebibytes, so that its size gives nothing away.
        (piece,) = attachment.pieces.all()
        assert b"planted" not in bytes(piece.sealed)


def test_a_clean_copy_shows_the_picture_and_nothing_that_it_hides(
    desk: OpenDesk, sent: Callable[..., tuple[Any, Any]]
) -> None:
    assert b"planted-camera-word" in photograph()
    opened, keyring = sent(("IMG_0001.jpg", photograph()))
    (file,) = attaching.described(opened, keyring)[0]
    copy = letting_out.clean_copy(desk.manager, opened, keyring, file.id).data
    assert b"planted" not in copy
    with Image.open(io.BytesIO(copy)) as picture:
        assert (picture.size, picture.format) == ((640, 480), "JPEG")
        assert not picture.getexif()
        assert "comment" not in picture.info


def test_a_picture_that_was_turned_is_shown_upright() -> None:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40), "navy").save(out, "JPEG", exif=exif)
    with Image.open(io.BytesIO(cleaning.clean(kinds.PICTURE, "image/jpeg", out.getvalue()).data)) as picture:
        assert picture.size == (40, 60)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("holiday.jpg", b"MZ\x90\x00 this program", "unknown_kind"),
        ("page.jpg", b"<html><script>alert(1)</script>", "unknown_kind"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_kind"),
        ("bomb.zip", b"PK\x03\x04" + bytes(1000), "unknown_kind"),
        ("empty.jpg", b"", "empty"),
        ("long.mp4", b"\x00\x00\x00\x18ftypisom" + bytes(26 * 1024 * 1024), "too_large"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_leaves_nothing(name: str, content: bytes, problem: str) -> None:
    taken, (refused,) = upload((name, content))
    assert (taken, refused.name, refused.problem) == ([], name, problem)
    assert refused.lengths == []


def test_five_files_are_taken_and_the_sixth_is_not() -> None:
    taken, refused = upload(*((f"{number}.pdf", b"%PDF-1.7") for number in range(6)))
    assert (len(taken), [file.problem for file in refused]) == (5, ["too_many"])


def test_a_file_added_with_the_receipt_is_for_the_desk_alone_and_comes_once(desk: OpenDesk) -> None:
    filled = concern()
    sending.send(filled)
    message = uuid4()
    for _ in range(2):
        taken, _refused = upload(("later.pdf", b"%PDF-1.7 later"))
        returning.add(returning.come_back(filled.receipt), message, "Here is the letter", taken)
    opened = reading.read(desk.manager, desk.keyring(), filled.id)
    (file,) = attaching.described(opened, desk.keyring())[0]
    assert file.name == "later.pdf"


def test_files_survive_a_change_of_the_lock(desk: OpenDesk, sent: Callable[..., tuple[Any, Any]]) -> None:
    opened, keyring = sent(("letter.pdf", b"%PDF-1.7 letter"))
    rotating.carry_over(rotating.rotate(desk.manager, keyring, InboxKey.Inbox.DESK))
    again = reading.read(desk.manager, desk.keyring(), opened.report.pk)
    (file,) = attaching.described(again, desk.keyring())[0]
    assert letting_out.original(desk.manager, again, desk.keyring(), file.id)[1] == b"%PDF-1.7 letter"


def test_a_file_whose_row_is_damaged_is_counted_and_hides_no_other(sent: Callable[..., tuple[Any, Any]]) -> None:
    opened, keyring = sent(("first.pdf", b"%PDF-1.7 first"), ("second.pdf", b"%PDF-1.7 second"))
    Attachment.objects.filter(number=1).update(described=b"\x01damaged")
    files, damaged = attaching.described(opened, keyring)
    assert ([file.name for file in files], damaged) == (["second.pdf"], 1)


def test_a_file_with_a_piece_missing_or_exchanged_is_not_handed_out(
    desk: OpenDesk, sent: Callable[..., tuple[Any, Any]]
) -> None:
    opened, keyring = sent(("film.mp4", b"\x00\x00\x00\x18ftypisom" + os.urandom(2 * 1024 * 1024)))
    (file,) = attaching.described(opened, keyring)[0]
    first, second = AttachmentPiece.objects.filter(number__in=(0, 1))
    AttachmentPiece.objects.filter(pk=first.pk).update(sealed=second.sealed)
    with pytest.raises(SealError):
        letting_out.original(desk.manager, opened, keyring, file.id)
    AttachmentPiece.objects.filter(pk=first.pk).delete()
    with pytest.raises(SealError):
        letting_out.original(desk.manager, opened, keyring, file.id)
