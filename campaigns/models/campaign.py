"""Campaigns and the page that lists them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from campaigns.blocks.campaign import PostBlock
from campaigns.journeys.calendar import campaigns_in, state_of
from pages.addresses import CALENDAR, url
from pages.blocks.references import PageReferenceBlock
from pages.models import BasePage

Context = dict[str, Any]


class CampaignPage(BasePage):
    """A campaign: whom it speaks to, when, with what, and the one thing it asks people to do.

    Strategy, objective 6. After its last day it stays readable and says that it has ended.
    """

    class Kind(models.TextChoices):
        AWARENESS = "awareness", "Awareness"
        DETERRENT = "deterrent", "Deterrent"

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.AWARENESS)
    starts_on = models.DateField("first day")
    ends_on = models.DateField("last day")
    partners = StreamField([("partner", blocks.CharBlock(max_length=150))], blank=True)
    key_messages = StreamField([("message", blocks.CharBlock(max_length=250))], blank=True)
    social_copy = StreamField([("post", PostBlock())], blank=True)
    resources = StreamField([("resource", PageReferenceBlock(page_type="campaigns.ResourcePage"))], blank=True)

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = ["campaigns.DeterrentMessagePage"]
    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        *BasePage.content_panels[1:],
        FieldPanel("key_messages"),
        FieldPanel("resources"),
        FieldPanel("social_copy"),
        FieldPanel("partners"),
    ]

    @property
    def state(self) -> str:
        """coming, running or ended, in Europe/London."""
        return state_of(self.starts_on, self.ends_on)

    @property
    def look(self) -> str:
        """Deterrent pages are dark and taut."""
        return "deterrent" if self.kind == self.Kind.DETERRENT else ""

    @property
    def weave(self) -> str:
        """The band of its first topic; the taut one if it deters."""
        if self.kind == self.Kind.DETERRENT:
            return "taut"
        return next((term.code for term in self.terms.all() if term.taxonomy == "topic"), "calm")

    def references(self) -> list[Any]:
        """Its resources are references too."""
        return [*super().references(), self.resources]

    def clean(self) -> None:
        """Dates in order."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "The last day is before the first day."})
        if sum(block.block_type == "call_to_action" for block in self.body) != 1:
            raise ValidationError({"body": "A campaign asks people to do one thing. Add exactly one call to action."})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds what the template shows besides the body."""
        context = super().get_context(request, *args, **kwargs)
        library = context["library"]
        labels = {"coming": _("Starts soon"), "running": _("Running now"), "ended": _("This campaign has ended")}
        context.update(
            state=self.state,
            state_label=labels[self.state],
            partners=[child.value for child in self.partners],
            key_messages=[child.value for child in self.key_messages],
            social_copy=[child.value for child in self.social_copy],
            resources=library.pages(child.value for child in self.resources),
            messages=library.children_of_page() if self.kind == self.Kind.DETERRENT else [],
        )
        return context


class CampaignIndexPage(BasePage):
    """All campaigns: running, coming, ended."""

    subpage_types = ["campaigns.CampaignPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds the three lists and the addresses of the calendar."""
        context = super().get_context(request, *args, **kwargs)
        language = context["furniture"].language.code
        found = campaigns_in(language)
        context.update(
            running=[shown.entry for shown in found if shown.state == "running"],
            coming=[shown.entry for shown in found if shown.state == "coming"],
            ended=[shown.entry for shown in found if shown.state == "ended"],
            calendar_url=url(language, CALENDAR),
            calendar_ics_url=f"{url(language)}calendar.ics",
        )
        return context
