"""Answers of the feed: JSON that may be kept for a while, and asked again whether it changed."""

import hashlib
import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from signposting.openreferral.params import Asked
from signposting.openreferral.values import Record

KEPT = "public, max-age=300"
NOT_KEPT = "no-store"
"""Where the address says where somebody is."""
MOST_IGNORED, LONGEST_NAME = 20, 50


def answer(
    request: HttpRequest, record: Record, *, changed: datetime | None = None, place: bool = False
) -> HttpResponseBase:
    """A record with a strong ETag of its bytes, or 304 where the asker has them already.

    `If-Modified-Since` is not used: a record names others, such as its organisation, that change later
    than itself. `place` says that the address holds a postcode, and no cache may keep it.
    """
    body = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"Cache-Control": NOT_KEPT if place else KEPT, "ETag": etag}
    if changed:
        headers["Last-Modified"] = http_date(changed.timestamp())
    response = HttpResponse(body, content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=etag, response=response) or response


def page_answer(request: HttpRequest, asked: Asked, record: Record, *, place: bool = False) -> HttpResponseBase:
    """A page of a list. What was asked for and is not known here is named in it, for the list is longer than was meant.

    Nobody keeps such an answer: a mistyped name may stand before a postcode.
    """
    ignored = sorted(set(request.GET) - type(asked).model_fields.keys())[:MOST_IGNORED]
    if ignored:
        record = {**record, "ignored_parameters": [name[:LONGEST_NAME] for name in ignored]}
    return answer(request, record, place=place or bool(ignored))
