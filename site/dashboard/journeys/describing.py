"""Pictures, films and documents that say too little to readers who cannot see or hear them."""

import re
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from wagtail.images.blocks import ImageBlock

from dashboard.journeys.parts import Part, parts
from pages.blocks.media import VideoBlock
from pages.models import Picture, PublicDocument

SHORTEST = 8
# Screen readers speak a description in one go; what needs more words belongs into the text beside the picture.
LONGEST = 250
# `IMG_2031`, `DSC0042`, `poster-final.jpg`, `scan 3`: what a camera or a computer calls a file.
FILE_NAME = (
    r"(\.(jpe?g|png|gif|webp|avif|pdf|docx?|odt|mp[34]|webm|vtt|csv|txt|ics)\s*$)"
    r"|(^\s*(img|dsc[nf]?|pxl|image|picture|photo|pic|scan|screenshot|untitled|document|doc|file|video|mov|vid)"
    r"[\s_-]*[0-9]*\s*$)|(^\s*[0-9_\s-]+$)|(^\S+_\S+$)"
)
LOOKS_LIKE_FILE = re.compile(FILE_NAME, re.IGNORECASE)


def wrong_with(description: str) -> str:
    """What is wrong with the description of a picture, in words; empty if nothing is."""
    words = description.strip()
    if not words:
        return "It has no description."
    if LOOKS_LIKE_FILE.search(words):
        return f"“{words}” is the name of a file, not what the picture shows."
    if len(words) < SHORTEST:
        return f"“{words}” is too short to say what the picture shows."
    if len(words) > LONGEST:
        return f"Its description has {len(words)} characters; more than {LONGEST} are hard to listen to."
    return ""


def poor_pictures() -> "QuerySet[Picture]":
    """Pictures whose description is missing, a file's name, too short or too long."""
    return (
        Picture.objects.alias(long=Length("description"))
        .filter(Q(long__lt=SHORTEST) | Q(long__gt=LONGEST) | Q(description__iregex=FILE_NAME))
        .order_by("-created_at", "-pk")
    )


def nameless_documents() -> "QuerySet[PublicDocument]":
    """Documents and films whose title is the name of their file. Captions have no title that anybody is told."""
    named = PublicDocument.objects.filter(title__iregex=FILE_NAME).exclude(file__iendswith=".vtt")
    return named.order_by("-created_at", "-pk")


def lacking(page: Any) -> list[str]:
    """What pictures and films on a page lack, in words; each such film or picture once."""
    return [words for part in parts(page) if (words := _lacks(part))]


def _lacks(part: Part) -> str:
    if isinstance(part.block, ImageBlock):
        picture = part.value
        if picture is None or getattr(picture, "decorative", False):
            return ""
        problem = wrong_with(getattr(picture, "contextual_alt_text", "") or "")
        return f"Picture “{picture.title}”: {problem}" if problem else ""
    if isinstance(part.block, VideoBlock):
        return _film_lacks(part.value)
    return ""


def _film_lacks(film: Any) -> str:
    missing = []
    if not any(item["document"] for item in film["captions"] or ()):
        missing.append("captions")
    if not film["transcript"] or not film["transcript"].source.strip():
        missing.append("a transcript")
    return f"Film “{film['title']}” has no {' and no '.join(missing)}." if missing else ""
