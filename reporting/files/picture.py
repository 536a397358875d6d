"""Run by itself (reporting.files.cleaning): a picture from standard input, a clean JPEG to standard output."""

import io
import resource
import sys

from PIL import Image, ImageOps

MOST_PIXELS = 60_000_000
LARGEST = 2400
TOO_LARGE = 3
SECONDS = 30
MEMORY = 2 * 1024 * 1024 * 1024


def limit() -> None:
    """Little memory, little time, and no file may grow by a byte."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Exit code 0, 3 for too many pixels, 1 for what cannot be decoded. Nothing is said about the picture."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        import pillow_heif

        pillow_heif.register_heif_opener()
    except ImportError:
        pass
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read())) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return TOO_LARGE
            picture.draft("RGB", (LARGEST, LARGEST))
            upright = ImageOps.exif_transpose(picture)
            shown = upright.convert("RGBA")
        shown.thumbnail((LARGEST, LARGEST))
        # A new canvas: nothing of the file but its pixels comes along.
        canvas = Image.new("RGB", shown.size, "white")
        canvas.paste(shown, mask=shown.getchannel("A"))
        canvas.save(sys.stdout.buffer, "JPEG", quality=85)
    except Exception:  # noqa: BLE001
        return 1
    return 0


if __name__ == "__main__":
    limit()
    sys.exit(main())
