"""Visits every public address there is, in every language, so that a new page is tested without anyone remembering.

It starts from `/`, the sitemap, every page of the tree in every language, and every screen that the
URL configuration names, and follows every link, source and form (with GET) from there.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import address_of
from tests.support.reading import EVERYTHING

CODES = [code for code, _name in settings.LANGUAGES]
PRIVATE = ("/admin/", "/accounts/", "/desk/")
# What readers might type into a search: a word that is there, one that is nowhere, and an attack.
TYPED = ("exploitation", "qqxyzzyqq", "\"><script>alert(1)</script>' OR 1=1 --")
MOST = 5000
SAMPLE = 4
LINKING = {
    "a": "href",
    "link": "href",
    "area": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "track": "src",
    "video": "src",
    "iframe": "src",
}


@dataclass(frozen=True)
class Link:
    """Where something on a page leads, as written."""

    tag: str
    rel: str
    url: str


@dataclass
class Visit:
    """One answer of the site."""

    address: str
    found_on: str
    status: int
    headers: dict[str, str]
    body: bytes
    template: str = ""
    look: str = ""
    is_fallback: bool = False
    awaiting_review: bool = False
    queries: list[str] = field(default_factory=list)
    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()

    @property
    def is_page(self) -> bool:
        """Whether it is HTML for readers, error pages among them."""
        return self.headers.get("content-type", "").startswith("text/html") and self.status not in (301, 302, 303)

    @property
    def language(self) -> str:
        """The language that the address names."""
        return self.address.split("/")[1] if self.address.split("/")[1] in CODES else ""

    @property
    def is_one_of_many(self) -> bool:
        """Whether it is the directory asked in another way, or one more of its records: the same page with other words."""
        return "?" in self.address or self.address.split("/")[2:3] == ["help"]

    @property
    def kind(self) -> tuple[str, str, str, bool]:
        """What tells it from other pages as a page to look at."""
        return self.language, self.template, self.look, self.is_fallback

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @cached_property
    def soup(self) -> Any:
        """The body, parsed."""
        return BeautifulSoup(self.body, "html.parser")

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "soup"}

    def __str__(self) -> str:
        return self.address


class Site:
    """All that was found."""

    def __init__(self, visits: dict[str, Visit]) -> None:
        self.visits = visits

    def pages(self, language: str = "") -> list[Visit]:
        """Every page, or those whose address names a language."""
        return [
            visit for visit in self.visits.values() if visit.is_page and (not language or visit.language == language)
        ]

    def of_each_kind(self, language: str = "") -> list[Visit]:
        """The longest page of every kind, and more until every component has been met in every kind of language."""
        met: set[tuple[Any, ...]] = set()
        chosen = []
        for visit in sorted(self.pages(language), key=lambda visit: -len(visit.body)):
            classes = {(visit.language, visit.is_fallback, name) for name in re.findall(r'class="([^"]+)"', visit.text)}
            if visit.kind not in met or classes - met:
                met |= {visit.kind, *classes}
                chosen.append(visit)
        return chosen

    def to_measure(self, language: str) -> list[Visit]:
        """What is checked of words as well as of looks: CI every page of the tree, otherwise every kind."""
        kinds = self.of_each_kind(language)
        if not EVERYTHING:
            return kinds
        return kinds + [visit for visit in self.pages(language) if not visit.is_one_of_many and visit not in kinds]

    def to_look_at(self, language: str) -> list[Visit]:
        """What a browser opens (decision 0019): CI every page of the tree in English, otherwise every kind of page."""
        return self.to_measure(language) if language == SOURCE else self.of_each_kind(language)


def crawl(client: Client) -> Site:
    """Visit everything."""
    # What a process keeps from its first answer is no page's cost.
    for code in CODES:
        client.get(f"/{code}/about/")
    visits: dict[str, Visit] = {}
    waiting = deque((address, "the start") for address in starts())
    samples: Counter[tuple[str, str | None]] = Counter()
    known = {address for address, _found_on in waiting}
    while waiting:
        address, found_on = waiting.popleft()
        visits[address] = visit = fetch(client, address, found_on)
        for further, may_be_followed in leads_to(visit):
            if further not in known:
                # What robots are asked not to follow has no end, such as every list of services that can be made.
                samples[screen := screen_of(further)] += not may_be_followed
                if not may_be_followed and samples[screen] > SAMPLE:
                    continue
                known.add(further)
                waiting.append((further, address))
        assert len(visits) < MOST, f"There is no end to the site: {address}, found on {found_on}"
    return Site(visits)


def screen_of(address: str) -> tuple[str, str | None]:
    """The language and the name in the URL configuration."""
    path = urlsplit(address).path
    try:
        return path.split("/")[1], resolve(path).url_name
    except Resolver404:
        # A static file, or a broken link, which is visited and found.
        return path, None


def starts() -> list[str]:
    """`/`, the sitemap, error pages, screens of the URL configuration and the tree's pages, in every language."""
    places = ["", *screens(), *tree(), "no-such-page/"]
    return [
        "/",
        "/sitemap.xml",
        "/robots.txt",
        "/xx/",
        "/no-such-page/",
        *(f"/{code}/{place}" for place in dict.fromkeys(places) for code in CODES),
    ]


