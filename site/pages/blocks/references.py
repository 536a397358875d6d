"""Blocks that point at a record which is kept once and shown in many places.

A reference always points at the record in the source language and is never handed to translators;
pages.library looks the record up in the reader's language, all of a page's in one query. So these
blocks hold a record of which only the key is loaded.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from wagtail.blocks import ChooserBlock, PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class UnloadedReference(ChooserBlock):
    """Stops a chooser block from loading what it points at, and from handing it to translators."""

    def to_python(self, value: int | None) -> Model | None:
        """The record with nothing but its key."""
        return None if value is None else self.unloaded(value)

    def bulk_to_python(self, values: Iterable[int | None]) -> list[Model | None]:
        """As to_python, for many; no query is made."""
        return [self.to_python(value) for value in values]

    def unloaded(self, key: int) -> Model:
        """An instance whose other fields load when something in the admin reads them."""
        model: type[Model] = self.model_class
        record: Model = model.from_db("default", [model._meta.pk.attname], [key])
        return record

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """None: a reference is the same in every language (wagtail-localize asks)."""
        return []


class ServiceReferenceBlock(UnloadedReference, SnippetChooserBlock):
    """A service of the directory."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("signposting.Service", **kwargs)


class FactReferenceBlock(UnloadedReference, SnippetChooserBlock):
    """A fact with its source."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("pages.Fact", **kwargs)


class TermReferenceBlock(UnloadedReference, SnippetChooserBlock):
    """A topic, an audience or a need."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("signposting.TaxonomyTerm", **kwargs)


class PageReferenceBlock(UnloadedReference, PageChooserBlock):
    """A page of the site, in the source language."""


class DocumentReferenceBlock(UnloadedReference, DocumentChooserBlock):
    """An uploaded document."""


class PictureReferenceBlock(UnloadedReference, ImageChooserBlock):
    """An uploaded picture."""


class DescribedPictureBlock(ImageBlock):
    """Wagtail's picture with its alternative text, or a mark that it only decorates; the picture is not loaded."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required, **kwargs)
        picture = PictureReferenceBlock(required=required)
        picture.set_name("image")
        self.child_blocks["image"] = picture
