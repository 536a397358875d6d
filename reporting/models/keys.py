"""Whose key opens what. No row here, nor all of them together, opens anything without a passphrase or the printed sheet."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q


class Setup(models.Model):
    """The one row that says how this desk was set up. `receipt_salt` is public by nature: 16 bytes, never changed."""

    receipt_salt = models.BinaryField()
    made_on = models.DateField()
    demonstration = models.BooleanField(
        default=False, help_text="The keys were made by the demonstration: their passphrases are known to everybody."
    )

    notified_for = models.DateTimeField(
        null=True, help_text="The hour for which the desk was last told that something waits."
    )
    looked_over_on = models.DateField(
        null=True, help_text="When a manager last looked over what is due for deletion, to the end."
    )

    class Meta:
        constraints = (models.CheckConstraint(name="reporting_one_setup", condition=Q(pk=1)),)

    def __str__(self) -> str:
        return f"Set up on {self.made_on}"


class InboxKey(models.Model):
    """A public key that reports are sealed to. Its private half stands nowhere but sealed to its holders (HeldKey)."""

    class Inbox(models.TextChoices):
        """Who reads what is sealed to it: every officer, or the desk's managers alone."""

        DESK = "desk", "The desk"
        MANAGERS = "managers", "The desk's managers"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    inbox = models.CharField(max_length=10, choices=Inbox)
    public_key = models.BinaryField()
    made_on = models.DateField()
    retired = models.BooleanField(default=False, help_text="Nothing new is sealed to it.")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("inbox",), name="reporting_one_key_in_use_per_inbox", condition=Q(retired=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_inbox_display()}, made on {self.made_on}"


class KeyHolder(models.Model):
    """Who can open inbox keys: an officer with a passphrase, or the recovery key, printed once for a safe.

    An officer's private key is locked by the passphrase; the recovery key's is on paper alone, so
    `locked_private_key` is empty there. `proven_on` says when the holder last showed that the key opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="key_holder"
    )
    public_key = models.BinaryField()
    locked_private_key = models.BinaryField(default=bytes)
    made_on = models.DateField()
    proven_on = models.DateField(null=True)

    class Meta:
        constraints = (
            # SQL counts two NULLs as different, so the paper needs a constraint of its own.
            models.UniqueConstraint(models.Value(1), name="reporting_one_recovery_key", condition=Q(user__isnull=True)),
        )

    def __str__(self) -> str:
        return str(self.user) if self.user_id else "Recovery sheet"


class HeldKey(models.Model):
    """An inbox's private key, wrapped for one holder."""

    inbox_key = models.ForeignKey(InboxKey, on_delete=models.CASCADE, related_name="held")
    holder = models.ForeignKey(KeyHolder, on_delete=models.CASCADE, related_name="held")
    wrapped = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("inbox_key", "holder"), name="reporting_held_once"),)

    def __str__(self) -> str:
        return f"{self.inbox_key_id} for {self.holder_id}"


class Unlocking(models.Model):
    """An officer's opened keys for a short time, sealed under a token that only the officer's browser holds.

    `id` is a digest of the token. Without the token the row opens nothing, in a backup least of all.
    """

    id = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    used_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Open until {self.ends_at}"
