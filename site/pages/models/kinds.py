"""The kinds of page."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField

from pages.blocks.doorway import DoorwayBlock
from pages.models.base import BasePage
from pages.providers import highlights_in

Context = dict[str, Any]


class HomePage(BasePage):
    """The front door: one sentence, then a doorway for each kind of visitor."""

    lead = models.CharField(max_length=250)
    doorways = StreamField([("doorway", DoorwayBlock())], min_num=1, max_num=8)

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("lead"),
        FieldPanel("doorways"),
        *BasePage.content_panels[1:],
    ]

    def references(self) -> list[Any]:
        """The doorways lead to pages too."""
        return [self.doorways, *super().references()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds `doorways`, but for those to a page that is not published, and the `campaigns` that run today."""
        context = super().get_context(request, *args, **kwargs)
        library = context["library"]
        doorways = [(door.value, library.url(door.value["page"])) for door in self.doorways]
        context["doorways"] = [
            {"title": door["title"], "text": door["text"], "url": url} for door, url in doorways if url
        ]
        context["campaigns"] = highlights_in(context["furniture"].language.code)
        return context


class WithChildren(BasePage):
    """A page that lists what lies under it."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Context:
        """Adds `children`, as the reader's language has them, but for those that the body shows as cards."""
        context = super().get_context(request, *args, **kwargs)
        library = context["library"]
        cards = [library.pages(block.value["pages"]) for block in self.body if block.block_type == "cards"]
        shown = {entry.url for entries in cards for entry in entries}
        context["children"] = [
            entry for entry in library.children_of_page(self.children_order) if entry.url not in shown
        ]
        return context

    @property
    def children_order(self) -> tuple[str | OrderBy, ...]:
        """As in the tree."""
        return ("path",)


class SectionPage(WithChildren):
    """A section: a few words, then its pages in the order of the tree or, for news, newest first."""

    class Order(models.TextChoices):
        TREE = "tree", "As in the tree"
        NEWEST = "newest", "Newest first"

    order = models.CharField(max_length=10, choices=Order, default=Order.TREE)

    content_panels = [*BasePage.content_panels, FieldPanel("order")]

    @property
    def children_order(self) -> tuple[str | OrderBy, ...]:
        """Newest first where the editor chose so; what is not news comes last (databases differ about NULL)."""
        newest = (models.F("newspage__published_on").desc(nulls_last=True), "-path")
        return newest if self.order == self.Order.NEWEST else ("path",)


class AudiencePage(WithChildren):
    """A page that speaks to one kind of reader."""

    @property
    def look(self) -> str:
        """The young people's pages are brighter."""
        return "young-people" if self.slug == "young-people" else ""


class TopicPage(BasePage):
    """One form of harm: what it is, signs to spot, what to do, whom to call, the law, myths."""


class GuidancePage(BasePage):
    """Guidance for practitioners."""


class InformationPage(WithChildren):
    """Any other page."""

    @property
    def look(self) -> str:
        """Pages under the young people's page look like it."""
        return "young-people" if "/young-people/" in self.url_path else ""


class NewsPage(BasePage):
    """A piece of news or a briefing for professionals."""

    class Kind(models.TextChoices):
        NEWS = "news", _("News")
        BRIEFING = "briefing", _("Professional briefing")

    kind = models.CharField(max_length=20, choices=Kind, default=Kind.NEWS)
    published_on = models.DateField(default=date.today)

    parent_page_types = ["pages.SectionPage"]
    content_panels = [
        *BasePage.content_panels[:1],
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_on")]),
        *BasePage.content_panels[1:],
    ]

    @property
    def weave(self) -> str:
        """All news shares one band."""
        return "calm"
