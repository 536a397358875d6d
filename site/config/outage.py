"""The database or the disk is away, so that waiting may help: whether an error means that, and what an answer then says."""

import errno

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.utils.cache import patch_cache_control

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
RETRY_AFTER_SECONDS = 60


def is_outage(problem: BaseException | None) -> bool:
    """Whether waiting may help. A query that is wrong stays an error of ours; a damaged database says DatabaseError itself."""
    if isinstance(problem, OSError):
        return problem.errno in NO_ROOM
    return isinstance(problem, OperationalError | InterfaceError) or type(problem) is DatabaseError


def for_later(response: HttpResponse, **more: bool) -> HttpResponse:
    """A page with 503 that says when to come again, and that nothing keeps or finds. `more` is for its Cache-Control."""
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers.setdefault("X-Robots-Tag", "noindex")
    patch_cache_control(response, no_store=True, **more)
    return response
