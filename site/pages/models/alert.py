"""Alerts: what every reader of the site, or of one branch of it, must know today."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from config import languages
from config.drafts import Drafted
from config.languages import SOURCE
from config.previews import Previewed

MOST_AT_ONCE = 3


class Alert(Drafted, Previewed, TranslatableMixin, models.Model):
    """A short message above the page between two dates, at most three on any page at once.

    Without a page it stands on the whole site; with one, on that page, and on everything under it
    if `include_descendants` is ticked. Both dates are included, in Europe/London.
    """

    class Level(models.TextChoices):
        INFORMATION = "information", "Information"
        WARNING = "warning", "Warning"
        URGENT = "urgent", "Urgent"

    text = models.CharField(max_length=300)
    level = models.CharField(max_length=20, choices=Level, default=Level.INFORMATION)
    page = models.ForeignKey("wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    include_descendants = models.BooleanField("and everything under it", default=True)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")

    translatable_fields = [
        TranslatableField("text"),
        *(
            SynchronizedField(name, overridable=False)
            for name in ("level", "page", "include_descendants", "starts_on", "ends_on")
        ),
    ]
    panels = [
        FieldPanel("text"),
        FieldPanel("level"),
        PageChooserPanel("page"),
        FieldPanel("include_descendants"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = "alert"
        verbose_name_plural = "alerts"
        ordering = ["-starts_on"]

    def __str__(self) -> str:
        return self.text

    def furnish_preview(self, context: dict[str, Any], language: str) -> None:
        """Above the page, alone."""
        words = self.spoken_in(language)
        spoken = languages.get(words.locale.language_code)
        context["furniture"].alerts = [
            {"text": words.text, "level": self.level, "lang": spoken.code, "direction": spoken.direction}
        ]

    def shows_on(self, path: str) -> bool:
        """Whether it stands on the page with this tree path (empty for pages without one)."""
        if self.page is None:
            return True
        own = self.page.path
        return path == own or (self.include_descendants and path.startswith(own))

    def clean(self) -> None:
        """Dates in order, and no day on which readers would meet more than three at once."""
        super().clean()
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day is before the first day."})
        if self.locale_id and self.locale.language_code != SOURCE:
            return
        crowded = self._crowded_day()
        if crowded:
            raise ValidationError(
                {
                    "starts_on": f"On {crowded:%d/%m/%Y} readers would already see {MOST_AT_ONCE} alerts here. "
                    "Choose other dates, or shorten one of the alerts that are there."
                }
            )

    def _crowded_day(self) -> date | None:
        others = Alert.objects.filter(
            starts_on__lte=self.ends_on, ends_on__gte=self.starts_on, locale__language_code=SOURCE, live=True
        )
        rivals = [other for other in others.exclude(pk=self.pk).select_related("page") if self._meets(other)]
        # The busiest day is always one on which some alert starts.
        for day in sorted({self.starts_on, *(max(rival.starts_on, self.starts_on) for rival in rivals)}):
            if sum(rival.starts_on <= day <= rival.ends_on for rival in rivals) >= MOST_AT_ONCE:
                return day
        return None

    def _meets(self, other: "Alert") -> bool:
        if self.page is None or other.page is None:
            return True
        return self.shows_on(other.page.path) or other.shows_on(self.page.path)
