"""The first page after signing in: what waits for whom, and nothing that somebody cannot mend."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowTask

from background.journeys import clock
from background.models import Period
from dashboard.models import LinkCheck, Look
from tests.dashboard.conftest import many
from tests.pages.helpers import soup, text, the_page
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ADDRESS = "topics/county-lines/"


def home(person: Person) -> Any:
    """The first page, parsed."""
    response = person.client.get("/admin/")
    assert response.status_code == 200
    return soup(response)


def sections(person: Person) -> set[str]:
    """What waits there."""
    return {str(section["id"]).removesuffix("-section") for section in home(person).select(".waiting .w-panel")}


def test_the_page_says_what_it_is(comms_editor: Person) -> None:
    assert text(home(comms_editor).h1) == "What waits for you"


def test_the_admin_has_the_sites_own_name_and_drawing_and_leads_to_no_other_site(site_manager: Person) -> None:
    for address in ("/admin/", "/admin/pages/", "/admin/nothing/"):
        page = soup(site_manager.client.get(address))
        assert page.title is not None
        assert text(page.title).endswith("- Lantern"), address
        assert "Wagtail" not in text(page.select_one("main")), address
        icon = page.select_one("link[rel~=icon]")
        assert icon is not None
        assert "images/favicon" in str(icon["href"])
    page = soup(site_manager.client.get("/admin/"))
    assert "images/favicon" in str(page.select_one("template[data-wagtail-sidebar-branding-logo]"))
    links = [str(link["href"]) for link in page.select("main a[href]")]
    assert links
    assert [link for link in links if "//" in link] == []


def test_editors_and_publishers_meet_what_they_can_mend(
    much: None, comms_editor: Person, comms_publisher: Person
) -> None:
    for person in (comms_editor, comms_publisher):
        found = sections(person)
        assert {"pages-due", "records-due", "reading", "links", "comments-to-answer"} <= found
        assert "comments-to-screen" not in found


def test_the_desk_meets_comments_to_screen_and_nothing_else(much: None, desk_officer: Person) -> None:
    assert sections(desk_officer) == {"comments-to-screen"}
    row = home(desk_officer).select_one(".waiting__row--now")
    assert "hurts me" in text(row)
    assert "/admin/voices/" in row.a["href"]


def test_what_the_desk_has_not_screened_is_on_nobody_else_s_page(
    much: None, comms_editor: Person, comms_publisher: Person, site_manager: Person, translator: Person
) -> None:
    for person in (comms_editor, comms_publisher, site_manager, translator):
        assert "hurts me" not in text(home(person))
        assert person.client.get("/admin/dashboard/comments-to-screen/").status_code == 404


def test_a_translator_meets_their_own_language_and_no_other(much: None, translator: Person) -> None:
    assert sections(translator) == {"languages"}
    rows = [text(row) for row in home(translator).select(".waiting__title")]
    assert rows == ["Urdu"]


def test_a_publisher_meets_every_language_that_is_behind(comms_publisher: Person) -> None:
    names = {text(row) for row in home(comms_publisher).select("#languages-section .waiting__title")}
    assert {"Urdu", "Polish", "Punjabi (Gurmukhi)"} == names


def test_whoever_has_nothing_to_do_with_the_site_is_not_let_in(
    training_lead: Person, learner: Person, outsider: Person
) -> None:
    for person in (training_lead, learner, outsider):
        for address in ("/admin/dashboard/links/", "/admin/dashboard/reading/", "/admin/dashboard/reviews/"):
            assert person.client.get(address).status_code in (302, 404), address
    for person in (learner, outsider):
        assert person.client.get("/admin/").status_code == 302
    # A lead has their own rooms in the admin, and none of the site's work waits for them.
    assert not home(training_lead).select(".waiting__row")


def test_a_section_that_is_well_is_said_in_words(comms_editor: Person) -> None:
    LinkCheck.objects.all().delete()
    assert "No link is known to be broken" in text(home(comms_editor).select_one(".waiting__well"))


def test_no_more_than_five_rows_and_the_rest_on_a_page_of_their_own(comms_editor: Person) -> None:
    many(120, "shared")
    pages = Page.objects.filter(locale__language_code="en", live=True, depth__gt=1)
    Look.objects.filter(pk__in=pages).update(too_hard=True, reading_age=19)
    page = home(comms_editor)
    assert len(page.select("#reading-section .waiting__row")) == 5
    number = Look.objects.filter(too_hard=True).count()
    more = page.select_one("#reading-section a[href='/admin/dashboard/reading/']")
    assert f"All {number}" in text(more)
    rows = soup(comms_editor.client.get("/admin/dashboard/reading/")).select(".waiting__row")
    assert len(rows) == min(number, 50)
    assert len(page.select("#comments-to-answer-section .waiting__row")) == 5
    for wild in ("?p=99", "?p=x", "?p=-1"):
        assert comms_editor.client.get(f"/admin/dashboard/reading/{wild}").status_code == 200


def test_campaigns_are_said_before_they_start_and_before_they_end(comms_editor: Person) -> None:
    from campaigns.models import CampaignPage

    first, second, third = CampaignPage.objects.filter(locale__language_code="en")[:3]
    today = timezone.localdate()
    CampaignPage.objects.update(starts_on=today - timedelta(200), ends_on=today + timedelta(200))
    CampaignPage.objects.filter(pk=first.pk).update(starts_on=today + timedelta(10))
    CampaignPage.objects.filter(pk=second.pk).update(ends_on=today + timedelta(5))
    rows = [text(row) for row in home(comms_editor).select("#campaigns-section .waiting__row")]
    assert len(rows) == 2
    assert second.title in rows[0]
    assert "Ends on" in rows[0]
    assert first.title in rows[1]
    assert "Starts on" in rows[1]
    assert third.title not in " ".join(rows)
    Page.objects.filter(pk=first.pk).update(live=False)
    assert "is not published" in text(home(comms_editor).select_one("#campaigns-section .waiting__row--now"))


@pytest.fixture
def workflow(db: None) -> Workflow:
    """Every page is reviewed by publishers."""
    from django.contrib.auth.models import Group
    from wagtail.models import WorkflowPage

    WorkflowPage.objects.all().delete()
    Task.objects.update(active=False)
    task = GroupApprovalTask.objects.create(name="Publishers look", active=True)
    task.groups.add(Group.objects.get(name="Publishers"))
    made = Workflow.objects.create(name="Four eyes", active=True)
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=made, page=Page.objects.get(depth=1))
    return made


def test_what_is_sent_for_review_waits_for_a_publisher_and_comes_back_to_who_sent_it(
    workflow: Workflow, comms_editor: Person, comms_publisher: Person
) -> None:
    page = the_page(ADDRESS)
    page.save_revision(user=comms_editor.user)
    state = workflow.start(page, comms_editor.user)
    row = home(comms_publisher).select_one("#to-review-section .waiting__row")
    assert page.title in text(row)
    assert row.a["href"] == f"/admin/pages/{page.pk}/edit/"
    assert "Waits for somebody" in text(home(comms_editor).select_one("#in-review-section"))
    assert "to-review" not in sections(comms_editor)
    state.current_task_state.reject(user=comms_publisher.user, comment="Say whom to call.")
    assert "Changes are asked for: “Say whom to call.”" in text(home(comms_editor).select_one("#in-review-section"))
    assert "to-review" not in sections(comms_publisher)


@pytest.fixture
def clock_stopped(db: None) -> None:
    """Regular work was due an hour ago and nobody did it."""
    Period.objects.all().delete()
    for name in clock.REGULAR:
        Period.objects.create(name=name, due_at=timezone.now() - timedelta(hours=1))


def test_site_managers_are_told_when_background_work_has_stopped(
    clock_stopped: None, site_manager: Person, comms_editor: Person
) -> None:
    notice = home(site_manager).select_one(".help-critical")
    assert "Background work has stopped" in text(notice)
    assert "task_worker" in text(notice)
    assert not home(comms_editor).select(".help-critical")
    Period.objects.update(due_at=timezone.now() + timedelta(minutes=1))
    assert not home(site_manager).select(".help-critical")
