"""Erasure: the person goes out of the record, and the record stays, so that no figure becomes untrue."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from people.journeys import sessions
from people.journeys.second_factor import has_staff_rights
from training.dates import day_of
from training.errors import NotYoursError
from training.journeys.assigning import reassign
from training.journeys.authority import is_theirs, other_than, sees_every_agency
from training.journeys.belonging import learner_of
from training.journeys.bookings_of_people import withdraw_bookings
from training.journeys.kept_answers import forget_answers
from training.journeys.recording import locked, record
from training.journeys.telling import told_no_more
from training.models import (
    Certificate,
    EnrolmentRow,
    Event,
    Evidence,
    Exemption,
    Learner,
    Membership,
    Reflection,
    Revocation,
    ScoState,
)


def forget(by: Any, learner: Learner, at: datetime | None = None) -> None:
    """Nothing leads from the record to its person any more; nobody can bring that back.

    The learner asks for it, or the board does it for them. Names, reasons and evidence go, memberships end, certificates verify
    without a name. The account is not touched: if its person learns again, that is a new record. Raises NotYoursError.
    """
    if not (is_theirs(by, learner) or sees_every_agency(by)):
        raise NotYoursError
    moment = at or timezone.now()
    with transaction.atomic():
        learner, by = locked(learner), other_than(learner, by)
        accounts = [learner.pk, *learner.merged.values_list("pk", flat=True)]
        for membership in Membership.objects.filter(learner=learner, ended_on=None):
            membership.ended_on = max(day_of(moment), membership.began_on)
            membership.save(update_fields=["ended_on"])
            record(learner, Event.Kind.LEFT, moment, by, data={"agency": membership.agency_id})
        reassign([learner.pk], moment, by)
        withdraw_bookings(learner, moment, by)
        Certificate.objects.filter(learner__in=accounts).update(name="")
        Exemption.objects.filter(learner__in=accounts).update(reason="")
        # What they typed into packages.
        ScoState.objects.filter(registration__learner__in=accounts).delete()
        Membership.objects.filter(learner__in=accounts).update(workplace="")
        Reflection.objects.filter(learner__in=accounts).delete()
        forget_answers(accounts)
        Revocation.objects.filter(certificate__learner__in=accounts).update(reason="")
        Evidence.objects.filter(learner__in=accounts).update(content=None, name="", kind="", note="")
        _forget_rows(accounts)
        told_no_more(accounts)
        for account in Learner.objects.filter(pk__in=accounts):
            account.user, account.pseudonym = None, uuid4()
            account.save(update_fields=["user", "pseudonym"])


def _forget_rows(accounts: list[int]) -> None:
    """The rows of files in which somebody was enrolled or compared: by record, or by any address of theirs."""
    emails = {
        *Learner.objects.filter(pk__in=accounts, user__isnull=False).values_list("user__email", flat=True),
        *EmailAddress.objects.filter(user__learner__in=accounts).values_list("email", flat=True),
    }
    EnrolmentRow.objects.filter(
        Q(learner__in=accounts) | Q(cells__email__in=[email.lower() for email in emails])
    ).delete()


def erase(user: Any) -> bool:
    """Everything about whoever asks: their record forgets them, and accounts that can do nothing else go.

    Whether this account went: whoever works on this site keeps it. Raises NotYoursError.
    """
    with transaction.atomic():
        learner = learner_of(user)
        accounts = [one.user for one in learner.accounts() if one.user is not None]
        forget(user, learner)
        for account in accounts:
            if not has_staff_rights(account):
                sessions.end_all(account)
                account.delete()
    return not has_staff_rights(user)
