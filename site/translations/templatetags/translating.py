"""What templates of translating ask."""

from typing import Any

from django import template

from config import languages
from config.languages import Language
from translations.journeys.who import may_publish

register = template.Library()


@register.simple_tag(takes_context=True)
def may_make_live(context: template.Context, instance: Any) -> bool:
    """Whether whoever looks may publish this translation."""
    return may_publish(context["request"].user, instance)


@register.simple_tag
def language(code: str) -> Language:
    """A language with its own name and direction."""
    return languages.get(code)
