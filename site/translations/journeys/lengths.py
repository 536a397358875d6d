"""Translations that are longer than the field that they are for."""

from typing import Any

from django.db.models import CharField
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue


def longest(model: Any) -> dict[str, int]:
    """How many letters go into each short field of a model. Long texts and streams have no end."""
    fields = model._meta.concrete_fields
    return {field.name: field.max_length for field in fields if isinstance(field, CharField) and field.max_length}


def letters(text: str) -> int:
    """How many letters readers get of a translated sentence, which is kept as HTML."""
    return len(StringValue.from_translated_html(text).render_text())


def too_long(source: TranslationSource, locale: Locale) -> str:
    """Which translated sentence does not fit into its field, in words; empty if all do. One query."""
    model: Any = source.specific_content_type.model_class()
    room = longest(model)
    written = StringTranslation.objects.filter(
        locale=locale,
        has_error=False,
        context__object_id=source.object_id,
        context__path__in=room,
        translation_of__in=StringSegment.objects.filter(source=source).values("string"),
    ).values_list("context__path", "data")
    for path, text in written:
        if (number := letters(text)) > room[path]:
            name = model._meta.get_field(path).verbose_name
            return f"its {name} has {number} letters, and {room[path]} fit in. Shorten it first."
    return ""
