"""The strategy and its published progress."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from pages.models.base import BasePage

STATUS = [
    ("started", _("Started")),
    ("on-track", _("On track")),
    ("needs-attention", _("Needs attention")),
    ("done", _("Done")),
]


class ObjectiveBlock(blocks.StructBlock):
    """One objective of the strategy: its aim, what is being done, how far it has come."""

    number = blocks.IntegerBlock(min_value=1, max_value=20)
    title = blocks.CharBlock(max_length=150)
    aim = blocks.TextBlock()
    actions = blocks.ListBlock(blocks.TextBlock(), min_num=1)
    progress = blocks.TextBlock()
    status = blocks.ChoiceBlock(choices=STATUS)
    updated_on = blocks.DateBlock()


class StrategyPage(BasePage):
    """The partnership's strategy in plain words, objective by objective (strategy, objectives 1 to 6)."""

    objectives = StreamField([("objective", ObjectiveBlock())], min_num=1)

    content_panels = [*BasePage.content_panels, FieldPanel("objectives")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds `objectives` with the status in words."""
        context = super().get_context(request, *args, **kwargs)
        labels = dict(STATUS)
        context["objectives"] = [
            {**child.value, "status_label": labels[child.value["status"]]} for child in self.objectives
        ]
        return context
