"""Readers' comments: screened by the desk first, then read and answered by editors."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from pages.admin.exports import SafeExportMixin
from pages.admin.filters import VoicesFilterSet
from pages.admin.voice_steps import DONE, GONE, MOVED, StepButton, StepView, take
from pages.journeys import forgetting
from pages.journeys.triage import MovedMeanwhileError, is_screener, note, steps_for, visible_to
from pages.models import Feedback

Status = Feedback.Status


class VoiceForm(WagtailAdminModelForm):
    """What the team writes down; where a comment goes is a step of its own."""

    class Meta:
        model = Feedback
        fields = ["action_taken", "answer"]


class VoicesPolicy(ModelPermissionPolicy):
    """Nobody writes a comment for a reader; nobody deletes one that is not closed."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Adding is for readers alone."""
        return action != "add" and bool(super().user_has_permission(user, action))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Feedback) -> bool:
        """Deny what this person may not see, and deleting what is not done."""
        if action == "delete" and instance.status != Status.DONE:
            return False
        return self.user_has_permission(user, action) and visible_to(user).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> "QuerySet[Feedback]":
        """Only what this person may see."""
        return visible_to(user) if self.user_has_any_permission(user, actions) else Feedback.objects.none()


def worry(comment: Feedback) -> str:
    """What the list says of a comment that sounds worrying; nothing of the others, which nobody has judged."""
    return "Read first" if comment.worrying else ""


class VoicesIndex(SafeExportMixin, IndexView):
    """Comments that sound worrying stand first; what can be done with each stands under it."""

    filterset_class = VoicesFilterSet

    def get_base_queryset(self) -> "QuerySet[Feedback]":
        """Only what this person may see."""
        return visible_to(self.request.user).select_related("answer")

    def get_list_buttons(self, instance: Feedback) -> list[Any]:
        """The steps first, one press each."""
        if not self.user_has_permission("change"):
            return list(super().get_list_buttons(instance))
        steps = [
            StepButton(step, instance, place)
            for place, step in enumerate(steps_for(self.request.user, instance.status, instance.for_desk))
        ]
        return [*steps, *super().get_list_buttons(instance)]

    def get_delete_url(self, instance: Feedback) -> str | None:
        """Only what is done can be deleted."""
        return super().get_delete_url(instance) if instance.status == Status.DONE else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With how many there are of each kind; those that wait are counted for everybody."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        rows = Feedback.objects.order_by().values_list("status").annotate(number=Count("pk"))
        numbers = dict(rows)
        seen = [Status.WAITING, Status.HANDED_OVER, Status.SHARED]
        hidden = () if is_screener(self.request.user) else (Status.WAITING, Status.HANDED_OVER)
        context["states"] = [
            {
                "number": numbers.get(status, 0),
                "label": status.label[0].lower() + status.label[1:],
                "url": "" if status in hidden else f"{self.index_url}?status={status.value}",
            }
            for status in seen
        ]
        return context


