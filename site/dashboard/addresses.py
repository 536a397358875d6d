"""Where things are mended in Wagtail's admin."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page


def edit_address(model: type[Any], pk: int) -> str:
    """Where a page, a record of Wagtail's snippets, a picture or a document is changed; no query."""
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[pk])
    return reverse(model.snippet_viewset.get_url_name("edit"), args=[pk])


def edit_address_of(content_type_id: int, pk: int) -> str:
    """As edit_address, by the kind's key; empty if the kind is no longer there."""
    model = ContentType.objects.get_for_id(content_type_id).model_class()
    return edit_address(model, pk) if model else ""
