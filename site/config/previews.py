"""Previews: what is being written, as readers of each language will get it, on a phone and on a desk."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from wagtail.models import PreviewableMixin

from config import languages

SIZES = [
    {"name": "phone", "icon": "mobile-alt", "device_width": 360, "label": "Preview on a phone"},
    {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": "Preview on a tablet"},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Preview on a desktop computer"},
]


def language_modes(own: str) -> list[tuple[str, str]]:
    """The languages to preview in, each by its code, the one it is written in first."""
    codes = sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != own)
    return [(code, languages.get(code).english) for code in codes]


class Previewed(PreviewableMixin):
    """A record that pages show; its preview is a small page with nothing else on it."""

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Every language of the site."""
        return language_modes(self.locale.language_code)

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Phone, tablet, desktop."""
        return SIZES

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The small page, in the furniture of a language."""
        from pages.rendering import screen_context  # The models are loaded before it.

        language = mode_name or self.preview_modes[0][0]
        with translation.override(language):
            context = screen_context(language, "", str(self))
            self.furnish_preview(context, language)
            return render(request, "pages/preview.html", context)

    def furnish_preview(self, context: dict[str, Any], language: str) -> None:
        """Put the record where readers will meet it."""
        raise NotImplementedError

    def spoken_in(self, language: str) -> Any:
        """Its published translation, or itself where there is none or where that is its own language."""
        if language == self.locale.language_code:
            return self
        others = type(self).objects.filter(
            translation_key=self.translation_key,
            locale__language_code=language,
            live=True,
        )
        return others.select_related("locale").first() or self
