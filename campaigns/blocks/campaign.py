"""Blocks of a campaign and of a deterrent message."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.references import FactReferenceBlock

CHANNELS = [(name, name) for name in ("Facebook", "Instagram", "X", "WhatsApp", "Screen")]

# Settings say where an act happens; there is none that says who a person is (equality).
SETTINGS = [
    ("online", _("Online")),
    ("taxi", _("In a taxi or private hire car")),
    ("hotel", _("In a hotel")),
    ("party-house", _("In a house or at a party")),
    ("workplace", _("At work")),
]


class PostBlock(blocks.StructBlock):
    """Words for one social media channel or screen."""

    channel = blocks.ChoiceBlock(choices=CHANNELS)
    text = blocks.TextBlock(max_length=500)

    class Meta:
        icon = "comment"


class OffenceBlock(blocks.StructBlock):
    """An offence, given by the law that makes it one, with the act in the reader's words."""

    note = blocks.CharBlock(max_length=200, required=False)
    fact = FactReferenceBlock()

    class Meta:
        icon = "doc-full"


class VariantBlock(blocks.StructBlock):
    """The message for one setting, with how such acts are investigated."""

    setting = blocks.ChoiceBlock(choices=SETTINGS)
    message = blocks.TextBlock()
    investigated = blocks.TextBlock()

    class Meta:
        icon = "warning"
