"""Blocks that show records kept elsewhere, or lead to other pages."""

from typing import Any

from wagtail import blocks

from pages.blocks.references import FactReferenceBlock, PageReferenceBlock, ServiceReferenceBlock

Context = dict[str, Any]


class HelplinesBlock(blocks.StructBlock):
    """Services a reader can turn to, shown as cards. One edit of a service shows everywhere."""

    heading = blocks.CharBlock(max_length=120)
    services = blocks.ListBlock(ServiceReferenceBlock(), min_num=1, max_num=8)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `services` in the reader's language."""
        context: Context = super().get_context(value, parent_context)
        context["services"] = context["library"].services(value["services"])
        return context

    class Meta:
        icon = "mobile-alt"
        template = "pages/components/helplines.html"


class FactsBlock(blocks.StructBlock):
    """Laws, statistics and guidance, each with its source."""

    heading = blocks.CharBlock(max_length=120)
    facts = blocks.ListBlock(FactReferenceBlock(), min_num=1, max_num=12)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `facts` in the reader's language."""
        context: Context = super().get_context(value, parent_context)
        context["facts"] = context["library"].facts(value["facts"])
        return context

    class Meta:
        icon = "doc-full"
        template = "pages/components/facts.html"


class CardsBlock(blocks.StructBlock):
    """Other pages of the site, as cards."""

    heading = blocks.CharBlock(max_length=120)
    pages = blocks.ListBlock(PageReferenceBlock(), min_num=1, max_num=15)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `pages` as the reader's language has them."""
        context: Context = super().get_context(value, parent_context)
        context["pages"] = context["library"].pages(value["pages"])
        return context

    class Meta:
        icon = "grip"
        template = "pages/components/cards.html"


class TaskBlock(blocks.StructBlock):
    """One line of a checklist; it may lead to a page."""

    title = blocks.CharBlock(max_length=150)
    text = blocks.TextBlock(required=False)
    page = PageReferenceBlock(required=False)


class TasksBlock(blocks.StructBlock):
    """A checklist in no fixed order."""

    heading = blocks.CharBlock(max_length=120)
    items = blocks.ListBlock(TaskBlock(), min_num=1)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `tasks`, each with the address of its page if it has one."""
        context: Context = super().get_context(value, parent_context)
        library = context["library"]
        context["tasks"] = [
            {"title": item["title"], "text": item["text"], "url": library.url(item["page"])} for item in value["items"]
        ]
        return context

    class Meta:
        icon = "tasks"
        template = "pages/components/tasks.html"


class CallToActionBlock(blocks.StructBlock):
    """The one thing to do next. The only amber on the page."""

    text = blocks.CharBlock(max_length=80)
    page = PageReferenceBlock(required=False)
    address = blocks.RegexBlock(
        regex=r"^([a-z0-9-]+/)+$",
        required=False,
        help_text="Instead of a page: an address of the site, such as help/.",
        error_messages={"invalid": "Write it like this: help/"},
    )

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `url`."""
        context: Context = super().get_context(value, parent_context)
        context["url"] = context["library"].link(value)
        return context

    class Meta:
        icon = "arrow-right-full"
        template = "pages/components/call_to_action.html"
