"""What every record that states something true has: a source, an owner and a review date.

Design promise 9: every service, number, law and statistic on the site can be traced and falls due.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel


class Checked(models.Model):
    """Source, owner, the day somebody last checked, and the day it must be checked again."""

    source_title = models.CharField("source", max_length=250, blank=True)
    source_url = models.URLField("address of the source", max_length=500)
    owner = models.CharField(
        "owner", max_length=120, help_text="The role that looks after this, never a person's name."
    )
    checked_on = models.DateField("last checked on")
    review_due = models.DateField("to be checked again by")

    class Meta:
        abstract = True

    @property
    def overdue(self) -> bool:
        """True from the day after `review_due`."""
        return self.review_due < timezone.localdate()

    def clean(self) -> None:
        """A check cannot fall due before it was made."""
        super().clean()
        if self.checked_on and self.review_due and self.review_due <= self.checked_on:
            raise ValidationError({"review_due": "The next check must come after the last one."})


def checked_panels() -> MultiFieldPanel:
    """The same panel in every editor."""
    return MultiFieldPanel(
        [
            FieldPanel("source_title"),
            FieldPanel("source_url"),
            FieldPanel("owner"),
            FieldRowPanel([FieldPanel("checked_on"), FieldPanel("review_due")]),
        ],
        heading="Is it true?",
    )
