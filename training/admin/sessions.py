"""Sessions of live events: making and changing them, calling them off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets.button import HeaderButton

from signposting.models import Location
from training.admin.screens import administers, back, for_administrators, for_leads, screen
from training.dates import today
from training.errors import NotThereError, TooLateError
from training.journeys.authority import agencies_led, sees_every_agency, sessions_run_by, sets_up
from training.journeys.scheduling import call_off, save_session
from training.models import Activity, Agency, Booking, Lead, Session
from training.models.agency import current

TITLE = "Live events"
PER_PAGE = 50


def urls() -> list[URLPattern]:
    """The list, a new one, one, and calling it off. Who was there has addresses of its own (training.admin.register)."""
    return [
        path("training/events/", sessions, name="training_sessions"),
        path("training/events/add/", edit, name="training_session_add"),
        path("training/events/<int:pk>/edit/", edit, name="training_session_edit"),
        path("training/events/<int:pk>/call-off/", end, name="training_session_call_off"),
    ]


class MomentField(forms.DateTimeField):
    """A day and an hour in Europe/London, chosen in the browser's own way."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **kwargs)


class LinkField(forms.URLField):
    """An address on the web; without “https://” it is meant."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class SessionForm(forms.ModelForm[Session]):
    """When, where, for how many."""

    class Meta:
        model = Session
        fields = (
            "activity",
            "agency",
            "starts_at",
            "ends_at",
            "capacity",
            "book_by",
            "location",
            "place",
            "access",
            "is_online",
            "link",
            "language",
        )
        field_classes = {"starts_at": MomentField, "ends_at": MomentField, "book_by": MomentField, "link": LinkField}
        widgets = {"access": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "activity": "Editors write these: Pages, Training, Add a live event.",
            "starts_at": "Those who have a place get an e-mail if you change day, hour or place.",
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(retired_on=None) | Q(retired_on__gt=today()) | Q(pk=self.instance.activity_id)
        choices: dict[str, QuerySet[Any]] = {
            "activity": Activity.objects.filter(offered, kind=Activity.Kind.EVENT),
            "agency": agencies_led(user),
            "location": Location.objects.filter(live=True, sensitive=False),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]
        self.fields["agency"].required = not sets_up(user)
        self.fields["agency"].empty_label = "Everybody"  # type: ignore[attr-defined]


def seen_by(user: Any) -> "QuerySet[Session]":
    """The sessions that somebody may look at: those for everybody, and those for agencies that they look after."""
    if sees_every_agency(user):
        return Session.objects.all()
    led = Agency.objects.filter(leads__in=Lead.objects.filter(current(today()), user=user))
    return Session.objects.filter(Q(agency=None) | Q(agency__in=led))


@for_leads
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """What is to come; `?past` what was, the latest first."""
    past, now = "past" in request.GET, timezone.now()
    taken = Count("bookings", filter=Q(bookings__place__isnull=False))
    waiting = Count("bookings", filter=Q(bookings__state=Booking.State.WAITING))
    found = seen_by(request.user).select_related("activity", "agency", "location")
    found = found.filter(ends_at__lt=now) if past else found.filter(ends_at__gte=now)
    found = found.annotate(taken=taken, waiting=waiting).order_by("-starts_at" if past else "starts_at", "pk")
    buttons = []
    if administers(request.user):
        buttons.append(HeaderButton("Add a date", reverse("training_session_add"), icon_name="plus"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request, "training/admin/sessions.html", screen(TITLE, page_obj=page, past=past, header_buttons=buttons)
    )


def run_by(request: HttpRequest, pk: int) -> Session:
    """One that this person makes and changes."""
    found: Session = get_object_or_404(sessions_run_by(request.user).select_related("activity", "agency"), pk=pk)
    return found


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new session, or another time or place for one."""
    before = run_by(request, pk) if pk else None
    form = SessionForm(request.POST or None, instance=before, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_session(request.user, form.save(commit=False))
        except NotThereError:
            messages.error(request, "This was called off. Add another date.")
            return back("training_sessions")
        messages.success(request, "Saved. Whoever has a place is told if day, hour or place changed.")
        return back("training_register", saved.pk)
    trail = [(reverse("training_sessions"), TITLE)]
    if before:
        trail.append((reverse("training_register", args=[before.pk]), before.activity.title))
    context = screen(
        "Change this date" if before else "Add a date",
        trail,
        form=form,
        submit="Save",
        cancel=trail[-1][0],
        help="Hours are those of the clock in the United Kingdom, in summer as in winter.",
    )
    return render(request, "training/admin/form.html", context, status=422 if form.errors else 200)


class CallOffForm(forms.Form):
    """Why it does not take place."""

    because = forms.CharField(
        label="Why does it not take place?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Everybody who booked reads this, and it is not translated. Do not write about anybody’s health.",
        error_messages={"required": "Say why. Nothing was called off yet."},
    )


@for_administrators
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not take place; everybody who booked is told."""
    session = run_by(request, pk)
    form = CallOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            call_off(request.user, session, form.cleaned_data["because"])
            messages.success(request, "It is called off. Everybody who booked gets an e-mail.")
        except TooLateError:
            messages.error(request, "It is over already.")
        return back("training_register", pk)
    address = reverse("training_register", args=[pk])
    trail = [(reverse("training_sessions"), TITLE), (address, session.activity.title)]
    people = session.bookings.filter(state__in=(Booking.State.BOOKED, Booking.State.WAITING)).count()
    context = screen(
        "Call it off",
        trail,
        form=form,
        submit="Call it off",
        cancel=address,
        help=f"This cannot be undone. {people} {'person' if people == 1 else 'people'} will get an e-mail.",
    )
    return render(request, "training/admin/form.html", context, status=422 if form.errors else 200)
