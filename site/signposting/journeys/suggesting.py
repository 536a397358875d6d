"""Anybody suggests a change of a record; nobody is asked who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.journeys.feedback import leave_comment, plain, take_a_place_in_the_hour
from pages.journeys.screening import sounds_worrying
from pages.models.feedback import Feedback
from signposting.models import Contact, Service, SuggestedChange, Suggestion
from signposting.models.suggestions import LONGEST_VALUE

CLOSED = "status"
OF_SERVICES = {
    "name": _("Name"),
    "summary": _("In one sentence"),
    "description": _("What they do"),
    "url": _("Website"),
    "eligibility_description": _("Who it is for"),
    "fees_description": _("What it costs"),
}
OF_CONTACTS = {"value": _("Number or address"), "hours": _("When they answer"), "note": _("Good to know")}


class NothingSuggested(ValueError):  # noqa: N818
    """Neither words nor a field that differs."""


@dataclass(frozen=True)
class Part:
    """One field that a change can be suggested for, with what it holds now."""

    field: str
    value: str
    contact: Contact | None = None

    @property
    def name(self) -> str:
        """What it is called in the form; a way to get in touch keeps its key."""
        return f"{self.contact.translation_key}-{self.field}" if self.contact else self.field

    @property
    def key(self) -> str:
        """The key of its way to get in touch."""
        return str(self.contact.translation_key) if self.contact else ""


def parts_of(service: Service) -> list[Part]:
    """All that readers may suggest a change of; what they are not shown is not among it."""
    own = [Part(field, getattr(service, field)) for field in OF_SERVICES]
    contacts = [contact for contact in service.contacts.all() if not contact.private]
    return own + [Part(field, getattr(contact, field), contact) for contact in contacts for field in OF_CONTACTS]


@transaction.atomic
def suggest(
    service: Service, typed: Mapping[str, Any], *, origin: str, language: str, closed: bool = False, comment: str = ""
) -> None:
    """Keep what differs from the record. Raises NothingSuggested, or TooManyCommentsError if the hour is full.

    A reader's comment that sounds like a call for help goes to the desk, as one on the service's page
    does, and never stands beside the changes.
    """
    comment = plain(comment)[:LONGEST_VALUE]
    changes = changes_in(service, typed)
    if closed and service.status != Service.Status.DEFUNCT:
        changes.append(SuggestedChange(field=CLOSED, before=service.status, after=Service.Status.DEFUNCT))
    if not changes and not comment:
        raise NothingSuggested
    if comment and origin == Suggestion.Origin.PUBLIC and sounds_worrying(comment):
        address = f"help/{service.code}/"
        leave_comment(comment, origin=Feedback.Origin.PAGE, language=language, address=address)
        if not changes:
            return
        comment = ""
    take_a_place_in_the_hour()
    suggestion = Suggestion.objects.create(service=service, origin=origin, language=language, comment=comment)
    for change in changes:
        change.suggestion = suggestion
    SuggestedChange.objects.bulk_create(changes)


def changes_in(service: Service, typed: Mapping[str, Any]) -> list[SuggestedChange]:
    """The fields in which something else was typed; line ends and outer blanks are no difference."""
    changes = []
    for part in parts_of(service):
        before = same_lines(part.value)
        after = same_lines(plain(str(typed.get(part.name, before))))[:LONGEST_VALUE]
        if after != before:
            changes.append(SuggestedChange(field=part.field, contact=part.key, before=before, after=after))
    return changes


def same_lines(text: str) -> str:
    """With one kind of line end, which browsers change."""
    return "\n".join(text.splitlines()).strip()


def forget_old_suggestions() -> int:
    """Delete suggestions that were dealt with FEEDBACK_KEEP_DAYS ago, as comments are; gives how many."""
    last = timezone.localdate() - timedelta(days=settings.FEEDBACK_KEEP_DAYS)
    old = Suggestion.objects.filter(closed_on__lt=last)
    number = old.count()
    old.delete()
    return number
