"""What learners ask of a lead whom they named: two questions about a training, a word about one shared entry."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from training.admin.screens import back, for_leads
from training.errors import NotThereError
from training.journeys.following_up import answer_as_manager, part_asked_of, parts_asked_of
from training.journeys.signing_off import answer_sign_off, sign_off_asked_of, sign_offs_asked_of
from training.models import SignOffAnswer
from training.models.evaluation import Seen, Useful

ASKED = "Asked of you"


def urls() -> list[URLPattern]:
    """Under /admin/training/."""
    return [
        path("training/asked/", asked, name="training_asked"),
        path("training/asked/follow-up/<int:pk>/", follow_up, name="training_asked_follow_up"),
        path("training/asked/sign-off/<int:pk>/", sign_off, name="training_asked_sign_off"),
    ]


class ManagerForm(forms.Form):
    """The two questions."""

    seen = forms.ChoiceField(
        label="Have you seen them use it?", choices=Seen.choices, widget=forms.RadioSelect, required=True
    )
    supported = forms.ChoiceField(
        label="Do they have the time and support to use it?", choices=Useful.choices, widget=forms.RadioSelect
    )


class WordForm(forms.Form):
    """Signed off, or sent back."""

    word = forms.ChoiceField(label="Your word", choices=SignOffAnswer.Word.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label="Comment",
        help_text="They read it. Say what is missing if you send it back.",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


@for_leads
def asked(request: HttpRequest) -> HttpResponse:
    """What learners ask of this lead."""
    context = {"sign_offs": sign_offs_asked_of(request.user), "parts": parts_asked_of(request.user)}
    return _screen(request, "asked", ASKED, **context)


@for_leads
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Two questions about what somebody learnt; nothing that they wrote is here."""
    part = part_asked_of(request.user, pk)
    form = ManagerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_as_manager(request.user, part, **form.cleaned_data)
        return back("training_asked")
    registration = part.follow_up.registration
    return _screen(
        request,
        "asked_one",
        f"What {_name(registration.learner)} has used",
        form=form,
        training=registration.version.activity.title,
        name=_name(registration.learner),
    )


@for_leads
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry that somebody shared, as it was then."""
    entry = sign_off_asked_of(request.user, pk)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_sign_off(request.user, pk, **form.cleaned_data)
        except NotThereError:
            form.add_error("comment", "Say what is missing, so that they can mend it.")
        else:
            return back("training_asked")
    name = _name(entry.reflection.learner)
    return _screen(request, "asked_one", f"An entry by {name}", form=form, entry=entry, name=name)


def _name(learner: Any) -> str:
    user = learner.kept.user
    return (user.get_full_name() or user.email) if user else "somebody"


def _screen(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
    above = [] if title == ASKED else [{"url": reverse("training_asked"), "label": ASKED}]
    context = {
        "breadcrumbs_items": [*above, {"url": "", "label": title}],
        "header_title": title,
        "page_title": title,
        "header_icon": "group",
        **more,
    }
    return render(request, f"training/admin/{template}.html", context, status=422 if _wrong(more) else 200)


def _wrong(context: dict[str, Any]) -> bool:
    return bool("form" in context and context["form"].errors)
