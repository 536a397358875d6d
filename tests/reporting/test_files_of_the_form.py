"""Files with a report: chosen on a page of their own, with nothing on it by which they could be lost unawares."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError

from reporting.journeys import attaching, reading
from reporting.models import Report
from tests.reporting.conftest import OpenDesk
from tests.reporting.form import Reporter
from tests.reporting.test_files import photograph

WORRY = "He waits outside the school"


@pytest.fixture
def reporter(desk: OpenDesk) -> Reporter:
    """Somebody who has written all they want to, and looks at it."""
    somebody = Reporter()
    somebody.start()
    somebody.press(worry=WORRY)
    somebody.go_to_check(names="Kez")
    return somebody


def picture(name: str = "car.jpg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, photograph())


def test_files_are_chosen_where_only_sending_and_going_back_are_left(reporter: Reporter) -> None:
    assert not reporter.soup.select("input[type=file]")
    assert reporter.buttons("files")
    reporter.press("files")
    assert reporter.soup.select_one("h1")
    assert [str(button["value"]) for button in reporter.soup.select("button[name=go]")] == ["send", "back"]
    # No other language and no menu above it, as on every page of the form; the way out stays.
    assert not reporter.soup.select("[formaction], .other-languages, header nav, main nav")
    assert reporter.soup.select(f"a[href='{settings.EXIT_URL}']")
    assert "If you go back, you have to choose them again" in reporter.page.content.decode()


def test_words_and_files_arrive_together(reporter: Reporter, desk: OpenDesk) -> None:
    reporter.press("files")
    reporter.press("send", files=[picture(), picture("street.jpg")])
    assert len(reporter.receipt) == 16
    opened = reading.read(desk.manager, desk.keyring(), Report.objects.get().pk)
    assert opened.body["answers"]["worry"] == WORRY
    files, _damaged = attaching.described(opened, desk.keyring())
    assert [file.name for file in files] == ["car.jpg", "street.jpg"]


def test_somebody_without_files_sends_from_the_check_or_changes_their_mind(reporter: Reporter) -> None:
    reporter.press("files")
    reporter.press("back")
    assert WORRY in reporter.text
    assert "Kez" in reporter.text
    reporter.press("files")
    reporter.press("send", files="")
    assert reporter.receipt
    assert not Report.objects.get().attachments.exists()


def test_sent_twice_with_files_it_is_one_report_with_each_file_once(reporter: Reporter) -> None:
    reporter.press("files")
    page = reporter.page
    reporter.press("send", files=[picture()])
    receipt, reporter.page = reporter.receipt, page
    reporter.press("send", files=[picture()])
    assert reporter.receipt == receipt
    assert Report.objects.get().attachments.count() == 1


def test_a_database_that_is_away_shows_all_that_was_written_and_asks_for_the_files_again(
    reporter: Reporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    reporter.press("files")
    with monkeypatch.context() as broken:
        broken.setattr("django.db.backends.utils.CursorWrapper.execute", away)
        reporter.press("send", files=[picture()])
        assert reporter.page.status_code == 503
        assert WORRY in reporter.text
        assert "You have to choose your files again." in reporter.text
    reporter.press("files")
    reporter.press("send", files=[picture()])
    assert Report.objects.get().attachments.count() == 1


def test_a_form_that_never_came_to_its_end_is_not_sent_from_there(desk: OpenDesk) -> None:
    somebody = Reporter()
    somebody.start()
    # "files" on a page of questions means nothing, and loses nothing.
    somebody.press("files", worry=WORRY)
    assert not somebody.soup.select("input[type=file]")
    somebody.go_to_check()
    assert WORRY in somebody.text
