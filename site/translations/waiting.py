"""What translations tell the dashboard: each person's queue, and how far each language is behind."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from config import languages
from dashboard.providers import Panel, Row, provide
from people.roles import target_codes, translator_languages
from translations.journeys import queue
from translations.journeys.kinds import NAMES, Kind
from translations.journeys.who import publishes
from translations.models import Original, State, Version


@dataclass(frozen=True)
class Behind:
    """A language, and how many published pages it lacks or has from older words."""

    code: str
    missing: int
    older: int

    @property
    def pages(self) -> int:
        """All that waits."""
        return self.missing + self.older

    @property
    def says(self) -> str:
        """In a sentence."""
        missing = f"{self.missing} {'page is' if self.missing == 1 else 'pages are'} not translated"
        older = f"{self.older} {'is' if self.older == 1 else 'are'} older than the English"
        return ", ".join(words for number, words in ((self.missing, missing), (self.older, older)) if number)


def languages_behind() -> list[Behind]:
    """Every language that is behind, the furthest first; two queries."""
    pages = Original.objects.filter(kind=Kind.PAGE, live=True)
    there = Version.objects.filter(original__in=pages, live=True, language__in=target_codes())
    counts = {
        row["language"]: row
        for row in there.order_by()
        .values("language")
        .annotate(number=Count("pk"), older=Count("pk", filter=Q(state=State.NEWER)))
    }
    total = pages.count()
    found = [
        Behind(code, total - counts[code]["number"], counts[code]["older"])
        if code in counts
        else Behind(code, total, 0)
        for code in target_codes()
    ]
    return sorted((behind for behind in found if behind.pages), key=lambda behind: (-behind.pages, behind.code))


def _mine(user: Any) -> list[str]:
    return sorted(translator_languages(user))


def _behind(user: Any) -> list[Behind]:
    return [behind for behind in languages_behind() if behind.code in translator_languages(user)]


def _languages(user: Any, limit: int, skip: int = 0) -> list[Row]:
    table = reverse("translations_table")
    return [
        Row(languages.get(behind.code).english, behind.says, f"{table}?kind={Kind.PAGE}&language={behind.code}")
        for behind in _behind(user)[skip : skip + limit]
    ]


def _versions(found: "QuerySet[Version]", limit: int, skip: int) -> list[Row]:
    return [
        Row(
            version.original.title,
            f"{NAMES[version.original.kind]} → {languages.get(version.language).english}"
            + (f", {version.segments_left} sentences left" if version.segments_left else ""),
            reverse("translations_queue"),
            "soon" if version.state == State.NEWER else "",
        )
        for version in found[skip : skip + limit]
    ]


def _queue() -> str:
    return reverse("translations_queue")


def provide_waiting() -> None:
    """Register it; called when Django starts."""
    provide(
        Panel(
            "translations-to-do",
            "To translate",
            lambda user: bool(translator_languages(user)) and not publishes(user),
            lambda user: queue.to_translate(_mine(user)).count(),
            lambda user, limit, skip=0: _versions(queue.to_translate(_mine(user)), limit, skip),
            "nothing waits to be translated",
            20,
            "globe",
            whole_list=_queue,
        )
    )
    provide(
        Panel(
            "translations-to-publish",
            "Translations to publish",
            publishes,
            lambda user: queue.to_publish(_mine(user)).count(),
            lambda user, limit, skip=0: _versions(queue.to_publish(_mine(user)), limit, skip),
            "no translation waits to go live",
            21,
            "globe",
            whole_list=_queue,
        )
    )
    provide(
        Panel(
            "languages",
            "Languages that fall behind",
            lambda user: bool(translator_languages(user)),
            lambda user: len(_behind(user)),
            _languages,
            "every language is up to date",
            90,
            "globe",
            "Published pages in English that readers do not find in their language as they are now.",
        )
    )
