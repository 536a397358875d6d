"""Who runs services."""

import uuid

from django.db import models
from wagtail.admin.panels import FieldPanel

from config.drafts import Drafted


class Organization(Drafted, models.Model):
    """Who runs services (HSDS 3.0 `organization`). Names are proper nouns and are not translated.

    `unmapped` keeps what an imported feed said of it that has no field here, for the way back.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(
        blank=True, help_text="For the public, as the organisation publishes it. Never a person's own address."
    )
    last_modified = models.DateTimeField(auto_now=True, db_index=True)
    unmapped = models.JSONField(default=dict, blank=True, editable=False)

    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("description"),
        FieldPanel("website"),
        FieldPanel("email"),
    ]

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
