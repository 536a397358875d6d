"""The page of one service, and the reader's own list of some."""

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config import languages
from config.languages import SOURCE
from pages.addresses import HELP, HELP_LIST, absolute, url
from pages.entries import Entry
from pages.rendering import screen_context
from pagestore.storing import stored
from signposting.finder.matching import listed
from signposting.journeys.showing import show_service
from signposting.models import Service, TaxonomyTerm
from signposting.shortlist import MOST, Shortlist
from signposting.shown import services_in


@stored
@require_safe
def help_service(request: HttpRequest, language: str, code: str) -> HttpResponse:
    """All about one service. One that is paused or has closed says so and leads to others; 410 for closed for good."""
    context = screen_context(language, f"{HELP}{code}/", "")
    terms = [term for taxonomy in TaxonomyTerm.Taxonomy for term in context["library"].terms(taxonomy)]
    page = show_service(code, language, terms, timezone.now())
    if page is None:
        raise Http404
    words = languages.get(page.words.locale.language_code)
    context.update(page=page, service=page.card, title=page.words.name, description=page.words.summary)
    context.update(words_are_the_sources=words.code != language, words_language=words)
    kept = Shortlist.read(request.GET.get("s", ""))
    fits = code in kept.codes or not kept.is_full
    context.update(shortlist=kept, add_to_list=kept.with_(code).path(language) if fits else "", most=MOST)
    context["awaiting_review"] = language != SOURCE and words.code == language
    around = context["furniture"]
    around.breadcrumbs = [*around.breadcrumbs, finder_crumb(language)]
    around.noindex |= not page.is_active or bool(kept.codes) or words.code != language
    around.canonical_url = absolute(url(words.code, f"{HELP}{code}/"))
    around.alternates = [other for other in around.alternates if other["code"] in page.spoken_in]
    gone = page.service.status == Service.Status.DEFUNCT
    response = render(request, "pages/service.html", context, status=410 if gone else 200)
    if kept.codes:
        patch_cache_control(response, no_store=True)
    else:
        # The store knows until when it is true; a browser does not, and asks.
        patch_cache_control(response, no_cache=True)
    return response


@require_safe
def help_list(request: HttpRequest, language: str) -> HttpResponse:
    """The services that a reader has put on a list, which is in the address of this page and nowhere else."""
    kept = Shortlist.read(request.GET.get("s", ""))
    context = screen_context(language, HELP_LIST, _("Your list"))
    found = services_in(language, listed().filter(code__in=kept.codes), timezone.now()) if kept.codes else {}
    by_code = {service.code: service for service in found.values()}
    entries = [(by_code[code], kept.without(code).path(language)) for code in kept.codes if code in by_code]
    kept_now = Shortlist(tuple(service.code for service, _without in entries))
    around = context["furniture"]
    around.noindex = True
    around.breadcrumbs = [*around.breadcrumbs, finder_crumb(language)]
    context.update(
        entries=entries,
        shortlist=kept_now,
        asked={"s": kept_now.text},
        is_shorter=len(entries) < len(kept.codes),
        is_cut=kept.is_cut,
        most=MOST,
        code=qr_code(kept_now.absolute(language)) if entries else "",
        printed_on=timezone.localdate(),
    )
    response = render(request, "pages/help_list.html", context)
    patch_cache_control(response, no_store=True)
    return response


def finder_crumb(language: str) -> Entry:
    """The way back to the finder."""
    shown = languages.get(language)
    return Entry(_("Find someone who can help"), "", url(language, HELP), shown.code, shown.direction, "calm")


def qr_code(address: str) -> SafeString:
    """A QR code of an address, as SVG, dark on light whatever the reader's colours."""
    return SafeString(
        segno.make(address, error="l", micro=False).svg_inline(
            scale=4, border=4, light="#fff", svgclass=None, lineclass=None
        )
    )
