"""The screen on which a module is taken out as a SCORM package."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from training.admin_packages import deny_unless_allowed, shown
from training.journeys.packing import languages_of, pack, packable
from training.models import ActivityVersion
from training.packages.manifest import V12, V2004


class PackForm(forms.Form):
    """Which module, in which language, by which standard."""

    version = forms.ModelChoiceField(ActivityVersion.objects.none(), label="Module", empty_label=None)
    language = forms.ChoiceField(label="Language", choices=lambda: settings.LANGUAGES)
    standard = forms.ChoiceField(
        label="Standard",
        choices=[(V12, "SCORM 1.2"), (V2004, "SCORM 2004 4th edition")],
        help_text="If you are not sure: SCORM 1.2. Every platform takes it.",
    )
    agreed = forms.BooleanField(
        label="The package holds the questions and their right answers. I give it only to people who may have them.",
        error_messages={"required": "Tick this to say that you have read it."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [version.pk for version in packable()]
        field: Any = self.fields["version"]
        field.queryset = (
            ActivityVersion.objects.filter(pk__in=keys).select_related("activity").order_by("activity__title")
        )

    def clean(self) -> dict[str, Any]:
        """The module has words in that language."""
        said: dict[str, Any] = super().clean() or {}
        version, language = said.get("version"), said.get("language")
        if version and language and language not in languages_of(version):
            self.add_error("language", "This module is not translated into this language yet. Choose another language.")
        return said


def urls() -> list[URLPattern]:
    """The one screen."""
    return [path("training/packages/export/", export, name="export_package")]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """Choose a module; POST downloads its package."""
    deny_unless_allowed(request)
    form = PackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        packed = pack(request.user, chosen["version"], chosen["language"], chosen["standard"])
        return HttpResponse(
            packed.content,
            content_type="application/zip",
            headers={"Content-Disposition": f'attachment; filename="{packed.name}"'},
        )
    return render(
        request,
        "training/admin/package_export.html",
        shown("Take a module out as a package", form=form),
        status=422 if request.method == "POST" else 200,
    )
