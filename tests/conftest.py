"""What all tests share: the demonstration site, its static files, a server, a browser, the cast."""

import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, Playwright, sync_playwright

from config.serving import assets, catalogues
from tests.support import browser as chromium
from tests.support.crawl import Site, crawl
from tests.support.database import Demonstration, alone
from tests.support.server import Served

pytest_plugins = ["tests.support.cast"]

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def pytest_configure(config: pytest.Config) -> None:
    """Readers' languages need their catalogues, whichever test is first."""
    with alone(Path(settings.DATA_DIR), "catalogues"):
        catalogues.compile_stale()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The folder of this run goes when its first process ends."""
    if not IS_WORKER:
        shutil.rmtree(os.environ["LANTERN_TEST_DATA_DIR"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, a server or a database, and refuse what would empty the demonstration."""
    for item in items:
        names = getattr(item, "fixturenames", [])
        if "chromium_browser" in names:
            item.add_marker(pytest.mark.browser)
        if "served" in names:
            item.add_marker(pytest.mark.process)
        if "django_db_setup" in names or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)
        if {"transactional_db", "live_server"} & {*names}:
            raise pytest.UsageError(
                f"{item.nodeid}: transactional_db would flush the demonstration; use spoilt_database, or served."
            )


@pytest.fixture(scope="session")
def demonstration(pytestconfig: pytest.Config) -> Demonstration:
    """The demonstration site, made once and kept between runs."""
    assert pytestconfig.cache
    return Demonstration(pytestconfig.cache.mkdir("lantern")).prepare()


@pytest.fixture(scope="session")
def static_files(pytestconfig: pytest.Config) -> Path:
    """The static files as a real start collects them, kept between runs."""
    assert pytestconfig.cache
    cache = pytestconfig.cache.mkdir("lantern") / "static"
    mark = assets.fingerprint()
    kept, root = cache / mark[:16], Path(settings.STATIC_ROOT)
    with alone(cache, "static"):
        if not kept.exists():
            for old in sorted(
                (path for path in cache.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime
            )[:-3]:
                shutil.rmtree(old)
            assets.collect(mark)
            shutil.move(root, kept)
        if not root.exists():
            root.symlink_to(kept)
    storage: Any = storages["staticfiles"]
    storage.hashed_files, storage.manifest_hash = storage.load_manifest()
    return kept


@pytest.fixture(scope="session")
def media_files(demonstration: Demonstration) -> Path:
    """The demonstration's uploads, copied once a run. A test that uploads sets a MEDIA_ROOT of its own."""
    root = Path(settings.MEDIA_ROOT)
    with alone(Path(settings.DATA_DIR), "media"):
        if not root.exists():
            shutil.copytree(demonstration.folder / "media", root)
    return root


@pytest.fixture(scope="session")
def django_db_setup(
    demonstration: Demonstration,
    static_files: Path,
    media_files: Path,
    worker_id: str,
    django_db_blocker: "pytest.FixtureRequest",
) -> Iterator[None]:
    """Each worker has a copy of the demonstration; each test a transaction that is rolled back."""
    with django_db_blocker.unblock(), demonstration.in_use(worker_id):  # type: ignore[attr-defined]
        yield


@pytest.fixture
def spoilt_database(
    django_db_setup: None, demonstration: Demonstration, worker_id: str, django_db_blocker: "pytest.FixtureRequest"
) -> Iterator[None]:
    """A copy of the demonstration for a test that commits, from several connections if it likes."""
    # The folder is the whole run's: two workers with one name would write over each other's database.
    with django_db_blocker.unblock(), demonstration.in_use(f"spoilt-{worker_id}"):  # type: ignore[attr-defined]
        yield


@pytest.fixture(scope="session")
def site(django_db_setup: None, django_db_blocker: "pytest.FixtureRequest") -> Site:
    """Every public address, visited once a run and shared by all workers."""
    kept = Path(settings.DATA_DIR) / "crawl.pickle"
    with alone(Path(settings.DATA_DIR), "crawl"):
        if not kept.exists():
            with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
                found = crawl(Client(raise_request_exception=False, HTTP_HOST="localhost"))
                transaction.set_rollback(True)
            kept.write_bytes(pickle.dumps(found))
        loaded: Site = pickle.loads(kept.read_bytes())
    return loaded


@pytest.fixture(scope="session")
def served(demonstration: Demonstration, static_files: Path, media_files: Path, worker_id: str) -> Iterator[Served]:
    """The site under the real server; one a worker."""
    if os.environ.get("DATABASE_URL"):
        pytest.fail("Tests of the served site run on SQLite only: pytest -m 'not browser and not process'.")
    running = Served(demonstration, Path(settings.DATA_DIR) / f"served-{worker_id}", static_files, media_files)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """Playwright."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium_browser(playwright_driver: Playwright) -> Iterator[Browser]:
    """One Chromium a worker; each test opens contexts of its own in it."""
    running = chromium.launch(playwright_driver)
    yield running
    running.close()
