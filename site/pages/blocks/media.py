"""Blocks that hold files."""

from typing import Any

from wagtail import blocks

from config import languages
from pages.blocks.references import (
    DescribedPictureBlock,
    DocumentReferenceBlock,
    PageReferenceBlock,
    PictureReferenceBlock,
)
from pages.blocks.text import TEXT_FEATURES

Context = dict[str, Any]


class LanguageChoiceBlock(blocks.ChoiceBlock):
    """A language of the site."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=languages.choices, **kwargs)


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text, which the block asks for unless it only decorates."""

    image = DescribedPictureBlock()
    caption = blocks.CharBlock(required=False, max_length=200)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `image`, the picture in the sizes that a page needs."""
        context: Context = super().get_context(value, parent_context)
        if value["image"] is not None:
            context["image"] = context["library"].pictures.html(value["image"], context["content_language"].code)
        return context

    class Meta:
        icon = "image"
        template = "pages/components/image.html"


class DownloadBlock(blocks.StructBlock):
    """One file to download."""

    title = blocks.CharBlock(max_length=120)
    document = DocumentReferenceBlock()
    language = LanguageChoiceBlock(default="en")

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `document`, described by address, size and kind."""
        context: Context = super().get_context(value, parent_context)
        context["document"] = context["library"].document(value["document"], value["language"])
        return context

    class Meta:
        icon = "download"
        template = "pages/components/download.html"


class CaptionsBlock(blocks.StructBlock):
    """Captions of a video in one language, as a WebVTT file."""

    language = LanguageChoiceBlock(default="en")
    document = DocumentReferenceBlock()


class VideoBlock(blocks.StructBlock):
    """A video of ours, with captions and a transcript; nothing is fetched from anybody else."""

    title = blocks.CharBlock(max_length=120)
    video = DocumentReferenceBlock()
    poster = PictureReferenceBlock(required=False, help_text="A still picture to show before it plays.")
    captions = blocks.ListBlock(CaptionsBlock(), min_num=1)
    transcript = blocks.RichTextBlock(features=TEXT_FEATURES)

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds the addresses of the files."""
        context: Context = super().get_context(value, parent_context)
        library = context["library"]
        video = library.document(value["video"])
        captions = [library.document(item["document"], item["language"]) for item in value["captions"]]
        context["video_url"] = video.url if video else ""
        context["poster_url"] = library.pictures.poster(value["poster"])
        context["captions"] = [found for found in captions if found]
        return context

    class Meta:
        icon = "media"
        template = "pages/components/video.html"


class FormatsBlock(blocks.StructBlock):
    """The same words in other languages and formats: the versions of one resource."""

    heading = blocks.CharBlock(max_length=120)
    resource = PageReferenceBlock()

    def get_context(self, value: Any, parent_context: Context | None = None) -> Context:
        """Adds `versions` of the resource; empty if it is gone."""
        context: Context = super().get_context(value, parent_context)
        context["versions"] = context["library"].versions(value["resource"])
        return context

    class Meta:
        icon = "copy"
        template = "pages/components/formats.html"
