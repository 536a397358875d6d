"""Which tables hold what public pages show, and by which of their columns a page may depend on some rows alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps

# Of Wagtail's. An app of ours names its own models in its configuration (`shown_to_readers`). A page that reads
# anything else is not kept: what is not named is not watched.
MODELS = ("wagtailcore.page", "wagtailcore.site", "wagtailcore.locale")
# Never changes while the site runs.
STILL = ("django_content_type",)
PAGE = "wagtailcore_page"
# What no reader sees of a page, so that saving a draft throws nothing away.
UNSEEN = {
    PAGE: frozenset(
        (
            "draft_title",
            "has_unpublished_changes",
            "latest_revision_id",
            "latest_revision_created_at",
            "live_revision_id",
            "locked",
            "locked_at",
            "locked_by_id",
            "owner_id",
            "numchild",
            "first_published_at",
            "go_live_at",
            "expire_at",
            "expired",
            "show_in_menus",
        )
    )
}
DRAFTED = frozenset(
    (
        "latest_revision_id",
        "live_revision_id",
        "has_unpublished_changes",
        "first_published_at",
        "go_live_at",
        "expire_at",
    )
)
# What links to a page need of it: whether it stands, and where.
PLACE = frozenset(("live", "url_path", "path", "locale_id", "alias_of_id", "translation_key"))
NAMED = ("translation_key", "code", "slug")
STEP = 4


@dataclass(frozen=True)
class Table:
    """A watched table: its key, the columns that a page may be tied to, those unseen, and its child tables' links."""

    name: str
    key: str
    facets: frozenset[str]
    unseen: frozenset[str]
    # The key column that points at the parent's table (multi-table inheritance), by the parent's name.
    parents: tuple[str, ...]


@cache
def watched() -> dict[str, Table]:
    """Every table whose rows may stand on a public page, by its name."""
    found: dict[str, Table] = {}
    labels = {*MODELS}
    for config in apps.get_app_configs():
        labels.update(f"{config.label}.{name}" for name in getattr(config, "shown_to_readers", ()))
    for model in apps.get_models(include_auto_created=True):
        owner: Any = model._meta.auto_created or model
        if owner._meta.label_lower in labels:
            found[model._meta.db_table] = _table(model)
    return found


def _table(model: Any) -> Table:
    meta = model._meta
    own = list(meta.local_concrete_fields)
    # A page has its place in the tree and its kind instead of ties to other records.
    ties = [field for field in own if field.is_relation and meta.db_table != PAGE and not _is_locale(field)]
    facets = {field.column for field in [*ties, *(field for field in own if field.name in NAMED)]}
    drafted = DRAFTED if any(field.name == "live" for field in own) else frozenset()
    return Table(
        name=meta.db_table,
        key=meta.pk.column,
        facets=frozenset(facets - DRAFTED | {meta.pk.column}),
        unseen=UNSEEN.get(meta.db_table, drafted),
        parents=tuple(parent._meta.db_table for parent in meta.parents),
    )


def _is_locale(field: Any) -> bool:
    return bool(field.related_model._meta.label_lower == "wagtailcore.locale")


def plain(value: Any) -> str:
    """A value as tags have it, whichever database it comes from."""
    return value.hex if isinstance(value, UUID) else str(value)


def tag(table: str, column: str, value: Any) -> str:
    """The name of all rows of a table whose column has this value."""
    return f"{table}.{column}={plain(value)}"


def kind_tag(child: str) -> str:
    """The name of all pages of one kind, by its table."""
    return f"{PAGE}.kind={child}"


def place_tag(column: str, value: Any) -> str:
    """The name of where a page stands, whatever it says."""
    return f"{PAGE}.{column}={plain(value)}:place"


def below_tag(path: str) -> str:
    """The name of all pages right under the one with this tree path."""
    return f"{PAGE}.under={path}"


@cache
def kind_of(key: int) -> str:
    """The table of a kind of page, by the key of its content type."""
    from django.contrib.contenttypes.models import ContentType  # Opening hours are read without Django's apps, too.

    model = ContentType.objects.get_for_id(key).model_class()
    return model._meta.db_table if model else ""


def tags_of(table: Table, row: dict[str, Any], changed: Iterable[str] | None) -> set[str]:
    """What one row is known by; `changed` are the columns that did (None: it came or went)."""
    tags = {table.name, *(tag(table.name, column, row[column]) for column in table.facets if column in row)}
    if table.name == PAGE and "path" in row:
        tags |= {below_tag(row["path"][:-STEP]), kind_tag(kind_of(row["content_type_id"]))}
        if changed is None or PLACE.intersection(changed):
            tags |= {place_tag(column, row[column]) for column in table.facets if column in row}
    return tags
