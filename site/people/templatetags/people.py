"""What templates about people need to know."""

from django import template
from django.conf import settings
from django.utils.translation import get_language

from config import languages

register = template.Library()


@register.simple_tag
def second_factor_may_be_skipped() -> bool:
    """Whether the red line of the demonstration is shown."""
    return bool(settings.SECOND_FACTOR_MAY_BE_SKIPPED)


@register.simple_tag
def is_demonstration() -> bool:
    """Whether mail lies in a folder that can be read."""
    return bool(settings.DEMONSTRATION)


@register.simple_tag
def site_name() -> str:
    """The partnership's name."""
    return str(settings.SITE_NAME)


@register.simple_tag
def spoken() -> languages.Language:
    """The language of this page."""
    return languages.get(get_language() or languages.SOURCE)
