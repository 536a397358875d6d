"""The screens on which training is set up: who may open them, and what a lead does there."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from people.models import User
from tests.support.cast import signed_in
from tests.training.conftest import Partnership, person
from training.dates import today
from training.models import Agency, Evidence, Exemption, Lead, Learner, Membership, Requirement, Status, Team

PDF = b"%PDF-1.7 a certificate of the ambulance service"


def of(user: User) -> Client:
    """Their browser."""
    return signed_in(user).client


@pytest.fixture
def manager(partnership: Partnership) -> Client:
    """Sets training up."""
    return of(User.objects.get(email="manager@lantern.example"))


def test_a_site_manager_makes_an_agency_and_says_who_leads_it(partnership: Partnership, manager: Client) -> None:
    assert manager.post("/admin/training/agencies/add/", {"name": "Weavers Trust"}).status_code == 303
    made = Agency.objects.get(name="Weavers Trust")
    page = f"/admin/training/agencies/{made.pk}/"
    manager.post(f"{page}teams/", {"name": "Ward 2"})
    ward = Team.objects.get(agency=made)
    manager.post(f"{page}leads/", {"user": partnership.school_lead.pk, "team": ward.pk})
    lead = Lead.objects.get(agency=made)
    assert (lead.user, lead.team) == (partnership.school_lead, ward)
    # Somebody without the role is not among those who can be chosen.
    assert manager.post(f"{page}leads/", {"user": partnership.teacher.pk}).status_code == 422
    manager.post(f"{page}leads/{lead.pk}/end/")
    assert "Nobody does" in manager.get(page).content.decode()
    assert manager.post("/admin/training/agencies/add/", {"name": "Weavers Trust"}).status_code == 422


def test_a_lead_opens_their_own_agency_alone_and_appoints_nobody(partnership: Partnership) -> None:
    lead = of(partnership.school_lead)
    own, other = (f"/admin/training/agencies/{one.pk}/" for one in (partnership.school, partnership.taxis))
    assert "Bobbin" not in lead.get("/admin/training/setup/").content.decode()
    assert (lead.get(own).status_code, lead.get(other).status_code) == (200, 404)
    assert lead.post(f"{own}teams/", {"name": "Year 6"}).status_code == 303
    lead.post(f"{own}leads/", {"user": partnership.taxi_lead.pk})
    assert not Lead.objects.filter(user=partnership.taxi_lead, agency=partnership.school).exists()
    for door in ("setup/", "people/", "requirements/", "enrolments/new/", "accounts/merge/"):
        assert of(partnership.teacher).get(f"/admin/training/{door}").status_code in (302, 403)
    assert lead.get("/admin/training/accounts/merge/").status_code in (302, 403)


def test_a_requirement_is_shown_before_it_is_saved_and_saved_as_it_was_shown(partnership: Partnership) -> None:
    lead = of(partnership.school_lead)
    typed = {"title": "Own", "activities": [partnership.module.pk], "agencies": [partnership.school.pk]}
    typed |= {"validity": "rolling", "months": "12", "due_days": "30"}
    page = lead.post("/admin/training/requirements/add/", typed)
    assert "1 person will have this to do" in page.content.decode()
    assert not Requirement.objects.filter(title="Own").exists()
    seal = page.context["form"].seal
    # Something else than what was shown is shown first.
    lead.post("/admin/training/requirements/add/", {**typed, "due_days": "1", "seal": seal, "save": "yes"})
    assert not Requirement.objects.filter(title="Own").exists()
    assert lead.post("/admin/training/requirements/add/", {**typed, "seal": seal, "save": "yes"}).status_code == 303
    assert Status.objects.get(requirement__title="Own").learner.user == partnership.teacher
    refused = lead.post("/admin/training/requirements/add/", {**typed, "title": "All", "agencies": []})
    assert refused.status_code == 422
    lead.post(f"/admin/training/requirements/{Requirement.objects.get(title='Own').pk}/end/")
    assert not Status.objects.filter(requirement__title="Own").exists()


def test_a_file_is_sent_looked_at_and_agreed_to(partnership: Partnership) -> None:
    lead = of(partnership.school_lead)
    content = b"E-mail,First name,Job role\nann@mill.example,Ann,Teacher\nbad,Bo,Teacher\n"
    typed = {"agency": partnership.school.pk, "language": "ur", "file": SimpleUploadedFile("staff.csv", content)}
    sent = lead.post("/admin/training/enrolments/new/", typed)
    assert sent.status_code == 303
    page = lead.get(sent["Location"]).content.decode()
    assert "Nobody is enrolled yet" in page
    assert "not an e-mail address" in page
    assert b"bad" in b"".join(lead.get(f"{sent['Location']}faults.csv").streaming_content)  # type: ignore[attr-defined]
    assert of(partnership.taxi_lead).get(sent["Location"]).status_code == 404
    for _press in range(2):
        assert lead.post(f"{sent['Location']}agree/").status_code == 303
    assert Membership.objects.get(learner__user__email="ann@mill.example").agency == partnership.school
    typed["file"] = SimpleUploadedFile("book.xlsx", b"PK\x03\x04")
    assert lead.post("/admin/training/enrolments/new/", typed).status_code == 422


def test_prior_learning_has_evidence_that_only_the_lead_and_the_learner_read(partnership: Partnership) -> None:
    partnership.require()
    teacher, lead = partnership.learner(partnership.teacher), of(partnership.school_lead)
    page = f"/admin/training/people/{teacher.pk}/"
    typed = {"activity": partnership.module.pk, "on": today().isoformat(), "note": "Ambulance service"}
    for name, content in (("x.pdf", b"<script>alert(1)</script>"), ("x.pdf", b"%PDF-" + b"0" * 5_000_001)):
        assert lead.post(f"{page}prior/", {**typed, "file": SimpleUploadedFile(name, content)}).status_code == 422
    assert lead.post(f"{page}prior/", {**typed, "file": SimpleUploadedFile("../a/proof.html", PDF)}).status_code == 303
    evidence = Evidence.objects.get()
    found = lead.get(f"/admin/training/evidence/{evidence.pk}/")
    assert (found.content, found["Content-Type"]) == (PDF, "application/pdf")
    assert found["Content-Disposition"] == 'attachment; filename="proof.pdf"'
    assert found["X-Content-Type-Options"] == "nosniff"
    assert of(partnership.taxi_lead).get(f"/admin/training/evidence/{evidence.pk}/").status_code == 404
    assert Status.objects.get(learner=teacher).done_on == today()
    lead.post(f"{page}events/{evidence.event_id}/withdraw/")
    assert Status.objects.get(learner=teacher).done_on is None


def test_somebody_is_let_off_and_it_ends_and_they_leave(partnership: Partnership) -> None:
    requirement = partnership.require()
    lead, teacher = of(partnership.school_lead), partnership.learner(partnership.teacher)
    page = f"/admin/training/people/{teacher.pk}/"
    assert lead.post(f"{page}exempt/", {"requirement": requirement.pk}).status_code == 422
    lead.post(f"{page}exempt/", {"requirement": requirement.pk, "reason": "Maternity leave"})
    assert "Exempt" in lead.get(page).content.decode()
    lead.post(f"{page}exemptions/{Exemption.objects.get().pk}/end/")
    assert "Overdue" in lead.get(page).content.decode()
    driver = partnership.learner(partnership.driver)
    assert lead.get(f"/admin/training/people/{driver.pk}/").status_code == 404
    assert lead.post(f"/admin/training/people/{driver.pk}/exempt/", {"reason": "x"}).status_code == 404
    lead.post(f"{page}leave/", {"agency": partnership.school.pk})
    assert lead.get(page).status_code == 404


def test_of_another_agency_a_lead_sees_neither_that_somebody_works_there_nor_what_it_asks(
    partnership: Partnership, manager: Client
) -> None:
    partnership.require(title="Only for drivers", agencies=[partnership.taxis])
    from training.journeys import belonging

    teacher = partnership.learner(partnership.teacher)
    belonging.join(partnership.board, teacher, partnership.taxis, partnership.driving)
    page = f"/admin/training/people/{teacher.pk}/"
    seen = of(partnership.school_lead).get(page).content.decode()
    assert "Bobbin" not in seen
    assert "Only for drivers" not in seen
    assert "Bobbin" in manager.get(page).content.decode()


def test_two_accounts_are_joined_taken_out_and_erased_by_a_site_manager(
    partnership: Partnership, manager: Client
) -> None:
    private = person("private@mill.example")
    partnership.complete(private)
    typed = {"keep": "teacher@lantern.example", "gone": "private@mill.example", "reason": "address"}
    assert manager.post("/admin/training/accounts/merge/", typed).status_code == 422
    assert manager.post("/admin/training/accounts/merge/", {**typed, "is_sure": "on"}).status_code == 303
    teacher = partnership.learner(partnership.teacher)
    assert Learner.objects.get(user=private).merged_into == teacher
    taken = manager.get(f"/admin/training/people/{teacher.pk}/export.zip")
    record = json.loads(zipfile.ZipFile(io.BytesIO(taken.content)).read("record.json"))
    assert {one["email"] for one in record["accounts"]} == {"teacher@lantern.example", "private@mill.example"}
    assert [len(record[name]) for name in ("certificates", "memberships")] == [1, 1]
    page = f"/admin/training/people/{teacher.pk}/forget/"
    assert manager.post(page, {"email": "driver@lantern.example"}).status_code == 422
    assert manager.post(page, {"email": "teacher@lantern.example"}).status_code == 303
    teacher.refresh_from_db()
    assert teacher.user is None
    assert teacher.merged.get().certificates.get().name == ""
