"""Jobs: work of many steps that somebody asked for, done in the background."""

from django.conf import settings
from django.db import models


class Job(models.Model):
    """Work of many steps with progress. It can be stopped and resumed, and it outlives a killed worker.

    `beat_at` is when a worker last took a step; `lease` names the one slice of work that may take the
    next. Counts are kept here so that a list of jobs needs no counting.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        STOPPED = "stopped", "Stopped"
        DONE = "done", "Done"

    kind = models.CharField(max_length=80)
    title = models.CharField(max_length=250)
    parameters = models.JSONField(default=dict, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="background_jobs"
    )
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.RUNNING)
    lease = models.UUIDField(null=True, default=None)
    beat_at = models.DateTimeField(auto_now_add=True)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = "job"
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["state", "beat_at"], name="jobs_that_stand_still")]

    def __str__(self) -> str:
        return self.title

    @property
    def left(self) -> int:
        """How many steps wait."""
        return self.total - self.done - self.failed


class Step(models.Model):
    """One step of a job: what to do, as JSON that the kind of job understands, and how it went."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    label = models.CharField(max_length=250)
    what = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = "step"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["job", "position"], name="one_step_per_position")]
        indexes = [models.Index(fields=["job", "state", "position"], name="next_step_of_a_job")]

    def __str__(self) -> str:
        return self.label
