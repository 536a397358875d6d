"""Turns the writers' YAML blocks into the raw data of StreamFields."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark")
LINK = re.compile(r'<a href="page:([^"]*)">')
NAMESPACE = uuid.UUID("5f1a7a3e-3b0e-4f5e-9a55-0d3f6a1f7c11")
# Screens of the site that a writer can link to like a page.
SCREENS = {"help": "help/", "tell-us": "tell-us/", "search": "search/", "calendar": "calendar/"}
PLAIN = ("heading", "warning", "quotation", "notification")
PLAIN_ITEMS = ("steps", "myths")
REFERENCE_LISTS = {"helplines": "services", "facts": "facts", "cards": "pages"}


@dataclass
class Records:
    """What the writers' codes and paths stand for: keys of records that are in the database."""

    services: dict[str, Any]
    facts: dict[str, Any]
    terms: dict[str, Any]
    pages: dict[str, Any] = field(default_factory=dict)
    documents: dict[str, Any] = field(default_factory=dict)
    banks: dict[str, Any] = field(default_factory=dict)
    job_roles: dict[str, Any] = field(default_factory=dict)
    screens: dict[str, str] = field(default_factory=lambda: SCREENS)


class Bodies:
    """Makes blocks whose ids follow from the page and their place, so that loading twice is loading the same.

    wagtail-localize finds a block's translation by its id.
    """

    def __init__(self, address: str, records: Records) -> None:
        self.address = address
        self.records = records

    def id(self, *place: Any) -> str:
        """The id of the block at this place of the page."""
        return str(uuid.uuid5(NAMESPACE, "/".join(map(str, (self.address, *place)))))

    def html(self, markdown: str) -> str:
        """Markdown as rich text, with links to pages as Wagtail keeps them."""
        return LINK.sub(self._link, MARKDOWN.render(markdown)).replace("\n", " ").strip()

    def _link(self, match: re.Match[str]) -> str:
        if match[1] in self.records.screens:
            # A screen has no page to point at; the reader's language is put in when shown.
            return f'<a href="/en/{self.records.screens[match[1]]}">'
        return f'<a linktype="page" id="{self.records.pages[match[1]].pk}">'

    def items(
        self, values: list[Any], *place: Any, make: Callable[[Any], Any] = lambda value: value
    ) -> list[dict[str, Any]]:
        """A ListBlock's raw data."""
        return [
            {"type": "item", "id": self.id(*place, index), "value": make(value)} for index, value in enumerate(values)
        ]

    def stream(self, kind: str, values: list[Any], *place: Any) -> list[dict[str, Any]]:
        """A StreamField of one kind of block."""
        return [{"type": kind, "id": self.id(*place, index), "value": value} for index, value in enumerate(values)]

    def body(self, blocks: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        """A page's body."""
        made = []
        for place, block in enumerate(blocks or []):
            ((kind, value),) = block.items()
            made.append({"type": kind, "id": self.id("body", place), "value": self.value(kind, value, ("body", place))})
        return made

    def value(self, kind: str, value: Any, place: tuple[Any, ...]) -> Any:
        """One block's raw data, from what a writer wrote."""
        if kind in PLAIN:
            return value
        if kind in PLAIN_ITEMS:
            return {**value, "items": self.items(value["items"], *place)}
        if kind in REFERENCE_LISTS:
            name = REFERENCE_LISTS[kind]
            records = getattr(self.records, name)
            return {**value, name: self.items(value[name], *place, make=lambda code: records[code].pk)}
        make = getattr(self, f"_{kind}", None)
        if make is None:
            raise ValueError(f"{self.address}: there is no block called {kind}")
        return make(value, place)

    def _text(self, value: str, _place: tuple[Any, ...]) -> str:
        return self.html(value)

    def _details(self, value: dict[str, Any], _place: tuple[Any, ...]) -> dict[str, Any]:
        return {**value, "text": self.html(value["text"])}

    _story = _details

    def _signs(self, value: dict[str, Any], place: tuple[Any, ...]) -> dict[str, Any]:
        audience = self.records.terms[value["audience"]].pk if value.get("audience") else None
        return {"heading": value["heading"], "audience": audience, "items": self.items(value["items"], *place)}

    def _tasks(self, value: dict[str, Any], place: tuple[Any, ...]) -> dict[str, Any]:
        return {**value, "items": self.items(value["items"], *place, make=self._task)}

    def _call_to_action(self, value: dict[str, Any], _place: tuple[Any, ...]) -> dict[str, Any]:
        return {"text": value["text"], **self.target(value["page"])}

    def _you_said_we_did(self, value: dict[str, Any], _place: tuple[Any, ...]) -> dict[str, Any]:
        term = self.records.terms[value["term"]].pk if value.get("term") else None
        return {"heading": value["heading"], "term": term, "most": value.get("most", 10)}

    def _formats(self, value: dict[str, Any], _place: tuple[Any, ...]) -> dict[str, Any]:
        return {"heading": value["heading"], "resource": self.records.pages[value["resource"]].pk}

    def _task(self, task: dict[str, Any]) -> dict[str, Any]:
        page = self.records.pages.get(task.get("page", ""))
        return {"title": task["title"], "text": task.get("text", ""), "page": page.pk if page else None}

    def _video(self, value: dict[str, Any], place: tuple[Any, ...]) -> dict[str, Any]:
        documents = self.records.documents
        captions = [{"language": code, "document": documents[name].pk} for code, name in value["captions"].items()]
        return {
            "title": value["title"],
            "video": documents[value["video"]].pk,
            "poster": documents[value["poster"]].pk if value.get("poster") else None,
            "captions": self.items(captions, *place),
            "transcript": self.html(value["transcript"]),
        }

    def target(self, path: str) -> dict[str, Any]:
        """Where a link leads: a page, or one of the site's own screens."""
        if path in self.records.screens:
            return {"page": None, "address": self.records.screens[path]}
        return {"page": self.records.pages[path].pk, "address": ""}
