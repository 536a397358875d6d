"""Clean copies of pictures and PDFs: made anew in a process apart that reaches nothing, or withheld with a reason."""

import io
import socket
import subprocess
import sys
import time
import zlib

import pypdf
import pypdfium2
import pytest
from PIL import Image

from reporting.files import apart, cleaning, kinds
from reporting.files.document import LARGEST, MOST_PAGES
from tests.reporting.letters import bomb, form, letter, locked, pdf, stream
from tests.reporting.test_files import photograph

TYPES = {kinds.PICTURE: "image/jpeg", kinds.DOCUMENT: "application/pdf"}


def cleaned(family: str, data: bytes) -> bytes:
    """The clean copy."""
    return cleaning.clean(family, TYPES[family], data).data


def reason(family: str, data: bytes) -> str:
    """Why there is no clean copy of this."""
    with pytest.raises(cleaning.WithheldError) as withheld:
        cleaned(family, data)
    return withheld.value.reason


def test_a_letter_is_shown_page_by_page_and_nothing_that_it_hides_comes_along() -> None:
    hiding = letter(3)
    assert hiding.count(b"planted") >= 6
    copy = cleaning.clean(kinds.DOCUMENT, "application/pdf", hiding)
    assert (copy.media_type, copy.ending) == ("application/pdf", "pdf")
    for word in (b"planted", b"/JavaScript", b"/JS", b"/URI", b"/EmbeddedFile", b"/Info", b"/Annots", b"/OpenAction"):
        assert word not in copy.data
    shown = pypdfium2.PdfDocument(copy.data)
    assert len(shown) == 3
    red, green, blue = shown[2].render().to_pil().convert("RGB").getpixel((20, 20))
    assert (red < 20, 110 < green < 145, 110 < blue < 145) == (True, True, True)
    # As large as the letter is.
    assert [abs(points - expected) < 2 for points, expected in zip(shown[0].get_size(), (595, 842), strict=True)]


def test_what_was_typed_into_a_form_is_on_the_copy() -> None:
    dark = []
    for words in ("", "WWWWWWWW"):
        shown = pypdfium2.PdfDocument(cleaned(kinds.DOCUMENT, form(words)))[0].render().to_pil().convert("L")
        dark.append(sum(shown.histogram()[:100]))
    assert dark[1] > dark[0] + 50


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7", "damaged"),
        (letter()[:120], "damaged"),
        (b"%PDF-1.7\n<html><script>alert(1)</script></html>", "damaged"),
        (locked("a kettle"), "locked"),
        (letter(MOST_PAGES + 1), "too_large"),
        (letter(width=200_000, height=200_000), "damaged"),
    ],
    ids=["nothing but its beginning", "cut off", "a page of the web", "locked", "too many pages", "a field"],
)
def test_a_letter_that_cannot_be_drawn_is_withheld_with_a_reason(data: bytes, why: str) -> None:
    assert reason(kinds.DOCUMENT, data) == why


def test_a_poster_is_drawn_no_larger_than_a_screen_needs() -> None:
    copy = cleaned(kinds.DOCUMENT, letter(width=10_000, height=5_000))
    (drawn,) = pypdf.PdfReader(io.BytesIO(copy)).pages[0].images
    assert drawn.image
    assert max(drawn.image.size) <= LARGEST + 1


def test_a_letter_that_is_drawn_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "SECONDS", 2)
    began = time.monotonic()
    assert reason(kinds.DOCUMENT, bomb()) == "damaged"
    assert 1 < time.monotonic() - began < 20


def test_a_letter_that_unpacks_to_gigabytes_takes_no_more_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "SECONDS", 3)
    zeros = zlib.compressobj(1)
    packed = b"".join(zeros.compress(bytes(1 << 20)) for _ in range(1024)) + zeros.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    content = stream(packed, b"/Filter /FlateDecode")
    assert reason(kinds.DOCUMENT, pdf(b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content)) == "damaged"


def flood(width: int, height: int) -> bytes:
    """A few bytes that claim to be an enormous picture."""
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (flood(20_000, 20_000), "too_large"),
        (photograph()[:300], "damaged"),
        (b"\x89PNG\r\n\x1a\n<script>alert(1)</script>", "damaged"),
    ],
    ids=["pixel flood", "cut off", "polyglot"],
)
def test_a_picture_that_cannot_be_decoded_is_withheld_with_a_reason(data: bytes, why: str) -> None:
    assert reason(kinds.PICTURE, data) == why


@pytest.mark.parametrize("other", [b"PK\x03\x04", b"%PDF-1.7", b"<script>", b"MZ"])
def test_a_picture_that_is_something_else_as_well_is_only_a_picture_afterwards(other: bytes) -> None:
    assert b"planted" not in cleaned(kinds.PICTURE, photograph() + other + b"planted")


def test_a_process_that_writes_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_OUT", 1000)
    assert reason(kinds.PICTURE, photograph()) == "damaged"


LIMITED = """
import socket, sys
sys.path.append(sys.argv[1])
from reporting.files.apart import limit
limit(files=sys.argv[2] == "files")
def can(what):
    try:
        what()
    except (OSError, MemoryError):
        return "no"
    return "yes"
print(
    can(lambda: open("/etc/passwd")),
    can(lambda: socket.create_connection(("127.0.0.1", int(sys.argv[3])), 2)),
    can(lambda: bytearray(4 * 1024 ** 3)),
)
"""


def limited(port: int, what: str) -> str:
    """Whether a process under the limits can still open a file, reach a server, take four gigabytes."""
    command = [sys.executable, "-I", "-c", LIMITED, str(apart.ROOT), what, str(port)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_what_opens_a_strangers_file_reaches_neither_files_nor_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert limited(server.getsockname()[1], "nothing") == "no no no"
        # ffmpeg has to open its input. Not every machine allows a process a network of its own.
        apart_too = subprocess.run(["unshare", "--user", "--net", "true"], capture_output=True, check=False)
        network = "no" if apart_too.returncode == 0 else "yes"
        assert limited(server.getsockname()[1], "files") == f"yes {network} no"
