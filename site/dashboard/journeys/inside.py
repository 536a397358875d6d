"""Links inside the site, checked in the database: nothing is asked of any server."""

import re
from collections.abc import Iterable
from typing import Any

from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.models import Page

from config.languages import SOURCE
from dashboard.journeys.parts import anchors
from dashboard.models import LinkCheck
from pages.models import HomePage, PublicDocument

KEY = re.compile(r"(page|document):(\d+)(#.+)?\Z")
# Anchors that every page has from its layout.
OF_EVERY_PAGE = {"main", "feedback"}
State = LinkCheck.State


def check_inside(links: Iterable[LinkCheck]) -> None:
    """Find out which of these links lead somewhere, and keep it; a number of queries that does not grow."""
    asked = list(links)
    keys = {link.pk: match for link in asked if (match := KEY.match(link.target))}
    pages = Page.objects.in_bulk({int(match[2]) for match in keys.values() if match[1] == "page"})
    papers = PublicDocument.objects.in_bulk({int(match[2]) for match in keys.values() if match[1] == "document"})
    specific = _specific({int(match[2]) for match in keys.values() if match[3]})
    paths = _live_paths([link.target for link in asked if link.pk not in keys])
    for link in asked:
        match = keys.get(link.pk)
        if match is None:
            link.label, problem = link.target, _of_path(link.target, paths)
        elif match[1] == "page":
            page = pages.get(int(match[2]))
            link.label = page.title if page else "A page that was deleted"
            problem = _of_page(page) or (_of_anchor(specific.get(page.pk), match[3]) if page and match[3] else "")
        else:
            paper = papers.get(int(match[2]))
            link.label = paper.title if paper else "A document that was deleted"
            problem = _of_document(paper)
        _settle(link, problem)
    LinkCheck.objects.bulk_update(asked, ["label", "state", "problem", "first_broken_at", "checked_at"])


def _settle(link: LinkCheck, problem: str) -> None:
    """There is no doubt inside the site, so a broken link is reported at once."""
    now = timezone.now()
    link.label, link.checked_at, link.problem = link.label[:255], now, problem
    link.state = State.BROKEN if problem else State.FINE
    link.first_broken_at = (link.first_broken_at or now) if problem else None


def _of_page(page: Page | None) -> str:
    if page is None:
        return "The page it leads to was deleted."
    return "" if page.live else "The page it leads to is not published."


def _of_document(paper: PublicDocument | None) -> str:
    if paper is None:
        return "The document it leads to was deleted."
    return "" if paper.file and paper.file.storage.exists(paper.file.name) else "The document’s file is missing."


def _of_anchor(page: Any, anchor: str) -> str:
    there = page is not None and anchor.lstrip("#") in anchors(page) | OF_EVERY_PAGE
    return "" if there else f"There is no part called “{anchor}” on the page."


def _specific(keys: set[int]) -> dict[int, Any]:
    return {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()} if keys else {}


def _live_paths(targets: list[str]) -> set[str]:
    """Which addresses in the tree lead to a published page in the source language; one or two queries."""
    wanted = {address for target in targets if (address := _address(target)) is not None}
    home = HomePage.objects.filter(locale__language_code=SOURCE, live=True).values_list("url_path", flat=True).first()
    if not wanted or home is None:
        return set()
    paths = {f"{home}{address}": address for address in wanted}
    found = Page.objects.filter(url_path__in=paths, locale__language_code=SOURCE, live=True)
    return {paths[path] for path in found.values_list("url_path", flat=True)}


def _address(target: str) -> str | None:
    """What follows the language in a path of the site: `/en/about/#x` gives `about/`."""
    path = target.partition("#")[0].partition("?")[0]
    parts = path.split("/", 2)
    return parts[2] if len(parts) == 3 and not parts[0] else None


def _of_path(target: str, live: set[str]) -> str:
    if not target.startswith("/"):
        return "This is not a whole web address: it does not start with https://."
    try:
        match = resolve(target.partition("#")[0].partition("?")[0])
    except Resolver404:
        return "There is nothing at this address."
    if match.url_name != "wagtail_serve" or _address(target) in live:
        return ""
    return "There is no published page at this address."
