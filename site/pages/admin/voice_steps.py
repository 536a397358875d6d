"""The steps that a comment can take, each one press of a button."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import BaseButton

from pages.journeys import triage
from pages.models import Feedback

HANDED_OVER = (
    "The comment is with the safeguarding desk now. Editors no longer see it. The desk reads it, decides what must be "
    "done, and follows its own procedure. You need do nothing more. Please do not pass its words on. "
    "If somebody is in danger now, call 999."
)
DONE = {
    "share": "Editors can see the comment.",
    "hand-over": HANDED_OVER,
    "done": "The comment is done. It is kept for a while, then deleted; the counts stay.",
}
MOVED = "Somebody else has moved this comment since you opened it, so nothing was changed. Look at it again."
GONE = (
    "This comment is not in your list, so nothing was changed. Somebody may have handed it to the safeguarding desk, "
    "which looks after it, or it was deleted when its time was over."
)


def take(comment: Feedback, step: str, person: Any, seen: str) -> None:
    """Take the step of this name; raises triage.MovedMeanwhileError."""
    if step == "hand-over":
        triage.hand_to_desk(comment, person)
    elif step == "share":
        triage.share_with_editors(comment, person, seen)
    else:
        triage.close(comment, person, seen)


class StepButton(BaseButton):
    """A button that takes a step at once: a form of its own, because a link must change nothing."""

    template_name = "pages/admin/step_button.html"

    def __init__(self, step: triage.Step, comment: Feedback, place: int) -> None:
        urgent = " no" if step.name == "hand-over" else ""
        classname = f"button button-small button-secondary{urgent}"
        super().__init__(label=step.label, classname=classname, priority=place)
        self.comment = comment
        self.action = reverse("voices:step", args=[comment.pk, step.name])

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """With the token that Django asks of forms, and the page to come back to."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        # A cell of a table is drawn in a context of its own, which knows no token.
        context["csrf_token"] = get_token(context["request"])
        # The list may have been fetched by a filter, from an address that is no page of its own.
        asked = context["request"].GET.copy()
        asked.pop("_w_filter_fragment", None)
        context["next"] = f"{reverse('voices:index')}?{asked.urlencode()}"
        return context


class StepView(PermissionCheckedMixin, View):
    """Takes a step with a comment from the list."""

    model = Feedback
    permission_required = "change"
    index_url_name = ""
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """What was done is said above the list."""
        comment = triage.visible_to(request.user).filter(pk=pk).first()
        try:
            if comment is None:
                messages.warning(request, GONE)
            elif step not in DONE:
                raise Http404
            else:
                take(comment, step, request.user, request.POST.get("seen", ""))
                messages.success(request, DONE[step])
        except triage.MovedMeanwhileError:
            messages.warning(request, MOVED)
        return redirect(get_valid_next_url_from_request(request) or self.index_url_name)
