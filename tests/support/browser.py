"""A real Chromium, driven by Playwright, that talks to nobody but this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE packages.localhost, EXCLUDE 127.0.0.1",
]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PHONE = {"width": 360, "height": 800}
DESK = {"width": 1280, "height": 900}


def executable(playwright: Playwright) -> str:
    """CHROMIUM, the system's, or Playwright's own; a test that needs one fails without."""
    chosen = os.environ.get("CHROMIUM", "")
    found = shutil.which(chosen) if chosen else next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found and not chosen and Path(playwright.chromium.executable_path).exists():
        found = playwright.chromium.executable_path
    if not found:
        pytest.fail(
            f"CHROMIUM={chosen} is not a program."
            if chosen
            else "Browser tests need Chromium. On Debian: apt install chromium. Elsewhere: set CHROMIUM."
        )
    return found


def launch(playwright: Playwright) -> Browser:
    """Start it."""
    # Playwright's loop runs in this thread, and Django would take every query for one from a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return playwright.chromium.launch(executable_path=executable(playwright), args=FLAGS)


@contextmanager
def opened(browser: Browser, origin: str, **options: Any) -> Iterator[Page]:
    """An empty page in a context of its own; `page.asked` lists the addresses it asked for."""
    context = browser.new_context(
        base_url=origin, service_workers="block" if options.pop("block_workers", False) else "allow", **options
    )
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.asked = asked  # type: ignore[attr-defined]
        yield page
    finally:
        context.close()
