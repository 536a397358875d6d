"""Resources as their editors last left them, loaded for a whole table at once, and kept again."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from campaigns.models import ResourceIndexPage, ResourcePage, ResourceVersion
from config.languages import SOURCE
from pages.models import PublicDocument
from signposting.models import TaxonomyTerm


@dataclass
class Kept:
    """One resource with its versions and its terms; `page` is unsaved if it is new."""

    page: ResourcePage
    versions: list[ResourceVersion] = field(default_factory=list)
    terms: list[int] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether the table makes it."""
        return self.page.pk is None


def kept_resources(slugs: Collection[str] | None = None, *, lock: bool = False) -> dict[str, Kept]:
    """Resources of the source language by slug, with the changes that are not published yet.

    Three queries, and a few more for each resource that has such changes.
    """
    pages = ResourcePage.objects.filter(locale__language_code=SOURCE).select_related("locale", "latest_revision")
    if slugs is not None:
        pages = pages.filter(slug__in=slugs)
    if lock:
        pages = pages.select_for_update(of=("self",))
    found = {page.slug: Kept(page) for page in pages.order_by("slug", "-pk")}
    published = {}
    for kept in found.values():
        if kept.page.has_unpublished_changes and kept.page.latest_revision:
            kept.page = kept.page.with_content_json(kept.page.latest_revision.content)
            kept.versions = list(kept.page.versions.all())
            kept.terms = [term.pk for term in kept.page.terms.all()]
        else:
            published[kept.page.pk] = kept
    for version in ResourceVersion.objects.filter(resource_id__in=published).order_by("sort_order", "pk"):
        published[version.resource_id].versions.append(version)
    links = ResourcePage.terms.through.objects.filter(resourcepage_id__in=published)
    for page, term in links.values_list("resourcepage_id", "taxonomyterm_id"):
        published[page].terms.append(term)
    return found


def library_page() -> ResourceIndexPage | None:
    """The page that resources lie under."""
    return ResourceIndexPage.objects.filter(locale__language_code=SOURCE).order_by("path").first()


def begun(slug: str, library: ResourceIndexPage) -> Kept:
    """A resource that is not there yet. Its place is only for checks: the tree gives the real one."""
    page = ResourcePage(slug=slug, title="", locale=library.locale, live=False, has_unpublished_changes=True)
    page.depth, page.path = library.depth + 1, f"{library.path}ZZZZ"
    return Kept(page)


def save_resource(kept: Kept, user: Any, library: ResourceIndexPage | None) -> None:
    """Keep one resource as its editor would: with a revision and in the history under this person's name.

    A new one is a draft. One that readers see is published at once if the person may publish and nobody's
    unfinished changes would go out with it; otherwise the changes wait in its draft.
    """
    page = kept.page
    publishes = goes_live(kept, user)
    page.versions = kept.versions
    page.terms = list(TaxonomyTerm.objects.filter(pk__in=kept.terms))
    if kept.is_new and library is not None:
        page.owner = user
        library.add_child(instance=page)
        page.save_revision(user=user, clean=False)
        return
    revision = page.save_revision(user=user, log_action=True, clean=False)
    if publishes:
        revision.publish(user=user)


def goes_live(kept: Kept, user: Any) -> bool:
    """Whether readers would see a change at once."""
    page = kept.page
    if kept.is_new or not page.live or page.has_unpublished_changes:
        return False
    return bool(page.permissions_for_user(user).can_publish())


class Terms:
    """Topics and audiences by code; one query."""

    def __init__(self) -> None:
        found = TaxonomyTerm.objects.filter(locale__language_code=SOURCE).exclude(taxonomy="need")
        self.codes = dict(found.values_list("pk", "code"))
        self.keys = {code: pk for pk, code in self.codes.items()}

    def written(self, keys: Collection[int]) -> str:
        """Their codes in a fixed order."""
        return " ".join(sorted(self.codes[key] for key in keys if key in self.codes))

    def meant(self, cell: str) -> list[int]:
        """The terms that a cell names; ValueError with the first that is none."""
        codes = cell.replace(",", " ").replace(";", " ").split()
        unknown = next((code for code in codes if code not in self.keys), None)
        if unknown is not None:
            raise ValueError(unknown)
        return sorted({self.keys[code] for code in codes})


class Documents:
    """Documents by what a table calls them: their title, or their number where a title is there twice.

    Two queries, whatever the number of documents.
    """

    def __init__(self, cells: Collection[str] = (), keys: Collection[int] = ()) -> None:
        numbers = {int(cell) for cell in cells if cell.isdecimal() and len(cell) < 10} | {*keys}
        wanted = PublicDocument.objects.filter(Q(title__in={*cells}) | Q(pk__in=numbers))
        self.titles = dict(wanted.values_list("pk", "title"))
        self.by_title: dict[str, list[int]] = defaultdict(list)
        for key, title in self.titles.items():
            self.by_title[title.strip()].append(key)
        twice = PublicDocument.objects.filter(title__in={*self.titles.values()}).values("title")
        self.twice = set(
            twice.annotate(number=Count("pk")).filter(number__gt=1).order_by().values_list("title", flat=True)
        )

    def written(self, key: int) -> str:
        """Its title, or its number."""
        title = self.titles.get(key, "")
        return str(key) if title in self.twice or title.isdecimal() or not title.strip() else title.strip()

    def meant(self, cell: str) -> int:
        """The document that a cell names; ValueError with a sentence if there is none, or more than one."""
        cell = cell.strip()
        if cell.isdecimal() and len(cell) < 10 and int(cell) in self.titles:
            return int(cell)
        found = self.by_title.get(cell, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(
                f"Several documents are called “{cell}”: numbers {', '.join(map(str, found))}. Write the number."
            )
        raise ValueError(f"There is no document “{cell}”. Upload it first, under Documents, then write its title here.")
