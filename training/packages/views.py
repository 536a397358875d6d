"""What the packages' host answers. No session and no cookie reach these views: a token says what may be done."""

import json
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from config import languages
from config.media import RANGE, part
from training.errors import NotAskedError, NotYoursError, OutdatedError, OutOfOrderError
from training.journeys import playing
from training.models import PackageFile
from training.packages import keeping, tokens
from training.packages.host import URLS
from training.packages.runtime import MOST_BYTES, RubbishError
from training.packages.tokens import TokenError

OURS = ("training/packages/", "training/scorm-again/")
# What a machine's own table may not know, or name in a way that browsers do not run.
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
DAY = 24 * 60 * 60
# A commit holds the data twice escaped at worst, and its token.
LARGEST_COMMIT = 2 * MOST_BYTES


@require_safe
@never_cache
def launch(request: HttpRequest, token: str) -> HttpResponse:
    """The page in the learner's frame: the run-time, and a frame for the part. It knows nothing of the learner yet."""
    try:
        play = tokens.read_launch(token)
        with translation.override(play.language):
            opened = playing.open_sco(play)
            address = reverse("file", URLS, [tokens.files_token(play.package), opened.sco.path])
            query = f"?{quote(opened.sco.query, safe='=&?/:;,+%@!~*()$')}" if opened.sco.query else ""
            response = render(
                request,
                "training/packages/launch.html",
                {
                    "language": languages.get(play.language),
                    "title": opened.sco.title,
                    "standard": opened.package.standard,
                    "begin": {"token": tokens.play_token(play), "address": address + query},
                },
            )
    except (TokenError, NotYoursError, NotAskedError, OutdatedError, ObjectDoesNotExist) as error:
        raise PermissionDenied from error
    # What the package before this one left in the browser is gone before this one can look.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@require_POST
@never_cache
def open_part(request: HttpRequest) -> HttpResponse:
    """The state of a part, and a token for this frame to commit with."""
    try:
        said = _said(request)
        opened = playing.open_sco(tokens.read_play(str(said.get("token", ""))))
    except RubbishError as error:
        return _answer(400, error=str(error))
    except (TokenError, NotYoursError, NotAskedError, OutdatedError, ObjectDoesNotExist):
        return _answer(403, error="This link is no longer good. Open the package again.")
    sco = opened.sco
    return _answer(
        200,
        token=tokens.play_token(opened.play),
        data=opened.data,
        resumes=opened.resumes,
        known={
            "learner": opened.play.registration or "preview",
            "standard": opened.package.standard,
            "mastery": sco.mastery,
            "threshold": sco.threshold,
            "launch_data": sco.launch_data,
            "time_limit": sco.time_limit,
            "time_action": sco.time_action,
            "reports": sco.reports,
        },
    )


@require_POST
@never_cache
def commit_part(request: HttpRequest) -> HttpResponse:
    """Keep what a part sent. Only 200 means that it is kept; the answer brings a new token."""
    try:
        said = _said(request)
        play = tokens.read_play(str(said.get("token", "")))
        sequence, ending = said.get("sequence"), said.get("ending") is True
        if type(sequence) is not int or not 0 < sequence < 2**31:
            raise RubbishError("The commit has no number.")
        outcome = playing.commit(play, sequence, said.get("data"), ending)
    except RubbishError as error:
        return _answer(400, error=str(error))
    except OutOfOrderError:
        return _answer(409, error="This part was opened elsewhere since. Nothing more from here is kept.")
    except (TokenError, NotYoursError, NotAskedError, OutdatedError, ObjectDoesNotExist):
        return _answer(403, error="This link is no longer good. Open the package again.")
    return _answer(200, token=tokens.play_token(play), status=outcome.status, done=outcome.done)


def _said(request: HttpRequest) -> dict[str, Any]:
    """The JSON that was sent. Raises RubbishError."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > LARGEST_COMMIT:
        raise RubbishError("The commit is too large, or does not say how large it is.")
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError, UnreadablePostError) as error:
        raise RubbishError("The commit is not JSON.") from error
    if not isinstance(said, dict):
        raise RubbishError("The commit is not a set of names and values.")
    return said


def _answer(code: int, /, **said: Any) -> HttpResponse:
    return JsonResponse(said, status=code)


@require_safe
def file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """A file of a package, whole or in part, as the type that its name says."""
    try:
        found = PackageFile.objects.get(package=tokens.read_files(token), path=path)
    except TokenError as error:
        raise PermissionDenied from error
    except PackageFile.DoesNotExist as error:
        raise Http404 from error
    if request.headers.get("Service-Worker"):
        # It would stay in the browser after the package is closed.
        raise PermissionDenied
    opened = keeping.opened(found.digest)
    wanted = RANGE.match(request.headers.get("Range", ""))
    response: HttpResponseBase
    response = part(opened, found.bytes, wanted) if wanted and any(wanted.groups()) else FileResponse(opened)
    response.headers["Content-Type"] = _type_of(path)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    response.headers.pop("Content-Disposition", None)
    return response


def _type_of(path: str) -> str:
    """Without a charset: pages of packages say their own, and old ones are not UTF-8."""
    suffix = Path(path).suffix.lower()
    return TYPES.get(suffix) or mimetypes.guess_type(path, strict=False)[0] or "application/octet-stream"


@require_safe
def static_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """The run-time's own files, with a digest in their names, as they were collected."""
    if not name.startswith(OURS) or ".." in name.split("/") or not staticfiles_storage.exists(name):
        raise Http404
    zipped = "br" in request.headers.get("Accept-Encoding", "") and staticfiles_storage.exists(f"{name}.br")
    response = FileResponse(staticfiles_storage.open(f"{name}.br" if zipped else name))
    response.headers["Content-Type"] = _type_of(name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "br"
    return response
