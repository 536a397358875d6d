"""A record in the source language whose words are translated."""

import uuid

from django.db import models
from wagtail.models import Page


class Original(models.Model):
    """What the table of translations has a row for, whatever kind of record it is.

    It repeats a few things about the record so that ten thousand records of eight kinds can be
    filtered, sorted and counted in a handful of queries. `translations.journeys.keeping` keeps it in
    step. `fingerprint` stands for the words that readers get now, `offered` for the words that
    wagtail-localize gives to translators (they differ until the source is synced), and `before` for
    the words that the present ones replaced, so that a minor edit can be declared afterwards.
    """

    class Kind(models.TextChoices):
        PAGE = "page", "Pages"
        SERVICE = "service", "Services"
        TERM = "term", "Topics and audiences"
        FACT = "fact", "Facts"
        ALERT = "alert", "Alerts"
        NAVIGATION = "navigation", "Navigation"
        ANSWER = "answer", "Answers to readers"
        PICTURE = "picture", "Pictures’ descriptions"
        JOB_ROLE = "job_role", "Job roles"
        QUESTION_BANK = "bank", "Question banks"

    translation_key = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12, choices=Kind)
    object_id = models.PositiveBigIntegerField()
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=255)
    owner = models.CharField(max_length=120, blank=True)
    live = models.BooleanField(default=False)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    segments = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    offered = models.CharField(max_length=64, blank=True)
    before = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = "original"
        verbose_name_plural = "originals"
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_original_per_record")]
        indexes = [models.Index(fields=["kind", "title"], name="originals_by_title")]

    def __str__(self) -> str:
        return self.title
