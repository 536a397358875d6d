"""Facts as a table. A row is found by its code, in the source language; translations are never touched."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.locks import BasicLock
from wagtail.models import Locale

from config.languages import SOURCE
from pages.journeys.bulk import Change, Kind, Line, Step
from pages.journeys.cells import faults, fill, same, written
from pages.models.fact import Fact
from spreadsheets.reading import Column, Problem, Row

FIELDS = (
    "kind",
    "title",
    "statement",
    "jurisdiction",
    "source_title",
    "source_url",
    "owner",
    "checked_on",
    "review_due",
)


class FactsTable(Kind):
    """Laws, figures and guidance."""

    code = "facts"
    title = "facts"
    what = "fact"
    columns = (
        Column("code", required=True, help_text="Says which fact a row is. A code that is not known makes a new fact."),
        Column("kind", help_text="law, statistic or guidance."),
        Column("title"),
        Column("statement", help_text="One to three plain sentences."),
        Column("jurisdiction"),
        Column("source_title"),
        Column("source_url"),
        Column("owner", help_text="A role, never a person’s name."),
        Column("checked_on", help_text="As 2027-03-31 or 31/03/2027."),
        Column("review_due", help_text="The same."),
    )
    help_text = (
        "A column that is left out stays as it is. A cell that is left empty empties the field.",
        "A fact that is not in the file stays as it is; nothing is deleted.",
        (
            "A change waits as a draft for a publisher, unless you publish facts yourself. Translations are not touched. When the words of a fact change, readers get the English words until its "
            "translation has followed."
        ),
    )

    def may_import(self, user: Any) -> bool:
        """Adding and changing facts."""
        return bool(user.has_perms(["pages.add_fact", "pages.change_fact"]))

    def may_export(self, user: Any) -> bool:
        """Anybody who has anything to do with facts."""
        return any(user.has_perm(f"pages.{action}_fact") for action in ("view", "add"))

    def home(self) -> str:
        """The list of facts."""
        return reverse("wagtailsnippets_pages_fact:list")

    def records(self) -> Iterable[dict[str, str]]:
        """Every fact in the source language; one query."""
        for fact in sources().order_by("code"):
            yield {"code": fact.code, **{name: written(getattr(fact, name)) for name in FIELDS}}

    def steps(self, rows: Sequence[Row], user: Any, *, lock: bool = False) -> list[Step]:
        """One query for all facts, and one for the language."""
        found = sources().select_for_update(of=("self",)) if lock else sources()
        known = {fact.code: fact for fact in found.filter(code__in={row.cells["code"].strip() for row in rows})}
        locale = Locale.objects.get(language_code=SOURCE)
        seen: dict[str, int] = {}
        return [self._step(row, known, seen, locale, user) for row in rows]

    def _step(self, row: Row, known: dict[str, Fact], seen: dict[str, int], locale: Locale, user: Any) -> Step:
        code = row.cells["code"].strip()
        if code and code in seen:
            says = f"Row {seen[code]} is about the same fact. Keep one of them."
            return Step(Line(row.number, code, "wrong", problems=(Problem(row.number, "code", says),)))
        seen[code] = row.number
        fact = known.get(code) or Fact(locale=locale, code=code)
        is_new = fact.pk is None
        if fact.has_unpublished_changes and not is_new:
            says = (
                "A draft of this fact waits to be published. Publish it or take it back first; nothing of it is lost."
            )
            return Step(Line(row.number, fact.title, "wrong", problems=(Problem(row.number, "code", says),)))
        # The other locks of Wagtail's come with a draft, and asking for them costs a query a row.
        if fact.locked and BasicLock(fact).for_user(user):
            says = "Somebody else has locked this fact. Ask them to unlock it, or leave this row out."
            return Step(Line(row.number, fact.title, "wrong", problems=(Problem(row.number, "code", says),)))
        cells = {name: cell for name, cell in row.cells.items() if name != "code"}
        changes, problems = fill(fact, cells, row.number)
        problems += checked(fact, row.number, {problem.column for problem in problems})
        name = fact.title or code or "(no code)"
        if problems:
            return Step(Line(row.number, name, "wrong", tuple(changes), tuple(problems)))
        if is_new:
            changes.insert(0, Change("code", "", code))
        elif not changes:
            return Step(Line(row.number, name, "unchanged"))
        note = "" if is_new else outdates(changes)
        line = Line(row.number, name, "new" if is_new else "changed", tuple(changes), note=note)
        return Step(line, lambda: save_fact(fact, user, is_new))


def sources() -> Any:
    """Facts as they are written, before any translation."""
    return Fact.objects.filter(locale__language_code=SOURCE).select_related("locale")


def checked(fact: Fact, number: int, already: set[str]) -> list[Problem]:
    """What the model refuses, without what is known to be wrong already.

    That a code is there once is known from the table and from the codes that were fetched; asking
    the database again for each row would cost a query a row.
    """
    try:
        fact.full_clean(exclude=["locale", *already], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return [problem for problem in faults(error, number) if problem.column not in already]
    return []


def outdates(changes: Sequence[Change]) -> str:
    """Said beside a change of words."""
    worded = any(change.column in Fact.worded_in and not same(change.old, change.new) for change in changes)
    return "Its translations will have to follow." if worded else ""


def save_fact(fact: Fact, user: Any, is_new: bool) -> None:
    """Keep one fact as its editor would: a draft, which goes live at once where this person publishes facts."""
    if is_new:
        fact.live = False
        fact.save()
    revision = fact.save_revision(user=user, clean=False, log_action="wagtail.create" if is_new else "wagtail.edit")
    if user.has_perm("pages.publish_fact"):
        revision.publish(user=user)
