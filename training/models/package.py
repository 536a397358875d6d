"""Packages that were taken in, their files, and how far learners are in their parts (SCOs)."""

from typing import Any

from django.conf import settings
from django.db import models

from training.models.activity import ActivityVersion
from training.models.learner import Learner
from training.models.log import Registration


class Package(models.Model):
    """A SCORM package as it was uploaded. Never changed (training.guards).

    Publishing one makes an ActivityVersion with the same digest, by which the two find each other. `scos` are the fields of
    training.packages.manifest.Sco. `uploaded_by` outlives the account: it is no constraint of the database.
    """

    digest = models.CharField(max_length=64, unique=True)
    standard = models.CharField(max_length=4, choices=[("1.2", "SCORM 1.2"), ("2004", "SCORM 2004")])
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=10)
    scos = models.JSONField()
    notes = models.JSONField(default=list)
    file_name = models.CharField(max_length=200)
    bytes = models.PositiveBigIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ("-uploaded_at", "-id")

    def __str__(self) -> str:
        return self.title

    def versions(self) -> "models.QuerySet[ActivityVersion]":
        """What it was published as."""
        return ActivityVersion.objects.filter(digest=self.digest, activity__kind="package").select_related("activity")


class PackageFile(models.Model):
    """A file of a package: its path there, and the digest under which it is kept (training.packages.keeping)."""

    package = models.ForeignKey(Package, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=400)
    digest = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("package", "path"), name="training_package_path"),)

    def __str__(self) -> str:
        return self.path


class ScoStates(models.QuerySet["ScoState"]):
    """By who asks. A training lead sees what is done, never what somebody typed into a package."""

    def visible_to(self, user: Any) -> "ScoStates":
        """The person's own."""
        learners = Learner.objects.of(user).values("pk")
        return self.filter(
            models.Q(registration__learner__in=learners) | models.Q(registration__learner__merged_into__in=learners)
        )


class ScoState(models.Model):
    """What a SCO asked to be kept, as it was at its last commit that was acknowledged.

    `revision` counts the commits. `session` names the frame that made the last of them: the same one may go on with a higher
    `sequence`, another only if it began with this revision. `digest` is of the last commit, so that one whose answer got lost
    may be sent again. `ended`: it closed the session, and the SCO did not ask to be suspended.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="sco_states")
    sco = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)
    session = models.CharField(max_length=32, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)
    ended = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects = ScoStates.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("registration", "sco"), name="training_one_state_of_a_sco"),)

    def __str__(self) -> str:
        return f"{self.sco} of {self.registration_id}"
