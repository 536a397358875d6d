"""Blocks of the navigation."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from pages.blocks.references import PageReferenceBlock


class LinkBlock(blocks.StructBlock):
    """A link in the header or footer: to a page, or to one of the site's own addresses such as help/."""

    title = blocks.CharBlock(max_length=60)
    page = PageReferenceBlock(required=False)
    address = blocks.RegexBlock(
        regex=r"^([a-z0-9-]+/)+$",
        required=False,
        help_text="Instead of a page: an address of the site, such as help/ or tell-us/.",
        error_messages={"invalid": "Write it like this: help/"},
    )

    def clean(self, value: Any) -> Any:
        """Exactly one of the two."""
        cleaned = super().clean(value)
        if bool(cleaned.get("page")) == bool(cleaned.get("address")):
            raise blocks.StructBlockValidationError(
                block_errors={"page": ValidationError("Choose a page or give an address, not both.")}
            )
        return cleaned

    class Meta:
        icon = "link"


class ColumnBlock(blocks.StructBlock):
    """A column of the footer."""

    title = blocks.CharBlock(max_length=60)
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
