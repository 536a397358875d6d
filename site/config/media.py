"""Serving what editors uploaded: public once a page shows it, never anything a browser would run.

Production may let nginx serve these files (docs/operators.md); this view is what `make serve` uses.
It answers single ranges (RFC 9110, section 14), because some browsers play no video without them.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
CHUNK = 64 * 1024
TYPES = {".vtt": "text/vtt", ".ics": "text/calendar", ".webp": "image/webp", ".avif": "image/avif"}
SHOWN = ("image/", "video/", "audio/", "application/pdf", "text/vtt")


@require_safe
def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file at this path below the media folder, whole or in part; 404 if there is none, 416 for a bad range."""
    if ".." in Path(path).parts or not default_storage.exists(path):
        raise Http404
    file = default_storage.open(path, "rb")
    kind = TYPES.get(Path(path).suffix.lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    response: HttpResponseBase
    wanted = RANGE.match(request.headers.get("Range", ""))
    response = part(file, file.size, wanted) if wanted and any(wanted.groups()) else FileResponse(file)
    response.headers["Content-Type"] = kind
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "public, max-age=86400"
    # Whatever an upload holds, it stays a file: no script in it has an origin to act on.
    # A browser's own PDF reader does not start in a sandbox, and a PDF has no origin here anyway.
    sandbox = "" if kind == "application/pdf" else "; sandbox"
    response.headers["Content-Security-Policy"] = f"default-src 'none'; style-src 'unsafe-inline'{sandbox}"
    # A drawing (SVG) is a page in disguise; none can be uploaded, and none is shown.
    if not kind.startswith(SHOWN) or "xml" in kind:
        response.headers["Content-Disposition"] = "attachment"
    return response


def part(file: IO[bytes], size: int, wanted: re.Match[str]) -> HttpResponseBase:
    """One range of a file: `bytes=0-99`, `bytes=100-`, or the last so many with `bytes=-100`."""
    first, last = wanted.groups()
    start = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end or start >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(chunks(file, start, end - start + 1), status=206)
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    response.headers["Content-Length"] = str(end - start + 1)
    return response


def chunks(file: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    """So many bytes of a file from a place, piece by piece; the file is closed at the end."""
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece
