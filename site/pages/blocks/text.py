"""Blocks of words."""

from typing import Any

from wagtail import blocks

from pages.blocks.references import TermReferenceBlock

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; its anchor is the block's own id, the same in every language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    class Meta:
        icon = "title"
        template = "pages/components/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists, links and headings of the third level."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        template = "pages/components/text.html"


class WarningBlock(blocks.CharBlock):
    """One sentence about danger. Rare, so that it keeps its force."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=250, **kwargs)

    class Meta:
        icon = "warning"
        template = "pages/components/warning.html"


class NotificationBlock(blocks.StructBlock):
    """Something the reader should know before going on."""

    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock()

    class Meta:
        icon = "info-circle"
        template = "pages/components/notification.html"


class DetailsBlock(blocks.StructBlock):
    """Words that some readers need and others can leave folded."""

    summary = blocks.CharBlock(max_length=150)
    text = blocks.RichTextBlock(features=TEXT_FEATURES)

    class Meta:
        icon = "arrow-right"
        template = "pages/components/details.html"


class QuotationBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock()
    attribution = blocks.CharBlock(max_length=150)

    class Meta:
        icon = "openquote"
        template = "pages/components/quotation.html"


class StoryBlock(blocks.StructBlock):
    """An invented story that could be real; the template says that it is invented."""

    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=["bold", "italic"])

    class Meta:
        icon = "user"
        template = "pages/components/story.html"


class MythBlock(blocks.StructBlock):
    """Something people say, and what is true."""

    myth = blocks.CharBlock(max_length=250)
    fact = blocks.TextBlock()


class MythsBlock(blocks.StructBlock):
    """Myths with the facts beside them."""

    heading = blocks.CharBlock(max_length=120)
    items = blocks.ListBlock(MythBlock(), min_num=1)

    class Meta:
        icon = "cross"
        template = "pages/components/myths.html"


class StepBlock(blocks.StructBlock):
    """One thing to do."""

    title = blocks.CharBlock(max_length=150)
    text = blocks.TextBlock(required=False)


class StepsBlock(blocks.StructBlock):
    """What to do, or what happens, in order."""

    heading = blocks.CharBlock(max_length=120)
    items = blocks.ListBlock(StepBlock(), min_num=1)

    class Meta:
        icon = "list-ol"
        template = "pages/components/steps.html"


class SignsBlock(blocks.StructBlock):
    """Signs to spot, for everyone or for one audience."""

    heading = blocks.CharBlock(max_length=120)
    audience = TermReferenceBlock(required=False, help_text="Leave empty for everyone.")
    items = blocks.ListBlock(blocks.CharBlock(max_length=250), min_num=1)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `audience`, named in the reader's language."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["audience"] = context["library"].term(value.get("audience"))
        return context

    class Meta:
        icon = "search"
        template = "pages/components/signs.html"
