"""The virus scanner: a real clamd looks through a file before it leaves the desk, and no answer is never a good one."""

import io
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer

import pytest
from PIL import Image
from pytest_django import Settings

from reporting.files import scanning
from reporting.journeys import sending
from reporting.models import AuditEntry, Report
from tests.reporting.conftest import concern
from tests.reporting.desk import Officer, address
from tests.reporting.scanner import EICAR, NAME, Scanner
from tests.reporting.test_files import photograph, upload


@pytest.fixture
def scanner(tmp_path: Path, settings: Settings) -> Iterator[Scanner]:
    """The desk's scanner, running."""
    running = Scanner(tmp_path)
    settings.CLAMD = running.address
    yield running
    running.kill()


def report_with(*files: tuple[str, bytes]) -> Report:
    """A report that came with files."""
    taken, _refused = upload(*files)
    return sending.send(concern(files=tuple(taken)))


def first(report: Report, what: str = "") -> str:
    """The address of its first file."""
    return address(report, f"files/{report.attachments.get(number=1).pk}/{what}")


def letter(inside: bytes, compressed: bool = False) -> bytes:
    """A PDF that carries something in a stream."""
    stream = zlib.compress(inside) if compressed else inside
    kind = b"/Filter /FlateDecode " if compressed else b""
    return (
        b"%%PDF-1.4\n1 0 obj\n<< %s/Length %d >>\nstream\n%s\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%%%EOF\n"
        % (kind, len(stream), stream)
    )


def test_a_file_that_the_scanner_has_nothing_against_is_shown_and_taken_out(dora: Officer, scanner: Scanner) -> None:
    report = report_with(("car.jpg", photograph()))
    assert "No virus scanner" not in dora.go(address(report)).content.decode()
    assert dora.go(first(report))["Content-Type"] == "image/jpeg"
    assert dora.post(first(report, "original/")).content.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "content",
    [letter(EICAR), letter(EICAR * 3, compressed=True), photograph() + EICAR, b"\xff\xfb" + EICAR],
    ids=["in a PDF", "compressed in a PDF", "behind a picture", "in a sound"],
)
def test_what_the_scanner_names_goes_to_quarantine_and_nothing_of_it_leaves(
    dora: Officer, scanner: Scanner, content: bytes
) -> None:
    report = report_with(("letter.pdf", content), ("car.jpg", photograph()))
    refused = dora.post(first(report, "original/"))
    assert refused.status_code == 409
    assert "The file is in quarantine" in dora.text
    dora.go(address(report))
    assert f"The virus scanner found {NAME}.UNOFFICIAL." in dora.text
    assert not dora.soup.select(f"a[href='{first(report)}'], form[action='{first(report, 'original/')}']")
    # The report and the other file are as they were.
    assert "He waits outside" in dora.text
    other = report.attachments.get(number=2)
    assert dora.go(address(report, f"files/{other.pk}/"))["Content-Type"] == "image/jpeg"
    logged = AuditEntry.objects.filter(report=report.pk).values_list("action", "detail")
    assert ("changed", "attachment 1 put into quarantine") in logged
    assert ("refused", "attachment 1: quarantined") in logged
    assert not [action for action, detail in logged if action == "exported"]


def test_once_in_quarantine_a_scanner_that_changes_its_mind_lets_nothing_out(
    dora: Officer, scanner: Scanner, settings: Settings
) -> None:
    report = report_with(("car.jpg", photograph() + EICAR))
    assert dora.go(first(report)).status_code == 409
    settings.CLAMD = ""
    for page in (dora.go(first(report)), dora.post(first(report, "original/"))):
        assert page.status_code == 409
        assert "The file is in quarantine" in page.content.decode()


