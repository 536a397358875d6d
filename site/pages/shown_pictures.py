"""The pictures of one page: what they show, in the reader's language, and the files that are ready.

One query for the words, none for the source's readers, and one for the files, however many pictures there are.
"""

from functools import cached_property
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Picture as PictureElement

from config import languages
from config.languages import SOURCE
from pages.journeys.renditions import FORMATS, SPECS, WIDTHS, spec
from pages.models.description import PictureDescription
from pages.models.media import Picture, PictureRendition

# How wide a block of a page or a lesson stands (`.body > *` and `.wrap` in layout.css), for a browser that chooses a
# file before it has the style sheet. A `rem` is 16 pixels here and 18 there.
SIZES = "(min-width: 47.5rem) 45rem, calc(100vw - 2.5rem)"
ON_A_FILM = spec(WIDTHS[1], FORMATS[0])


class ShownPictures:
    """Answers what the blocks of one page ask about pictures, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._keys: set[int] = set()
        self._first = 0

    def add(self, picture: Picture, *, is_first: bool) -> None:
        """A picture stands on the page; the first of all may be seen without scrolling."""
        self._keys.add(picture.pk)
        if is_first:
            self._first = picture.pk

    @cached_property
    def _descriptions(self) -> dict[int, str]:
        if self.language == SOURCE or not self._keys:
            return {}
        found = PictureDescription.objects.filter(picture__in=self._keys, language=self.language)
        return dict(found.exclude(text="").values_list("picture_id", "text"))

    @cached_property
    def _ready(self) -> dict[int, dict[str, PictureRendition]]:
        ready: dict[int, dict[str, PictureRendition]] = {}
        # The widest first: its width and height are the room that the browser keeps.
        for one in PictureRendition.objects.filter(image__in=self._keys, filter_spec__in=SPECS).order_by("-width"):
            ready.setdefault(one.image_id, {})[one.filter_spec] = one
        return ready

    def alternative(self, picture: Picture, content_language: str) -> dict[str, str]:
        """The attributes that say what a picture shows, with the language they are in if it is not the page's.

        Where the page's author left the picture's own description as it is, the description's
        translation is read, so that it is translated once and not on every page.
        """
        if picture.decorative:
            return {"alt": ""}
        own = str(picture.contextual_alt_text or "")
        if own.strip() and own.strip() != picture.description.strip():
            return {"alt": own}
        text, code = self._descriptions.get(picture.pk, ""), self.language
        if not text:
            text, code = picture.description, SOURCE
        shown = languages.get(code)
        return {"alt": text} if code == content_language else {"alt": text, "lang": code, "dir": shown.direction}

    def html(self, picture: Picture, content_language: str) -> SafeString:
        """The picture in the widths and formats that are ready; the file itself until a worker has made any."""
        attributes = {**self.alternative(picture, content_language), "decoding": "async"}
        if picture.pk != self._first:
            attributes["loading"] = "lazy"
        ready = self._ready.get(picture.pk, {})
        if not any(one.endswith(FORMATS[0]) for one in ready):
            attributes |= {"src": _own_file(picture), "width": str(picture.width), "height": str(picture.height)}
            return format_html("<img{}>", flatatt(attributes))
        for one in ready.values():
            one.image = picture
        if len(ready) > len(FORMATS):
            attributes["sizes"] = SIZES
        return SafeString(PictureElement(ready, attributes))

    def poster(self, picture: Picture | None) -> str:
        """The address of a picture in front of a film, of which a browser takes one file only; empty without one."""
        if picture is None:
            return ""
        ready = self._ready.get(picture.pk, {})
        found = ready.get(ON_A_FILM) or ready.get(spec(WIDTHS[0], FORMATS[0]))
        return str(found.url) if found else _own_file(picture)


def _own_file(picture: Picture) -> str:
    file: Any = picture.file
    return str(file.url)
