"""Modules, and the catalogue that lists them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField

from pages.addresses import url
from pages.models import BasePage
from training.addresses import EVENTS, stylesheet
from training.admin.panels import AskedPanel
from training.blocks.lesson import LessonsBlock
from training.forms.catalogue import CatalogueForm
from training.models.agency import JobRole
from training.models.learnt_page import LearntPage, for_readers

Context = dict[str, Any]


class ModulePage(LearntPage):
    """A module of e-learning. Its page tells in public what it holds; its lessons are read behind the learner's door.

    Publishing it in the source language freezes a version, to which all that is learnt is pinned
    (training.journeys.publishing, decision 0030).
    """

    job_roles = ParentalManyToManyField(
        JobRole, blank=True, related_name="+", help_text="For whom it was written. None: for anybody."
    )
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(max_length=200))],
        blank=True,
        help_text="What learners can do afterwards, such as: You can spot the signs.",
    )
    lessons = StreamField(LessonsBlock(), help_text="Each lesson is a page of its own for the learner.")
    minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    expires_before = models.DateField(
        "must be done again if done before",
        null=True,
        blank=True,
        help_text="Only if so much changes that older certificates must not count any more: the day you publish that.",
    )
    allows_test_out = models.BooleanField(
        "test-out",
        default=False,
        help_text="Whoever completed an older version may answer the questions of the new one without reading it again.",
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("level", "job_roles", "valid_months", "expires_before", "allows_test_out", "minutes")
        ),
    ]
    edit_handler = TabbedInterface(
        [
            for_readers(),
            ObjectList([AskedPanel(heading="What learners are asked today"), FieldPanel("lessons")], heading="Lessons"),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldRowPanel([FieldPanel("valid_months"), FieldPanel("expires_before")])],
                        heading="Certificate",
                    ),
                    FieldPanel("allows_test_out"),
                ],
                heading="Certificate",
            ),
            ObjectList(BasePage.promote_panels, heading="Promote"),
        ]
    )

    def clean(self) -> None:
        """There is something to learn."""
        super().clean()
        if not any(child.block_type == "lesson" for child in self.lessons):
            raise ValidationError({"lessons": "Write at least one lesson."})
        for child in self.lessons:
            for pool in child.value["pools"] if child.block_type == "assessment" else ():
                if fault := fault_of(pool):
                    raise ValidationError({"lessons": fault})
        if self.allows_test_out and not any(
            child.block_type == "assessment" and child.value["required"] for child in self.lessons
        ):
            raise ValidationError({"allows_test_out": "Without a required assessment there is nothing to answer."})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Lists show how long it takes without reading its lessons."""
        self.minutes = min(sum(child.value["minutes"] or 0 for child in self.lessons), 9999)
        return super().save(*args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Its public page in every language, then each lesson and assessment."""
        from training.views.previews import part_modes  # It needs this model.

        return [*super().preview_modes, *part_modes(self)]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """A part, or the public page; that too if the part was taken out since the editor was opened."""
        from training.views.previews import serve_part  # It needs this model.

        part = serve_part(self, request, mode_name or "")
        return part or super().serve_preview(request, (mode_name or "").partition(":")[0])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds what the module holds."""
        from training.journeys.catalogue import shown_module  # It needs this model.

        context = super().get_context(request, *args, **kwargs)
        context["furniture"].stylesheet = stylesheet(context["furniture"].language)
        context["module"] = shown_module(self, context["furniture"].language.code)
        return context


def fault_of(pool: Any) -> str:
    """Why an assessment could not draw its questions; empty if it can."""
    bank = pool["bank"]
    if not bank.live:
        return f"Publish the question bank “{bank.name}” first."
    if len(bank.questions) < pool["draw"]:
        return f"The question bank “{bank.name}” has only {len(bank.questions)} questions. Draw fewer, or write more."
    return ""


class TrainingIndexPage(BasePage):
    """The catalogue: every module, to be narrowed down by level, job role, topic, time and language."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["training.ModulePage", "training.LiveEventPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds the filter `form` and the `modules`."""
        from training.journeys.events import next_sessions  # They need these models.
        from training.journeys.listing import find_all

        context = super().get_context(request, *args, **kwargs)
        form = CatalogueForm(
            request.GET or None, topics=context["library"].terms("topic"), language=context["furniture"].language.code
        )
        context["furniture"].stylesheet = stylesheet(context["furniture"].language)
        context["form"] = form
        context["modules"] = find_all(form.chosen(), context["furniture"].language.code)
        if not form.chosen():
            context["sessions"] = next_sessions(context["furniture"].language.code)
        context["events_url"] = url(context["furniture"].language.code, EVENTS)
        return context