class VoicesEdit(EditView):
    """The whole comment, what was done about it, and the steps."""

    actions = ["edit", "share", "hand-over", "done"]

    def get_queryset(self) -> "QuerySet[Feedback]":
        """Others get “not found”."""
        return visible_to(self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who had the comment open while it was handed over is told so, and keeps the words they typed."""
        try:
            self.object = self.get_object()
        except Http404:
            return self.gone()
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def gone(self) -> HttpResponse:
        """Back to the list."""
        typed = self.request.POST.get("action_taken", "").strip()
        messages.warning(self.request, f"{GONE} You had written: “{typed}”" if typed else GONE)
        return redirect(self.get_success_url())

    def form_valid(self, form: VoiceForm) -> HttpResponse:
        """Keep what was written, then take the step; if somebody was faster, show the comment as it is now."""
        self.form = form
        data = form.cleaned_data
        try:
            if form.has_changed():
                note(self.object, self.request.user, data["action_taken"], data["answer"])
            if self.action != "edit":
                take(self.object, self.action, self.request.user, self.request.POST.get("seen", ""))
        except MovedMeanwhileError:
            if not self.get_queryset().filter(pk=self.object.pk).exists():
                return self.gone()
            messages.warning(self.request, MOVED + (" What you wrote is saved." if form.has_changed() else ""))
            return redirect(self.get_edit_url())
        messages.success(self.request, DONE.get(self.action, "What you wrote is saved."))
        return redirect(self.get_edit_url() if self.action == "edit" else self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the steps that this person can take."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["steps"] = steps_for(self.request.user, self.object.status, self.object.for_desk)
        return context


class VoicesDelete(DeleteView):
    """Looks up only what may be deleted, and keeps the count."""

    def get_queryset(self) -> "QuerySet[Feedback]":
        """A disclosure is never deleted untriaged."""
        return visible_to(self.request.user).filter(status=Status.DONE)

    def delete_action(self) -> None:
        """By the journey."""
        if not forgetting.forget(self.object, self.request.user):
            raise Http404


class VoicesHistory(HistoryView):
    """Who did what when, for those who may see the comment."""

    def get_base_object_queryset(self) -> "QuerySet[Feedback]":
        """Others get “not found”."""
        return visible_to(self.request.user)


class VoicesUsage(UsageView):
    """What refers to a comment, for those who may see it."""

    def get_base_object_queryset(self) -> "QuerySet[Feedback]":
        """Others get “not found”."""
        return visible_to(self.request.user)


class VoicesViewSet(ModelViewSet):
    """Comments from readers."""

    model = Feedback
    menu_label = "Comments"
    icon = "comment"
    add_to_admin_menu = False
    # The pages that comments are about must not list them to whoever may see the page.
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = VoicesIndex
    edit_view_class = VoicesEdit
    delete_view_class = VoicesDelete
    history_view_class = VoicesHistory
    usage_view_class = VoicesUsage
    index_template_name = "pages/admin/voices_index.html"
    edit_template_name = "pages/admin/voices_edit.html"
    export_filename = "comments-from-readers"
    list_display = [
        "opening",
        Column("place", label="Page", sort_key="address"),
        Column("about", label="About"),
        Column("language", label="Language", sort_key="language"),
        Column("get_status_display", label="Status", sort_key="status"),
        Column("worry", label="Worrying", accessor=worry, sort_key="worrying"),
        Column("received_on", label="Received", sort_key="received_on"),
    ]
    list_export = [
        "received_on",
        "origin",
        "address",
        "language",
        "topic",
        "audience",
        "helpful",
        "worrying",
        "comment",
        "status",
        "closed_on",
        "action_taken",
        "answer",
    ]
    search_fields = ["comment", "address", "action_taken"]
    panels = [
        HelpPanel(
            content="<p>Could this be about somebody’s safety? Press <b>Hand to the safeguarding desk</b>. It is one "
            "step, and never wrong: editors then no longer see the comment. In an emergency call 999.</p>"
        ),
        FieldPanel("comment", read_only=True),
        FieldRowPanel([FieldPanel("status", read_only=True), FieldPanel("received_on", read_only=True)]),
        FieldRowPanel([FieldPanel("address", read_only=True), FieldPanel("language", read_only=True)]),
        FieldRowPanel([FieldPanel("topic", read_only=True), FieldPanel("audience", read_only=True)]),
        FieldPanel("action_taken"),
        FieldPanel("answer"),
    ]
    edit_handler = ObjectList(panels, base_form_class=VoiceForm)

    @property
    def step_view(self) -> Any:
        """Takes a step."""
        return self.construct_view(StepView)

    def get_urlpatterns(self) -> list[URLPattern]:
        """With an address for the steps."""
        return [*super().get_urlpatterns(), path("step/<int:pk>/<slug:step>/", self.step_view, name="step")]


register_permission_policy(Feedback, VoicesPolicy(Feedback))
