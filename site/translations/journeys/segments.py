"""What wagtail-localize takes out of a record for translators, written in a few queries.

Its own way asks and saves for each sentence (some twelve queries each). This writes the same rows,
all of a record's at once, and works whatever was there before.
"""

import json
import uuid
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

schema_version = cache(get_schema_version)


def content_of(record: Any) -> str:
    """A record's content as wagtail-localize keeps it."""
    if isinstance(record, ClusterableModel):
        return str(record.to_json())
    return json.dumps(get_serializable_data_for_fields(record), cls=DjangoJSONEncoder)


def _parsed(content: str) -> dict[str, Any]:
    """Content for comparing: streams lie in it as texts, whose keys come in any order."""
    streams = ("[", "{")
    return {
        name: _json(value) if isinstance(value, str) and value.startswith(streams) else value
        for name, value in json.loads(content).items()
    }


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def kept_source(record: Any) -> TranslationSource | None:
    """What was taken out of a record before; None if it was never submitted."""
    source = (
        TranslationSource.objects.filter(object_id=record.translation_key, locale_id=record.locale_id)
        .select_related("specific_content_type")
        .first()
    )
    if source is not None:
        source.locale = record.locale
    return source


@transaction.atomic
def take(record: Any) -> tuple[TranslationSource, bool]:
    """Take out a record's present content; gives the source and whether anything in it is new."""
    source, content = kept_source(record), content_of(record)
    if source is not None and _parsed(source.content_json) == _parsed(content):
        return source, False
    kind = ContentType.objects.get_for_model(type(record))
    if source is None:
        base = ContentType.objects.get_for_model(record.get_translation_model())
        owner, _made = TranslatableObject.objects.get_or_create(
            translation_key=record.translation_key, content_type=base
        )
        source = TranslationSource(object=owner, locale=record.locale, specific_content_type=kind)
    source.object_repr = str(record)[:200]
    source.content_json = content
    source.schema_version = schema_version(record._meta.app_label)
    source.last_updated_at = timezone.now()
    source.save()
    write_segments(source, record)
    return source, True


def write_segments(source: TranslationSource, record: Any) -> None:
    """Make the rows of sentences and templates agree with the record."""
    values = list(extract_segments(record))
    contexts = _contexts(source, record, {value.path for value in values})
    templates = [value for value in values if isinstance(value, TemplateSegmentValue)]
    other = (TemplateSegmentValue, RelatedObjectSegmentValue, OverridableSegmentValue)
    sentences = [value for value in values if not isinstance(value, other)]
    string_ids = _strings(source, [value.string.data for value in sentences])
    _agree(
        StringSegment,
        source,
        ("context_id", "order", "string_id", "attrs"),
        {
            (
                contexts[value.path],
                value.order,
                string_ids[value.string.data],
                json.dumps(value.attrs, cls=DjangoJSONEncoder),
            )
            for value in sentences
        },
    )
    _agree(
        TemplateSegment,
        source,
        ("context_id", "order", "template_id"),
        {(contexts[value.path], value.order, key) for value, key in zip(templates, _templates(templates), strict=True)},
    )
    for model, kind in (
        (RelatedObjectSegment, RelatedObjectSegmentValue),
        (OverridableSegment, OverridableSegmentValue),
    ):
        # Rare here, so wagtail-localize's own way is quick enough.
        seen = [model.from_value(source, value).pk for value in values if isinstance(value, kind)]
        model.objects.filter(source=source).exclude(pk__in=seen).delete()


def _contexts(source: TranslationSource, record: Any, paths: set[str]) -> dict[str, int]:
    """The key of each path's context; those that are missing are made."""
    known = TranslationContext.objects.filter(object_id=source.object_id)
    there = dict(known.values_list("path", "pk"))
    missing = [path for path in paths if path not in there]
    if missing:
        TranslationContext.objects.bulk_create(
            (
                TranslationContext(
                    object_id=source.object_id,
                    path=path,
                    path_id=TranslationContext._get_path_id(path),  # noqa: SLF001 - its save() does the same
                    field_path=field_path(path, record),
                )
                for path in missing
            ),
            ignore_conflicts=True,
        )
        there = dict(known.values_list("path", "pk"))
    return there


def field_path(path: str, record: Any) -> str:
    """Where a path lies in the model, as wagtail-localize finds it, without a save for each."""
    stand_in: Any = SimpleNamespace(path=path, field_path="", save=lambda **_kwargs: None)
    return str(TranslationContext.get_field_path(stand_in, record))


def _strings(source: TranslationSource, texts: list[str]) -> dict[str, int]:
    """The key of each text; those that are missing are made."""
    hashes = {String._get_data_hash(text): text for text in texts}  # noqa: SLF001 - its save() does the same
    known = String.objects.filter(locale_id=source.locale_id, data_hash__in=list(hashes))
    there = dict(known.values_list("data_hash", "pk"))
    missing = [key for key in hashes if key not in there]
    if missing:
        String.objects.bulk_create(
            (String(locale_id=source.locale_id, data_hash=key, data=hashes[key]) for key in missing),
            ignore_conflicts=True,
        )
        there = dict(known.values_list("data_hash", "pk"))
    return {text: there[key] for key, text in hashes.items()}


def _templates(values: list[TemplateSegmentValue]) -> list[int]:
    """The key of each template, in their order; those that are missing are made."""
    wanted = [_template(value) for value in values]
    known = Template.objects.filter(uuid__in={template.uuid for template in wanted})
    there = dict(known.values_list("uuid", "pk"))
    missing = {template.uuid: template for template in wanted if template.uuid not in there}
    if missing:
        Template.objects.bulk_create(missing.values(), ignore_conflicts=True)
        there = dict(known.values_list("uuid", "pk"))
    return [there[template.uuid] for template in wanted]


def _template(value: TemplateSegmentValue) -> Template:
    space = uuid.uuid5(Template.BASE_UUID_NAMESPACE, value.format)
    return Template(
        uuid=uuid.uuid5(space, value.template),
        template=value.template,
        template_format=value.format,
        string_count=value.string_count,
    )


def _agree(model: Any, source: TranslationSource, fields: tuple[str, ...], wanted: set[tuple[Any, ...]]) -> None:
    """Make a source's rows be exactly those that are wanted; rows that stay are not touched."""
    there = {tuple(row[1:]): row[0] for row in model.objects.filter(source=source).values_list("pk", *fields)}
    if gone := [pk for row, pk in there.items() if row not in wanted]:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create(
        model(source=source, **dict(zip(fields, row, strict=True))) for row in sorted(wanted - set(there))
    )
