"""What only those who set training up do with somebody's record: join two, hand it out, erase the person."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from people.models import User
from training.admin.people import TITLE, as_file, led
from training.admin.screens import back, for_setting_up, screen
from training.errors import SameRecordError
from training.journeys import belonging
from training.journeys.exporting import export
from training.journeys.forgetting import forget

NO_SUCH = "Nobody here has an account with this address."


class MergeForm(forms.Form):
    """Two addresses of one person, and why they have two."""

    keep = forms.EmailField(label="E-mail address that they use", help_text="The record is shown under this one.")
    gone = forms.EmailField(label="The other address", help_text="They can go on signing in with it.")
    reason = forms.ChoiceField(label="Why", choices=list(belonging.WHY_MERGED.items()), widget=forms.RadioSelect)
    is_sure = forms.BooleanField(
        label="I have checked that both are the same person",
        error_messages={"required": "Check this first, for example by asking them. It cannot be undone."},
    )

    def clean(self) -> dict[str, Any]:
        """Both must be somebody's."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("keep", "gone"):
            if name in found:
                found[name] = User.objects.filter(email__iexact=found[name]).first() or self.add_error(name, NO_SUCH)
        if found.get("keep") and found.get("keep") == found.get("gone"):
            self.add_error("gone", "This is the same address. Type the other one.")
        return found


class ForgetForm(forms.Form):
    """The address once more, so that nobody is erased by a slip."""

    email = forms.EmailField(label="Type their e-mail address, to be sure")

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_email(self) -> str:
        """It must be theirs."""
        typed: str = self.cleaned_data["email"].strip().lower()
        if typed != self.expected.lower():
            raise forms.ValidationError("This is not their address. Look whether this is the right person.")
        return typed


def urls() -> list[URLPattern]:
    """Joining two records; taking and erasing one."""
    return [
        path("training/accounts/merge/", merge, name="training_merge"),
        path("training/people/<int:pk>/export.zip", take, name="training_export"),
        path("training/people/<int:pk>/forget/", erase, name="training_forget"),
    ]


@for_setting_up
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Two accounts of one person share one record from now on."""
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        keep, gone = (belonging.learner_of(said[name]) for name in ("keep", "gone"))
        try:
            kept = belonging.merge(request.user, keep, gone, reason=said["reason"])
        except SameRecordError:
            form.add_error(None, "These two share one record already.")
        else:
            messages.success(request, f"Both are one record now, that of {kept}.")
            return back("training_people")
    context = screen(
        "Make two accounts one",
        form=form,
        submit="Join them for good",
        help="Everything that was done with either is then in one record, and nothing is lost. It cannot be undone.",
    )
    return render(request, "training/admin/form.html", context, status=422 if form.errors else 200)


@for_setting_up
@require_safe
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that is kept of somebody, as a file."""
    return as_file(export(request.user, led(request, pk)), "application/zip", f"training-record-{pk}.zip")


@for_setting_up
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """The person goes out of the record; the figures stay true."""
    learner = led(request, pk)
    form = ForgetForm(request.POST or None, expected=learner.user.email if learner.user else "")
    if request.method == "POST" and form.is_valid():
        forget(request.user, learner)
        messages.success(request, "They are erased from training. The numbers stay as they were.")
        return back("training_people")
    trail = [(reverse("training_people"), TITLE), (reverse("training_person", args=[pk]), str(learner))]
    context = screen(
        "Erase them",
        trail,
        form=form,
        submit="Erase them for good",
        cancel=trail[1][0],
        help="Their name, reasons and evidence go, they leave every agency, and their certificates show no name. "
        "What happened stays counted, without them. Their account stays, so that they can still sign in. This cannot be undone.",
    )
    return render(request, "training/admin/form.html", context, status=422 if form.errors else 200)
