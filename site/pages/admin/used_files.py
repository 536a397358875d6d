"""Pictures and documents that something uses: nobody deletes them, and only publishers change what readers get."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.models import ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import page_permission_policy, policy_registry

from pages.models import Picture, PublicDocument
from pages.models.description import PictureDescription

LISTS = {Picture: "wagtailimages:index", PublicDocument: "wagtaildocs:index"}
FORMS = {Picture: "wagtailimages:edit", PublicDocument: "wagtaildocs:edit"}


def uses(record: Any) -> Any:
    """The references to a file. Its description in another language is a part of it, not a use."""
    own = ContentType.objects.get_for_model(PictureDescription)
    return ReferenceIndex.get_references_to(record).exclude(content_type=own)


def why_kept(record: Any) -> str:
    """Why nobody deletes this file; empty if nothing uses it."""
    used = uses(record).group_by_source_object()
    count = used.count()
    if not count:
        return ""
    names = ", ".join(f"“{source}”" for source, _references in used[:3])
    others = f" and {count - 3} more" if count > 3 else ""
    return (
        f"“{record}” is not deleted: {names}{others} use{'s' if count == 1 else ''} it, and readers would lose it. "
        "Take it out of them first."
    )


class FilePolicy(CollectionOwnershipPermissionPolicy):
    """Wagtail's, but a right to change is none to delete, and nobody deletes what is used."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether there may be files with which this person can do it."""
        if action == "delete":
            return bool(self._check_perm(user, ["delete"]))
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        """The same for one file."""
        others = {*actions} - {"delete"}
        if others and super().user_has_any_permission_for_instance(user, others, instance):
            return True
        if "delete" not in actions or not self._check_perm(user, ["delete"], collection=instance.collection):
            return False
        return not uses(instance).exists()


POLICIES = {
    Picture: FilePolicy(Picture, auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"),
    PublicDocument: FilePolicy(PublicDocument, auth_model="wagtaildocs.Document", owner_field_name="uploaded_by_user"),
}


def said_why(view: Callable[..., HttpResponse], model: Any, key: str) -> Callable[..., HttpResponse]:
    """A screen of Wagtail's that deletes one file; whoever may not, because it is used, is told what uses it."""

    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = get_object_or_404(model, pk=kwargs[key])
        may_see = policy_registry.get_by_type(model).user_has_permission_for_instance(request.user, "change", record)
        if may_see and (reason := why_kept(record)):
            messages.warning(request, reason)
            return redirect(FORMS[model], record.pk)
        return view(request, **kwargs)

    return guarded


urls: list[URLPattern] = [
    path("images/<int:image_id>/delete/", said_why(images.DeleteView.as_view(), Picture, "image_id")),
    path(
        "documents/delete/<int:document_id>/", said_why(documents.DeleteView.as_view(), PublicDocument, "document_id")
    ),
]


def no_bulk_delete(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """The same for many at once: one that is kept keeps them all."""
    if action_type != "delete" or action.model not in LISTS:
        return None
    kept = action.get_actionable_objects()[1]["items_with_no_access"]
    if not kept:
        return None
    reason = next((reason for record in kept if (reason := why_kept(record))), "Only publishers delete files.")
    messages.warning(request, f"Nothing was deleted. {reason}")
    return redirect(LISTS[action.model])


class UsedFileForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form for a file: what pages show already changes by a publisher's hand alone, since files have no drafts."""

    before_readers: tuple[str, ...] = ("file",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.editor = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Say what to do in place of changing it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        changed = [name for name in self.before_readers if name in self.changed_data]
        if self.instance.pk and changed and not self._publishes() and uses(self.instance).exists():
            kind = self.instance._meta.verbose_name
            self.add_error(
                changed[0],
                f"This {kind} is used already, and a change would reach readers without a publisher. Upload a new "
                f"{kind} and choose it in your draft.",
            )
        return cleaned

    def _publishes(self) -> bool:
        return bool(self.editor and page_permission_policy.user_has_permission(self.editor, "publish"))
