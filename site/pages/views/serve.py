"""Serving pages of the tree, in the reader's language or in the source's inside its furniture."""

from django.conf import locale, settings
from django.db.models import Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from config import languages
from config.languages import SOURCE
from pages.addresses import url
from pages.journeys.moving import moved_to
from pages.rendering import screen_context
from pagestore.collecting import narrowed
from pagestore.storing import stored


@stored
@require_safe
def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the page at this address.

    If the reader's language has no published translation, the source text is served inside the
    furniture of the reader's language (design promise 5). A translation whose source is not published is
    not served either.
    """
    language = str(request.LANGUAGE_CODE)
    page = find_page(language, path)
    if page is None:
        moved = moved_to(language, path)
        if moved:
            answer = HttpResponsePermanentRedirect(moved)
            # A page that was taken down may come back, and browsers keep what is permanent for years.
            answer["Cache-Control"] = "no-cache"
            return answer
        raise Http404
    request.reader_language = language  # type: ignore[attr-defined]
    response: HttpResponse = page.serve(request)
    return response


def known(language: str) -> bool:
    """Whether the site has this language."""
    return language in dict(settings.LANGUAGES)


def find_page(language: str, path: str) -> Page | None:
    """The published page at an address, in the language or else in the source's; two queries.

    The source's place in the tree is the address in every language, so a translation is found by its
    source, wherever it lies in its own tree: moving a page needs no second move.
    """
    root = next((root.root_path for root in Site.get_site_root_paths() if root.language_code == SOURCE), None)
    if root is None:
        return None
    source = Q(url_path=root + path, locale__language_code=SOURCE)
    key = Subquery(Page.objects.filter(source).values("translation_key"))
    translated = Q(translation_key__in=key, locale__language_code=language)
    found = Page.objects.filter(source | translated, live=True).select_related("locale", "content_type")
    with narrowed("wagtailcore_page") as seen:
        # An alias only mirrors the source; the source itself says in which language its words are.
        pages = {page.locale.language_code: page for page in found if page.alias_of_id is None}
        seen.rows("wagtailcore_page", "translation_key", {page.translation_key for page in found})
    if SOURCE not in pages:
        return None
    page = pages.get(language) or pages[SOURCE]
    specific: Page = page.content_type.model_class().objects.get(pk=page.pk)
    specific.locale = page.locale
    # Never saved: what is shown around the page starts from its address.
    specific.url_path = root + path
    return specific


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The way on when an address leads nowhere, in the language that the address names."""
    code, _slash, path = request.path_info.strip("/").partition("/")
    if not known(code) and (code in languages.KNOWN or code in locale.LANG_INFO):
        return language_not_found(request, f"{path}/" if path else "")
    language = getattr(request, "LANGUAGE_CODE", SOURCE)
    context = screen_context(language, "", _("We cannot find that page"))
    context["furniture"].noindex = True
    context["home_url"] = url(language)
    return render(request, "404.html", context, status=404)


def language_not_found(request: HttpRequest, path: str) -> HttpResponse:
    """The languages that there are, each leading to the page that was asked for or else to the first page."""
    context = screen_context(SOURCE, path if find_page(SOURCE, path) else "", _("Languages"))
    context["furniture"].noindex = True
    return render(request, "pages/languages.html", context, status=404)
