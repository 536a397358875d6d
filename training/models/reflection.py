"""The reflective log: what somebody learnt anywhere and makes of it, and a manager's word about the hours.

It is no part of the log of events: its texts are private, may be changed, and go when their writer says so.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from people.roles import TRAINING_LEADS, has_role
from training.models.learner import Learner, OwnRows

LONGEST_MINUTES = 60 * 24 * 7


class Reflection(models.Model):
    """One entry of a reflective log, for its learner's eyes alone. `minutes` count as hours of CPD."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="reflections")
    on = models.DateField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField()
    learned = models.TextField(max_length=4000, blank=True)
    differently = models.TextField(max_length=4000, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OwnRows.as_manager()

    class Meta:
        ordering = ("-on", "-id")
        indexes = (models.Index(fields=("learner", "-on"), name="training_reflections_of"),)
        constraints = (
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="training_minutes"),
        )

    def __str__(self) -> str:
        return f"Reflection {self.pk}"


class SignOffQuerySet(models.QuerySet["SignOff"]):
    """Requests for a word, by who asks."""

    def asked_of(self, user: Any) -> "SignOffQuerySet":
        """Those that somebody was asked for, while they look after anybody's training."""
        if not (user.is_authenticated and has_role(user, TRAINING_LEADS)):
            return self.none()
        return self.filter(lead=user)


class SignOff(models.Model):
    """An entry that its writer shared with one manager, as it was then: all that the manager sees of the log.

    Rows are added and never changed (training.guards); they go with the entry, or with its writer. What is changed in
    the entry afterwards needs another word. The name is kept, because the manager's account may go.
    """

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="sign_offs")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, related_name="sign_offs"
    )
    lead_name = models.CharField(max_length=300)
    title = models.CharField(max_length=200)
    on = models.DateField()
    minutes = models.PositiveIntegerField()
    learned = models.TextField(max_length=4000, blank=True)
    differently = models.TextField(max_length=4000, blank=True)
    asked_at = models.DateTimeField()

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=("lead", "asked_at"), name="training_sign_offs_of"),)

    def __str__(self) -> str:
        return f"Sign-off {self.pk}"


class SignOffAnswer(models.Model):
    """The manager's word about it: said once, never changed (training.guards)."""

    class Word(models.TextChoices):
        """What they said."""

        AGREED = "agreed", "Signed off"
        RETURNED = "returned", "Sent back"

    sign_off = models.OneToOneField(SignOff, on_delete=models.CASCADE, related_name="answer")
    word = models.CharField(max_length=8, choices=Word)
    comment = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Answer to sign-off {self.sign_off_id}"
