"""What a file is, by its first bytes and never by its name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its family, its media type, and the ending that an export gives it."""

    family: str
    media_type: str
    ending: str


LOOKED_AT = 64
PICTURE, DOCUMENT, SOUND, FILM = "picture", "document", "sound", "film"
STARTS = (
    (b"\xff\xd8\xff", Kind(PICTURE, "image/jpeg", "jpg")),
    (b"\x89PNG\r\n\x1a\n", Kind(PICTURE, "image/png", "png")),
    (b"GIF87a", Kind(PICTURE, "image/gif", "gif")),
    (b"GIF89a", Kind(PICTURE, "image/gif", "gif")),
    (b"%PDF-", Kind(DOCUMENT, "application/pdf", "pdf")),
    (b"ID3", Kind(SOUND, "audio/mpeg", "mp3")),
    (b"\xff\xfb", Kind(SOUND, "audio/mpeg", "mp3")),
    (b"\xff\xf3", Kind(SOUND, "audio/mpeg", "mp3")),
    (b"\xff\xf1", Kind(SOUND, "audio/aac", "aac")),
    (b"\xff\xf9", Kind(SOUND, "audio/aac", "aac")),
    (b"#!AMR", Kind(SOUND, "audio/amr", "amr")),
    (b"OggS", Kind(SOUND, "audio/ogg", "ogg")),
    (b"fLaC", Kind(SOUND, "audio/flac", "flac")),
    (b"\x1a\x45\xdf\xa3", Kind(FILM, "video/webm", "webm")),
)
# ISO base media files name their brand after `ftyp`.
BRANDS = {
    b"heic": Kind(PICTURE, "image/heic", "heic"),
    b"heix": Kind(PICTURE, "image/heic", "heic"),
    b"mif1": Kind(PICTURE, "image/heic", "heic"),
    b"avif": Kind(PICTURE, "image/avif", "avif"),
    b"M4A ": Kind(SOUND, "audio/mp4", "m4a"),
    b"qt  ": Kind(FILM, "video/quicktime", "mov"),
}
RIFF = {b"WEBP": Kind(PICTURE, "image/webp", "webp"), b"WAVE": Kind(SOUND, "audio/wav", "wav")}
FILM_BRAND = Kind(FILM, "video/mp4", "mp4")


def known(start: bytes) -> Kind | None:
    """The kind of a file that begins like this, or None if it is none that the desk takes."""
    for beginning, kind in STARTS:
        if start.startswith(beginning):
            return kind
    if start[:4] == b"RIFF":
        return RIFF.get(start[8:12])
    if start[4:8] == b"ftyp":
        return BRANDS.get(start[8:12], FILM_BRAND)
    return None


def ending_of(media_type: str) -> str:
    """The ending of a kind that is taken."""
    taken = (*(kind for _beginning, kind in STARTS), *BRANDS.values(), *RIFF.values(), FILM_BRAND)
    return next(kind.ending for kind in taken if kind.media_type == media_type)
