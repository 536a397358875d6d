"""The block that shows what readers were answered."""

from typing import Any

from wagtail import blocks

from pages.blocks.references import TermReferenceBlock


class YouSaidWeDidBlock(blocks.StructBlock):
    """Published answers to readers, the latest first: what they said, and what was done."""

    heading = blocks.CharBlock(max_length=120)
    term = TermReferenceBlock(
        required=False, label="topic or audience", help_text="Leave empty to show answers about everything."
    )
    most = blocks.IntegerBlock(min_value=1, max_value=30, default=10, label="how many at most")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `answers` in the reader's language."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["answers"] = context["library"].answers(value.get("term"), value["most"])
        return context

    class Meta:
        icon = "openquote"
        template = "pages/components/you_said_we_did.html"
