"""Resources as a table: a row for each version. A resource is found by its slug, in the source language."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from campaigns.journeys.resources_kept import (
    Documents,
    Kept,
    Terms,
    begun,
    goes_live,
    kept_resources,
    library_page,
    save_resource,
)
from campaigns.journeys.version_rows import take_version
from campaigns.models import ResourceIndexPage
from pages.journeys.bulk import Change, Kind, Line, Step
from pages.journeys.cells import faults, fill, same, written
from spreadsheets.reading import Column, Problem, Row

FIELDS = {
    "title": "title",
    "summary": "search_description",
    "kind": "kind",
    "content_note": "content_note",
    "owner": "content_owner",
    "reviewed_on": "reviewed_on",
    "review_due": "review_due",
}
NAMES = {field: name for name, field in FIELDS.items()}
TREE = [
    "path",
    "depth",
    "numchild",
    "url_path",
    "locale",
    "content_type",
    "owner",
    "translation_key",
    "latest_revision",
]


class ResourcesTable(Kind):
    """Posters, cards and guides with their versions."""

    code = "resources"
    title = "resources"
    what = "resource"
    columns = (
        Column(
            "slug", required=True, help_text="The last part of its address. One that is not known makes a new draft."
        ),
        Column("title"),
        Column("summary"),
        Column("kind", help_text="poster, leaflet, card, checklist, notes or easy-read."),
        Column("content_note"),
        Column("owner", help_text="A role, never a person’s name."),
        Column("reviewed_on", help_text="As 2027-03-31 or 31/03/2027."),
        Column("review_due", help_text="The same."),
        Column("terms", help_text="Codes of topics and audiences, with blanks between them."),
        Column("version", help_text="The number of a version. Leave it empty for a new one."),
        Column("language", help_text="A code, like en or ur."),
        Column("format", help_text="pdf, easy-read, large-print or audio."),
        Column("document", help_text="The title or the number of a document that has been uploaded."),
    )
    help_text = (
        (
            "Each version of a resource has a row of its own. What is about the whole resource is read from its first row; "
            "its other rows may stay as they are, say the same, or be empty."
        ),
        "A file cannot travel in a table. Upload it under Documents first; here you write its title or its number.",
        "A column that is left out stays as it is. In the first row of a resource an empty cell empties the field.",
        "Nothing is deleted: a version or a resource that is not in the file stays as it is.",
        "New resources are drafts. Translations of the resource’s own page are not touched.",
    )

    def may_import(self, user: Any) -> bool:
        """Adding pages to the library, and changing those in it."""
        library = library_page()
        if library is None:
            return False
        tester = library.permissions_for_user(user)
        return bool(tester.can_add_subpage() and tester.can_edit())

    def may_export(self, user: Any) -> bool:
        """The same: a draft is nobody else's business."""
        return self.may_import(user)

    def home(self) -> str:
        """The library in the page tree."""
        library = library_page()
        return reverse("wagtailadmin_explore", args=[library.pk]) if library else reverse("wagtailadmin_explore_root")

    def records(self) -> Iterable[dict[str, str]]:
        """Every version of every resource; the queries do not grow with their number."""
        found, terms = kept_resources(), Terms()
        documents = Documents(keys={version.document_id for kept in found.values() for version in kept.versions})
        for slug, kept in found.items():
            shared = {name: written(getattr(kept.page, field)) for name, field in FIELDS.items()}
            shared |= {"slug": slug, "terms": terms.written(kept.terms)}
            for version in kept.versions:
                yield {
                    **shared,
                    "version": written(version.pk),
                    "language": version.language,
                    "format": version.format,
                    "document": documents.written(version.document_id),
                }
            if not kept.versions:
                yield {**shared, **dict.fromkeys(("version", "language", "format", "document"), "")}

    def steps(self, rows: Sequence[Row], user: Any, *, lock: bool = False) -> list[Step]:
        """The rows of one resource are saved together, by the step of its first row."""
        return _Reading(rows, user, lock=lock).steps()


