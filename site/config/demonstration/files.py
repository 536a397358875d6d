"""Documents of the demonstration: typeset resources, and the video with its captions."""

import hashlib
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from campaigns.journeys.typesetting import Contact, Text, typeset
from config import languages
from config.demonstration.reading import MEDIA_FOLDER, PAGES_FOLDER, read
from pages.journeys import renditions
from pages.journeys.describing import describe
from pages.models import Picture, PublicDocument
from signposting.models import Service
from signposting.shown import ShownService, services_in


def load_media() -> dict[str, PublicDocument | Picture]:
    """The video, its poster and its captions, by file name."""
    found: dict[str, PublicDocument | Picture] = {}
    described = read(f"{PAGES_FOLDER}/pictures.yaml")
    for path in sorted((settings.BASE_DIR / MEDIA_FOLDER).glob("*")):
        if path.suffix == ".jpg":
            found[path.name] = add_picture(path.name, path.read_bytes(), described[path.name])
        elif path.suffix in (".mp4", ".webm", ".vtt"):
            found[path.name] = add(path.name, path.read_bytes())
    return found


def typeset_resources(pages: dict[str, dict[str, Any]]) -> dict[str, PublicDocument]:
    """Every resource as PDF in every language it is written in, by the name that its version gives."""
    shown = {service.code: service for service in services_in(languages.SOURCE, Service.objects.all()).values()}
    documents = {}
    for address, data in pages.items():
        if data["type"] != "ResourcePage":
            continue
        layout = data["document"]["layout"]
        for language, text in data["document"]["texts"].items():
            name = f"{address.rpartition('/')[2]}-{language}"
            contacts = [contact(shown[code]) for code in text.get("services", []) if code in shown]
            made = typeset(
                layout,
                language,
                Text(
                    headline=text["headline"],
                    lines=text["lines"],
                    action=text.get("action", ""),
                    small=text.get("small", ""),
                ),
                contacts,
                site_name=settings.SITE_NAME,
                awaiting_review=language != languages.SOURCE,
                demonstration=settings.DEMONSTRATION,
                look="deterrent" if "deterrent" in address else "calm",
            )
            documents[name] = add(f"{name}.pdf", made, title=text["headline"])
    return documents


def contact(service: ShownService) -> Contact:
    """The first way to reach a service, as a poster prints it."""
    first = service.contacts[0]
    kind = "" if first.channel == "call" else f" ({first.channel_label.lower()})"
    address = first.value.removeprefix("https://").removeprefix("www.").rstrip("/")
    return Contact(name=service.name + kind, value=address)


def add(name: str, content: bytes, title: str = "") -> PublicDocument:
    """Keep one file as Wagtail does, checked as an editor's upload would be."""
    document = PublicDocument(title=title or name, file=ContentFile(content, name=name))
    document.full_clean(exclude=["uploaded_by_user", "collection"])
    document.file_size = len(content)
    document.file_hash = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    document.save()
    return document


def add_picture(name: str, content: bytes, described: dict[str, str]) -> Picture:
    """Keep one picture as Wagtail does, described in every language; saving strips its metadata."""
    description = described[languages.SOURCE]
    picture = Picture(title=description, description=description, file=ImageFile(BytesIO(content), name=name))
    picture.full_clean(exclude=["uploaded_by_user", "collection"])
    picture.save()
    renditions.make(picture)
    for language, text in described.items():
        if language != languages.SOURCE and language in dict(settings.LANGUAGES):
            describe(picture, language, text, publish=True)
    return picture
