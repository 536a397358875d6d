"""Keeping one record of a feed: new, changed or as it was, and never over what was edited here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from wagtail.models import Locale

from config.languages import SOURCE
from signposting.exchange.current import fingerprint, location_now, organization_now, service_now
from signposting.exchange.filling import fill_location, fill_organization, fill_service
from signposting.exchange.reading_places import without_address
from signposting.exchange.values import UnusableError
from signposting.models import FeedImport, ImportedRecord, Location, Organization, Service
from signposting.openreferral.values import Record

NEW, CHANGED, SAME = "new", "changed", "unchanged"


@dataclass
class Sort:
    """How records of one kind are found, compared and filled."""

    kind: str
    find: Callable[[str], Any]
    new: Callable[[Record], Any]
    now: Callable[[Any], Record]
    fill: Callable[[Any, Record], None]


@dataclass(frozen=True)
class Hand:
    """Who keeps records: a person with the rights they have, or the operator, who has all. `publish` is of new ones."""

    publish: bool = False
    by: Any = None

    def may_publish(self, sort: Sort) -> bool:
        """Whether what this hand changes goes before readers."""
        return self.by is None or bool(self.by.has_perm(f"signposting.publish_{sort.kind}"))


@dataclass
class Result:
    """What became of one record. `changes` has old and new value by field.

    `waits` says that the change is a draft beside what readers see.
    """

    state: str
    record: Any
    kept: list[str] = field(default_factory=list)
    waits: bool = False
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


def service_found(key: str) -> Service | None:
    """In the source language."""
    return Service.objects.filter(translation_key=key, locale__language_code=SOURCE).first()


def service_new(values: Record) -> Service:
    """A draft."""
    return Service(translation_key=UUID(values["id"]), locale=Locale.objects.get(language_code=SOURCE), live=False)


SERVICE = Sort("service", service_found, service_new, service_now, fill_service)
ORGANIZATION = Sort(
    "organization",
    lambda key: Organization.objects.filter(uuid=key).first(),
    lambda values: Organization(uuid=UUID(values["id"]), live=False),
    organization_now,
    fill_organization,
)
LOCATION = Sort(
    "location",
    lambda key: Location.objects.filter(uuid=key).first(),
    lambda values: Location(uuid=UUID(values["id"]), live=False),
    location_now,
    fill_location,
)


def keep(sort: Sort, told: Record, run: FeedImport, hand: Hand, *, defaults: Record | None = None) -> Result:
    """Bring one record up to what the feed says, in the caller's transaction. Raises UnusableError."""
    values = {name: value for name, value in told.items() if name not in ("id", "code")}
    memory, _new = ImportedRecord.objects.get_or_create(kind=sort.kind, key=told["id"], feed=run.feed)
    memory.name, memory.seen_in = str(told["name"]), run
    record = sort.find(told["id"])
    if record is None:
        result = made(sort, told, {**(defaults or {}), **values}, hand)
    else:
        result = brought_up(sort, record, values, memory, hand)
    memory.fingerprints = {**memory.fingerprints, **fingerprints(sort, result, values)}
    memory.save()
    if hand.publish and hand.may_publish(sort) and not result.record.live and not result.kept:
        result.record.get_latest_revision().publish(user=hand.by)
        result.record.refresh_from_db()
    return result


def made(sort: Sort, told: Record, values: Record, hand: Hand) -> Result:
    """A new draft."""
    record = sort.new(told)
    sort.fill(record, values)
    record.code = free_code(type(record), told)
    save(record, "wagtail.create", hand)
    return Result(NEW, record)


def brought_up(sort: Sort, record: Any, values: Record, memory: ImportedRecord, hand: Hand) -> Result:
    """The fields that were not edited here take what the feed says now."""
    waiting = record.live and record.has_unpublished_changes
    record = record if record.live else record.get_latest_revision_as_object()
    now = sort.now(record)
    if sort.kind == "location" and now["sensitive"]:
        # Whatever a feed says, a place that is secret here stays so.
        secret = without_address(values)
        values.clear()
        values.update(secret)
    different = {name: value for name, value in values.items() if now[name] != value}
    held, hides = waiting or record.locked, bool(different.get("sensitive"))
    if different and held and not hides:
        why = "a draft of it waits here to be published" if waiting else "somebody has locked it here"
        return Result(SAME, record, [f"{', '.join(different)}: {why}"])
    taken = {
        name: value for name, value in different.items() if memory.fingerprints.get(name) == fingerprint(now[name])
    }
    at_once = not record.live or hand.may_publish(sort)
    if hides:
        # What keeps a place secret waits for no draft, lock or publisher; the feed's own words do.
        hidden = without_address(now)
        taken = (
            different if at_once and not held else {name: value for name, value in hidden.items() if now[name] != value}
        )
        at_once = True
    kept = [kept_because(name, record, memory) for name in different if name not in taken]
    if hides and waiting:
        kept.append("this place is secret now; a draft of it that waited here is in its history")
    if not taken:
        return Result(SAME, record, kept)
    sort.fill(record, taken)
    live = record.live
    save(record, "wagtail.edit", hand, as_draft=not at_once)
    if live and at_once:
        record.latest_revision.publish(user=hand.by, skip_permission_checks=hides)
    changes = {name: (now[name], value) for name, value in taken.items()}
    return Result(CHANGED, record, kept, not at_once, changes)


def kept_because(name: str, record: Any, memory: ImportedRecord) -> str:
    """Why a field is not what the feed says."""
    if name not in memory.fingerprints:
        return f"{name} was written here, not imported"
    when = record.latest_revision.created_at if record.latest_revision else record.last_modified
    return f"{name} was changed here, last on {date_format(timezone.localtime(when), 'j F Y')}"


def fingerprints(sort: Sort, result: Result, values: Record) -> dict[str, str]:
    """Of the fields that are now what the feed says. Those that were kept stay as they were known."""
    now = sort.now(result.record)
    return {name: fingerprint(value) for name, value in values.items() if now[name] == value}


def save(record: Any, action: str, hand: Hand, *, as_draft: bool = False) -> None:
    """The record as it is, and a version of it for the history; as a draft, the version alone."""
    try:
        record.full_clean(validate_unique=False, validate_constraints=False, exclude=["locale", "fingerprint"])
    except ValidationError as error:
        said = "; ".join(f"{name}: {' '.join(lines)}" for name, lines in error.message_dict.items())
        raise UnusableError(said) from error
    if not as_draft:
        record.save()
    record.save_revision(user=hand.by, clean=False, log_action=action)


def free_code(model: Any, told: Record) -> str:
    """The code of the feed if nobody has it here, or one of the name."""
    key = str(told["id"])
    wished = slugify(told["code"]) or slugify(told["name"])[:70].strip("-") or key[:8]
    taken = model.objects.filter(code=wished).exists()
    return f"{wished[:70]}-{key[:8]}" if taken else wished
