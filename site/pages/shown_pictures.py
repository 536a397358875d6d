"""The pictures of one page: what they show, in the reader's language, and the files that are ready.

One query, however many there are.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import FilteredRelation, Q
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Picture as PictureElement

from config import languages
from config.languages import SOURCE
from pages.journeys.renditions import FORMATS, SPECS, WIDTHS, spec
from pages.models.media import Picture, PictureRendition
from pagestore.collecting import narrowed

PICTURES, RENDITIONS, DESCRIPTIONS = "pages_picture", "pages_picturerendition", "pages_picturedescription"
# In the order of the model's fields, as `from_db` takes them.
OWN = ["id", "file", "description", "width", "height"]
# How wide a block of a page or a lesson stands (`.body > *` and `.wrap` in layout.css), for a browser that chooses a
# file before it has the style sheet. A `rem` is 16 pixels here and 18 there.
SIZES = "(min-width: 47.5rem) 45rem, calc(100vw - 2.5rem)"
ON_A_FILM = (spec(WIDTHS[1], FORMATS[0]), spec(WIDTHS[0], FORMATS[0]))


@dataclass
class Found:
    """A picture, its description in the reader's language if there is one, and its files by Wagtail's names."""

    picture: Picture
    text: str
    ready: dict[str, PictureRendition] = field(default_factory=dict)

    @property
    def own_file(self) -> str:
        """The address of the file that was uploaded."""
        file: Any = self.picture.file
        return str(file.url)


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
    def _found(self) -> dict[int, Found]:
        found: dict[int, Found] = {}
        file = FilteredRelation("renditions", condition=Q(renditions__filter_spec__in=SPECS))
        said = FilteredRelation("descriptions", condition=Q(descriptions__language=self.language))
        columns = [*OWN, "said__text", *(f"ready__{name}" for name in ("filter_spec", "file", "width", "height"))]
        rows = Picture.objects.filter(pk__in=self._keys).alias(ready=file, said=said).order_by("-ready__width")
        with narrowed(PICTURES, RENDITIONS, DESCRIPTIONS) as seen:
            for *own, text, name, path, width, height in rows.values_list(*columns):
                if own[0] not in found:
                    found[own[0]] = Found(Picture.from_db("default", OWN, own), text or "")
                if name:
                    one = found[own[0]]
                    one.ready[name] = PictureRendition(
                        image=one.picture, filter_spec=name, file=path, width=width, height=height
                    )
            seen.rows(PICTURES, "id", self._keys)
            seen.rows(RENDITIONS, "image_id", self._keys)
            seen.rows(DESCRIPTIONS, "picture_id", self._keys)
        return found

    def _alternative(self, value: Any, found: Found, content_language: str) -> dict[str, str]:
        """The attributes that say what a picture shows, with the language they are in if it is not the page's.

        Where the page's author left the picture's own description as it is, the description's
        translation is read, so that it is translated once and not on every page.
        """
        if value.decorative:
            return {"alt": ""}
        own = str(value.contextual_alt_text or "").strip()
        if own and own != found.picture.description.strip():
            return {"alt": own}
        text, code = (found.text, self.language) if found.text else (found.picture.description, SOURCE)
        shown = languages.get(code)
        return {"alt": text} if code == content_language else {"alt": text, "lang": code, "dir": shown.direction}

    def html(self, value: Any, content_language: str) -> SafeString:
        """A block's picture in the widths and formats that are ready; the file itself until a worker has made any.

        Empty if there is no such picture.
        """
        found = self._found.get(value.pk)
        if found is None:
            return SafeString("")
        attributes = {**self._alternative(value, found, content_language), "decoding": "async"}
        if value.pk != self._first:
            attributes["loading"] = "lazy"
        if not any(name.endswith(FORMATS[0]) for name in found.ready):
            size = {"width": str(found.picture.width), "height": str(found.picture.height)}
            return format_html("<img{}>", flatatt({"src": found.own_file, **size, **attributes}))
        if len(found.ready) > len(FORMATS):
            attributes["sizes"] = SIZES
        return SafeString(PictureElement(found.ready, attributes))

    def poster(self, picture: Picture | None) -> str:
        """The address of a picture in front of a film, of which a browser takes one file only; empty without one."""
        found = self._found.get(picture.pk) if picture else None
        if found is None:
            return ""
        ready = next((found.ready[name] for name in ON_A_FILM if name in found.ready), None)
        return str(ready.url) if ready else found.own_file
