"""What modules and live events have in common: pages whose publishing freezes what is learnt from them."""

from typing import Any

from django.db import models, transaction
from wagtail.admin.panels import FieldPanel, ObjectList

from pages.models import BasePage
from training.models.agency import Level


class LearntPage(BasePage):
    """A page of the catalogue, for a level and for some job roles, with a certificate at its end.

    A kind of it has `outcomes` and `job_roles` as well.
    """

    level = models.CharField(max_length=20, choices=Level, default=Level.EVERYONE)
    valid_months = models.PositiveSmallIntegerField(
        "certificate valid for", default=0, help_text="Months. 0: for good."
    )

    parent_page_types = ["training.TrainingIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    @property
    def weave(self) -> str:
        """The band of its first topic."""
        return next((term.code for term in self.terms.all() if term.taxonomy == "topic"), "calm")

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """The version is frozen in the same transaction, or nothing is published."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)


def for_readers() -> ObjectList:
    """The editor's first tab."""
    panels = [FieldPanel("outcomes"), FieldPanel("level"), FieldPanel("job_roles")]
    return ObjectList([*BasePage.content_panels, *panels], heading="What readers see")
