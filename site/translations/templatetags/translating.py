"""What templates of translating ask."""

from typing import Any

from django import template
from wagtail_localize.models import Translation

from config import languages
from config.languages import Language
from translations.journeys.who import may_publish
from translations.models import Version
from translations.shown import cell

register = template.Library()


@register.simple_tag(takes_context=True)
def may_make_live(context: template.Context, instance: Any) -> bool:
    """Whether whoever looks may publish this translation."""
    return may_publish(context["request"].user, instance)


@register.simple_tag
def language_of(code: str) -> Language:
    """A language with its own name and direction."""
    return languages.get(code)


@register.simple_tag
def step_of(translation: Translation) -> dict[str, Any] | None:
    """How far a translation of wagtail-localize is, for the top of its editor; None if nobody counts it."""
    version = (
        Version.objects.select_related("original", "reviewed_by")
        .filter(
            original__translation_key=translation.source.object_id,
            language=translation.target_locale.language_code,
        )
        .first()
    )
    return {"version": version, "cell": cell(version.original, version.language, version)} if version else None
