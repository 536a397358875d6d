"""The managers whom a learner may name: whoever looks after training where they work today. Nobody else is known."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from people.models import User
from people.roles import TRAINING_LEADS
from training.dates import today
from training.models import Lead, Learner, Membership
from training.models.agency import current


def managers_of(learner: Learner) -> list[Any]:
    """By name; never the learner themselves. One query, and one for the learner's accounts."""
    day = today()
    membership = Membership.objects.filter(current(day), learner=learner, agency=OuterRef("agency"))
    leads = Lead.objects.filter(current(day)).filter(
        Q(Exists(membership), team=None) | Q(Exists(membership.filter(team=OuterRef("team"))))
    )
    own = [one.user_id for one in learner.accounts() if one.user_id is not None]
    return list(
        User.objects.filter(pk__in=leads.values("user"), is_active=True, groups__name=TRAINING_LEADS)
        .exclude(pk__in=own)
        .order_by("last_name", "first_name", "pk")
    )


def manager_named(learner: Learner, pk: int) -> Any:
    """The one of this key; None if it is none of theirs."""
    return next((one for one in managers_of(learner) if one.pk == pk), None)


def about_managed(user: Any, path: str) -> Q:
    """Rows about those whom somebody leads today, and never about themselves; `path` leads from a row to its learner."""
    led = Learner.objects.managed_by(user).exclude(pk__in=Learner.objects.of(user).values("pk")).values("pk")
    return Q(**{f"{path}__in": led}) | Q(**{f"{path}__merged_into__in": led})
