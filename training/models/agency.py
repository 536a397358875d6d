"""Agencies, their teams, what people do there, and who looks after their training."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class Level(models.TextChoices):
    """How much somebody has to know, as the catalogue has it."""

    EVERYONE = "everyone", _("Everyone")
    PRACTITIONER = "practitioner", _("Working with children or adults")
    SPECIALIST = "specialist", _("Specialist")
    MANAGER = "manager", _("Managers")


class Agency(models.Model):
    """An organisation whose people are trained: a school, a trust, a police force, a taxi firm.

    `record_store` is the id in RECORD_STORES of its own learning record store; empty if it has none.
    """

    name = models.CharField(max_length=200, unique=True)
    record_store = models.CharField(max_length=60, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "agencies"
        permissions = [
            ("view_every_agency", "Can see the training records of every agency"),
            ("view_summary", "Can see the sums of every agency, and nobody's record"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A part of an agency: a ward, a year group, a shift."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("agency", "name"), name="training_team_name"),)

    def __str__(self) -> str:
        return self.name


class JobRole(TranslatableMixin, models.Model):
    """What somebody does, as requirements and the catalogue name it: teacher, licensed driver, night manager.

    `code` is the same in every language and appears in addresses. Other records always refer to the role in the
    source language; learners read its name in theirs (training.shown).
    """

    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    sort_order = models.PositiveSmallIntegerField(default=0)

    translatable_fields = [
        TranslatableField("name"),
        SynchronizedField("code", overridable=False),
        SynchronizedField("sort_order", overridable=False),
    ]
    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("sort_order")]

    class Meta(TranslatableMixin.Meta):
        ordering = ["sort_order", "name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["code", "locale"], name="training_one_job_role_per_code_and_language"),
        ]

    def __str__(self) -> str:
        return self.name


def current(on: date, prefix: str = "") -> Q:
    """Rows with `began_on` and `ended_on` that hold on a day; the day on which something ended is no longer in it."""
    began = Q(**{f"{prefix}began_on__lte": on})
    return began & (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": on}))


class Lead(models.Model):
    """Somebody who looks after the training of an agency or, with a team, of that team alone.

    It counts only together with the role Training leads, which a site manager gives and takes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="training_leads")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="leads")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="leads")
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("began_on")), name="training_lead_days"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} for {self.team or self.agency}"
