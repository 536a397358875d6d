"""How far each language is behind the source."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery
from wagtail.models import Page

from config import languages
from config.languages import SOURCE


@dataclass(frozen=True)
class Behind:
    """A language, and how many published pages it lacks or has in an older version."""

    code: str
    missing: int
    older: int

    @property
    def name(self) -> str:
        """In English."""
        return languages.get(self.code).english

    @property
    def pages(self) -> int:
        """All that waits."""
        return self.missing + self.older


def languages_behind() -> list[Behind]:
    """Every language that is behind, the furthest first; two queries."""
    sources = Page.objects.filter(live=True, alias_of=None, depth__gt=1, locale__language_code=SOURCE)
    newest = sources.filter(translation_key=OuterRef("translation_key")).values("last_published_at")[:1]
    translated = Page.objects.filter(live=True, alias_of=None, depth__gt=1).exclude(locale__language_code=SOURCE)
    counts: dict[str, Any] = {
        row["locale__language_code"]: row
        for row in translated.annotate(source_at=Subquery(newest))
        .filter(source_at__isnull=False)
        .order_by()
        .values("locale__language_code")
        .annotate(there=Count("pk"), older=Count("pk", filter=Q(last_published_at__lt=F("source_at"))))
    }
    total = sources.count()
    nothing = {"there": 0, "older": 0}
    found = [
        Behind(code, total - counts.get(code, nothing)["there"], counts.get(code, nothing)["older"])
        for code, _name in settings.LANGUAGES
        if code != SOURCE
    ]
    return sorted((behind for behind in found if behind.pages), key=lambda behind: (-behind.pages, behind.code))
