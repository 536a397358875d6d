"""Small things that stories about the site are told with."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from typing import Any
from unittest import mock

from bs4 import BeautifulSoup, Tag
from django.test import Client
from wagtail.models import Page

from pages.addresses import address_of

SAME_SITE = {"sec-fetch-site": "same-origin"}
# A page that is in English alone, and one that is in every language which has any translations.
ENGLISH_ONLY = "guidance/sharing-information/"
TRANSLATED = "for/parents-and-carers/"


def soup(response: Any) -> BeautifulSoup:
    """An answer, parsed."""
    return BeautifulSoup(response.content, "html.parser")


def read(address: str, client: Client | None = None, **headers: str) -> BeautifulSoup:
    """What a reader is shown at an address; fails unless there is a page."""
    response = (client or Client()).get(
        address, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return soup(response)


def text(tag: BeautifulSoup | Tag | None) -> str:
    """The words of a tag, with single blanks."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def main(tag: BeautifulSoup) -> Tag:
    """The content of a page, without the furniture."""
    found = tag.find("main")
    assert isinstance(found, Tag)
    return found


def the_page(address: str, language: str = "en") -> Any:
    """The page at an address in the tree, as its own kind."""
    for page in Page.objects.filter(locale__language_code=language, depth__gt=1).select_related("locale"):
        if address_of(page.url_path) == address:
            return page.specific
    raise AssertionError(f"There is no {address} in {language}")


def with_body(address: str, *blocks: tuple[str, Any]) -> None:
    """Give a page other content, in the source language alone."""
    page = the_page(address)
    page.get_translations().delete()
    page.body = list(blocks)
    page.save_revision().publish()


def translated_languages() -> list[str]:
    """The languages other than the source into which the demonstration is translated."""
    keys = Page.objects.filter(url_path__endswith=f"/{TRANSLATED}", alias_of=None)
    return sorted({page.locale.language_code for page in keys.select_related("locale")} - {"en"})


@contextmanager
def on(day: date | str) -> Iterator[None]:
    """As if it were noon of that day."""
    moment = datetime.combine(date.fromisoformat(str(day)), time(12), tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield


def as_sent(page: BeautifulSoup, *streams: str, **changed: str) -> dict[str, str]:
    """What an editor's browser would send from a form of Wagtail's admin, with some fields typed anew.

    StreamFields are drawn by JavaScript; those that are named are sent empty.
    """
    form = page.find("form", attrs={"data-edit-form": True}) or page.select_one(
        "main form[method=post], form#page-edit-form, form[method=POST]"
    )
    assert isinstance(form, Tag)
    data: dict[str, str] = {f"{name}-count": "0" for name in streams}
    for field in form.find_all(["input", "select", "textarea"]):
        name, kind = str(field.get("name", "")), str(field.get("type", "text"))
        if (
            not name
            or kind in ("submit", "button", "file")
            or (kind in ("checkbox", "radio") and not field.has_attr("checked"))
        ):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True)
            data[name] = str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
        else:
            data[name] = field.get_text() if field.name == "textarea" else str(field.get("value", ""))
    return {**data, **changed}


def problems(response: Any) -> str:
    """All that an admin screen says is wrong."""
    return " ".join(
        text(tag)
        for tag in soup(response).select(
            ".error-message, .w-field__errors, .help-critical, .messages li.error, .errorlist"
        )
    )
