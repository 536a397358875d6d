"""What a picture shows, said in another language."""

import hashlib
import json

from pages.models.description import PictureDescription
from pages.models.media import Picture


def fingerprint(text: str) -> str:
    """Stands for a description's words, so that a translation knows when they have changed."""
    return hashlib.sha256(json.dumps(text, ensure_ascii=False).encode()).hexdigest()


def describe(picture: Picture, language: str, text: str, *, publish: bool = False) -> PictureDescription:
    """Keep a description; readers get it once it is published. An empty one takes nothing from readers until then."""
    description = PictureDescription.objects.filter(picture=picture, language=language).first() or PictureDescription(
        picture=picture, language=language
    )
    description.picture = picture
    description.draft, description.draft_fingerprint = text.strip(), fingerprint(picture.description)
    if publish:
        description.text, description.fingerprint = description.draft, description.draft_fingerprint
    description.save()
    return description


def publish_description(description: PictureDescription) -> PictureDescription:
    """Readers get what the translator wrote."""
    description.text, description.fingerprint = description.draft, description.draft_fingerprint
    description.save()
    return description
