"""Questions by e-mail after a completion, for whoever wants them: they help to remember, and change no result."""

from uuid import uuid4

from django.db import models

from training.models.log import Registration

# Days after a completion.
STEPS = (2, 7, 21)


class SpacedPractice(models.Model):
    """Somebody asked for questions by e-mail about what they completed. Since `ended_at` they want no more."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="spaced_practice")
    seed = models.CharField(max_length=32)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Spaced practice {self.pk}"


class SpacedQuestion(models.Model):
    """One of the questions. The row is there before its mail goes, so that it is never sent twice.

    `question` is named as in an attempt: "id of the bank's version:id in the bank".
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    practice = models.ForeignKey(SpacedPractice, on_delete=models.CASCADE, related_name="questions")
    step = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=64)
    claimed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    given = models.JSONField(null=True)
    right = models.BooleanField(null=True)

    class Meta:
        ordering = ("step",)
        constraints = (models.UniqueConstraint(fields=("practice", "step"), name="training_spaced_once"),)

    def __str__(self) -> str:
        return f"Question after {self.step} days"
