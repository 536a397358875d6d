"""Whether two texts say the same: a fingerprint of all that a translation takes from a record."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# Wagtail's text editor gives every paragraph a key when it first saves it. It is not a word.
BLOCK_KEY = re.compile(r' data-block-key=\\?"[^"\\]*\\?"')


@dataclass(frozen=True)
class Wording:
    """What a record says: its fingerprint, and how much there is to translate."""

    fingerprint: str
    segments: int
    words: int


def wording_of(instance: Any) -> Wording:
    """The words of a record, and what stands between them in its StreamFields (blocks, their order, references).

    Dates, owners, slugs and whatever else follows the source by itself are not in it.
    """
    texts = [
        (segment.path, str(segment.string.data))
        for segment in extract_segments(instance)
        if isinstance(segment, StringSegmentValue)
    ]
    streams = [field.name for field in translated_streams(type(instance))]
    shapes = [BLOCK_KEY.sub("", str(_field(instance, name))) for name in streams]
    return Wording(digest([texts, shapes]), len(texts), sum(count_words(text) for _path, text in texts))


def translated_streams(model: Any) -> list[Any]:
    """The StreamFields of a model that are translated."""
    fields = [part.get_field(model) for part in get_translatable_fields(model) if part.is_translated(model())]
    return [field for field in fields if isinstance(field, StreamField)]


def _field(instance: Any, name: str) -> Any:
    field = instance._meta.get_field(name)
    return field.get_prep_value(field.value_from_object(instance))


def count_words(text: str) -> int:
    """Words, as a translator counts them."""
    return len(strip_tags(text).split())


def digest(value: Any) -> str:
    """A short name for a value that can be written as JSON."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def wording_of_text(text: str) -> Wording:
    """The same for one text that stands alone: a picture's description."""
    return Wording(digest(text), 1, count_words(text))
