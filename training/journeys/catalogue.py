"""What the catalogue says of modules: the same for everybody, and before anybody signs in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from config import languages
from config.languages import SOURCE, Language
from pages.addresses import url
from pages.entries import FIELDS, Entry, entry, in_language
from pages.furniture import translated
from training.models import JobRole, Level, ModulePage


@dataclass(frozen=True)
class ShownPart:
    """A lesson or an assessment in a list of what the module holds."""

    title: str
    minutes: int
    is_assessment: bool
    pass_mark: int = 0


@dataclass(frozen=True)
class ShownModule:
    """What a module's page tells besides its words."""

    level: str
    minutes: int
    certificate: str
    outcomes: list[str]
    parts: list[ShownPart]
    job_roles: list[str]
    languages: list[Language]
    learn_url: str


def shown_module(page: ModulePage, language: str) -> ShownModule:
    """A module for its public page; two queries."""
    keys = page.job_roles.values("translation_key")
    roles = JobRole.objects.filter(translation_key__in=keys, locale__language_code__in=[language, SOURCE])
    return ShownModule(
        level=str(Level(page.level).label),
        minutes=page.minutes,
        certificate=validity(page.valid_months),
        outcomes=[child.value for child in page.outcomes],
        parts=[_part(child) for child in page.lessons],
        job_roles=[role.name for role in translated(roles.select_related("locale").order_by("name"), language)],
        languages=spoken(page.translation_key),
        learn_url=url(language, f"learn/modules/{page.slug}/"),
    )


def _part(child: Any) -> ShownPart:
    if child.block_type == "lesson":
        return ShownPart(child.value["title"], child.value["minutes"], is_assessment=False)
    return ShownPart(
        child.value["title"], child.value["minutes"], is_assessment=True, pass_mark=child.value["pass_mark"]
    )


def validity(months: int) -> str:
    """How long a certificate lasts, in words."""
    if not months:
        return _("You get a certificate. It does not run out.")
    if months % 12 == 0:
        return ngettext(
            "You get a certificate. It lasts %(number)s year.",
            "You get a certificate. It lasts %(number)s years.",
            months // 12,
        ) % {"number": months // 12}
    return ngettext(
        "You get a certificate. It lasts %(number)s month.",
        "You get a certificate. It lasts %(number)s months.",
        months,
    ) % {"number": months}


def spoken(key: Any) -> list[Language]:
    """The languages that a module can be learnt in, the source first; one query."""
    found = ModulePage.objects.filter(translation_key=key, live=True, alias_of=None)
    codes = set(found.values_list("locale__language_code", flat=True))
    return [languages.get(code) for code in sorted(codes, key=lambda code: (code != SOURCE, code))]


def find_modules(chosen: dict[str, Any], language: str) -> list[tuple[str, Entry]]:
    """The published modules that match, each with its level, as the reader's language has them; two queries."""
    found = ModulePage.objects.filter(live=True, locale__language_code=SOURCE)
    if "level" in chosen:
        found = found.filter(level=chosen["level"])
    if "job_role" in chosen:
        # A module that names no job role is for anybody.
        theirs = JobRole.objects.filter(code=chosen["job_role"])
        found = found.filter(job_roles__in=theirs) | found.filter(job_roles=None)
    if "topic" in chosen:
        found = found.filter(terms__code=chosen["topic"], terms__taxonomy="topic")
    if "minutes" in chosen:
        found = found.filter(minutes__lte=chosen["minutes"])
    if "language" in chosen:
        spoken_so = ModulePage.objects.filter(live=True, alias_of=None, locale__language_code=chosen["language"])
        found = found.filter(translation_key__in=spoken_so.values("translation_key"))
    # With what they are called in every language, at once: the catalogue asks for much else.
    every = ModulePage.objects.filter(translation_key__in=found.values("translation_key"), live=True)
    return _entries(list(every.order_by("title").values(*FIELDS, "level", "minutes")), language)


def _entries(pages: list[dict[str, Any]], language: str) -> list[tuple[str, Entry]]:
    shown = in_language(pages, language)
    codes: dict[Any, list[str]] = {}
    for page in pages:
        if page["alias_of"] is None:
            codes.setdefault(page["translation_key"], []).append(page["locale__language_code"])
    return [
        (row["level"], entry(shown[row["translation_key"]], language, _meta(row, codes)))
        for row in pages
        if row["locale__language_code"] == SOURCE and row["translation_key"] in shown
    ]


def _meta(row: dict[str, Any], codes: dict[Any, list[str]]) -> str:
    names = [
        languages.get(code).endonym for code in sorted(codes[row["translation_key"]], key=lambda c: (c != SOURCE, c))
    ]
    minutes = ngettext("%(number)s minute", "%(number)s minutes", row["minutes"]) % {"number": row["minutes"]}
    return " · ".join([minutes, str(Level(row["level"]).label), *names])
