"""A learner with a browser, in front of a package."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, Page

from tests.support.browser import opened
from tests.support.killing import run_alone
from tests.support.server import Served


class Course:
    """A served site with packages and learners."""

    def __init__(self, served: Served, folder: Path) -> None:
        done = run_alone("tests.training.packages.prepare", folder)
        assert done.returncode == 0, done.stderr[-3000:]
        self.served = served
        self.made: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
        self.packages = served.origin.replace("localhost", "packages.localhost")

    def place(self, package: str, number: int = 0) -> str:
        """The address of a package, or of one of its parts."""
        return f"/en/learn/packages/{self.made['activities'][package]}/{f'{number}/' if number else ''}"

    @contextmanager
    def learner(self, browser: Browser, name: str, **options: Any) -> Iterator[Page]:
        """A device of somebody who is signed in."""
        with opened(browser, self.served.origin, **options) as page:
            page.context.add_cookies(
                [{"name": "lantern_session", "value": self.made["sessions"][name], "url": self.served.origin}]
            )
            yield page

    def begin(self, page: Page, package: str) -> Frame:
        """Press Begin, pass over what is asked before, or Go on, and be in the first part that is not done."""
        page.goto(self.place(package))
        page.locator("main .button--next").click()
        skip = page.get_by_role("link", name="Skip this")
        page.locator("iframe.package-frame").or_(skip).wait_for()
        if "/before/" in page.url:
            skip.click()
        return part_of(page)


def launched(page: Page) -> Frame:
    """The frame of the packages' host in the learner's page."""
    page.wait_for_selector("iframe.package-frame")
    return next(frame for frame in page.frames if "/launch/" in frame.url)


def part_of(page: Page) -> Frame:
    """The package's own page, once it has found its run-time or was not looking for one."""
    page.wait_for_selector("iframe.package-frame")
    for _ in range(100):
        found = [frame for frame in page.frames if "/files/" in frame.url]
        if found:
            found[0].wait_for_load_state("load")
            return found[0]
        page.wait_for_timeout(100)
    raise AssertionError(f"The part did not open: {[frame.url for frame in page.frames]}")
