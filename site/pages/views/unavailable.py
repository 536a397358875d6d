"""What readers meet while the database is away and the page that they ask for is not stored.

The page is stored ahead in every language (pagestore.ready), so that it has menus and numbers of people to talk to, who
stand in the database too. It says nothing about the present moment. Where it is not stored, it comes without these.
"""

import re
import sys
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import server_error as own_fault

from config import languages
from config.languages import SOURCE
from config.middleware import is_of_a_package
from config.outage import for_later, is_outage
from pages.addresses import UNAVAILABLE, codes, url
from pages.furniture import Furniture, language_link
from pages.origin import posted
from pages.rendering import screen_context
from pagestore.assembling import kept
from pagestore.storing import stored
from signposting.journeys.finding import people_to_talk_to

TEMPLATE = "pages/unavailable.html"
# Where the stored page has room for what somebody just sent.
SENT = SafeString("<!-- sent -->")
# Fields of words that readers write; at the finder's addresses every field is one. Receipts and codes are none.
WORDS = ("comment", "message")
NOT_WORDS = ("website", "csrfmiddlewaretoken")
FINDER = re.compile(r"/[a-z]{2,3}/help/")


@stored
@require_safe
def unavailable(request: HttpRequest, language: str) -> HttpResponseBase:
    """The page as it is stored for the time when the database is away."""
    context = screen_context(language, UNAVAILABLE, title())
    context["furniture"].noindex = True
    context.update(talking=people_to_talk_to(language), again_url=url(language, UNAVAILABLE), sent=SENT)
    return render(request, TEMPLATE, context)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page, with 503, where waiting may help; else, for a fault of our own, Django's with 500."""
    if not is_outage(sys.exc_info()[1]) or is_of_a_package(request):
        return own_fault(request)
    language = get_language() or SOURCE
    stored_page = kept(url(language, UNAVAILABLE))
    page = stored_page.decode() if stored_page else render_to_string(TEMPLATE, bare(language))
    for code in codes():
        page = page.replace(f'href="{url(code, UNAVAILABLE)}"', f'href="{escape(address_in(code, request))}"')
    return for_later(HttpResponse(page.replace(SENT, what_was_sent(request))))


def title() -> str:
    """What the page is called."""
    return _("We cannot show this page just now")


def bare(language: str) -> dict[str, Any]:
    """The page's context without anything from the database."""
    links = [language_link(code, UNAVAILABLE, language, set(codes())) for code in codes()]
    around = Furniture(languages.get(language), UNAVAILABLE, [], [], [], links, noindex=True)
    return {
        "furniture": around,
        "title": title(),
        "content_language": around.language,
        "page_path": around.page_path,
        "weave": "calm",
        "again_url": around.page_path,
        "sent": SENT,
    }


def address_in(code: str, request: HttpRequest) -> str:
    """What was asked for, in a language; with its query where it was a question and not a form."""
    path = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    first, _slash, rest = path.lstrip("/").partition("/")
    return url(code, rest) if first in dict(settings.LANGUAGES) else path


def what_was_sent(request: HttpRequest) -> str:
    """That a form most likely did not arrive, and what was written in it; nothing that another site sent here."""
    if request.method != "POST":
        return ""
    typed = [text for name, text in posted(request) if is_words(request, name)]
    return render_to_string("pages/unavailable_sent.html", {"typed": typed})


def is_words(request: HttpRequest, name: str) -> bool:
    """Whether a field holds what somebody wrote and may see again."""
    return name in WORDS or (bool(FINDER.match(request.path_info)) and name not in NOT_WORDS)
