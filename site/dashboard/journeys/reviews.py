"""What must be checked again: pages, facts and services, and the one step that says “still right”."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.locks import ScheduledForPublishLock
from wagtail.log_actions import log
from wagtail.models import LockableMixin, Page
from wagtail.permissions import policy_registry

from dashboard.providers import Reviewed, every_reviewed
from people.roles import TEAM, has_role

SOON = timedelta(days=30)
YEAR = timedelta(days=365)
CHECKED = "lantern.checked"


@dataclass(frozen=True)
class Due:
    """A record that falls due: its kind and key, title, owner and day."""

    kind: str
    pk: int
    title: str
    owner: str
    due: date

    @property
    def overdue(self) -> bool:
        """From the day after."""
        return self.due < timezone.localdate()


def editable_pages(user: Any) -> "QuerySet[Page]":
    """The pages that a person may change."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def looks_after_content(user: Any) -> bool:
    """Editors, publishers and site managers."""
    return has_role(user, *TEAM)


def _rows(reviewed: Reviewed, pages: "QuerySet[Page]", before: date) -> "QuerySet[Any]":
    found = reviewed.records().filter(**{f"{reviewed.due}__lte": before})
    if issubclass(found.model, Page):
        found = found.filter(pk__in=pages.values("pk"))
    # All as one sort of text, or the databases will not join them.
    return (
        found.order_by()
        .annotate(
            of_kind=Value(reviewed.kind, output_field=CharField()),
            key=F("pk"),
            said=Cast(reviewed.title, CharField(max_length=255)),
            by=Cast(reviewed.owner, CharField(max_length=120)),
            day=F(reviewed.due),
        )
        .values_list("of_kind", "key", "said", "by", "day")
    )


def falling_due(user: Any, kinds: tuple[str, ...] = (), owner: str | None = None, within: timedelta = SOON) -> Any:
    """Everything that is overdue or soon will be, the longest overdue first, as rows for `as_due`: one query."""
    pages = editable_pages(user)
    before = timezone.localdate() + within
    chosen = [reviewed for reviewed in every_reviewed() if not kinds or reviewed.label in kinds]
    queries = [_rows(reviewed, pages, before) for reviewed in chosen]
    if owner is not None:
        queries = [query.filter(by=owner) for query in queries]
    if not queries:
        return Page.objects.none().values_list()
    first, *others = queries
    return first.union(*others, all=True).order_by("day", "said", "key")


def as_due(rows: Any) -> list[Due]:
    """Rows as things with names."""
    return [Due(*row) for row in rows]


def owners(user: Any) -> list[str]:
    """Who looks after what falls due."""
    return sorted({due.owner for due in as_due(falling_due(user)[:5000]) if due.owner})


def labels() -> list[str]:
    """The kinds in plain words, each once, in the order of the alphabet."""
    return sorted({reviewed.label for reviewed in every_reviewed()})


def reviewed_of(kind: str) -> Reviewed:
    """A kind by its name. Raises LookupError if nobody registered it."""
    found = next((reviewed for reviewed in every_reviewed() if reviewed.kind == kind), None)
    if found is None:
        raise LookupError(kind)
    return found


def may_check(record: Any, user: Any) -> bool:
    """Whether this person may say that a record is still right: whoever of the team may change it."""
    if isinstance(record, Page):
        rights = record.permissions_for_user(user)
        return bool(rights.can_edit() and not rights.page_locked())
    return looks_after_content(user) and policy_registry.get_by_type(type(record)).user_has_permission(user, "change")


def next_due(done: date | None, due: date | None, today: date) -> date:
    """The next day, after as long as the last time; a year if nobody said how long."""
    interval = due - done if done and due and due > done else YEAR
    return today + interval


@transaction.atomic
def still_right(kind: str, pk: int, user: Any) -> Any:
    """Keep that somebody has checked a record today and found it right; gives the record.

    The words have not changed, so no translation becomes older than its source, and what somebody
    else has in draft stays a draft. Raises LookupError, PermissionDenied, or ValidationError if
    somebody has locked it or a version is scheduled, which would bring the old days back.
    """
    reviewed = reviewed_of(kind)
    record = reviewed.records().select_for_update(of=("self",)).filter(pk=pk).first()
    if record is None:
        raise LookupError(kind, pk)
    _refuse_locked(record, user)
    if not may_check(record, user):
        raise PermissionDenied
    today = timezone.localdate()
    dates = {
        reviewed.done: today,
        reviewed.due: next_due(getattr(record, reviewed.done), getattr(record, reviewed.due), today),
    }
    keep_days(record, dates, user)
    return record


def _refuse_locked(record: Any, user: Any) -> None:
    lock = record.get_lock() if isinstance(record, LockableMixin) else None
    if lock is None or not lock.for_user(user):
        return
    if isinstance(lock, ScheduledForPublishLock):
        raise ValidationError(
            f"A version of this {lock.model_name} is scheduled. Try again when it is published, or cancel the schedule."
        )
    raise ValidationError(f"Somebody has locked this {lock.model_name}. Try again when it is unlocked.")


def keep_days(record: Any, dates: dict[str, date], user: Any, action: str = CHECKED) -> None:
    """Write the days beside the words: into what readers see, and into the newest draft."""
    type(record).objects.filter(pk=record.pk).update(**dates)
    for name, day in dates.items():
        setattr(record, name, day)
    drafted = getattr(record, "has_unpublished_changes", False)
    newest = record.get_latest_revision_as_object() if record.latest_revision_id else record
    for name, day in dates.items():
        setattr(newest, name, day)
    # As it is: a draft may be half finished and is not judged here.
    revision = newest.save_revision(user=user, changed=False, clean=False)
    if not drafted and getattr(record, "live_revision_id", None):
        type(record).objects.filter(pk=record.pk).update(live_revision=revision)
    log(instance=record, action=action, user=user, revision=revision)
