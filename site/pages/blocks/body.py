"""The body of every page."""

from wagtail import blocks

from pages.blocks import answers, links, media
from pages.blocks import text as words


class BodyBlock(blocks.StreamBlock):
    """What an editor can put on a page, in the order of how often it is wanted."""

    heading = words.HeadingBlock()
    text = words.TextBlock()
    signs = words.SignsBlock()
    steps = words.StepsBlock()
    tasks = links.TasksBlock()
    helplines = links.HelplinesBlock()
    facts = links.FactsBlock()
    myths = words.MythsBlock()
    story = words.StoryBlock()
    quotation = words.QuotationBlock()
    you_said_we_did = answers.YouSaidWeDidBlock()
    warning = words.WarningBlock()
    notification = words.NotificationBlock()
    details = words.DetailsBlock()
    call_to_action = links.CallToActionBlock()
    cards = links.CardsBlock()
    download = media.DownloadBlock()
    image = media.PictureBlock()
    video = media.VideoBlock()
    formats = media.FormatsBlock()


class SourceBlock(blocks.StructBlock):
    """A published source of a page: kept in its own language, never sent to translators."""

    title = blocks.CharBlock(max_length=250)
    publisher = blocks.CharBlock(max_length=150)
    url = blocks.URLBlock()

    def get_translatable_segments(self, value: blocks.StructValue) -> list[object]:
        """None: the title of a source is what a reader must look for."""
        return []

    class Meta:
        icon = "link-external"
