"""Live events: training that people give on a day. The page says what it is; its sessions say when and where."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.models import BasePage
from training.addresses import EVENTS_SLUG, stylesheet
from training.models.activity import Activity
from training.models.agency import JobRole
from training.models.learnt_page import LearntPage, for_readers

Context = dict[str, Any]


class LiveEventPage(LearntPage):
    """What a live event teaches, to whom. It is given in sessions, which training's staff make (models.session).

    Publishing it in the source language freezes a version, as of a module: its only part is being there.
    """

    job_roles = ParentalManyToManyField(JobRole, blank=True, related_name="+", help_text="For whom. None: for anybody.")
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(max_length=200))],
        blank=True,
        help_text="What people can do afterwards, such as: You can spot the signs.",
    )
    counts_as = models.ForeignKey(
        Activity,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        limit_choices_to=~models.Q(kind=Activity.Kind.EVENT),
        verbose_name="counts as",
        help_text="A module or package that whoever was there need not do as well. None: it counts as itself alone.",
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("level", "job_roles", "valid_months", "counts_as")),
    ]
    edit_handler = TabbedInterface(
        [
            for_readers(),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("valid_months"), FieldPanel("counts_as")])], heading="Certificate"
                    )
                ],
                heading="Certificate",
            ),
            ObjectList(BasePage.promote_panels, heading="Promote"),
        ]
    )

    class Meta:
        verbose_name = "live event"

    def clean(self) -> None:
        """The list of dates has an address of its own, which no page can take."""
        super().clean()
        if self.slug == EVENTS_SLUG:
            raise ValidationError({"slug": "The list of live events is at this address. Choose another one."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds what is told besides its words, and the sessions to come."""
        from training.journeys.events import shown_event  # It needs this model.

        context = super().get_context(request, *args, **kwargs)
        context["furniture"].stylesheet = stylesheet(context["furniture"].language)
        context["event"] = shown_event(self, context["furniture"].language.code)
        return context
