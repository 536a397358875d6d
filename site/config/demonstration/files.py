"""Documents of the demonstration: typeset resources, and the video with its captions."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from campaigns.journeys.typesetting import typeset
from config import languages
from config.demonstration.reading import MEDIA_FOLDER
from pages.models import Picture, PublicDocument
from signposting.shown import services_in


POSTER_DESCRIPTION = "Woven threads in blue-green, with the words “You can tell someone.”"


def load_media() -> dict[str, PublicDocument | Picture]:
    """The video, its poster and its captions, by file name."""
    found: dict[str, PublicDocument | Picture] = {}
    for path in sorted((settings.BASE_DIR / MEDIA_FOLDER).glob("*")):
        if path.suffix == ".jpg":
            found[path.name] = add_picture(path.name, path.read_bytes(), POSTER_DESCRIPTION)
        elif path.suffix in (".mp4", ".webm", ".vtt"):
            found[path.name] = add(path.name, path.read_bytes())
    return found


def typeset_resources(pages: dict[str, dict[str, Any]], services: dict[str, Any]) -> dict[str, PublicDocument]:
    """Every resource as PDF in every language it is written in, by the name that its version gives."""
    shown = {service.code: service for service in services_in(languages.SOURCE, type(next(iter(services.values()))).objects.all()).values()}
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
                {key: text.get(key, "") for key in ("headline", "lines", "action", "small")},
                contacts,
                site_name=settings.SITE_NAME,
                awaiting_review=language != languages.SOURCE,
                demonstration=settings.DEMONSTRATION,
                look="deterrent" if "deterrent" in address else "",
            )
            documents[name] = add(f"{name}.pdf", made, title=text["headline"])
    return documents


def contact(service: Any) -> dict[str, str]:
    """The first way to reach a service, as a poster prints it."""
    first = service.contacts[0]
    return {"name": service.name, "value": first.value.removeprefix("https://").removeprefix("www.").rstrip("/")}


def add(name: str, content: bytes, title: str = "") -> PublicDocument:
    """Keep one file as Wagtail does, checked as an editor's upload would be."""
    document = PublicDocument(title=title or name, file=ContentFile(content, name=name))
    document.full_clean(exclude=["uploaded_by_user", "collection"])
    document._set_document_file_metadata()
    document.save()
    return document


def add_picture(name: str, content: bytes, description: str) -> Picture:
    """Keep one picture as Wagtail does; saving strips its metadata."""
    picture = Picture(title=description, description=description, file=ImageFile(BytesIO(content), name=name))
    picture.full_clean(exclude=["uploaded_by_user", "collection"])
    picture.save()
    return picture
