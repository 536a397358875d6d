"""Certificates: one for each completion, never two."""

import secrets
from datetime import date

from django.db import models

from training.models.activity import ActivityVersion
from training.models.learner import Learner, OfLearners
from training.models.log import Event

# Without letters that look like digits, so that a code can be read out and typed. 20 of 30 signs: 98 bits.
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(SIGNS) for _ in range(20))


class Certificate(models.Model):
    """What somebody shows: which version was completed, when, and until when that is valid.

    `event` is the completion it follows from, and the constraint that there is one for each. The name is kept as it
    was when it was issued; erasure blanks it.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="certificate")
    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="certificates")
    version = models.ForeignKey(ActivityVersion, on_delete=models.PROTECT, related_name="certificates")
    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    revoked_on = models.DateField(null=True)

    objects = OfLearners.as_manager()

    class Meta:
        ordering = ("issued_on", "id")

    def __str__(self) -> str:
        return f"Certificate {self.code}"

    def is_valid(self, on: date) -> bool:
        """Whether it counts on a day in Europe/London."""
        if self.revoked_on and self.revoked_on <= on:
            return False
        return self.valid_until is None or on <= self.valid_until
