"""Run by itself (reporting.files.apart): a picture from standard input, a clean JPEG to standard output."""

import io
import sys

from PIL import Image, ImageOps

from reporting.files.apart import DAMAGED, DONE, TOO_LARGE, limit

MOST_PIXELS = 60_000_000
LARGEST = 2400


def main() -> int:
    """Exit code 0, 3 for too many pixels, 1 for what cannot be decoded. Nothing is said about the picture."""
    Image.MAX_IMAGE_PIXELS = None
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
        return DAMAGED
    return DONE


if __name__ == "__main__":
    # Before the limits, which let no plugin be loaded later.
    Image.init()
    try:
        import pillow_heif

        pillow_heif.register_heif_opener()
    except ImportError:
        pass
    limit()
    sys.exit(main())