class _Reading:
    """One table being read against what is there."""

    def __init__(self, rows: Sequence[Row], user: Any, *, lock: bool) -> None:
        self.rows, self.user = rows, user
        self.library: ResourceIndexPage | None = library_page()
        self.found = kept_resources({slug_of(row) for row in rows}, lock=lock)
        self.terms = Terms()
        self.documents = Documents(
            {row.cells.get("document", "").strip() for row in rows},
            {version.document_id for kept in self.found.values() for version in kept.versions},
        )
        self.firsts: dict[str, Row] = {}
        self.before = {slug: self._said(kept) for slug, kept in self.found.items()}
        self.matched: set[int] = set()

    def steps(self) -> list[Step]:
        """The first step of a resource saves all that its rows change."""
        lines = {row.number: self._line(row) for row in self.rows}
        saves = {}
        for slug in dict.fromkeys(slug_of(row) for row in self.rows if lines[row.number].changes):
            first, kept = self.firsts[slug].number, self.found[slug]
            if problems := self._refused(kept, first, {problem.column for problem in lines[first].problems}):
                lines[first] = replace(
                    lines[first], state="wrong", problems=(*lines[first].problems, *problems), note=""
                )
            saves[first] = partial(save_resource, kept, self.user, self.library)
        return [Step(line, saves.get(number)) for number, line in lines.items()]

    def _line(self, row: Row) -> Line:
        slug = slug_of(row)
        is_first = self.firsts.setdefault(slug, row) is row
        if not slug or self.library is None:
            says = "There is no page for resources to lie under." if slug else "Say which resource this is."
            return Line(row.number, "(no slug)", "wrong", problems=(Problem(row.number, "slug", says),))
        kept = self.found.setdefault(slug, begun(slug, self.library))
        changes, problems = self._shared(row, kept) if is_first else ([], self._disagreements(row))
        of_version = take_version(row, kept, self.documents, self.matched)
        changes, problems = changes + of_version[0], problems + of_version[1]
        name = kept.page.title or slug
        if problems:
            return Line(row.number, name, "wrong", tuple(changes), tuple(problems))
        if not changes:
            return Line(row.number, name, "unchanged")
        return Line(row.number, name, "new" if kept.is_new else "changed", tuple(changes), note=self._note(kept))

    def _shared(self, row: Row, kept: Kept) -> tuple[list[Change], list[Problem]]:
        """What the first row says of the whole resource."""
        cells = {FIELDS[name]: cell for name, cell in row.cells.items() if name in FIELDS}
        found, wrong = fill(kept.page, cells, row.number)
        changes = [Change(NAMES[change.column], change.old, change.new) for change in found]
        problems = [Problem(problem.row, NAMES[problem.column], problem.says) for problem in wrong]
        if kept.is_new:
            changes.insert(0, Change("slug", "", kept.page.slug))
        if "terms" not in row.cells:
            return changes, problems
        try:
            meant = self.terms.meant(row.cells["terms"])
        except ValueError as error:
            problems.append(Problem(row.number, "terms", f"There is no topic and no audience “{error}”."))
            return changes, problems
        old, new = self.terms.written(kept.terms), self.terms.written(meant)
        if old != new:
            kept.terms = meant
            changes.append(Change("terms", old, new))
        return changes, problems

    def _said(self, kept: Kept) -> dict[str, str]:
        """What is there now of the whole resource, as its row would say it."""
        shared = {name: written(getattr(kept.page, field)) for name, field in FIELDS.items()}
        return {**shared, "terms": self.terms.written(kept.terms)}

    def _disagreements(self, row: Row) -> list[Problem]:
        """Another row of the same resource says what the first says, or what is there now, or nothing."""
        first, before = self.firsts[slug_of(row)], self.before.get(slug_of(row), {})
        return [
            Problem(row.number, name, f"Row {first.number} says “{first.cells[name].strip()}” of the same resource.")
            for name in (*FIELDS, "terms")
            if (cell := row.cells.get(name, "").strip())
            and not same(cell, first.cells[name])
            and not same(cell, before.get(name, ""))
        ]

    def _refused(self, kept: Kept, number: int, already: set[str]) -> list[Problem]:
        """What the page itself, or its permissions, say against a change."""
        problems = []
        if kept.is_new and not kept.versions:
            problems.append(Problem(number, "document", "A new resource needs a version: a language and a document."))
        if not kept.is_new:
            tester = kept.page.permissions_for_user(self.user)
            if not tester.can_edit() or tester.page_locked():
                problems.append(Problem(number, "slug", "This page is locked, or you may not edit it. Ask its editor."))
        try:
            exclude = [*TREE, *(FIELDS.get(name, name) for name in already)]
            kept.page.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            for problem in faults(error, number):
                name = NAMES.get(problem.column, problem.column)
                if name not in already:
                    problems.append(Problem(number, name, problem.says))
        return problems

    def _note(self, kept: Kept) -> str:
        if kept.is_new:
            return "Will be a draft."
        return "Readers see it at once." if goes_live(kept, self.user) else "Goes into its draft, and waits there."


def slug_of(row: Row) -> str:
    """Which resource a row is about."""
    return row.cells["slug"].strip()
