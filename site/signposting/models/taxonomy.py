"""The words that sort services, topics and campaigns alike."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class TaxonomyTerm(TranslatableMixin, models.Model):
    """One term of a taxonomy (HSDS 3.0 `taxonomy_term`): a topic, an audience or a need.

    `code` is the same in every language and appears in addresses and feeds. `page` is the page, in
    the source language, that explains the term to readers. Other records always refer to the term
    in the source language; its name is looked up in the reader's language when shown.
    """

    class Taxonomy(models.TextChoices):
        TOPIC = "topic", "Topic"
        AUDIENCE = "audience", "Who it is for"
        NEED = "need", "Need"

    taxonomy = models.CharField(max_length=20, choices=Taxonomy)
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    sort_order = models.PositiveSmallIntegerField(default=0)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    translatable_fields = [
        TranslatableField("name"),
        SynchronizedField("taxonomy", overridable=False),
        SynchronizedField("code", overridable=False),
        SynchronizedField("sort_order", overridable=False),
        SynchronizedField("page", overridable=False),
    ]
    panels = [
        FieldPanel("taxonomy"),
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("page"),
        FieldPanel("sort_order"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "topic, audience or need"
        verbose_name_plural = "topics, audiences and needs"
        ordering = ["taxonomy", "sort_order", "name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["taxonomy", "code", "locale"], name="one_term_per_code_and_language"),
        ]

    def __str__(self) -> str:
        return self.name
