"""Why a file was not taken, in the reader's words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from reporting.files.arriving import MOST_FILES, MOST_MEBIBYTES, SealedUpload


def explained(refused: Iterable[SealedUpload]) -> list[tuple[str, str]]:
    """The name of each file, and what is wrong with it."""
    reasons = {
        "empty": _("This file is empty."),
        "too_large": _("This file is too large. One file can have %(most)d MB.") % {"most": MOST_MEBIBYTES},
        "too_many": _("These were more than %(most)d files at once.") % {"most": MOST_FILES},
        "unknown_kind": _("We cannot take this kind of file. We take pictures, PDFs, sound and films."),
    }
    return [(file.name, reasons[file.problem]) for file in refused]
