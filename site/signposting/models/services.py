"""Services."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Locale, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config.drafts import Drafted
from config.languages import SOURCE
from config.previews import Previewed
from config.truth import Checked, Worded, checked_panels
from signposting.fields import SpokenLanguagesField
from signposting.models.organizations import Organization
from signposting.models.taxonomy import TaxonomyTerm
from signposting.service_form import ServiceForm
from signposting.widgets import GroupedTermsWidget

RESERVED = ("list", "confirm", "suggest", "thanks")
"""What stands where a service's code does in addresses of the finder."""
ONLY_IN_THE_SOURCE = ("service_at_locations", "cost_options", "service_areas")
"""What says nothing in words is kept once, with the record in the source language."""


class Service(Checked, Worded, Drafted, Previewed, TranslatableMixin, index.Indexed, ClusterableModel):
    """Somewhere a person can turn (HSDS 3.0 `service`): a helpline, a team, a reporting page.

    Words are translated; numbers, addresses and hours are not, they follow the source record
    (design promise 4: `01274 437500` is never retyped). Pages refer to the record in the source
    language, so that one edit shows everywhere. Its HSDS id is `translation_key`, the same in every
    language; `checked_on` is HSDS's `assured_date`, `terms` are its `attributes`. `unmapped` keeps what
    an imported feed said that has no field here, for the way back.
    """

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        INACTIVE = "inactive", "Paused"
        DEFUNCT = "defunct", "Closed for good"

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
    eligibility_description = models.TextField(
        "who can use it", blank=True, help_text="Only what age and area do not say already."
    )
    application_process = models.TextField(
        "how to get it", blank=True, help_text="For example: You can ask for help yourself. Or: A doctor refers you."
    )
    fees_description = models.TextField("what it costs", blank=True)
    interpreter = models.BooleanField("interpreters can be asked for", default=False)
    languages = SpokenLanguagesField("languages spoken")
    assurer_email = models.EmailField(
        "who confirms the details",
        blank=True,
        help_text="A shared address at the service. Whom to ask when a check is due. Readers never see it.",
    )
    review_interval = models.PositiveSmallIntegerField(
        "months between checks", default=6, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    last_modified = models.DateTimeField(auto_now=True, db_index=True)
    unmapped = models.JSONField(default=dict, blank=True, editable=False)
    terms = ParentalManyToManyField(
        TaxonomyTerm,
        blank=True,
        limit_choices_to={"locale__language_code": SOURCE},
        related_name="services",
        verbose_name="topics, audiences and needs",
    )

    base_form_class = ServiceForm
    worded_in = ("name", "summary", "description", "eligibility_description", "application_process", "fees_description")
    translatable_fields = [
        *(TranslatableField(name) for name in worded_in),
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
                "interpreter",
                "languages",
                "terms",
                "assurer_email",
                "review_interval",
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
        InlinePanel("service_at_locations", label="Place"),
        InlinePanel("service_areas", label="Area served"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
                FieldPanel("eligibility_description"),
                FieldPanel("application_process"),
                FieldPanel("fees_description"),
                InlinePanel("cost_options", label="Price"),
                FieldPanel("interpreter"),
                FieldPanel("languages"),
                FieldPanel("status"),
            ],
            heading="Who it is for and what it costs",
        ),
        FieldPanel("terms", widget=GroupedTermsWidget),
        checked_panels(),
        FieldRowPanel([FieldPanel("assurer_email"), FieldPanel("review_interval")]),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "service"
        verbose_name_plural = "services"
        ordering = ["name"]
        # The feed counts and pages through published services of one language by this alone.
        indexes = [models.Index(fields=["locale", "id"], condition=models.Q(live=True), name="service_feed")]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["code", "locale"], name="one_service_per_code_and_language"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Ages are in order, and the address of its page is free."""
        super().clean()
        if self.code in RESERVED:
            raise ValidationError({"code": "The finder has a page of this name. Choose another code."})
        if self.minimum_age is not None and self.maximum_age is not None and self.maximum_age < self.minimum_age:
            raise ValidationError({"maximum_age": "The oldest age cannot be below the youngest."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What the finder asks by follows the record, and its history tells no way to a secret place."""
        from signposting.journeys.indexing import index_service  # They need this model.
        from signposting.journeys.secrecy import forget_where_to_go

        super().save(*args, **kwargs)
        if self.locale.language_code == SOURCE:
            index_service(self)
            forget_where_to_go(self)

    def copy_for_translation(self, locale: Locale, exclude_fields: Sequence[str] | None = None) -> "Service":
        """A translation has words and ways to get in touch, and leaves the rest with the source."""
        copy: Service = super().copy_for_translation(locale, [*(exclude_fields or ()), *ONLY_IN_THE_SOURCE])
        return copy

    def furnish_preview(self, context: dict[str, Any], language: str) -> None:
        """As a card; a translation of other words than these gives way to them."""
        from signposting.openreferral.contacts import public  # They need this model.
        from signposting.shown import shown

        words = self.spoken_in(language)
        words = words if words.translates(self) else self
        context["services"] = [shown(self, public(self.contacts.all()), words, list(words.contacts.all()))]
