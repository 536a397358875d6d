"""What happens to a file on its way in, and how it is described on its way out."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from PIL import Image as Pillow
from PIL import ImageOps

from config import languages

# What the first bytes of a file with this ending must say; text kinds have no signature of their own.
SIGNATURES = {
    "docx": {"docx", "zip"},
    "mp3": {"mp3"},
    "mp4": {"mp4", "m4v", "mov"},
    "odt": {"odt", "zip"},
    "pdf": {"pdf"},
    "webm": {"webm", "mkv"},
    "jpg": {"jpg"},
    "jpeg": {"jpg"},
    "png": {"png"},
}
TEXT_KINDS = {"csv", "ics", "txt", "vtt"}
HEAD_BYTES = 8192
DAMAGED = "This picture is damaged. Open it, save it again, and choose the new file."


@dataclass(frozen=True)
class Described:
    """A file as a reader meets it: where it is, how large, of which kind, in which language."""

    url: str
    size: str
    extension: str
    language: languages.Language
    title: str


def described(document: Any, language: str) -> Described:
    """Describe a Wagtail document."""
    size = filesizeformat(document.file_size or 0)
    return Described(document.url, size, document.file_extension.upper(), languages.get(language), document.title)


def refuse_mislabelled(file: "File[bytes]", name: str) -> None:
    """Raise ValidationError, with words for the editor, if a file is not what its ending says."""
    extension = Path(name).suffix.lstrip(".").lower()
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not head:
        raise ValidationError("This file is empty. Choose the file again.")
    if extension in TEXT_KINDS:
        # A byte order mark is no part of the text.
        words = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        honest = b"\0" not in head and filetype.guess(head) is None and not words.startswith(b"<")
    else:
        guessed = filetype.guess(head)
        honest = guessed is not None and guessed.extension in SIGNATURES.get(extension, set())
    if not honest:
        raise ValidationError(
            f"The name of this file ends in .{extension}, but what is inside is something else. "
            "Save it again in the right format."
        )


def refuse_damaged(file: "File[bytes] | IO[bytes]") -> None:
    """Raise ValidationError, with words for the editor, if a picture cannot be read to its end."""
    file.seek(0)
    try:
        with Pillow.open(file) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError, Pillow.DecompressionBombError) as error:
        raise ValidationError(DAMAGED) from error
    finally:
        if not file.closed:
            file.seek(0)


def without_metadata(file: "File[bytes] | IO[bytes]") -> "ContentFile[bytes]":
    """The same picture without EXIF, GPS, comments or profiles' extras; its rotation is applied first.

    Wagtail keeps a phone's place and time in originals and renditions alike, and a picture of a
    child's street must not say where it was taken.
    """
    file.seek(0)
    with Pillow.open(file) as picture:
        kind = picture.format or "PNG"
        moving = getattr(picture, "is_animated", False)
        options: dict[str, Any] = {"save_all": True} if moving else {}
        if kind == "JPEG":
            options["quality"] = 92
        clean = picture if moving else ImageOps.exif_transpose(picture)
        for key in ("exif", "xmp", "comment", "photoshop", "icc_profile", "XML:com.adobe.xmp"):
            clean.info.pop(key, None)
        if not moving:
            # A new picture made of the pixels alone, so that nothing rides along in a chunk.
            bare = Pillow.new(clean.mode, clean.size)
            bare.paste(clean)
            if clean.mode == "P" and (palette := clean.getpalette()):
                bare.putpalette(palette)
            if "transparency" in clean.info:
                options["transparency"] = clean.info["transparency"]
            clean = bare
        target = BytesIO()
        clean.save(target, format=kind, **options)
    return ContentFile(target.getvalue(), name=Path(file.name or "picture").name)
