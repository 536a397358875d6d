"""A site of the guides' own, so that what other tests do is in no picture."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.support import browser as chromium
from tests.support.database import Demonstration
from tests.support.server import Served

PASSWORD = "a-lamp-in-the-mill"
PATIENCE = 30_000
Opens = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="module")
def fresh_site(demonstration: Demonstration, static_files: Path, media_files: Path, worker_id: str) -> Iterator[Served]:
    """The demonstration as it is after the first start."""
    running = Served(demonstration, Path(settings.DATA_DIR) / f"guide-{worker_id}", static_files, media_files)
    yield running
    running.stop()


@pytest.fixture
def signed_in_as(fresh_site: Served, chromium_browser: Browser) -> Opens:
    """Opens a browser in which somebody has just signed in, as a new person would: by the sign-in page."""

    @contextmanager
    def opens(who: str, viewport: dict[str, int] | None = None) -> Iterator[Page]:
        with chromium.opened(
            chromium_browser, fresh_site.origin, viewport=viewport or chromium.DESK, locale="en-GB"
        ) as page:
            page.set_default_timeout(PATIENCE)
            page.goto("/accounts/login/?next=/admin/")
            page.fill("input[name=login]", f"{who}@lantern.example")
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url("**/admin/")
            yield page

    return opens
