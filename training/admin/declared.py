"""Where learners say that they work, for whoever looks after the agency to confirm or decline."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from training.admin.screens import back, for_leads, screen
from training.errors import NotThereError
from training.journeys.declared import confirm_and_tell, decline_and_tell, waiting

TITLE = "People to confirm"
PER_PAGE = 50


def urls() -> list[URLPattern]:
    """The list, and its two buttons."""
    return [
        path("training/declared/", declared, name="training_declared"),
        path("training/declared/<int:pk>/<slug:wish>/", act, name="training_declared_act"),
    ]


@for_leads
@require_safe
def declared(request: HttpRequest) -> HttpResponse:
    """Who says that they work at one's agency, and was not confirmed yet."""
    page = Paginator(waiting(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "training/admin/declared.html", screen(TITLE, page_obj=page))


@for_leads
@require_POST
def act(request: HttpRequest, pk: int, wish: str) -> HttpResponse:
    """Confirm or decline one of them; whoever is not among one's own is not there."""
    deeds = {"confirm": confirm_and_tell, "decline": decline_and_tell}
    if wish not in deeds:
        raise Http404
    one = get_object_or_404(waiting(request.user), pk=pk)
    try:
        deeds[wish](request.user, one)
    except NotThereError:
        messages.info(request, "Somebody has decided about this already.")
    else:
        done = "works at" if wish == "confirm" else "is not on the list any more of"
        messages.success(request, f"{one.learner} {done} {one.agency}. We have told them by e-mail.")
    return back("training_declared")
