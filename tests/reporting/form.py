"""Somebody who fills in the concern form, in a browser that keeps nothing."""

from typing import Any

from bs4 import Tag
from django.test import Client

from tests.reporting.screen import Screen

SAME = {"Sec-Fetch-Site": "same-origin"}


class Reporter(Screen):
    """What is on their screen, and what they press."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.address = f"/{language}/report/form/"

    def post(self, data: dict[str, Any], address: str = "") -> Any:
        """Send a page as a browser would."""
        client = Client(enforce_csrf_checks=True, headers={"Cookie": "lantern_session=planted"})
        self.page = client.post(address or self.address, data, headers=SAME)
        return self.page

    def start(self, path: str = "someone") -> Any:
        """Say who they are."""
        return self.post({"start": path})

    def press(self, button: str = "next", to: str = "", **typed: Any) -> Any:
        """Type, and press a button; what stood on the page is sent with it."""
        return self.post({**self.standing(), **typed, "go": button}, to)

    def standing(self) -> dict[str, Any]:
        """What the page holds before anything is typed."""
        form = self.soup.select_one("form#concern")
        assert form, self.text
        found: dict[str, Any] = {}
        for field in form.select("input, textarea"):
            kind, name = field.get("type", "text"), str(field["name"])
            if kind in ("radio", "checkbox"):
                if field.has_attr("checked"):
                    found.setdefault(name, []).append(field["value"])
            else:
                # A browser leaves out one line break at the start of a textarea.
                found[name] = (
                    field.get_text().removeprefix("\n") if field.name == "textarea" else field.get("value", "")
                )
        return found

    def go_to_check(self, **typed: Any) -> Any:
        """Answer what is asked for on each page, until the last."""
        for _page in range(20):
            if "go" not in {tag.get("name") for tag in self.soup.select("button")} or self.buttons("send"):
                break
            here = self.soup.select("form#concern [name]")
            names = {str(tag["name"]) for tag in here}
            self.press(**{name: value for name, value in typed.items() if name in names})
        return self.page

    def buttons(self, value: str) -> list[Tag]:
        """The buttons that mean this."""
        return list(self.soup.select(f"button[name=go][value='{value}']"))

    @property
    def carried(self) -> str:
        """The sealed state."""
        return str(self.standing()["carried"])

    @property
    def receipt(self) -> str:
        """The digits that are shown."""
        shown = self.soup.select_one(".receipt__digits bdi[dir=ltr]")
        assert shown, self.text
        return shown.get_text().replace(" ", "")