def screens() -> Iterator[str]:
    """The addresses under a language that take nothing more."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and "language" in str(entry.pattern):
            for screen in entry.url_patterns:
                if isinstance(screen, URLPattern) and not re.search(r"[<^(]", str(screen.pattern)):
                    yield str(screen.pattern)


def tree() -> list[str]:
    """The addresses of all published pages, whoever links to them."""
    published = Page.objects.filter(live=True, depth__gt=1, locale__language_code=SOURCE).order_by("path")
    return [address_of(page.url_path) for page in published]


def fetch(client: Client, address: str, found_on: str) -> Visit:
    """One answer, with what it cost."""
    # Django remembers the last 9,000 queries; past that, what is new could not be told from what was there.
    connection.queries_log.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response: Any = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    visit = Visit(
        address, found_on, response.status_code, {name.lower(): value for name, value in response.headers.items()}, body
    )
    visit.queries = [query["sql"] for query in queries]
    if visit.is_page and response.context is not None:
        # Samples and components are templates too; the page is the one whose context says what it looks like.
        contexts = response.context if isinstance(response.context, list) else [response.context]
        context: Any = next((context for context in contexts if "look" in context and "awaiting_review" in context), {})
        visit.template = next(
            (one.name for one in response.templates if one.name and "components/" not in one.name), ""
        )
        visit.look = context.get("look", "")
        visit.is_fallback = context.get("is_fallback", False)
        visit.awaiting_review = context.get("awaiting_review", False)
    if visit.is_page:
        visit.links = tuple(links_of(visit.soup))
        visit.anchors = frozenset(str(tag["id"]) for tag in visit.soup.find_all(id=True))
        del visit.__dict__["soup"]
    return visit


def links_of(soup: BeautifulSoup) -> Iterator[Link]:
    """All that a page leads to or loads, and what its forms with GET can ask for."""
    for name, attribute in LINKING.items():
        for tag in soup.find_all(name):
            for key in (attribute, "poster") if name == "video" else (attribute,):
                if tag.get(key):
                    yield Link(name, " ".join(tag.get("rel") or []), str(tag[key]))
    for form in soup.find_all("form"):
        if str(form.get("method", "get")).lower() == "get":
            yield from (Link("form", "", f"{form.get('action') or ''}?{urlencode(asked)}") for asked in questions(form))


def questions(form: Tag) -> Iterator[dict[str, str]]:
    """Choices of each menu, with the rest left as it is, and what might be typed; of a long menu only some."""
    yield {}
    for menu in form.find_all("select"):
        options = menu.find_all("option")
        for option in options[:: max(1, len(options) // SAMPLE)]:
            yield {str(menu["name"]): str(option.get("value", option.text))}
    for box in form.find_all("input", type=["search", "text"]):
        yield from ({str(box["name"]): typed} for typed in TYPED)


def leads_to(visit: Visit) -> Iterator[tuple[str, bool]]:
    """The addresses of this site that an answer leads to, without their anchors, and whether robots may follow."""
    found: Iterable[tuple[str, bool]] = ((link.url, "nofollow" not in link.rel) for link in visit.links)
    if "location" in visit.headers:
        found = [(visit.headers["location"], True)]
    elif visit.address == "/sitemap.xml":
        found = [(url, True) for url in re.findall(r"<loc>([^<]+)</loc>", visit.text)]
    yield from ((here, follow) for url, follow in found if (here := within(visit.address, url)))


def within(base: str, url: str) -> str:
    """An address as a public path of this site; empty if it leads elsewhere."""
    whole = urlsplit(urljoin(f"{settings.PUBLIC_URL}{base}", url))
    if f"{whole.scheme}://{whole.netloc}" != settings.PUBLIC_URL or whole.path.startswith(PRIVATE):
        return ""
    return whole.path + (f"?{whole.query}" if whole.query else "")
