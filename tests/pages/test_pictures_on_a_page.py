"""Pictures on a page: small for a phone, made ahead by a worker, found by one query, and gone when they are replaced."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pages.journeys import renditions
from pages.models import Picture
from tests.pages.helpers import ENGLISH_ONLY, read, with_body
from tests.pages.test_pictures import upload
from tests.support.browser import PHONE, opened
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ADDRESS = f"/en/{ENGLISH_ONLY}"
# How much of the content has moved so far; 0 is nothing.
MOVED = """
    window.moved = 0;
    new PerformanceObserver(list => {
      for (const entry of list.getEntries())
        if (entry.sources.some(source => source.node?.closest?.("main"))) window.moved += entry.value;
    }).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture(autouse=True)
def own_media(settings: Settings, tmp_path: Path) -> Path:
    """Uploads go to a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def photo(width: int = 1600, height: int = 1200, colour: str = "#2a7f8e") -> bytes:
    """A picture as a camera makes it."""
    target = BytesIO()
    sky = Image.linear_gradient("L").resize((width, height))
    Image.composite(Image.new("RGB", (width, height), colour), Image.new("RGB", (width, height), "white"), sky).save(
        target, format="JPEG"
    )
    return target.getvalue()


def uploaded(width: int, name: str = "mill.jpg") -> Picture:
    """A picture that is in the library, with nothing made of it yet."""
    picture = Picture(title=name, description="A mill", file=ImageFile(BytesIO(photo(width, width // 2)), name=name))
    picture.save()
    return picture


def block(picture: Picture) -> tuple[str, Any]:
    """It on a page."""
    described: Any = picture
    described.contextual_alt_text, described.decorative = picture.description, False
    return "image", {"image": described, "caption": ""}


def shown(number: int = 0) -> BeautifulSoup:
    """What readers get of it."""
    return read(ADDRESS).select("main figure.image")[number]  # type: ignore[return-value]


@contextmanager
def on_a_phone(browser: Browser, client: Client) -> Iterator[Page]:
    """The page on a phone of 360 px that tells what moves on it; it asks this process, so no server has to be started."""
    html = client.get(ADDRESS).content

    def answer(route: Route) -> None:
        # The browser is answered from a context of its own, which has another connection to the database.
        if route.request.is_navigation_request():
            route.fulfill(body=html, content_type="text/html")
            return
        file: Any = client.get(route.request.url.removeprefix("http://localhost"), HTTP_HOST="localhost")
        body = b"".join(file.streaming_content) if file.streaming else file.content
        route.fulfill(status=file.status_code, headers=dict(file.items()), body=body)

    with opened(browser, "http://localhost", viewport=PHONE) as page:
        page.route("**/*", answer)
        # A font that arrives moves lines a little, with or without pictures.
        page.route("**/*.woff2", lambda route: route.abort())
        page.add_init_script(MOVED)
        page.goto(ADDRESS)
        yield page


def chosen(page: Page, number: int = 0) -> str:
    """The width and the format of the file that the browser took for a picture, once it is there."""
    picture = page.locator("figure.image img").nth(number)
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")
    found = re.search(r"\.mill\.max-(\d+)x\d+\.format-(\w+)\.\2$", picture.evaluate("image => image.currentSrc"))
    return " ".join(found.groups()) if found else ""


def test_an_editor_puts_pictures_on_a_page_and_each_reader_gets_the_file_that_fits(
    comms_editor: Person,
    chromium_browser: Browser,
    client: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(comms_editor, photo(), "mill.jpg", "A mill").status_code == 302
    picture = Picture.objects.get(description="A mill")
    words = ("text", "<p>Words.</p>")
    with_body(ENGLISH_ONLY, block(picture), *[words] * 40, block(uploaded(300)))
    with on_a_phone(chromium_browser, client) as page:
        assert chosen(page) == "400 avif"
        image = page.locator("figure.image img").first
        assert image.evaluate("image => [image.clientWidth, image.clientHeight, image.alt]") == [320, 240, "A mill"]
        # The first is there at once, the others when they are near.
        assert [one.get_attribute("loading") for one in page.locator("figure.image img").all()] == [None, "lazy"]
        assert page.evaluate("window.moved") == 0

        page.set_viewport_size({"width": 1280, "height": 900})
        page.reload()
        assert chosen(page) == "800 avif"
        assert image.evaluate("image => image.clientWidth") == 720

        old = page.context.new_cdp_session(page)
        old.send("Emulation.setDisabledImageTypes", {"imageTypes": ["avif"]})
        page.set_viewport_size({"width": 360, "height": 800})
        page.reload()
        assert chosen(page) == "400 webp"
        assert page.evaluate("window.moved") == 0


def test_twelve_pictures_cost_what_one_costs(client: Client) -> None:
    pictures = [uploaded(40) for _number in range(12)]
    costs = []
    for some in (pictures[:1], pictures):
        renditions.make(some[0])
        with_body(ENGLISH_ONLY, *map(block, some))
        for address in (ADDRESS, f"/ur/{ENGLISH_ONLY}"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).content.count(b'class="image"') == len(some)
            costs.append(len(queries))
    assert len(set(costs)) == 1, costs


def test_until_a_worker_has_been_there_readers_get_the_file_itself_and_nobody_waits(own_media: Path) -> None:
    picture = uploaded(600)
    with_body(ENGLISH_ONLY, block(picture))
    image = shown().img
    assert image
    assert (image["src"], image["width"], image["alt"]) == (f"/media/{picture.file.name}", "600", "A mill")
    assert not list(own_media.glob("images/*"))
    # Whatever became of its task: the clock finds what is missing, and makes no more than the picture has to show.
    assert renditions.lacking().filter(pk=picture.pk)
    renditions.make_what_is_lacking()
    assert not renditions.lacking().filter(pk=picture.pk)
    assert sorted(picture.renditions.values_list("width", flat=True)) == [400, 400, 600, 600]
    source = shown().source
    assert source
    assert (source["type"], source["srcset"].count("w,")) == ("image/avif", 1)


def test_what_was_replaced_does_not_come_back(
    comms_editor: Person,
    site_manager: Person,
    own_media: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        upload(comms_editor, photo(50), "mill.jpg", "A mill")
    picture = Picture.objects.get(description="A mill")
    with_body(ENGLISH_ONLY, block(picture))
    before, slow = shown().img, Picture.objects.get(pk=picture.pk)
    form = {"title": "Mill", "description": "A mill", "collection": "1", "tags": ""}
    with django_capture_on_commit_callbacks(execute=True):
        file = ImageFile(BytesIO(photo(50, colour="#600000")), name="mill.jpg")
        answer = site_manager.client.post(f"/admin/images/{picture.pk}/", {**form, "file": file})
        assert answer.status_code == 302
    after = shown().img
    assert before
    assert after
    # Browsers keep a file for a day under its name, so the new one has another.
    assert before["src"] != after["src"]
    # A worker that read the old file before it went ends after the new one was taken.
    picture.renditions.all().delete()
    (own_media / slow.file.name).write_bytes(photo(50))
    assert renditions.make(slow) == 0
    assert not picture.renditions.exists()
    assert renditions.make(Picture.objects.get(pk=picture.pk)) == 2
