"""Messages to people who exploit others."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from campaigns.blocks.campaign import SETTINGS, OffenceBlock, VariantBlock
from pages.blocks.references import ServiceReferenceBlock
from pages.models import BasePage

SHORT_TEXT = ["bold", "link"]


class DeterrentMessagePage(BasePage):
    """An unambiguous message to people who exploit others (strategy, objective 6).

    It names the act, the offence and the longest sentence with its source, says how it is
    investigated and where to get help to stop. It always holds a way out for someone young or
    forced to take part (Modern Slavery Act 2015, section 45). It speaks to acts and settings,
    never to an ethnicity or a faith; the equality note records how that was checked.
    """

    opening = models.TextField()
    offences = StreamField([("offence", OffenceBlock())], min_num=1)
    variants = StreamField([("variant", VariantBlock())], min_num=1)
    investigation = StreamField([("line", blocks.CharBlock(max_length=300))], min_num=1)
    stop_text = RichTextField(features=SHORT_TEXT)
    stop_services = StreamField([("service", ServiceReferenceBlock())], min_num=1)
    way_out_text = RichTextField(features=SHORT_TEXT)
    way_out_services = StreamField([("service", ServiceReferenceBlock())], min_num=1)
    equality_note = models.TextField()

    parent_page_types = ["campaigns.CampaignPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels[:3],
        FieldPanel("opening"),
        FieldPanel("variants"),
        FieldPanel("offences"),
        FieldPanel("investigation"),
        FieldPanel("stop_text"),
        FieldPanel("stop_services"),
        FieldPanel("way_out_text"),
        FieldPanel("way_out_services"),
        FieldPanel("equality_note"),
        FieldPanel("body"),
    ]

    @property
    def look(self) -> str:
        """Dark and taut."""
        return "deterrent"

    @property
    def weave(self) -> str:
        """The taut band."""
        return "taut"

    def references(self) -> list[Any]:
        """Offences and services are references too."""
        return [*super().references(), self.offences, self.stop_services, self.way_out_services]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the records that the message names, in the reader's language."""
        context = super().get_context(request, *args, **kwargs)
        library = context["library"]
        labels = dict(SETTINGS)
        offences = [(child.value["note"], library.facts([child.value["fact"]])) for child in self.offences]
        context.update(
            offences=[{**facts[0], "note": note} for note, facts in offences if facts],
            variants=[{**child.value, "setting_label": labels[child.value["setting"]]} for child in self.variants],
            investigation=[child.value for child in self.investigation],
            stop_text=self.stop_text,
            stop_services=library.services(child.value for child in self.stop_services),
            way_out_text=self.way_out_text,
            way_out_services=library.services(child.value for child in self.way_out_services),
        )
        return context
