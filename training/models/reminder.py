"""What was sent by e-mail: a row is there before the mail goes, so that nothing is ever sent twice."""

from django.conf import settings
from django.db import models

from training.models.learner import Learner
from training.models.requirement import Requirement


class ReminderMail(models.Model):
    """One learner's mail of one day (Europe/London): reminders, a follow-up, or a question; never two of them.

    Without `sent_at` it was being sent when something broke.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="reminder_mails")
    day = models.DateField()
    claimed_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("learner", "day"), name="training_one_mail_a_day"),)

    def __str__(self) -> str:
        return f"Mail {self.pk} of {self.day}"


class Reminder(models.Model):
    """One line of such a mail. The constraint is what keeps it from being said again.

    `on` is the day that was spoken of: the last valid day, or the day it is due. `step` is the days before it for which
    the reminder stands; 0 says that it is overdue, and -1, -2 … that it still was so many weeks later.
    """

    mail = models.ForeignKey(ReminderMail, on_delete=models.CASCADE, related_name="reminders")
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="reminders")
    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="reminders")
    on = models.DateField()
    step = models.SmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("learner", "requirement", "on", "step"), name="training_reminded_once"),
        )

    def __str__(self) -> str:
        return f"Reminder {self.step} of {self.on}"


class LeadSummary(models.Model):
    """The mail that a training lead gets once a week; `day` is its Monday."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training_summaries")
    day = models.DateField()
    claimed_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "lead summaries"
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="training_one_summary_a_week"),)

    def __str__(self) -> str:
        return f"Summary {self.pk} of {self.day}"
