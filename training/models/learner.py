"""Learners and where they work. What may be seen of them is asked here, with whoever looks."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.roles import TRAINING_LEADS, has_role
from training.dates import today
from training.models.agency import Agency, JobRole, Lead, Level, Team, current


class LearnerQuerySet(models.QuerySet["Learner"]):
    """Learners, by who asks. Deny by default: whoever has no claim gets none."""

    def of(self, user: Any) -> "LearnerQuerySet":
        """The person's own, also by an account that was merged into it."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        return self.filter(Q(user=user) | Q(merged__user=user), merged_into=None).distinct()

    def led_by(self, user: Any, on: date | None = None) -> "LearnerQuerySet":
        """Those whom somebody looks after today: their agency's or team's; every one for the board."""
        if not (user.is_authenticated and user.is_active):
            return self.none()
        if user.has_perm("training.view_every_agency"):
            return self.filter(merged_into=None)
        return self.managed_by(user, on)

    def managed_by(self, user: Any, on: date | None = None) -> "LearnerQuerySet":
        """Those whom somebody leads today, in their agency or team; the board leads nobody by being the board."""
        if not (user.is_authenticated and has_role(user, TRAINING_LEADS)):
            return self.none()
        day = on or today()
        leads = Lead.objects.filter(current(day), user=user)
        members = Membership.objects.filter(current(day)).filter(
            Q(agency__in=leads.filter(team=None).values("agency")) | Q(team__in=leads.exclude(team=None).values("team"))
        )
        return self.filter(pk__in=members.values("learner"), merged_into=None)

    def visible_to(self, user: Any) -> "LearnerQuerySet":
        """Those whom somebody looks after, and themselves."""
        mine, led = Learner.objects.of(user), Learner.objects.led_by(user)
        return self.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=led.values("pk")))


class OfLearners(models.QuerySet[Any]):
    """Rows that belong to a learner."""

    def visible_to(self, user: Any) -> "OfLearners":
        """Those of the learners that somebody may see, and of accounts that were merged into them."""
        learners = Learner.objects.visible_to(user).values("pk")
        return self.filter(Q(learner__in=learners) | Q(learner__merged_into__in=learners))


class OwnRows(models.QuerySet[Any]):
    """Rows that are their learner's alone: nobody who looks after them sees one."""

    def visible_to(self, user: Any) -> "OwnRows":
        """One's own, also of an account that was merged into it."""
        learners = Learner.objects.of(user).values("pk")
        return self.filter(Q(learner__in=learners) | Q(learner__merged_into__in=learners))


class Learner(models.Model):
    """A person in the log. The account may go (erasure), or be joined to another's; the log stays as it is.

    `merged_into` always names a learner who is not merged themselves. `pseudonym` is how a record store outside knows them
    (training.xapi); erasure gives another, so that nothing here leads there any more.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="learner"
    )
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    pseudonym = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = LearnerQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="training_not_merged_into_itself"),
        )

    def __str__(self) -> str:
        return str(self.user) if self.user else f"Learner {self.pk}"

    @property
    def kept(self) -> "Learner":
        """The one that this was merged into, or itself: whose record it is."""
        return self.merged_into or self

    def accounts(self) -> "list[Learner]":
        """All that share the record: the kept one, and those that were merged into it."""
        return [self.kept, *self.kept.merged.select_related("user")]


class Membership(models.Model):
    """Where somebody works, as what and since when. Moving ends one row and begins another.

    Without an agency they work for themselves, or at a `workplace` that is not in the list yet, in their own words.
    """

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    workplace = models.CharField(max_length=200, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="memberships")
    level = models.CharField(max_length=20, choices=Level, default=Level.EVERYONE)
    declared = models.BooleanField(
        default=False, help_text="The learner said so themselves, and nobody of the agency has confirmed it yet."
    )
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfLearners.as_manager()

    class Meta:
        ordering = ("began_on", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("learner", "agency"), condition=Q(ended_on=None), name="training_one_open_membership"
            ),
            models.UniqueConstraint(
                fields=("learner",), condition=Q(ended_on=None, agency=None), name="training_one_open_without_agency"
            ),
            models.CheckConstraint(condition=Q(agency=None) | Q(workplace=""), name="training_one_name_of_a_workplace"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("began_on")), name="training_membership_days"
            ),
        )
        indexes = (models.Index(fields=("agency", "ended_on", "learner"), name="training_members_of"),)

    def __str__(self) -> str:
        return f"{self.learner} at {self.agency or self.workplace or 'no agency'}"
