"""What people have to do, by when, how long it lasts, and who is let off."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from training.dates import Terms, Validity, month_end, today
from training.models.activity import Activity
from training.models.agency import Agency, JobRole, Level
from training.models.learner import Learner, OfLearners


class Requirement(models.Model):
    """Activities that some people must complete, with its terms. Empty lists of agencies and roles mean every one.

    Terms may be changed: everybody's dates then follow (training.journeys.requiring). The log does not.
    """

    title = models.CharField(max_length=200, unique=True)
    activities = models.ManyToManyField(Activity, related_name="requirements")
    agencies = models.ManyToManyField(Agency, blank=True, related_name="requirements")
    job_roles = models.ManyToManyField(JobRole, blank=True, related_name="requirements")
    level = models.CharField(max_length=20, choices=Level, blank=True, help_text="Empty: whatever the level.")
    ended_on = models.DateField(null=True, blank=True)
    validity = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.value) for kind in Validity],
        default=Validity.FOR_GOOD.value,
        help_text="How long it lasts: for good, some months from the day (rolling), or until a day of the year (fixed).",
    )
    months = models.PositiveSmallIntegerField(default=0, help_text="If it is rolling.")
    fixed_month = models.PositiveSmallIntegerField(default=0, help_text="If it is fixed: the month.")
    fixed_day = models.PositiveSmallIntegerField(default=0, help_text="If it is fixed: the last day that counts.")
    due_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Days to do it in, from the day somebody has to. Empty: whenever they like."
    )
    grace_days = models.PositiveSmallIntegerField(default=0, help_text="Days after that before it is called overdue.")
    window_days = models.PositiveSmallIntegerField(
        default=0, help_text="Days before it expires in which renewing counts on from the old date."
    )

    class Meta:
        ordering = ("title",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(validity=Validity.ROLLING.value) | Q(months__gte=1), name="training_rolling_has_months"
            ),
            models.CheckConstraint(
                condition=~Q(validity=Validity.FIXED.value)
                | Q(fixed_month__gte=1, fixed_month__lte=12, fixed_day__gte=1, fixed_day__lte=31),
                name="training_fixed_has_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> Terms:
        """What its dates are reckoned by."""
        return Terms(
            validity=Validity(self.validity),
            months=self.months,
            fixed_month=self.fixed_month,
            fixed_day=self.fixed_day,
            due_days=self.due_days,
            grace_days=self.grace_days,
            window_days=self.window_days,
        )

    def clean(self) -> None:
        """Terms that cannot be meant are refused, with what to do."""
        if self.ended_on and self.ended_on > today():
            raise ValidationError({"ended_on": "End it on the day itself: choose today or an earlier day."})
        if self.validity == Validity.ROLLING.value and not self.months:
            raise ValidationError({"months": "Say after how many months it has to be done again."})
        if self.validity == Validity.FIXED.value:
            if not 1 <= self.fixed_month <= 12:
                raise ValidationError({"fixed_month": "Say the month, from 1 to 12."})
            if not 1 <= self.fixed_day <= month_end(2024, self.fixed_month):
                raise ValidationError({"fixed_day": "This month has no such day. Choose another."})
        longest = self.months * 28 if self.validity == Validity.ROLLING.value else 365
        if self.validity != Validity.FOR_GOOD.value and self.window_days >= longest:
            raise ValidationError({"window_days": "The window must be shorter than the time for which it is valid."})


class Exemption(models.Model):
    """Why and how long somebody is let off. The log says that they were; the reason can be erased."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="exemptions")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="exemptions")
    began_on = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day. Empty: until somebody ends it.")
    reason = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = OfLearners.as_manager()

    class Meta:
        ordering = ("began_on", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("began_on")), name="training_exemption_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner}: {self.requirement}"
