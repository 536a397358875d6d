"""House rules for pages."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, register
from wagtail.models import Page, get_page_models

from pages.models.base import BasePage


@register()
def pages_are_lantern_pages(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every kind of page stands on BasePage, so that every page has its furniture and no privacy setting."""
    models = [model for model in get_page_models() if model is not Page]
    return [
        Error(f"{model.__name__} does not extend pages.models.BasePage.", id="lantern.E010")
        for model in models
        if not issubclass(model, BasePage)
    ]
