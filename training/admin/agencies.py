"""Agencies, their teams and who leads them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from people.models import User
from training.admin.screens import TOP, administers, back, for_administrators, screen
from training.dates import today
from training.errors import AlreadyThereError, NotThereError, WrongTeamError
from training.journeys import arranging
from training.journeys.authority import agencies_led, sets_up
from training.models import Agency, Lead, Membership, Team
from training.models.agency import current


class AgencyForm(forms.ModelForm[Agency]):
    """An agency's name and, where record stores are set up, its own."""

    class Meta:
        model = Agency
        fields = ("name", "record_store")
        help_texts = {"name": "As its own people write it. Learners choose it from a list."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stores = {one.id: one.name for one in settings.RECORD_STORES.values() if not one.everybody}
        here = self.instance.record_store
        if here and here not in stores:
            stores[here] = f"{here} (not set up any more)"
        self.fields["record_store"] = forms.ChoiceField(
            label="Its record store",
            choices=[("", "None"), *stores.items()],
            required=False,
            help_text=(
                "It is told what people who work here begin, pass, fail and complete from now on, without their names. "
                "What waits for another store still goes there. The operator sets stores up."
            ),
        )
        if not stores:
            del self.fields["record_store"]


class TeamForm(forms.ModelForm[Team]):
    """A team's name, in an agency that is known."""

    class Meta:
        model = Team
        fields = ("agency", "name")
        widgets = {"agency": forms.HiddenInput}


class LeadForm(forms.Form):
    """Who looks after what."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="Who",
        empty_label="Choose somebody",
        help_text="Everybody with the role Training leads. If somebody is missing, invite them under People, with that role.",
        error_messages={"required": "Choose somebody."},
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Of",
        required=False,
        empty_label="The whole agency",
        help_text="A lead of a team sees that team alone.",
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = arranging.candidates()  # type: ignore[attr-defined]
        self.fields["team"].queryset = agency.teams.all()  # type: ignore[attr-defined]


class AdministrationMenuItem(MenuItem):
    """For those who look after an agency."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Others could do nothing there."""
        return administers(request.user)


def menu_item() -> MenuItem:
    """The way to all of it."""
    return AdministrationMenuItem(
        TOP, reverse("training_administration"), name="training-administration", icon_name="group", order=420
    )


def urls() -> list[URLPattern]:
    """The list, one agency, and what is done with it."""
    return [
        path("training/setup/", index, name="training_administration"),
        path("training/agencies/add/", edit, name="training_agency_add"),
        path("training/agencies/<int:pk>/", agency, name="training_agency"),
        path("training/agencies/<int:pk>/edit/", edit, name="training_agency_edit"),
        path("training/agencies/<int:pk>/teams/<int:team>/", rename_team, name="training_team"),
        path("training/agencies/<int:pk>/leads/<int:lead>/end/", end_lead, name="training_lead_end"),
        path("training/agencies/<int:pk>/<slug:wish>/", act, name="training_agency_act"),
    ]


@for_administrators
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The agencies that somebody looks after, and the ways to everything else."""
    members = Count("memberships", filter=current(today(), "memberships__"), distinct=True)
    led = Count("leads", filter=current(today(), "leads__") & Q(leads__team=None), distinct=True)
    found = agencies_led(request.user).annotate(members=members, led=led)
    buttons = []
    if sets_up(request.user):
        buttons.append(HeaderButton("Add an agency", reverse("training_agency_add"), icon_name="plus"))
    context = screen(TOP, agencies=found, header_buttons=buttons, sets_up=sets_up(request.user))
    return render(request, "training/admin/setup.html", context)


@for_administrators
@require_safe
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """One agency: its teams, its leads, how many people."""
    return shown(request, found(request, pk))


def found(request: HttpRequest, pk: int) -> Agency:
    """One that this person looks after."""
    return get_object_or_404(agencies_led(request.user), pk=pk)


def shown(request: HttpRequest, one: Agency, status: int = 200, **forms_sent: Any) -> HttpResponse:
    """The page of an agency, with what was typed if it was not taken."""
    members = Count("memberships", filter=current(today(), "memberships__"))
    context = screen(
        str(one),
        agency=one,
        sets_up=sets_up(request.user),
        teams=one.teams.annotate(members=members),
        members=Membership.objects.filter(current(today()), agency=one).count(),
        leads=arranging.current_leads(one),
        team_form=forms_sent.get("team_form") or TeamForm(initial={"agency": one}),
        lead_form=forms_sent.get("lead_form") or LeadForm(agency=one),
        record_store=settings.RECORD_STORES.get(one.record_store),
    )
    return render(request, "training/admin/agency.html", context, status=status)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new agency, or another name or record store for one."""
    if not sets_up(request.user):
        raise Http404
    one = found(request, pk) if pk else None
    form = AgencyForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        saved = arranging.save_agency(request.user, form.save(commit=False))
        messages.success(request, f"{saved} is saved.")
        return back("training_agency", saved.pk)
    trail = [(reverse("training_agency", args=[one.pk]), str(one))] if one else []
    context = screen(
        "Change this agency" if one else "Add an agency",
        trail,
        form=form,
        submit="Save",
        cancel=trail[0][0] if trail else "",
    )
    return render(request, "training/admin/form.html", context, status=422 if form.errors else 200)


@for_administrators
@require_POST
def act(request: HttpRequest, pk: int, wish: str) -> HttpResponse:
    """Add a team, appoint a lead, close, open."""
    one = found(request, pk)
    if wish == "teams":
        return add_team(request, one)
    if wish == "leads":
        return appoint(request, one)
    deeds = {"close": arranging.close_agency, "open": arranging.open_agency}
    if wish not in deeds:
        raise Http404
    deeds[wish](request.user, one)
    return back("training_agency", pk)


def add_team(request: HttpRequest, one: Agency) -> HttpResponse:
    """A new team."""
    form = TeamForm({"agency": one.pk, "name": request.POST.get("name", "")})
    if not form.is_valid():
        return shown(request, one, 422, team_form=form)
    arranging.save_team(request.user, form.save(commit=False))
    return back("training_agency", one.pk)


def appoint(request: HttpRequest, one: Agency) -> HttpResponse:
    """A new lead."""
    form = LeadForm(request.POST, agency=one)
    if not form.is_valid():
        return shown(request, one, 422, lead_form=form)
    try:
        arranging.appoint(request.user, form.cleaned_data["user"], one, form.cleaned_data["team"])
    except AlreadyThereError:
        messages.info(request, "This person leads it already.")
    except (NotThereError, WrongTeamError):
        messages.error(request, "This person has no longer the role Training leads. Give it to them under People.")
    return back("training_agency", one.pk)


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def rename_team(request: HttpRequest, pk: int, team: int) -> HttpResponse:
    """Another name for a team."""
    one = found(request, pk)
    chosen = get_object_or_404(Team, pk=team, agency=one)
    sent = {"agency": one.pk, "name": request.POST.get("name", "")} if request.method == "POST" else None
    form = TeamForm(sent, instance=chosen)
    if request.method == "POST" and form.is_valid():
        arranging.save_team(request.user, form.save(commit=False))
        return back("training_agency", pk)
    address = reverse("training_agency", args=[pk])
    context = screen(f"Team {chosen.name}", [(address, str(one))], form=form, submit="Save", cancel=address)
    return render(request, "training/admin/form.html", context, status=422 if form.errors else 200)


@for_administrators
@require_POST
def end_lead(request: HttpRequest, pk: int, lead: int) -> HttpResponse:
    """Somebody leads it no more."""
    arranging.dismiss(request.user, get_object_or_404(Lead, pk=lead, agency=found(request, pk)))
    return back("training_agency", pk)
