"""What the catalogue tells in public of a package that somebody else made."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.addresses import absolute, codes, url
from pages.furniture import Furniture, language_link
from pages.rendering import screen_context
from pagestore.storing import stored
from training.addresses import stylesheet
from training.journeys.package_catalogue import address_of, shown_package


@require_safe
@stored
def package_page(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """The same for everybody."""
    package = shown_package(key, language)
    context = screen_context(language, address_of(key), package.title, package.summary)
    context["furniture"].stylesheet = stylesheet(context["furniture"].language)
    exists_in(context["furniture"], package.language.code)
    context.update(package=package, content_language=package.language, is_fallback=package.language.code != language)
    return render(request, "training/package_page.html", context)


def exists_in(furniture: Furniture, code: str) -> None:
    """Say around a screen that its words are in one language only, as around a page that nobody has translated."""
    address, here = furniture.address, furniture.language.code
    furniture.noindex = settings.NOINDEX or code != here
    furniture.canonical_url = absolute(url(code, address))
    furniture.alternates = [{"code": code, "url": furniture.canonical_url}]
    furniture.languages = [language_link(other, address, here, {code}) for other in codes()]
