"""The page at which the demonstration's mail is read. It exists in the demonstration alone."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from people.journeys import outbox


@require_safe
@never_cache
def outbox_page(request: HttpRequest) -> HttpResponse:
    """Everybody may read it, because codes to sign in with lie there; so check --deploy refuses it."""
    if not settings.DEMONSTRATION or not getattr(settings, "EMAIL_FILE_PATH", ""):
        raise Http404
    return render(request, "people/outbox.html", {"letters": outbox.letters(), "place": settings.EMAIL_FILE_PATH})
