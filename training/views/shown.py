"""The context of a learner's pages: the site's furniture, and the language in which a lesson's words really are."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from config.languages import Language
from pages.addresses import url
from pages.rendering import screen_context
from training import addresses
from training.addresses import stylesheet


def learner_context(
    language: str,
    address: str,
    title: str,
    words_in: Language | None = None,
    values: Any = (),
    *,
    is_reviewed: bool = True,
) -> dict[str, Any]:
    """A learner's page at `address` (without the language); `words_in` is the language of what it shows, if it is
    not the reader's own. A translation that no native speaker has reviewed says so (design promise 9).
    """
    context = screen_context(language, address, title, values=values)
    context["furniture"].noindex = True
    context["furniture"].stylesheet = stylesheet(context["furniture"].language)
    if words_in is not None and words_in.code != language:
        context.update(content_language=words_in, is_fallback=True)
    elif not is_reviewed:
        context["awaiting_review"] = True
    return context


def own_context(request: HttpRequest, language: str, address: str, title: str) -> dict[str, Any]:
    """A page about the learner themselves: with the ways between these pages, and whose its forms are."""
    from training.doors import whose  # It shows pages of this module.

    context = learner_context(language, address, title)
    context["whose"] = whose(request.user)
    context["own_pages"] = [
        {"title": name, "url": url(language, place), "current": place == address}
        for place, name in (
            (addresses.LEARN, _("Your training")),
            (addresses.YOUR_EVENTS, _("Your live events")),
            (addresses.RECORD, _("Your record")),
            (addresses.REFLECTIVE_LOG, _("Your reflective log")),
            (addresses.ABOUT_YOU, _("About you")),
            (addresses.DATA, _("Your data")),
        )
    ]
    context["sign_out_url"] = url(language, "learn/sign-out/")
    return context


def see_other(address: str) -> HttpResponse:
    """What a page sends a browser to after a form, so that going back or reloading sends nothing twice."""
    return HttpResponseRedirect(address, status=303)
