"""E-mails about training, in the language of whoever gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from config.languages import SOURCE
from training.addresses import ABOUT_YOU, LEARN
from training.journeys.looking_after import Place
from training.models import Membership, Requirement


@dataclass(frozen=True)
class Line:
    """What somebody is reminded of. `held`: they are in order until that day."""

    requirement: Requirement
    on: date
    step: int
    held: bool


@dataclass(frozen=True)
class Standings:
    """How many duties of the people at a place are overdue, due soon, expiring, and were never begun."""

    place: Place
    overdue: int
    due_soon: int
    expiring: int
    never_started: int


@dataclass(frozen=True)
class Asked:
    """A question in a mail: where it is answered, and its words."""

    pk: UUID
    text: str
    options: tuple[str, ...]


def language_of(user: Any) -> str:
    """The one that somebody chose, if the site has it."""
    return user.language if user.language in dict(settings.LANGUAGES) else SOURCE


def reminder_mail(user: Any, lines: Sequence[Line], connection: Any) -> EmailMessage:
    """To a learner: everything that is new on a day, in one mail."""
    language = language_of(user)
    context = {
        "name": user.first_name,
        "late": [line for line in lines if line.step <= 0],
        "to_do": [line for line in lines if line.step > 0 and not line.held],
        "to_renew": [line for line in lines if line.step > 0 and line.held],
        "address": f"{settings.PUBLIC_URL}/{language}/learn/",
    }
    return _mail("reminder", language, context, user, connection)


def summary_mail(user: Any, standings: Sequence[Standings], asked: int, connection: Any) -> EmailMessage:
    """To a training lead: how many, how many ask for their word, and where to see who. No learner is named in a mail."""
    context = {
        "asked": asked,
        "asked_address": f"{settings.PUBLIC_URL}{reverse('training_asked')}",
        "name": user.first_name,
        "standings": standings,
        "address": f"{settings.PUBLIC_URL}{reverse('training_overview')}",
    }
    return _mail("summary", language_of(user), context, user, connection)


def follow_up_mail(user: Any, title: str, registration: Any, connection: Any) -> EmailMessage:
    """To a learner, some weeks after a completion: what has become of it."""
    language = language_of(user)
    address = f"{settings.PUBLIC_URL}/{language}/learn/registrations/{registration}/later/"
    return _mail("follow_up", language, {"name": user.first_name, "title": title, "address": address}, user, connection)


def spaced_mail(user: Any, question: Asked, title: str, stop: str, connection: Any) -> EmailMessage:
    """To a learner who asked for it: one question, where to answer it, and where to stop more of them (RFC 8058)."""
    language = language_of(user)
    address = f"{settings.PUBLIC_URL}/{language}/learn/"
    context = {
        "name": user.first_name,
        "title": title,
        "question": question.text,
        "options": question.options,
        "address": f"{address}questions/{question.pk}/",
        "stop": f"{address}questions/stop/{stop}/",
    }
    mail = _mail("spaced", language, context, user, connection)
    mail.extra_headers.update(
        {"List-Unsubscribe": f"<{context['stop']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    )
    return mail


def place_mail(user: Any, membership: Membership, connection: Any, *, is_confirmed: bool) -> EmailMessage:
    """To a learner: where they said they work was confirmed, or was not."""
    language = language_of(user)
    context = {
        "name": user.first_name,
        "agency": str(membership.agency),
        "address": f"{settings.PUBLIC_URL}/{language}/{LEARN if is_confirmed else ABOUT_YOU}",
    }
    return _mail("place_confirmed" if is_confirmed else "place_declined", language, context, user, connection)


def joined_mail(user: Any, emails: Sequence[str], connection: Any) -> EmailMessage:
    """To each address of somebody who joined their accounts, so that nobody's is joined behind their back."""
    language = language_of(user)
    context = {"name": user.first_name, "emails": emails, "address": f"{settings.PUBLIC_URL}/{language}/{LEARN}"}
    return _mail("joined", language, context, user, connection)


def _mail(name: str, language: str, context: dict[str, Any], user: Any, connection: Any) -> EmailMessage:
    with translation.override(language):
        context = {**context, "site_name": settings.SITE_NAME}
        subject = " ".join(render_to_string(f"training/email/{name}_subject.txt", context).split())
        text = render_to_string(f"training/email/{name}.txt", context)
    return EmailMessage(subject, text, to=[user.email], connection=connection)
