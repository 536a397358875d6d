"""Organisations and the services they offer."""

from typing import Any

from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config.drafts import Drafted
from config.languages import SOURCE
from config.previews import Previewed
from config.truth import Checked, Worded, checked_panels
from signposting.models.taxonomy import TaxonomyTerm
from signposting.widgets import GroupedTermsWidget


class Organization(Drafted, models.Model):
    """Who runs services (HSDS 3.0 `organization`). Names are proper nouns and are not translated."""

    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)

    panels = [FieldPanel("name"), FieldPanel("code"), FieldPanel("description"), FieldPanel("website")]

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Service(Checked, Worded, Drafted, Previewed, TranslatableMixin, index.Indexed, ClusterableModel):
    """Somewhere a person can turn (HSDS 3.0 `service`): a helpline, a team, a reporting page.

    Words are translated; numbers, addresses and hours are not, they follow the source record
    (design promise 4: `01274 437500` is never retyped). Pages refer to the record in the source
    language, so that one edit shows everywhere.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        INACTIVE = "inactive", "Paused"
        DEFUNCT = "defunct", "Closed for good"

    class Bill(models.TextChoices):
        YES = "yes", "Shows on the phone bill"
        NO = "no", "Does not show on the phone bill"
        UNKNOWN = "unknown", "Not published"

    code = models.SlugField(max_length=80)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="services", verbose_name="organisation"
    )
    name = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, help_text="What happens when somebody calls, in one plain sentence.")
    description = models.TextField(blank=True)
    url = models.URLField("website", blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    free = models.BooleanField("free to contact", default=False)
    shows_on_bill = models.CharField(max_length=10, choices=Bill, default=Bill.UNKNOWN)
    interpreter = models.BooleanField("interpreters can be asked for", default=False)
    languages = models.JSONField(default=list, blank=True, help_text="ISO 639 codes of the languages spoken.")
    terms = ParentalManyToManyField(
        TaxonomyTerm,
        blank=True,
        limit_choices_to={"locale__language_code": SOURCE},
        related_name="services",
        verbose_name="topics, audiences and needs",
    )

    worded_in = ("name", "summary", "description")
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("summary"),
        TranslatableField("description"),
        TranslatableField("contacts"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "code",
                "organization",
                "url",
                "status",
                "minimum_age",
                "maximum_age",
                "free",
                "shows_on_bill",
                "interpreter",
                "languages",
                "terms",
                "source_title",
                "source_url",
                "owner",
                "checked_on",
                "review_due",
                "fingerprint",
            )
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.SearchField("summary"),
        index.FilterField("status"),
        index.FilterField("locale_id"),
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("code"),
        FieldPanel("organization"),
        FieldPanel("summary"),
        FieldPanel("description"),
        FieldPanel("url"),
        InlinePanel("contacts", label="Way to get in touch", min_num=1),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
                FieldRowPanel([FieldPanel("free"), FieldPanel("shows_on_bill")]),
                FieldPanel("interpreter"),
                FieldPanel("languages"),
                FieldPanel("status"),
            ],
            heading="Who it is for and what it costs",
        ),
        FieldPanel("terms", widget=GroupedTermsWidget),
        checked_panels(),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "service"
        verbose_name_plural = "services"
        ordering = ["name"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["code", "locale"], name="one_service_per_code_and_language"),
        ]

    def __str__(self) -> str:
        return self.name

    def furnish_preview(self, context: dict[str, Any], language: str) -> None:
        """As a card; a translation of other words than these gives way to them."""
        from signposting.shown import shown  # It needs this model.

        words = self.spoken_in(language)
        words = words if words.translates(self) else self
        context["services"] = [shown(self, list(self.contacts.all()), words, list(words.contacts.all()))]
