"""A learner says where they work; whoever looks after it confirms or declines, and the learner is told."""

from django.core import mail

from tests.support.cast import signed_in
from tests.training.conftest import Partnership, person
from training.journeys import belonging
from training.models import Certificate, Event, Membership, Status, Team

PAGE = "/admin/training/declared/"


def test_a_lead_confirms_one_and_declines_another_and_both_are_told(partnership: Partnership) -> None:
    requirement = partnership.require()
    Membership.objects.update(declared=False)
    saying = {name: person(f"{name}@lantern.example") for name in ("ann", "ben")}
    for user in saying.values():
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching)
    partnership.complete(saying["ben"])
    ann, ben = (Membership.objects.get(learner__user=user) for user in saying.values())
    saying["ben"].language = "pl"
    saying["ben"].save()
    lead = signed_in(partnership.school_lead).client
    assert "ann@lantern.example" in lead.get(PAGE).content.decode()
    # Nobody of another agency, and not the learner, finds it there.
    other = signed_in(partnership.taxi_lead).client
    assert "ann@" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}{ann.pk}/confirm/").status_code == 404
    assert signed_in(saying["ann"]).client.post(f"{PAGE}{ann.pk}/confirm/").status_code in (302, 403)
    assert lead.get(f"{PAGE}{ann.pk}/confirm/").status_code == 405
    for _press in range(2):
        lead.post(f"{PAGE}{ann.pk}/confirm/")
        lead.post(f"{PAGE}{ben.pk}/decline/")
    ann.refresh_from_db()
    ben.refresh_from_db()
    assert (ann.declared, ann.ended_on) == (False, None)
    assert ben.ended_on is not None
    assert not Status.objects.filter(requirement=requirement, learner=ben.learner).exists()
    assert Certificate.objects.filter(learner=ben.learner).exists(), "what they learnt stays theirs"
    left = Event.objects.get(learner=ben.learner, kind=Event.Kind.LEFT)
    assert left.by == partnership.school_lead
    assert [message.to for message in mail.outbox] == [["ann@lantern.example"], ["ben@lantern.example"]]
    assert "/en/learn/" in str(mail.outbox[0].body)
    assert "/pl/learn/about-you/" in str(mail.outbox[1].body)


def test_a_teams_lead_sees_those_of_the_team_alone(partnership: Partnership) -> None:
    team = Team.objects.create(agency=partnership.school, name="Year 6")
    partnership.school_lead.training_leads.update(team=team)
    for name, place in (("in", team), ("out", None)):
        user = person(f"{name}@lantern.example")
        belonging.join(user, partnership.learner(user), partnership.school, partnership.teaching, team=place)
    page = signed_in(partnership.school_lead).client.get(PAGE).content.decode()
    assert ("in@lantern" in page, "out@lantern" in page) == (True, False)
