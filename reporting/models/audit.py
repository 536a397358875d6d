"""The log of what was done at the desk, chained so that a removed or changed line is noticed."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """Who did what, when, to which report. It holds no content of a report.

    `digest` is taken over this line and the one before it, so the last digest vouches for all of them.
    """

    class Action(models.TextChoices):
        """Everything that is logged."""

        KEYS_MADE = "keys_made", "Made the desk's keys"
        DRILL_PASSED = "drill_passed", "Proved the recovery sheet"
        DRILL_FAILED = "drill_failed", "Typed a recovery sheet that does not fit"
        PASSPHRASE_SET = "passphrase_set", "Chose a passphrase"
        ADMITTED = "admitted", "Admitted a colleague"
        READMITTED = "readmitted", "Came back with the recovery sheet"
        LEFT = "left", "Took a colleague's keys away"
        ROTATED = "rotated", "Changed the inbox's key"
        UNLOCKED = "unlocked", "Unlocked"
        UNLOCK_FAILED = "unlock_failed", "Typed a wrong passphrase"
        LOCKED = "locked", "Locked"
        READ = "read", "Opened a report"
        CHANGED = "changed", "Wrote about a report"
        ANSWERED = "answered", "Answered a reporter"
        EXPORTED = "exported", "Took something out"
        AGENCY = "agency", "Changed a partner agency"
        REFUSED = "refused", "Was refused"
        KEPT = "kept_longer", "Kept a report for longer"
        HELD = "held", "Put a report on hold"
        RELEASED = "released", "Lifted a hold"
        LOOKED_OVER = "looked_over", "Looked over what is due for deletion"
        DELETED = "deleted", "Deleted a report for good"
        ERASURE_ASKED = "erasure_asked", "Asked for a report to be erased before its time"
        ERASURE_TURNED_DOWN = "erasure_turned_down", "Turned down that a report is erased"
        WENT_ON = "went_on", "Said why lines of this log are missing"

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(
        max_length=255, help_text="The e-mail address at that time, which stays if the account goes."
    )
    action = models.CharField(max_length=20, choices=Action)
    report = models.UUIDField(null=True)
    detail = models.CharField(max_length=255, blank=True)
    digest = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("number",)
        indexes = (
            models.Index(fields=("report", "action"), name="reporting_audit_of_report"),
            # Each manager's inbox asks for these few among all.
            models.Index(
                fields=("report",), condition=models.Q(action="erasure_asked"), name="reporting_audit_erasures"
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.get_action_display()}"
