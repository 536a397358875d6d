"""The part of a table of resources that is about one version: a language, a format, a document."""

from campaigns.journeys.resources_kept import Documents, Kept
from campaigns.models import ResourceVersion
from pages.journeys.bulk import Change
from pages.journeys.cells import chosen, fill
from spreadsheets.reading import Problem, Row

NAMES = ("version", "language", "format", "document")
Said = tuple[list[Change], list[Problem]]


def take_version(row: Row, kept: Kept, documents: Documents, matched: set[int]) -> Said:
    """Write what a row says into the version that it is about; `matched` holds those that earlier rows were about."""
    cells = {name: row.cells[name].strip() for name in NAMES if name in row.cells}
    if not any(cells.values()):
        return [], []
    problems = [
        Problem(row.number, name, "A version needs this.")
        for name in ("language", "document")
        if not cells.get(name, "" if not cells.get("version") else "kept")
    ]
    version, says = found(cells, kept)
    if says:
        return [], [*problems, Problem(row.number, "version", says)]
    if version is None:
        version = ResourceVersion(sort_order=len(kept.versions))
        kept.versions.append(version)
    if id(version) in matched:
        return [], [*problems, Problem(row.number, "version", "An earlier row is about the same version.")]
    matched.add(id(version))
    known = {name: cells[name] for name in ("language", "format") if cells.get(name)}
    changes, wrong = fill(version, known, row.number)
    filed, unfiled = file(version, cells.get("document", ""), documents, row.number)
    return [*changes, *filed], [*problems, *wrong, *unfiled]


def found(cells: dict[str, str], kept: Kept) -> tuple[ResourceVersion | None, str]:
    """The version that is meant, by its number or else by language and format; or what is wrong."""
    number = cells.get("version", "")
    if number:
        meant = next((version for version in kept.versions if str(version.pk) == number), None)
        says = f"This resource has no version with the number {number}. Leave the cell empty for a new one."
        return meant, "" if meant else says
    try:
        language = chosen(ResourceVersion._meta.get_field("language"), cells.get("language", ""))
        default = ResourceVersion.Format.PDF
        form = chosen(ResourceVersion._meta.get_field("format"), cells.get("format", "")) or default
    except ValueError:
        return None, ""
    alike = [version for version in kept.versions if (version.language, version.format) == (language, form)]
    if len(alike) > 1:
        return None, "Several versions have this language and format. Write the number of one."
    return (alike[0] if alike else None), ""


def file(version: ResourceVersion, cell: str, documents: Documents, number: int) -> Said:
    """Hang the version on the document that a cell names."""
    if not cell:
        return [], []
    try:
        meant = documents.meant(cell)
    except ValueError as error:
        return [], [Problem(number, "document", str(error))]
    if meant == version.document_id:
        return [], []
    old = documents.written(version.document_id) if version.document_id else ""
    version.document_id = meant
    return [Change("document", old, documents.written(meant))], []
