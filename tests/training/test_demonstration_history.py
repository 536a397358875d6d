"""The demonstration's learners have a few years of history, and all of it follows from the log."""

from io import StringIO

import pytest
from django.core.management import call_command

from people.models import User
from training.dates import today
from training.journeys.impact import impact
from training.models import Agency, Certificate, Event, Exemption, Learner, ManagerPart, Membership, Status

pytestmark = pytest.mark.django_db


def test_everybody_has_a_history_that_follows_from_the_log() -> None:
    said = StringIO()
    call_command("rebuild_training_status", stdout=said)
    assert said.getvalue() == "Every status follows from the log, and so does every certificate.\n"
    assert Agency.objects.count() == 7
    assert Learner.objects.filter(merged_into=None).count() >= 120
    years = {day.year for day in Certificate.objects.values_list("issued_on", flat=True)}
    assert len(years) >= 3, "completions in several years"
    day = today()
    assert Status.objects.filter(done_on=None, due_on__lt=day).exists(), "somebody is overdue"
    assert Status.objects.filter(valid_until__lt=day).exists(), "something has expired"
    assert Status.objects.filter(valid_until__gte=day, opens_on__lte=day).exists(), "something expires soon"
    assert Exemption.objects.exists()
    kinds = {*Event.objects.values_list("kind", flat=True)}
    assert {Event.Kind.PRIOR, Event.Kind.MERGED, Event.Kind.LEFT, Event.Kind.EXEMPTED} <= kinds
    assert Event.objects.filter(kind=Event.Kind.FINISHED, data__passed=False).exists(), "somebody failed"
    # What it came to is shown in numbers, whatever month it is.
    _until, found = impact(User.objects.get(email="lead@lantern.example"))
    most = next(one for one in found if one.version.activity.title == "Spotting exploitation")
    assert all(change.before and change.now for change in most.changes)
    assert {one.moment for one in most.changes} == {"After", "Some weeks later"}
    assert [isinstance(shown.in_order, int) for _question, shown in most.answers] == [True] * 4
    assert most.wishes
    assert ManagerPart.objects.filter(answered_at=None).exists(), "a lead is asked"


def test_a_lead_sees_the_people_of_their_own_agency_alone() -> None:
    lead = User.objects.get(email="gurpreet.sandhu@shuttle-cars.example")
    seen = Membership.objects.visible_to(lead).filter(ended_on=None, agency__isnull=False)
    assert {*seen.values_list("agency__name", flat=True)} == {"Shuttle Street Cars"}
