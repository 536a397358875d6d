"""Reusable facts: laws, statistics and guidance, each with its source."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config import languages
from config.drafts import Drafted
from config.previews import Previewed
from config.truth import Checked, Worded, checked_panels


class Fact(Checked, Worded, Drafted, Previewed, TranslatableMixin, index.Indexed, models.Model):
    """One true statement that pages refer to, so that a change shows everywhere.

    Pages refer to the record in the source language; the reader's language is looked up when shown.
    """

    class Kind(models.TextChoices):
        LAW = "law", _("Law")
        STATISTIC = "statistic", _("Statistic")
        GUIDANCE = "guidance", _("Guidance")

    code = models.SlugField(max_length=100)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.CharField(max_length=200)
    statement = models.TextField(
        help_text="One to three plain sentences. For an offence: the offence, the act and the longest sentence."
    )
    jurisdiction = models.CharField(max_length=80, blank=True)

    worded_in = ("title", "statement")
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("statement"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "code",
                "kind",
                "jurisdiction",
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
        index.SearchField("title"),
        index.SearchField("statement"),
        index.FilterField("kind"),
        index.FilterField("locale_id"),
    ]
    panels = [
        FieldPanel("kind"),
        FieldPanel("code"),
        FieldPanel("title"),
        FieldPanel("statement"),
        FieldPanel("jurisdiction"),
        checked_panels(),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "fact"
        verbose_name_plural = "facts"
        ordering = ["title"]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.UniqueConstraint(fields=["code", "locale"], name="one_fact_per_code_and_language"),
        ]

    def __str__(self) -> str:
        return self.title

    def furnish_preview(self, context: dict[str, Any], language: str) -> None:
        """As in a list of facts; a translation of other words than these gives way to them."""
        words = self.spoken_in(language)
        context["facts"] = [self.shown_with(words if words.translates(self) else self)]

    def shown_with(self, words: "Fact") -> dict[str, Any]:
        """As its template needs it: the words of one record, the truth of this one."""
        language = languages.get(words.locale.language_code)
        return {
            "code": self.code,
            "kind": self.get_kind_display(),
            "title": words.title,
            "statement": words.statement,
            "source_title": self.source_title or self.title,
            "source_url": self.source_url,
            "checked_on": self.checked_on,
            "overdue": self.overdue,
            "lang": language.code,
            "direction": language.direction,
        }
