"""Editors accept or decline, field by field, what was suggested for a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from signposting.journeys.differences import Piece, pieces
from signposting.journeys.suggesting import CLOSED, OF_CONTACTS, OF_SERVICES, same_lines
from signposting.models import Contact, Service, SuggestedChange, Suggestion

ACCEPTED = "lantern.suggestion_accepted"
Decision = SuggestedChange.Decision


@dataclass(frozen=True)
class Verdict:
    """What an editor decided about one change; `value` is what the field is to hold."""

    accept: bool
    value: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Shown:
    """One change as the desk shows it. It is stale if the record says something else since."""

    change: SuggestedChange
    label: str
    current: str
    pieces: list[Piece]
    stale: bool

    @property
    def anew(self) -> bool:
        """Whether so little is shared that old and new stand whole, one below the other."""
        return [piece.kind for piece in self.pieces] == ["old", "new"]


class Refused(ValueError):  # noqa: N818
    """Why nothing was written: by the key of each change, or in one sentence."""

    def __init__(self, problems: Mapping[int, str], sentence: str = "") -> None:
        super().__init__(sentence)
        self.problems = dict(problems)
        self.sentence = sentence


def newest(service: Service) -> Any:
    """The record as an editor would find it: with what is in draft."""
    return service.get_latest_revision_as_object() if service.latest_revision_id else service


def shown(suggestion: Suggestion) -> list[Shown]:
    """The changes beside what the record says now."""
    record = newest(suggestion.service)
    found = []
    for change in suggestion.changes.all():
        target = target_of(record, change)
        current = same_lines(str(getattr(target, change.field))) if target is not None else ""
        stale = target is None or (change.decision == Decision.WAITING and current not in (change.before, change.after))
        found.append(Shown(change, label(change, target), current, pieces(change.before, change.after), stale))
    return found


def label(change: SuggestedChange, target: Any) -> str:
    """The field, and of which way to get in touch."""
    if change.field == CLOSED:
        return "Status"
    if not change.contact:
        return str(OF_SERVICES.get(change.field, change.field))
    where = (
        (target.label or target.get_channel_display()) if target is not None else "A way to get in touch that is gone"
    )
    return f"{where}: {OF_CONTACTS.get(change.field, change.field)}"


def target_of(record: Any, change: SuggestedChange) -> Any:
    """The record itself, or that way to get in touch; None if it is gone."""
    if not change.contact:
        return record
    return next((one for one in record.contacts.all() if str(one.translation_key) == change.contact), None)


@transaction.atomic
def decide(suggestion: Suggestion, verdicts: Mapping[int, Verdict], by: Any, *, publish: bool = False) -> int:
    """Write what is accepted into one new draft, and keep each decision; gives how many were accepted.

    What others have in draft stays and is not published with it: a publisher's wish to publish at
    once is done where nothing else waits. Raises Refused if a value is not possible, if somebody has
    locked the record, or if another editor decided first; then nothing is written.
    """
    if not by.has_perm("signposting.change_suggestion"):
        raise PermissionDenied
    service = Service.objects.select_for_update(of=("self",)).get(pk=suggestion.service_id)
    waiting = {one.pk: one for one in suggestion.changes.filter(decision=Decision.WAITING)}
    if set(verdicts) - set(waiting):
        raise Refused({}, "Somebody else has decided meanwhile. Look at what is left.")
    accepted = {pk: verdict for pk, verdict in verdicts.items() if verdict.accept}
    if accepted:
        write(service, [(waiting[pk], verdict) for pk, verdict in accepted.items()], by, publish)
    for pk, verdict in verdicts.items():
        change = waiting[pk]
        change.decision = Decision.ACCEPTED if verdict.accept else Decision.DECLINED
        change.reason = verdict.reason[:300]
        change.save(update_fields=["decision", "reason"])
    if not suggestion.changes.filter(decision=Decision.WAITING).exists():
        Suggestion.objects.filter(pk=suggestion.pk).update(closed_on=timezone.localdate())
    return len(accepted)


def write(service: Service, accepted: list[tuple[SuggestedChange, Verdict]], by: Any, publish: bool) -> None:
    """One revision with all that was accepted. Raises Refused."""
    if not by.has_perm("signposting.change_service"):
        raise PermissionDenied
    lock = service.get_lock()
    if lock is not None and lock.for_user(by):
        raise Refused({}, "Somebody has locked this service, or a version is in review. Try again later.")
    alone = not service.has_unpublished_changes
    record = newest(service)
    problems = {}
    for change, verdict in accepted:
        if problem := put(record, change, verdict.value):
            problems[change.pk] = problem
    if problems:
        raise Refused(problems)
    revision = record.save_revision(user=by, clean=False, log_action=True)
    data = {"fields": [change.field for change, _verdict in accepted], "from": accepted[0][0].suggestion.origin}
    log(service, ACCEPTED, user=by, revision=revision, data=data)
    if publish and alone and by.has_perm("signposting.publish_service"):
        revision.publish(user=by)


def put(record: Any, change: SuggestedChange, value: str) -> str:
    """Set the field, and say what is wrong with the value; empty if nothing is."""
    target = target_of(record, change)
    if target is None:
        return "This way to get in touch is no longer there. Decline the change."
    setattr(target, change.field, same_lines(value))
    try:
        target._meta.get_field(change.field).clean(getattr(target, change.field), target)
        if isinstance(target, Contact):
            target.clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
