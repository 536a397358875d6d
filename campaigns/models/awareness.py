"""Awareness days that others have set, so that campaigns can be planned around them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import RevisionMixin

from config.truth import Checked, checked_panels


class AwarenessDay(Checked, RevisionMixin, models.Model):
    """A day or a week with a name and a publisher. Only the team sees it, on its calendar.

    One that is kept on the same days every year is written once; any other has its dates of this
    year, which somebody replaces when the next ones are published.
    """

    name = models.CharField(max_length=150)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day", help_text="The same as the first, if it is one day.")
    yearly = models.BooleanField(
        "on the same days every year", default=False, help_text="The year of the dates above then does not matter."
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("yearly"),
        checked_panels(),
    ]

    class Meta:
        verbose_name = "awareness day"
        verbose_name_plural = "awareness days"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Dates in order, and less than a year between them."""
        super().clean()
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day is before the first day."})
        if (self.ends_on - self.starts_on).days >= 366:
            raise ValidationError({"ends_on": "An awareness day lasts less than a year."})

    def between(self, first: date, last: date) -> list[tuple[date, date]]:
        """Its first and last days, each time that it touches the days from `first` to `last`."""
        if not self.yearly:
            found = [(self.starts_on, self.ends_on)]
        else:
            length = self.ends_on - self.starts_on
            starts = [in_year(self.starts_on, year) for year in range(first.year - 1, last.year + 1)]
            found = [(start, start + length) for start in starts]
        return [(start, end) for start, end in found if start <= last and end >= first]


def in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February falls on the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
