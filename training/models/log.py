"""The log. Rows are added and never changed: the database refuses it (training.guards).

It holds codes and numbers alone; free text about a person stands in rows that can be erased.
"""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from training.models.activity import Activity, ActivityVersion
from training.models.learner import Learner, OfLearners
from training.models.requirement import Requirement
from training.models.session import SessionVersion


class Registration(models.Model):
    """One learner goes through one version of an activity (xAPI: registration; SCORM: attempt). It is resumed anywhere.

    `is_test_out`: whoever knew an older version takes the assessments alone; lessons are not asked for.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="registrations")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="registrations")
    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, related_name="registrations")
    number = models.PositiveIntegerField(help_text="Counts from 1 for each learner and activity.")
    language = models.CharField(max_length=10)
    is_test_out = models.BooleanField(default=False)
    started_at = models.DateTimeField()

    objects = OfLearners.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("learner", "activity", "number"), name="training_registration_number"),
        )

    def __str__(self) -> str:
        return f"Registration {self.id}"


class Attempt(models.Model):
    """One try at an assessment. What was drawn is kept, so that grading never depends on today's bank.

    `drawn` names the questions in order, each as "id of the bank's version:id in the bank".
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="attempts")
    part = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=32)
    drawn = models.JSONField()
    started_at = models.DateTimeField()
    deadline_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("registration", "part", "number"), name="training_attempt_number"),
        )

    def __str__(self) -> str:
        return f"Attempt {self.number} of {self.registration_id}"


class Answer(models.Model):
    """What was answered to one question. It may be answered again until the attempt is finished; the last counts."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=64)
    given = models.JSONField()
    right = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("attempt", "number"), name="training_answer_number"),)

    def __str__(self) -> str:
        return f"Answer {self.number} of {self.attempt_id}"


class Event(models.Model):
    """Something that happened to a learner's record. The present state follows from all of them in order.

    `key` is the id of the xAPI statement. `by` is whoever decided it, and empty where the learner did it themselves, so
    that erasure leaves no way back to them. It outlives the account that it names: it is no constraint of the database.
    """

    class Kind(models.TextChoices):
        """Everything that is recorded."""

        STARTED = "started", "Began"
        PART_DONE = "part_done", "Did a part"
        FINISHED = "finished", "Finished an attempt"
        COMPLETED = "completed", "Completed"
        ASSIGNED = "assigned", "Has to do it"
        UNASSIGNED = "unassigned", "Has to do it no more"
        EXEMPTED = "exempted", "Was exempted"
        EXEMPTION_ENDED = "unexempted", "The exemption ended early"
        PRIOR = "prior", "Prior learning was accepted"
        EXPIRED = "expired", "Earlier completions count no more"
        WITHDRAWN = "withdrawn", "An event was withdrawn"
        JOINED = "joined", "Joined an agency"
        LEFT = "left", "Left an agency"
        MERGED = "merged", "Two records became one"
        BOOKED = "booked", "Booked a place at a session"
        WAITLISTED = "waitlisted", "Waits for a place at a session"
        PLACE_GIVEN = "place_given", "Got a place from the waiting list"
        CANCELLED = "cancelled", "A booking was cancelled"
        ATTENDED = "attended", "Was at a session"
        ABSENT = "absent", "Was not at a session"
        COUNTED = "counted", "A live event counted as another activity"

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    registration = models.ForeignKey(Registration, null=True, on_delete=models.PROTECT, related_name="events")
    attempt = models.ForeignKey(Attempt, null=True, on_delete=models.PROTECT, related_name="events")
    part = models.CharField(max_length=64, blank=True)
    activity = models.ForeignKey(Activity, null=True, on_delete=models.PROTECT, related_name="events")
    requirement = models.ForeignKey(Requirement, null=True, on_delete=models.PROTECT, related_name="events")
    session_version = models.ForeignKey(SessionVersion, null=True, on_delete=models.PROTECT, related_name="events")
    withdraws = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="withdrawn")
    data = models.JSONField(default=dict)

    objects = OfLearners.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("attempt",), condition=Q(kind="finished"), name="training_finished_once"),
            models.UniqueConstraint(
                fields=("registration", "part"), condition=Q(kind="part_done"), name="training_part_done_once"
            ),
            models.UniqueConstraint(
                fields=("registration",), condition=Q(kind="completed"), name="training_completed_once"
            ),
        )
        indexes = (models.Index(fields=("learner", "kind"), name="training_events_of"),)

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_kind_display()}"
