"""What the catalogue tells in public of a package that somebody else made."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.rendering import screen_context
from training.addresses import stylesheet
from training.journeys.package_catalogue import address_of, shown_package


@require_safe
def package_page(request: HttpRequest, language: str, key: UUID) -> HttpResponse:
    """The same for everybody."""
    package = shown_package(key, language)
    context = screen_context(language, address_of(key), package.title, package.summary)
    context["furniture"].stylesheet = stylesheet(context["furniture"].language)
    context.update(package=package, content_language=package.language, is_fallback=package.language.code != language)
    return render(request, "training/package_page.html", context)
