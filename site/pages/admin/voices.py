"""Readers' comments: screened by the desk first, then read and answered by editors."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from pages.models import Feedback

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SCREENER = "pages.screen_feedback"
Status = Feedback.Status


def plain(value: Any) -> str:
    """Text that a spreadsheet will show and never run."""
    text = str(value or "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) or text.lstrip().startswith(FORMULA_STARTS) else text


def visible_to(user: Any) -> "QuerySet[Feedback]":
    """The desk sees what waits for it and what it took over; editors see what the desk let through."""
    seen = [Status.SHARED, Status.DONE]
    if user.has_perm(SCREENER):
        seen += [Status.WAITING, Status.HANDED_OVER]
    return Feedback.objects.filter(status__in=seen)


class VoiceForm(WagtailAdminModelForm):
    """Where a comment goes next, as far as this person may decide."""

    class Meta:
        model = Feedback
        fields = ["status", "action_taken"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Handing over is for everybody: an editor may be the first to see what a comment means.
        steps = [Status.SHARED, Status.HANDED_OVER, Status.DONE]
        if self.for_user is not None and self.for_user.has_perm(SCREENER):
            steps.insert(0, Status.WAITING)
        self.fields["status"].choices = [(step.value, step.label) for step in steps]


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


class VoicesIndex(IndexView):
    """Comments that sound worrying stand first; exports are safe to open in a spreadsheet."""

    custom_field_preprocess = {name: {"csv": plain, "xlsx": plain} for name in ("comment", "address", "action_taken")}

    def get_base_queryset(self) -> "QuerySet[Feedback]":
        """Only what this person may see."""
        return visible_to(self.request.user)


class VoicesEdit(EditView):
    """Looks up only what this person may see."""

    def get_queryset(self) -> "QuerySet[Feedback]":
        """Others get “not found”."""
        return visible_to(self.request.user)


class VoicesDelete(DeleteView):
    """Looks up only what may be deleted."""

    def get_queryset(self) -> "QuerySet[Feedback]":
        """A disclosure is never deleted untriaged."""
        return visible_to(self.request.user).filter(status=Status.DONE)


class VoicesViewSet(ModelViewSet):
    """Comments from readers."""

    model = Feedback
    menu_label = "Comments"
    icon = "comment"
    add_to_admin_menu = False
    copy_view_enabled = False
    index_view_class = VoicesIndex
    edit_view_class = VoicesEdit
    delete_view_class = VoicesDelete
    list_display = ["comment", "address", "language", "status", BooleanColumn("worrying"), DateColumn("received_on")]
    list_filter = ["status", "origin", "language", "topic", "audience", "worrying"]
    list_export = [
        "received_on",
        "origin",
        "address",
        "language",
        "topic",
        "audience",
        "helpful",
        "comment",
        "status",
        "action_taken",
    ]
    search_fields = ["comment"]
    panels = [
        HelpPanel(
            content="<p>If somebody may be in danger, choose <b>Handed to the safeguarding desk</b>. "
            "Editors will not see it. In an emergency call 999.</p>"
        ),
        FieldPanel("comment", read_only=True),
        FieldPanel("address", read_only=True),
        FieldPanel("language", read_only=True),
        FieldPanel("topic", read_only=True),
        FieldPanel("audience", read_only=True),
        FieldPanel("received_on", read_only=True),
        FieldPanel("status"),
        FieldPanel("action_taken"),
    ]
    edit_handler = ObjectList(panels, base_form_class=VoiceForm)


register_permission_policy(Feedback, VoicesPolicy(Feedback))
