"""Taking a page down, with a place for its readers to go; and no way to delete what was public."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page, ReferenceIndex, TranslatableMixin

from config.languages import SOURCE
from pages.journeys.taking_down import ever_public, take_down
from pages.models import Alert, Navigation


class PlaceForm(forms.Form):
    """Where readers are sent, and whether the pages below go too."""

    to = forms.ModelChoiceField(
        queryset=Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser(),
        label="Send its readers to",
        help_text="Whoever comes to its address in any language is sent there. The page above it is usual.",
    )
    include_descendants = forms.BooleanField(required=False, label="Unpublish the pages below it too")


class TakeDownView(UnpublishView):
    """Wagtail's screen with a chosen place; what was chosen is kept if it cannot be."""

    template_name = "pages/admin/take_down.html"
    form: PlaceForm | None = None

    @property
    def asks_for_a_place(self) -> bool:
        """A translation gives way to the English text at the same address; the first page has nothing above it."""
        return bool(self.object.locale.language_code == SOURCE and self.object.depth > 2)

    def get_form(self) -> PlaceForm:
        """What was sent, or the page above."""
        if self.form is None:
            above = self.object.get_ancestors().filter(live=True, depth__gt=1).order_by("-depth").first()
            sent = self.request.POST if self.request.method == "POST" else None
            self.form = PlaceForm(sent, initial={"to": above})
            if not self.object.get_descendants().filter(live=True).exists():
                del self.form.fields["include_descendants"]
            if not self.asks_for_a_place:
                del self.form.fields["to"]
            elif sent is not None and "to" not in sent:
                self.form.fields["to"].required = False
        return self.form

    def unpublish(self) -> HttpResponse | None:
        """Take it down; a hook may still have its say."""
        form = self.get_form()
        if form.is_valid():
            answer: HttpResponse | None = self.run_hook("before_unpublish_page", self.request, self.object)
            if answer is not None:
                return answer
            data = form.cleaned_data
            try:
                take_down(self.object, self.request.user, data.get("to"), bool(data.get("include_descendants")))
            except ValidationError as error:
                form.add_error("to", error)
            else:
                after: HttpResponse | None = self.run_hook("after_unpublish_page", self.request, self.object)
                return after
        shown: HttpResponse = self.render_to_response(self.get_context_data())
        return shown

    def get_success_message(self) -> str:
        """In words, with the place."""
        title = self.object.get_admin_display_title()
        to = self.get_form().cleaned_data.get("to")
        if to:
            return f"“{title}” is no longer public. Its readers are sent to “{to.title}”."
        return f"“{title}” is no longer public."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the form, and which pages and records refer to it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        references = ReferenceIndex.get_references_to(self.object).group_by_source_object()
        sources = [source for source, _references in references[:MOST_ASKED]]
        # A translation refers to what its source refers to.
        own = [str(source) for source in sources if getattr(source, "locale", None) in (None, self.object.locale)]
        context["referring"] = own[:MOST_SHOWN]
        return {**context, "form": self.get_form(), "asks_for_a_place": self.asks_for_a_place}


MOST_SHOWN = 10
MOST_ASKED = 100
# Wagtail wraps its own addresses so; this one stands before them (config.urls).
unpublish = never_cache(require_admin_access(TakeDownView.as_view()))


def no_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Instead of deleting what was ever public: say why, and lead to what can be done."""
    kept = ever_public([page])
    why = reason([page], kept) if kept else why_alerts_stay([page])
    if not why:
        return None
    if page.live and kept:
        messages.warning(
            request,
            f"“{page.title}” has been public, so it is not deleted: people have its address. Unpublish it here instead, "
            "and choose where its readers are sent.",
        )
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    messages.warning(request, f"Nothing was deleted. {why}")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def no_bulk_delete(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The same for many pages at once: none of them is deleted."""
    if action_type != "delete" or not all(isinstance(record, Page) for record in objects):
        return None
    kept = ever_public(objects)
    why = reason(objects, kept) if kept else why_alerts_stay(objects)
    if not why:
        return None
    messages.warning(request, f"Nothing was deleted. {why}")
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)


def reason(asked: list[Page], kept: Any) -> str:
    """Which pages are kept, and what to do."""
    names = ", ".join(f"“{page.title}”" for page in kept[:3])
    more = kept.count() - 3
    others = f" and {more} more" if more > 0 else ""
    return (
        f"{names}{others} stood before readers once, and what was public is never deleted. "
        "What is public can be unpublished; what no longer is stays here as a draft. Only drafts can be deleted."
    )


def why_alerts_stay(pages: list[Page]) -> str:
    """Pages that go would take the alerts on them along, which nobody asked for."""
    for page in pages:
        for one in page.get_translations(inclusive=True):
            alert = Alert.objects.filter(page__in=one.get_descendants(inclusive=True)).first()
            if alert:
                return f"The alert “{alert}” is on “{alert.page}”. Delete the alert, or put it on another page first."
    return ""


def no_delete_of_records(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """A record that readers see through pages is not deleted; it is unpublished, or the pages are changed first."""
    for record in instances:
        if reason := why_a_record_stays(record):
            messages.warning(request, f"“{record}” is not deleted: {reason}")
            return redirect(reverse(record.snippet_viewset.get_url_name("edit"), args=[record.pk]))
    return None


def why_a_record_stays(record: Any) -> str:
    """What speaks against deleting it. Pages refer to the source alone, and so show a live translation of it too."""
    if isinstance(record, Navigation):
        return "every page needs the navigation. Change it, or unpublish it."
    family = [record]
    if isinstance(record, TranslatableMixin) and getattr(record, "live", True):
        family = [record, *record.get_translations()]
    sources = {
        str(source) for one in family for source, _ in ReferenceIndex.get_grouped_references_to(one)[:MOST_ASKED]
    }
    if not sources:
        return ""
    names = ", ".join(f"“{name}”" for name in sorted(sources)[:3])
    verb = "refers" if len(sources) == 1 else "refer"
    return f"{names} {verb} to it. Unpublish it, and it disappears from them, or take it out of them first."
