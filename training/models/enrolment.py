"""Lists of people that a lead sends as a file: what each row would do, and what it did."""

from django.conf import settings
from django.db import models

from background.models import Job
from config import languages
from training.models.agency import Agency
from training.models.learner import Learner


class Enrolment(models.Model):
    """One file of people of one agency, which waits until somebody agrees to what it would do.

    `content` is the file until its rows are read. Only whoever sent it sees and decides it; the rows go after a while.
    """

    class Stage(models.TextChoices):
        """How far it is."""

        READING = "reading", "Being read"
        LOOKED = "looked", "Waits for you"
        WRITING = "writing", "Being enrolled"
        DONE = "done", "Done"
        DROPPED = "dropped", "Not enrolled"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="enrolments")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="training_enrolments"
    )
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    notice = models.TextField(blank=True)
    problem = models.TextField(blank=True)
    is_whole_list = models.BooleanField(default=False)
    makes_teams = models.BooleanField(default=False)
    sends_mail = models.BooleanField(default=True)
    language = models.CharField(max_length=10, choices=languages.choices)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.READING)
    begun_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="enrolments")

    class Meta:
        default_permissions = ()
        ordering = ("-begun_at", "-id")

    def __str__(self) -> str:
        return f"{self.file_name} for {self.agency}"


class EnrolmentRow(models.Model):
    """One row of the file, or (without a number) somebody who is not in it and would leave.

    `cells` are as they were typed, by the names of the columns; they are emptied once the enrolment ends.
    """

    class State(models.TextChoices):
        """What the row would do, or has done."""

        READ = "read", "Not compared yet"
        FAULT = "fault", "Has a fault"
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        MOVED = "moved", "Other team"
        LEAVING = "leaving", "Leaving"
        KEPT = "kept", "Stays after all"
        LATER = "later", "Not yet"
        SAME = "same", "Unchanged"

    class Mail(models.TextChoices):
        """How far the e-mail is. One that was begun is never begun again: nobody gets two."""

        NONE = "", "None"
        DUE = "due", "To be sent"
        BEGUN = "begun", "Begun"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not taken"

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(null=True)
    cells = models.JSONField(default=dict)
    learner = models.ForeignKey(Learner, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    says = models.TextField(blank=True)
    applied_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.NONE, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("enrolment", "number"), name="training_row_of_a_file"),)
        indexes = (
            models.Index(fields=("enrolment", "state", "id"), name="training_rows_of_a_file"),
            models.Index(fields=("enrolment", "mail"), name="training_mail_of_a_file"),
        )

    def __str__(self) -> str:
        return f"Row {self.number} of {self.enrolment_id}"
