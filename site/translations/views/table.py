"""The table of records and languages, and the queue of each person."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from config import languages
from people.roles import target_codes, translator_languages
from translations import shown
from translations.forms import TableForm
from translations.journeys import queue, table
from translations.journeys.kinds import NAMES
from translations.journeys.limits import no_source_words
from translations.journeys.syncing import may_sync
from translations.journeys.who import publishes, sees_translations
from translations.models import Original, State, Version

A_PAGE = 50
IN_QUEUE = 25
# Provided where pages are submitted, synced and published in the background.
IN_BULK = (
    ("translations_submit", "Ask for translations"),
    ("translations_sync", "Sync with English"),
    ("translations_publish", "Publish what is complete"),
)


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    original: Original
    kind: str
    url: str
    cells: list[shown.Cell]
    minor: bool


def bulk_actions(user: Any) -> list[tuple[str, str]]:
    """Addresses and labels of what can be done with many at once, as far as this person may."""
    found = []
    for name, label in IN_BULK:
        if name == "translations_publish" and not publishes(user):
            continue
        try:
            found.append((reverse(name), label))
        except NoReverseMatch:
            continue
    return found


def files_of(path: str, user: Any) -> list[tuple[Any, str, str]]:
    """Language, address and title of the one PO file of a section or campaign, for this person's languages."""
    mine = translator_languages(user)
    top = Original.objects.filter(page__path=path).first() if path and mine else None
    if top is None:
        return []
    return [
        (languages.get(code), reverse("translations_branch", args=[top.pk, code]), top.title)
        for code in target_codes()
        if code in mine
    ]


def line(original: Any, columns: list[str], user: Any, publisher: bool) -> Row:
    """One original with its cells; `found` was fetched with it."""
    versions = {version.language: version for version in original.found}
    mine, begins = translator_languages(user), user.has_perm("wagtail_localize.submit_translation")
    cells = [
        shown.cell(original, code, versions.get(code), may_review=publisher, may_begin=begins, may_write=code in mine)
        for code in columns
    ]
    behind = any(version.live and version.made_from == original.before for version in versions.values())
    minor = bool(publisher and behind and original.before and original.before != original.fingerprint)
    return Row(original, NAMES[original.kind], shown.source_url(original), cells, minor)


@require_safe
def translations_table(request: HttpRequest) -> HttpResponse:
    """How far everything is in every language."""
    if not sees_translations(request.user):
        raise PermissionDenied
    form = TableForm(request.GET, user=request.user, sections=table.sections(), owners=table.owners())
    chosen, columns = form.chosen(), form.columns()
    page = Paginator(table.rows(chosen, columns), A_PAGE).get_page(request.GET.get("p"))
    publisher = publishes(request.user)
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "narrowed": any(value for name, value in chosen.items() if name != "order"),
        "columns": [languages.get(code) for code in columns],
        "page": page,
        "rows": [line(original, columns, request.user, publisher) for original in page],
        "sums": [(languages.get(total.language), total) for total in table.sums(columns)],
        "bulk": bulk_actions(request.user),
        "reads_source": bool(no_source_words(request.user)),
        "legend": [(state.label, shown.ICONS[state], shown.MEANINGS[state], state) for state in State],
        "branches": files_of(chosen["section"], request.user),
        "query": query.urlencode(),
    }
    return render(request, "translations/table.html", context)


def item(version: Version) -> dict[str, Any]:
    """A line of a queue."""
    original = version.original
    return {
        "version": version,
        "original": original,
        "kind": NAMES[original.kind],
        "cell": shown.cell(original, version.language, version),
        "why": reason(version),
    }


def reason(version: Version) -> str:
    """Why it stands where it stands in the queue."""
    original, urgent = version.original, getattr(version, "urgency", None)
    if original.kind == Original.Kind.ALERT:
        return f"Alert until {shown.day(original.ends_on)}"
    if urgent == 1:
        return f"Readers have older words since {shown.day(original.changed_at)}"
    if urgent == 3:
        return f"Runs until {shown.day(original.ends_on)}"
    if urgent == 4:
        return f"Begins on {shown.day(original.starts_on)}"
    return ""


@require_safe
def translations_queue(request: HttpRequest) -> HttpResponse:
    """What waits for this person: to translate, to hand on, to publish."""
    mine = [code for code in target_codes() if code in translator_languages(request.user)]
    if not mine:
        raise PermissionDenied
    asked = request.GET.get("language", "")
    chosen = [asked] if asked in mine else mine
    publisher = publishes(request.user)
    lists: list[tuple[str, str, str, Any]] = [
        ("translate", "To translate", "Everything that was asked for is translated.", queue.to_translate(chosen)),
        ("hand-on", "Finished: hand on to the publisher", "", queue.to_hand_on(chosen)),
        ("publish", "To publish", "No translation waits to go live.", queue.to_publish(chosen)),
    ]
    lists = [lists[2], lists[0]] if publisher else lists[:2]
    parts = []
    for name, title, empty, found in lists:
        page = Paginator(found, IN_QUEUE).get_page(request.GET.get(name))
        if page.paginator.count or empty:
            parts.append(
                {"name": name, "title": title, "empty": empty, "page": page, "items": [item(one) for one in page]}
            )
    behind = (
        Paginator(queue.to_sync(chosen), IN_QUEUE).get_page(request.GET.get("sync")) if may_sync(request.user) else []
    )
    context = {
        "parts": parts,
        "behind": [(one, NAMES[one.kind], shown.day(one.changed_at)) for one in behind],
        "behind_page": behind,
        "languages": [languages.get(code) for code in mine],
        "asked": asked if asked in mine else "",
        "publisher": publisher,
    }
    return render(request, "translations/queue.html", context)
