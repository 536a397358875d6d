"""Doorways of the home page."""

from wagtail import blocks

from pages.blocks.references import PageReferenceBlock


class DoorwayBlock(blocks.StructBlock):
    """A way in for one kind of visitor."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.CharBlock(max_length=160)
    page = PageReferenceBlock()

    class Meta:
        icon = "home"
