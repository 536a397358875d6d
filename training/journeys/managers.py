"""The managers whom a learner may name: whoever looks after training where they work today. Nobody else is known."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from people.models import User
from people.roles import TRAINING_LEADS
from training.dates import today
from training.journeys.authority import one_record
from training.journeys.forgetting import accounts_of
from training.models import Lead, Learner, Membership
from training.models.agency import current


def managers_of(learner: Learner) -> list[Any]:
    """By name; never the learner themselves. One query, and one for the learner's accounts."""
    day = today()
    membership = Membership.objects.filter(current(day), learner=learner, agency=OuterRef("agency"))
    leads = Lead.objects.filter(current(day)).filter(
        Q(Exists(membership), team=None) | Q(Exists(membership.filter(team=OuterRef("team"))))
    )
    own = [account.pk for account in accounts_of(learner) if account is not None]
    return list(
        User.objects.filter(pk__in=leads.values("user"), is_active=True, groups__name=TRAINING_LEADS)
        .exclude(pk__in=own)
        .order_by("last_name", "first_name", "pk")
    )


def manager_named(learner: Learner, pk: int) -> Any:
    """The one of this key; None if it is none of theirs."""
    return next((one for one in managers_of(learner) if one.pk == pk), None)


def still_looks_after(user: Any, learner: Learner) -> bool:
    """Whether somebody who was named looks after the learner today, as a lead of their agency or team."""
    found = Learner.objects.filter(one_record(learner), merged_into=None).first()
    return found is not None and any(one.pk == user.pk for one in managers_of(found))
