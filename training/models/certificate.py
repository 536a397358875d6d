"""Certificates: one for each completion, never two."""

import secrets
from datetime import date

from django.conf import settings
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
    title = models.CharField(max_length=300, blank=True, help_text="The module's, in the certificate's language.")
    language = models.CharField(max_length=10)
    issued_on = models.DateField()
    valid_until = models.DateField(null=True)
    shortened = models.BooleanField(
        default=False, help_text="It ended before the day that was written on it: what is taught changed."
    )
    revoked_on = models.DateField(null=True)

    objects = OfLearners.as_manager()

    class Meta:
        ordering = ("issued_on", "id")

    def __str__(self) -> str:
        return f"Certificate {self.code}"

    @property
    def shown_code(self) -> str:
        """The code in groups of four, to be read out and typed."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    def is_valid(self, on: date) -> bool:
        """Whether it counts on a day in Europe/London."""
        if self.revoked_on and self.revoked_on <= on:
            return False
        return self.valid_until is None or on <= self.valid_until


class Revocation(models.Model):
    """Why a certificate was revoked, for those who look after its holder; nobody else reads it. Erasure blanks it."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")
    reason = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Revocation of {self.certificate}"
