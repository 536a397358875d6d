"""What is answered when something cannot be: problem details (RFC 9457), which never repeat what was asked."""

import logging
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from config.outage import RETRY_AFTER_SECONDS, is_outage

logger = logging.getLogger("lantern.openreferral")

NOT_HERE = "There is no such record or address in this feed."
READ_ONLY = "This feed is read-only. Use GET, HEAD or OPTIONS."
BROKEN = "Something went wrong here, and it is not your fault. Please try again later."


class ParameterError(Exception):
    """A parameter whose value is well formed and cannot be used all the same; the message says why."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.message = message


def problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """One problem; nobody keeps it."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **({"errors": errors} if errors else {}),
    }
    return JsonResponse(
        said, status=status, content_type="application/problem+json", headers={"Cache-Control": "no-store"}
    )


def bad_parameters(errors: list[dict[str, str]]) -> HttpResponse:
    """Which parameters cannot be used, and why."""
    return problem(422, " ".join(f"{error['parameter']}: {error['message']}." for error in errors), errors)


def answer_problems(api: NinjaAPI) -> None:
    """Every failure of this API is a problem in JSON."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return bad_parameters([{"parameter": str(one["loc"][-1]), "message": str(one["msg"])} for one in error.errors])

    @api.exception_handler(ParameterError)
    def unusable(request: HttpRequest, error: ParameterError) -> HttpResponse:
        return bad_parameters([{"parameter": error.parameter, "message": error.message.rstrip(".")}])

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, NOT_HERE)

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("The open feed failed to answer.", exc_info=error)
        if is_outage(error):
            answer = problem(503, BROKEN)
            answer.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return answer
        return problem(500, BROKEN)
