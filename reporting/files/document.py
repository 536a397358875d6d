"""Run by itself (reporting.files.apart): a PDF from standard input, a PDF of pictures of its pages to standard output.

Text, scripts, links, attachments and metadata stay behind: nothing of the file but its pixels comes along.
"""

import io
import sys

import pypdfium2
from PIL import Image
from pypdfium2.raw import FPDF_ERR_PASSWORD

from reporting.files.apart import DAMAGED, DONE, LOCKED, TOO_LARGE, limit

MOST_PAGES = 100
# Pixels of a page's longer side: an A4 page stands in 145 dots to the inch.
LARGEST = 1700
# Points: a page of a few centimetres is not blown up, one that claims to be a field is not drawn.
DOTS_PER_POINT = 2.0
LONGEST_PAGE = 14_400
POINTS_PER_INCH = 72


def page_picture(page: pypdfium2.PdfPage) -> Image.Image:
    """A page as it is printed, with what was typed into its forms. Raises ValueError for one that is no size at all."""
    longest = max(page.get_size())
    if not 0 < longest <= LONGEST_PAGE:
        raise ValueError
    scale = min(DOTS_PER_POINT, LARGEST / longest)
    return page.render(scale=scale).to_pil().convert("RGB")


def main() -> int:
    """Exit code 0, 3 for too many pages, 4 for a password, 1 for what cannot be drawn. Nothing is said about the file."""
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return LOCKED if error.err_code == FPDF_ERR_PASSWORD else DAMAGED
    try:
        if len(document) > MOST_PAGES:
            return TOO_LARGE
        document.init_forms()
        first, *others = (page_picture(document[number]) for number in range(len(document)))
        made = io.BytesIO()
        first.save(
            made,
            "PDF",
            save_all=True,
            append_images=others,
            resolution=POINTS_PER_INCH * DOTS_PER_POINT,
            quality=80,
            creationDate=None,
            modDate=None,
        )
        sys.stdout.buffer.write(made.getvalue())
    except Exception:  # noqa: BLE001
        return DAMAGED
    return DONE


if __name__ == "__main__":
    Image.init()
    limit()
    sys.exit(main())
