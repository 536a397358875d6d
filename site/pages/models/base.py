"""What every page of the public site has."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config.drafts import ScheduledPageForm
from config.languages import SOURCE
from config.previews import SIZES, language_modes
from pages.blocks.body import BodyBlock, SourceBlock
from pages.rendering import page_context
from signposting.models import TaxonomyTerm
from signposting.widgets import GroupedTermsWidget


class BasePage(Page):
    """A page that is written once in the source language and translated from it.

    Its summary is Wagtail's `search_description`, because that lies in the table that all pages
    share: lists of pages then need one query whatever kinds of page they hold. The slug is the same
    in every language, so that one address leads to every translation (`/en/x/`, `/ur/x/`).
    """

    body = StreamField(BodyBlock(), blank=True)
    content_note = models.CharField(
        max_length=250, blank=True, help_text="One gentle sentence, if the page describes abuse."
    )
    content_owner = models.CharField(
        "owner", max_length=120, blank=True, help_text="The role that looks after this page."
    )
    reviewed_on = models.DateField("last reviewed on", null=True, blank=True)
    review_due = models.DateField("to be reviewed again by", null=True, blank=True)
    sources = StreamField([("source", SourceBlock())], blank=True)
    terms = ParentalManyToManyField(
        TaxonomyTerm,
        blank=True,
        limit_choices_to={"locale__language_code": SOURCE},
        verbose_name="topics and audiences",
        related_name="+",
    )
    translation_reviewed_on = models.DateField(
        null=True,
        blank=True,
        editable=True,
        help_text="The day a native speaker reviewed this translation; readers are told until then.",
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "search_description", heading="Summary", help_text="One or two sentences that stand alone in a list."
        ),
        FieldPanel("content_note"),
        FieldPanel("body"),
    ]
    promote_panels = [
        FieldPanel("slug"),
        FieldPanel("terms", widget=GroupedTermsWidget),
        FieldPanel("sources"),
        MultiFieldPanel(
            [FieldPanel("content_owner"), FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_due")])],
            heading="Is it true?",
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("search_description"),
        index.SearchField("body"),
        index.FilterField("locale_id"),
    ]
    override_translatable_fields = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("seo_title", overridable=False),
        SynchronizedField("content_owner", overridable=False),
        SynchronizedField("sources", overridable=False),
        SynchronizedField("terms", overridable=False),
        SynchronizedField("translation_reviewed_on", overridable=False),
        TranslatableField("search_description"),
    ]
    base_form_class = ScheduledPageForm
    # Readers have no accounts: a page is either public or not published.
    private_page_options: list[str] = []

    class Meta:
        abstract = True

    @property
    def summary(self) -> str:
        """One or two sentences that stand alone in a list."""
        return self.search_description

    @property
    def weave(self) -> str:
        """What the page's woven band is found by: its address, so that it shares the band of the page above it."""
        return self.url_path or self.slug

    @property
    def look(self) -> str:
        """A word that gives the page a look of its own (`page--…` in the style sheet); empty for most."""
        return ""

    def references(self) -> list[Any]:
        """The values that may point at services, facts, terms or pages; pages.library fetches them at once."""
        return [self.body]

    def clean(self) -> None:
        """A review cannot fall due before it was made."""
        super().clean()
        if self.reviewed_on and self.review_due and self.review_due <= self.reviewed_on:
            raise ValidationError({"review_due": "The next review must come after the last one."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context with the furniture around the page, in the reader's language."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(page_context(self, reader_language(self, request)))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Render at once, in the reader's language, whatever language the caller works in (a preview)."""
        with translation.override(reader_language(self, request)):
            response = super().serve(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Every language of the site."""
        return language_modes(self.locale.language_code)

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Phone, tablet, desktop."""
        return SIZES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """As readers of a language will get it: the translation if there is one, or else these words, marked."""
        language = mode_name or self.locale.language_code
        request.reader_language = language  # type: ignore[attr-defined]
        page = spoken_in(self, language)
        with translation.override(language):
            response = super(BasePage, page).serve_preview(request, mode_name)
            return response.render() if hasattr(response, "render") else response


def reader_language(page: Page, request: HttpRequest) -> str:
    """The language of the address for a reader; the page's own for a preview."""
    return getattr(request, "reader_language", None) or page.locale.language_code


def spoken_in(page: Page, language: str) -> Page:
    """The newest draft of a page's translation for a preview; the page itself in its own language or without one."""
    if language == page.locale.language_code:
        return page
    found = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code__in=[language, SOURCE], alias_of=None
    ).select_related("locale")
    others = {other.locale.language_code: other for other in found}
    if page.locale.language_code == SOURCE:
        others[SOURCE] = page
    chosen = others.get(language) or others.get(SOURCE) or page
    return chosen if chosen is page else chosen.get_latest_revision_as_object()
