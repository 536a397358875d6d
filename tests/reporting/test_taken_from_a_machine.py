"""docs/what-a-compromise-surrenders.md: the memory of a running server, and the phone that a concern was sent from."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.reporting.test_the_form_in_a_browser import walk
from tests.support.browser import FLAGS, PHONE, executable, opened
from tests.support.database import Demonstration
from tests.support.server import Served

PLANTED = "planted-worry"
REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")


@pytest.fixture
def a_server(demonstration: Demonstration, static_files: Path, media_files: Path, tmp_path: Path) -> Iterator[Served]:
    """One that may be started anew."""
    running = Served(demonstration, tmp_path / "site", static_files, media_files)
    yield running
    running.stop()


def memory_of(running: Served) -> Iterator[bytes]:
    """All that its processes can write to, piece by piece."""
    for process in running.processes():
        with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
            for first, last in REGION.findall(Path(f"/proc/{process}/maps").read_text()):
                with contextlib.suppress(OSError):
                    memory.seek(int(first, 16))
                    yield memory.read(int(last, 16) - int(first, 16))


def holds(pieces: Iterator[bytes], *words: str) -> set[str]:
    """Which of these words stand there, in either way in which programs keep text."""
    wanted = {(word, word.encode(code)) for word in words for code in ("utf-8", "utf-16-le")}
    return {word for piece in pieces for word, written in wanted if written in piece}


@pytest.mark.process
def test_the_memory_of_a_server_holds_no_report_that_nobody_opened_since_it_started(
    a_server: Served, chromium_browser: Browser
) -> None:
    with opened(chromium_browser, a_server.origin, viewport=PHONE) as page:
        for _page in walk(page, "en", "someone"):
            pass
        digits = page.locator(".receipt__digits").inner_text()
    receipt = (digits, "".join(digits.split()))
    # The line on the running server says so: what is being sent can be taken by whoever watches.
    assert PLANTED in holds(memory_of(a_server), PLANTED)
    a_server.restart()
    for address in ("/en/", "/en/report/", "/en/report/return/", "/desk/"):
        a_server.get(address)
    (reports,) = a_server.rows("SELECT count(*) FROM reporting_report WHERE status = 'unread'")
    assert reports[0] > 1
    assert holds(memory_of(a_server), "Keeping Bradford Safe", PLANTED, *receipt) == {"Keeping Bradford Safe"}


@pytest.mark.browser
def test_a_phone_that_is_taken_afterwards_holds_no_word_and_no_receipt(
    served: Served, playwright_driver: Playwright, tmp_path: Path
) -> None:
    phone = playwright_driver.chromium.launch_persistent_context(
        tmp_path / "phone",
        executable_path=executable(playwright_driver),
        args=FLAGS,
        base_url=served.origin,
        viewport=PHONE,  # type: ignore[arg-type]
    )
    page = phone.pages[0]
    for _page in walk(page, "en", "young_person"):
        pass
    digits = page.locator(".receipt__digits").inner_text()
    page.goto("/en/report/return/")
    page.fill("input[name=receipt]", digits)
    page.click("main form button")
    page.wait_for_selector("textarea[name=message]")
    # Browsers write down what stands in a window once a while.
    page.wait_for_timeout(4000)
    phone.close()
    kept = (place.read_bytes() for place in (tmp_path / "phone").rglob("*") if place.is_file())
    assert holds(kept, "/en/report/form/", PLANTED, digits, "".join(digits.split())) == {"/en/report/form/"}
