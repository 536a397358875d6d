"""The screens of packages in Wagtail's admin: the list, taking one in, looking at it, publishing it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.menu import MenuItem

from training.journeys.importing import may_look_after_packages, publish_package, take_in
from training.journeys.playing import scos_of
from training.models import Activity, CatalogueEntry, Level, Package
from training.packages.archive import MEGABYTE, PackageRefusedError
from training.packages.frame import frame_url, may_frame
from training.packages.tokens import Play

ENTRY = ("summary", "content_note", "level", "minutes")
NO_HOST = "This site has no host for packages yet: its setting PACKAGE_HOST is empty. Ask whoever runs the site."


class UploadForm(forms.Form):
    """A zip file, and the language that its words are in."""

    file = forms.FileField(
        label="The package",
        help_text="One zip file: SCORM 1.2, or SCORM 2004 with one part.",
        error_messages={"required": "Choose the zip file.", "empty": "This file is empty."},
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
    language = forms.ChoiceField(label="Language of the package", choices=lambda: settings.LANGUAGES)

    def clean_file(self) -> Any:
        """No larger than the site takes."""
        file = self.cleaned_data["file"]
        if not settings.PACKAGE_HOST:
            raise forms.ValidationError(NO_HOST)
        if file.size > settings.UPLOAD_PACKAGE_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(
                f"This file is larger than {settings.UPLOAD_PACKAGE_MEGABYTES} megabytes. Make its films smaller, and export it again."
            )
        return file


class PublishForm(forms.Form):
    """As what it is published."""

    activity = forms.ModelChoiceField(
        Activity.objects.filter(kind=Activity.Kind.PACKAGE),
        required=False,
        label="A new version of",
        empty_label="Something new",
    )
    title = forms.CharField(
        label="Title", max_length=200, help_text="If it is something new: what learners read.", required=False
    )
    valid_months = forms.IntegerField(
        label="Certificate valid for", help_text="Months. 0: for good.", min_value=0, max_value=600, initial=0
    )
    summary = forms.CharField(
        label="What the catalogue says",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Two sentences in the package's own language. Empty: the catalogue does not show it.",
    )
    content_note = forms.CharField(
        label="Content note", max_length=300, required=False, help_text="What may be hard to read, in its language too."
    )
    level = forms.ChoiceField(label="Level", choices=lambda: Level.choices, initial=Level.EVERYONE, required=False)
    minutes = forms.IntegerField(label="Minutes that it takes", min_value=1, max_value=600, required=False)
    expires_older = forms.BooleanField(
        label="Older certificates count no more",
        required=False,
        help_text="Only if so much changed that everybody must do it again.",
    )

    def clean(self) -> dict[str, Any]:
        """Something new has a title, and what the catalogue shows says how long it takes."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("activity") and not said.get("title"):
            self.add_error("title", "Type the title that learners read.")
        if said.get("summary") and not said.get("minutes"):
            self.add_error("minutes", "Say how long it takes: the catalogue shows it.")
        return said

    def published(self) -> dict[str, Any]:
        """For publish_package."""
        said = dict(self.cleaned_data)
        entry = {name: said.pop(name) for name in ENTRY}
        entry["level"] = entry["level"] or Level.EVERYONE
        return {**said, "entry": entry if entry["summary"] else None}


class PackagesMenuItem(MenuItem):
    """For those who may take packages in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whoever may open it."""
        return may_look_after_packages(request.user)


def menu_item() -> MenuItem:
    """In the menu."""
    return PackagesMenuItem("Packages", reverse("packages"), name="packages", icon_name="download", order=355)


def urls() -> list[URLPattern]:
    """The list, a new one, one of them, and a look at one of its parts."""
    return [
        path("training/packages/", packages, name="packages"),
        path("training/packages/new/", new, name="new_package"),
        path("training/packages/<int:pk>/", package, name="package"),
        path("training/packages/<int:pk>/look/<int:number>/", look, name="look_at_package"),
    ]


def deny_unless_allowed(request: HttpRequest) -> None:
    """Wagtail answers with its own “you may not”."""
    if not may_look_after_packages(request.user):
        raise PermissionDenied


def shown(title: str, **more: Any) -> dict[str, Any]:
    """What the admin's pages need."""
    return {"page_title": title, "header_title": title, "breadcrumbs_items": [], **more}


@require_safe
@never_cache
def packages(request: HttpRequest) -> HttpResponse:
    """All of them, the latest first."""
    deny_unless_allowed(request)
    found = [(one, list(one.versions())) for one in Package.objects.select_related("uploaded_by").defer("scos")]
    return render(
        request, "training/admin/packages.html", shown("Packages", rows=found, no_host=not settings.PACKAGE_HOST)
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Upload one. Nothing is published by it."""
    deny_unless_allowed(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken, is_new = take_in(request.user, file, file.name, form.cleaned_data["language"])
        except PackageRefusedError as error:
            form.add_error("file", str(error))
        else:
            if not is_new:
                messages.info(request, "This very package was taken in before. Here it is.")
            return HttpResponseRedirect(reverse("package", args=[taken.pk]), status=303)
    return render(
        request,
        "training/admin/package_new.html",
        shown("Take in a package", form=form, no_host="" if settings.PACKAGE_HOST else NO_HOST),
        status=422 if request.method == "POST" else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in it; POST publishes it."""
    deny_unless_allowed(request)
    found = get_object_or_404(Package.objects.select_related("uploaded_by"), pk=pk)
    last = found.versions().order_by("-published_at").first()
    shown_as = CatalogueEntry.objects.filter(activity=last.activity).first() if last else None
    initial = {"title": found.title, "activity": last.activity_id if last else None}
    if shown_as:
        initial.update({name: getattr(shown_as, name) for name in ENTRY})
    form = PublishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        version = publish_package(request.user, found, **form.published())
        messages.success(request, f"Published: {version}. Learners can begin it now.")
        return HttpResponseRedirect(reverse("package", args=[pk]), status=303)
    return render(
        request,
        "training/admin/package.html",
        shown(
            found.title,
            package=found,
            scos=scos_of(found),
            versions=found.versions(),
            files=found.files.count(),
            form=form,
        ),
        status=422 if request.method == "POST" else 200,
    )


@require_safe
@never_cache
@may_frame
def look(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A part as learners get it. Nothing of it is kept."""
    deny_unless_allowed(request)
    found = get_object_or_404(Package, pk=pk)
    scos = scos_of(found)
    if not 1 <= number <= len(scos):
        raise Http404
    play = Play(found.pk, scos[number - 1].key, request.user.pk or 0)
    return render(
        request,
        "training/admin/package_look.html",
        shown(
            found.title,
            package=found,
            sco=scos[number - 1],
            number=number,
            count=len(scos),
            frame_url=frame_url(play, "en"),
        ),
    )
