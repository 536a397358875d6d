"""What every record that states something true has: a source, an owner and a review date.

Design promise 9: every service, number, law and statistic on the site can be traced and falls due.
"""

import hashlib
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from config.languages import SOURCE
from pagestore.collecting import changes_on


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
        changes_on(self.review_due + timedelta(days=1))
        return self.review_due < timezone.localdate()

    def clean(self) -> None:
        """A check cannot fall due before it was made."""
        super().clean()
        if self.checked_on and self.review_due and self.review_due <= self.checked_on:
            raise ValidationError({"review_due": "The next check must come after the last one."})


class Worded(models.Model):
    """A record whose words are translated, and that knows which words a translation was made from.

    A translation carries the fingerprint of the source that it translates. When the source's words
    change, the two differ, and readers get the source's until the translation has followed: a law
    whose longest sentence has changed must not stay as it was in one language.
    """

    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    worded_in: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The source takes the fingerprint of its own words; a translation keeps what it was given."""
        if self.locale.language_code == SOURCE:  # type: ignore[attr-defined]
            self.fingerprint = self.mark()
        super().save(*args, **kwargs)

    def mark(self) -> str:
        """The fingerprint of these words; those of a draft differ from what is kept until it is published."""
        words = "\0".join(str(getattr(self, name)) for name in self.worded_in)
        return hashlib.sha256(words.encode()).hexdigest()

    def translates(self, source: "Worded") -> bool:
        """Whether these words were made from the source's present ones."""
        return self is source or self.fingerprint == source.mark()


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
