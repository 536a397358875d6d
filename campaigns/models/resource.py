"""The resource library: posters, cards and guides in several languages and formats."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from campaigns.journeys.resources import ResourceFilterForm, find_resources, shown_versions
from config import languages
from pages.models import BasePage, PublicDocument

Context = dict[str, Any]


class ResourcePage(BasePage):
    """One resource. Its versions in other languages and in Easy Read are kept with it, as one resource."""

    class Kind(models.TextChoices):
        POSTER = "poster", _("Poster")
        LEAFLET = "leaflet", _("Leaflet")
        CARD = "card", _("Card")
        CHECKLIST = "checklist", _("Checklist")
        NOTES = "notes", _("Notes")
        EASY_READ = "easy-read", _("Easy Read")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.LEAFLET)

    parent_page_types = ["campaigns.ResourceIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("kind"),
        *BasePage.content_panels[1:],
        InlinePanel("versions", label="Version", min_num=1),
    ]

    @property
    def weave(self) -> str:
        """The band of its first topic."""
        return next((term.code for term in self.terms.all() if term.taxonomy == "topic"), "calm")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds `versions`."""
        context = super().get_context(request, *args, **kwargs)
        context["versions"] = shown_versions(self.translation_key, self.slug, context["furniture"].language.code)
        return context


class ResourceVersion(Orderable):
    """A resource in one language and one format. Readers always get the source page's versions."""

    class Format(models.TextChoices):
        PDF = "pdf", _("PDF")
        EASY_READ = "easy-read", _("Easy Read")
        LARGE_PRINT = "large-print", _("Large print")
        AUDIO = "audio", _("Audio")

    resource = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=10, choices=languages.choices)
    format = models.CharField(max_length=20, choices=Format, default=Format.PDF)
    document = models.ForeignKey(PublicDocument, on_delete=models.PROTECT, related_name="+")

    panels = [FieldRowPanel([FieldPanel("language"), FieldPanel("format")]), FieldPanel("document")]

    class Meta(Orderable.Meta):
        verbose_name = "version of a resource"
        verbose_name_plural = "versions of a resource"

    def __str__(self) -> str:
        return f"{self.language}, {self.get_format_display()}"


class DownloadCount(models.Model):
    """How often a document was downloaded in a month: a number, and nobody's name or address."""

    document = models.ForeignKey(PublicDocument, on_delete=models.CASCADE, related_name="download_counts")
    month = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "download count"
        verbose_name_plural = "download counts"
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["document", "month"], name="one_count_per_document_and_month")]

    def __str__(self) -> str:
        return f"{self.document_id} {self.month:%Y-%m}: {self.number}"


class ResourceIndexPage(BasePage):
    """The resource library, filtered by topic, audience, language and format."""

    subpage_types = ["campaigns.ResourcePage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds the filter `form` and one page of `resources`."""
        context = super().get_context(request, *args, **kwargs)
        library = context["library"]
        form = ResourceFilterForm(
            request.GET or None, topics=library.terms("topic"), audiences=library.terms("audience")
        )
        context["form"] = form
        context.update(find_resources(form, context["furniture"].language.code, request.GET.get("page", "")))
        return context
