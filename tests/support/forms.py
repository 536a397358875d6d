"""Every public form that is sent with POST, as the pages offer it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import Tag

from tests.support.crawl import Site

SAME_SITE = {"sec-fetch-site": "same-origin"}
OLDER_BROWSER = {"origin": "http://localhost"}
FROM_ELSEWHERE = {
    "cross-site": {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
    "another site of the same domain": {"sec-fetch-site": "same-site", "origin": "http://evil.localhost"},
    "typed by nobody": {"sec-fetch-site": "none"},
    "foreign origin": {"origin": "https://elsewhere.example"},
    "null origin": {"origin": "null"},
    "neither header": {},
}


@dataclass(frozen=True)
class Form:
    """Where it is sent, and what somebody would send."""

    found_on: str
    action: str
    data: tuple[tuple[str, str], ...]


def forms(site: Site, language: str = "") -> list[Form]:
    """One of each form of the site: same address, same fields, same button."""
    found: dict[tuple[object, ...], Form] = {}
    for page in site.pages(language):
        if b"<form" not in page.body:
            continue
        for form in page.soup.find_all("form", method="post"):
            action = urljoin(page.address, str(form.get("action") or page.address)).partition("?")[0]
            for data in filled(form):
                key = (action, tuple(name for name, _value in data), data[-1])
                found.setdefault(key, Form(page.address, action, tuple(data)))
    return list(found.values())


def filled(form: Tag) -> Iterator[list[tuple[str, str]]]:
    """What is sent with each of the buttons."""
    data: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = str(field.get("name", "")), str(field.get("type", "text"))
        if not name or field.find_parent(attrs={"aria-hidden": "true"}) or kind in ("submit", "file"):
            continue
        if field.name == "select":
            data[name] = str(field.find_all("option")[-1].get("value", ""))
        elif kind in ("hidden", "radio", "checkbox"):
            data.setdefault(name, str(field.get("value", "on")))
        else:
            data[name] = "Shipley" if name == "place" else "The map on this page is hard to read."
    for button in form.find_all("button"):
        pressed = {str(button["name"]): str(button.get("value", ""))} if button.get("name") else {}
        yield [*data.items(), *pressed.items()]
