"""E-mails about training, in the language of whoever gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

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


def summary_mail(user: Any, standings: Sequence[Standings], connection: Any) -> EmailMessage:
    """To a training lead: how many, and where to see who. No learner is named in a mail."""
    context = {
        "name": user.first_name,
        "standings": standings,
        "address": f"{settings.PUBLIC_URL}{reverse('training_overview')}",
    }
    return _mail("summary", language_of(user), context, user, connection)


def place_mail(user: Any, membership: Membership, connection: Any, *, is_confirmed: bool) -> EmailMessage:
    """To a learner: where they said they work was confirmed, or was not."""
    language = language_of(user)
    context = {
        "name": user.first_name,
        "agency": str(membership.agency),
        "address": f"{settings.PUBLIC_URL}/{language}/{LEARN if is_confirmed else ABOUT_YOU}",
    }
    return _mail("place_confirmed" if is_confirmed else "place_declined", language, context, user, connection)


def _mail(name: str, language: str, context: dict[str, Any], user: Any, connection: Any) -> EmailMessage:
    with translation.override(language):
        context = {**context, "site_name": settings.SITE_NAME}
        subject = " ".join(render_to_string(f"training/email/{name}_subject.txt", context).split())
        text = render_to_string(f"training/email/{name}.txt", context)
    return EmailMessage(subject, text, to=[user.email], connection=connection)
