"""What a training came to: how sure somebody was before it, after it and weeks later; what they and a manager say of it.

`Confidence` is part of the log (training.guards). Texts are their writer's alone and go with an erasure; codes stay, so
that no sum becomes untrue.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.models.log import Registration

LOWEST, HIGHEST = 1, 5


class Statement(models.TextChoices):
    """What somebody says of themselves: the same for every training, so that answers can be compared."""

    NOTICE = "notice", _("I would notice the signs.")
    ACT = "act", _("I know what to do next.")
    SPEAK = "speak", _("I would speak up, even if others see it differently.")


class Moment(models.TextChoices):
    """When they say so."""

    BEFORE = "before", "Before"
    AFTER = "after", "After"
    LATER = "later", "Some weeks later"


class Confidence(models.Model):
    """How sure somebody was of one statement, from 1 to 5. Said once for each moment, or not at all; never changed."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="confidence")
    moment = models.CharField(max_length=6, choices=Moment)
    statement = models.CharField(max_length=10, choices=Statement)
    value = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "confidence"
        constraints = (
            models.UniqueConstraint(fields=("registration", "statement", "moment"), name="training_said_once"),
            models.CheckConstraint(condition=Q(value__gte=LOWEST, value__lte=HIGHEST), name="training_confidence"),
        )

    def __str__(self) -> str:
        return f"{self.statement} {self.moment}: {self.value}"


class Useful(models.TextChoices):
    """Whether a training was."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


class Wish(models.TextChoices):
    """What would make it better. Words to choose from: what is written freely could tell who wrote it."""

    SHORTER = "shorter", _("Make it shorter")
    EASIER = "easier", _("Use easier words")
    MY_WORK = "my_work", _("Say more about my work")
    GENTLER = "gentler", _("Make it less upsetting")
    DEVICE = "device", _("It did not work well on my device")
    NOTHING = "nothing", _("Nothing, it is fine")


class Evaluation(models.Model):
    """What somebody said after completing. `differently` comes back to them in the follow-up; nobody else reads it."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="evaluation")
    useful = models.CharField(max_length=6, choices=Useful, blank=True)
    wish = models.CharField(max_length=8, choices=Wish, blank=True)
    differently = models.TextField(max_length=2000, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Evaluation {self.pk}"


class Used(models.TextChoices):
    """Whether somebody has used what they learnt."""

    OFTEN = "often", _("Yes, often")
    ONCE = "once", _("Yes, once or twice")
    NOT_YET = "not_yet", _("Not yet: nothing came up")
    HINDERED = "hindered", _("No: something stood in the way")


class FollowUp(models.Model):
    """A question some weeks after a completion. The row is there before its mail goes; it is answered once, or never."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="follow_up")
    claimed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    used = models.CharField(max_length=8, choices=Used, blank=True)
    used_what = models.TextField(max_length=2000, blank=True)

    def __str__(self) -> str:
        return f"Follow-up {self.pk}"


class Seen(models.TextChoices):
    """Whether a manager has seen somebody use what they learnt."""

    OFTEN = "often", _("Yes, often")
    SOMETIMES = "sometimes", _("Yes, now and then")
    NOT_YET = "not_yet", _("Not yet")
    CANNOT_SAY = "cannot_say", _("I cannot say")


class ManagerPart(models.Model):
    """Two questions to a manager whom the learner named. Codes alone, and the learner reads them too."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.CASCADE, related_name="manager_part")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="manager_parts")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    seen = models.CharField(max_length=10, choices=Seen, blank=True)
    supported = models.CharField(max_length=6, choices=Useful, blank=True)

    class Meta:
        indexes = (models.Index(fields=("lead", "answered_at"), name="training_manager_parts_of"),)

    def __str__(self) -> str:
        return f"Manager's part {self.pk}"
