"""Where reporting begins: whom to call, and who you are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config import languages
from pages.addresses import REPORT, url
from pages.rendering import page_context, screen_context
from pages.views.serve import find_page
from reporting.addresses import REPORT_FORM, REPORT_RETURN, stylesheet
from reporting.journeys.sending import is_open
from reporting.promised import READ_WITHIN_HOURS
from reporting.questions import PATHS


@cache_control(no_store=True)
@require_safe
def report(request: HttpRequest, language: str) -> HttpResponse:
    """The paths through the form, what it can and cannot do, and below them the editors' page of whom to call."""
    return render(request, "reporting/start.html", start_context(language))


def start_context(language: str) -> dict[str, Any]:
    """The start page's words. While no keys are proven, the form is closed and only the editors' page is there."""
    title = _("Report a concern")
    page: Any = find_page(language, REPORT)
    context = page_context(page, language) if page else screen_context(language, REPORT, title)
    context["furniture"].stylesheet = stylesheet(languages.get(language))
    context.update(
        page=page,
        title=title,
        # The form is in the reader's language whatever the editors' page is in, so the page as a whole is.
        body_language=context["content_language"],
        body_is_fallback=context["is_fallback"],
        content_language=languages.get(language),
        is_fallback=False,
        is_open=is_open(),
        paths=PATHS.values(),
        form_url=url(language, REPORT_FORM),
        return_url=url(language, REPORT_RETURN),
        hours=READ_WITHIN_HOURS,
    )
    return context
