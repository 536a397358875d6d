"""A question bank and the modules that ask it; publishing these again with its newest questions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training.admin.screens import back
from training.journeys.bank_use import may_take_in, take_in, uses_of
from training.models import QuestionBank


def urls() -> list[URLPattern]:
    """Under /admin/training/."""
    return [path("training/banks/<int:pk>/", bank, name="training_bank")]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest, pk: int) -> HttpResponse:
    """Which modules ask it. POST publishes those that are named again; a name that may not be is left out."""
    if not request.user.has_perm("training.view_questionbank"):
        raise PermissionDenied
    held = get_object_or_404(QuestionBank, pk=pk)
    uses = [(use, may_take_in(request.user, use.page)) for use in uses_of([held])]
    if request.method == "POST":
        named = set(request.POST.getlist("module"))
        chosen = [use.page for use, may in uses if may and use.is_older and str(use.page.pk) in named]
        for page in chosen:
            version = take_in(request.user, page)
            messages.success(
                request, f"“{page.title}” is published again. Version {version.number} asks the newest questions."
            )
        if not chosen:
            messages.error(request, "Choose at least one module. Nothing was changed.")
        return back("training_bank", held.pk)
    edit = reverse("wagtailsnippets_training_questionbank:edit", args=[held.pk])
    context = {
        "breadcrumbs_items": [{"url": edit, "label": held.name}, {"url": "", "label": "Modules that ask it"}],
        "header_title": f"Modules that ask: {held.name}",
        "page_title": f"Modules that ask: {held.name}",
        "header_icon": "help",
        "bank": held,
        "uses": uses,
        "may_any": any(may and use.is_older for use, may in uses),
    }
    return render(request, "training/admin/bank.html", context)
