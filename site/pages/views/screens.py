"""Screens that are not pages in the tree: the front door, search, the style page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_supported_language_variant
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from config.languages import SOURCE
from pages.addresses import SEARCH, STYLE, url
from pages.journeys.search import search
from pages.journeys.style import samples
from pages.rendering import screen_context
from pagestore.storing import stored


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """`/` alone chooses by Accept-Language; it sets no cookie and is not stored."""
    response = HttpResponseRedirect(url(preferred_language(request.headers.get("Accept-Language", ""))))
    response["Vary"] = "Accept-Language"
    patch_cache_control(response, no_store=True)
    return response


def preferred_language(header: str) -> str:
    """The first language of the header that the site has, or the source language."""
    for code, _quality in parse_accept_lang_header(header[:500]):
        try:
            found = get_supported_language_variant(code)
        except LookupError:
            continue
        if found in dict(settings.LANGUAGES):
            return found
    return SOURCE


@stored
@require_safe
def search_pages(request: HttpRequest, language: str) -> HttpResponse:
    """Search in the reader's language, then in the source's; people to talk to when nothing is found."""
    found = search(request.GET.get("query", ""), language, request.GET.get("page", ""))
    context = screen_context(language, SEARCH, _("Search"), values=found.references)
    context["furniture"].noindex = True
    context.update(
        query=found.query,
        results=found.results,
        other_results=found.other_results,
        page_obj=found.page_obj,
        nothing_found=found.nothing,
        helplines=context["library"].services(found.references[0]) if found.references else [],
    )
    return render(request, "pages/search.html", context)


@stored
@require_safe
def style(request: HttpRequest, language: str) -> HttpResponse:
    """The living style page: every component, in English and in a right-to-left language."""
    context = screen_context(language, STYLE, _("How our pages look"))
    context["furniture"].noindex = True
    context["samples"] = samples()
    return render(request, "pages/style.html", context)