def test_a_scanner_that_is_away_keeps_the_file_and_never_the_report(dora: Officer, scanner: Scanner) -> None:
    report = report_with(("car.jpg", photograph()))
    scanner.kill()
    for page in (dora.go(first(report)), dora.post(first(report, "original/"))):
        assert page.status_code == 409
        assert "The virus scanner does not answer" in page.content.decode()
        assert "Try again in a few minutes" in page.content.decode()
    assert "He waits outside" in dora.go(address(report)).content.decode()
    assert AuditEntry.objects.filter(action="refused", detail="attachment 1: scanner_away").count() == 2


def test_a_scanner_that_is_killed_while_it_looks_keeps_the_file(dora: Officer, scanner: Scanner) -> None:
    report = report_with(("car.jpg", photograph()))
    scanner.freeze()
    killer = Timer(0.5, scanner.kill)
    killer.start()
    assert "The virus scanner does not answer" in dora.go(first(report)).content.decode()
    killer.join()


def test_a_scanner_that_never_answers_is_not_waited_for_for_ever(
    dora: Officer, scanner: Scanner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SECONDS", 0.5)
    report = report_with(("car.jpg", photograph()))
    scanner.freeze()
    began = time.monotonic()
    assert "The virus scanner does not answer" in dora.go(first(report)).content.decode()
    assert time.monotonic() - began < 10


def test_a_file_that_is_too_much_for_the_scanner_stays(dora: Officer, tmp_path: Path, settings: Settings) -> None:
    small = Scanner(tmp_path, "StreamMaxLength 1M")
    settings.CLAMD = small.address
    try:
        report = report_with(("car.png", large_picture()))
        assert "could not look through all of this file" in dora.go(first(report)).content.decode()
    finally:
        small.kill()


def large_picture() -> bytes:
    """A few megabytes of coloured noise."""
    out = io.BytesIO()
    Image.effect_noise((2000, 2000), 90).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"stream: OKAY\0",
        b"stream: OK\0stream: OK\0",
        b"UNKNOWN COMMAND\0",
        b"stream: \x1b[2J FOUND\0",
        b"x" * 100_000,
    ],
    ids=["none", "cut off", "nearly", "two", "of another program", "no name", "endless"],
)
@pytest.mark.parametrize("by", ["path", "port"])
def test_an_answer_that_is_none_counts_as_none(answer: bytes, by: str, tmp_path: Path, settings: Settings) -> None:
    with listening(by, tmp_path, settings) as line:
        Thread(target=answering, args=(line, answer), daemon=True).start()
        with pytest.raises(scanning.NotScannedError) as refused:
            scanning.scan(b"a file")
    assert refused.value.reason == "scanner_away"


def test_what_clamd_could_not_look_through_is_neither_good_nor_harmful(tmp_path: Path, settings: Settings) -> None:
    with listening("path", tmp_path, settings) as line:
        answer = b"stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0"
        Thread(target=answering, args=(line, answer), daemon=True).start()
        with pytest.raises(scanning.NotScannedError) as refused:
            scanning.scan(b"a file")
    assert refused.value.reason == "not_scanned"


def listening(by: str, folder: Path, settings: Settings) -> socket.socket:
    """A program that is not clamd, where the desk expects one."""
    if by == "port":
        line = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{line.getsockname()[1]}"
        return line
    line = socket.socket(socket.AF_UNIX)
    line.bind(str(folder / "other.sock"))
    line.listen()
    settings.CLAMD = str(folder / "other.sock")
    return line


def answering(line: socket.socket, answer: bytes) -> None:
    """Take the file in, say one thing, and hang up."""
    with line.accept()[0] as caller:
        taken = b""
        while not taken.endswith(bytes(4)):
            taken += caller.recv(65536)
        caller.sendall(answer)


def test_a_colleague_who_suspects_a_file_while_it_is_scanned_is_heard(
    dora: Officer, hana: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = report_with(("car.jpg", photograph()))
    monkeypatch.setattr(
        scanning, "scan", lambda data: hana.post(first(report, "quarantine/"), why="child_image") and None
    )
    refused = dora.post(first(report, "original/"))
    assert (refused.status_code, refused["Content-Type"]) == (409, "text/html; charset=utf-8")
    assert "The file is in quarantine" in dora.text
