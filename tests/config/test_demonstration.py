"""The demonstration is loaded once, into an empty site only."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from people.models import User
from signposting.models import Service

pytestmark = pytest.mark.django_db


def state() -> tuple[int, int, int]:
    """How much there is."""
    return Page.objects.count(), Service.objects.count(), User.objects.count()


def test_a_second_time_changes_nothing_and_says_nothing() -> None:
    before, said = state(), StringIO()
    call_command("load_demonstration", "--if-empty", stdout=said)
    assert (state(), said.getvalue()) == (before, "")


def test_a_site_that_is_there_is_never_written_over() -> None:
    before = state()
    with pytest.raises(
        CommandError, match=r"There is a site already\. The demonstration is only loaded into an empty database"
    ):
        call_command("load_demonstration")
    assert state() == before


def test_a_site_of_somebody_else_is_left_alone_too() -> None:
    for page in Page.objects.filter(depth=2).exclude(locale__language_code="en"):
        page.delete()
    before = state()
    with pytest.raises(CommandError):
        call_command("load_demonstration")
    assert state() == before


def test_it_holds_what_the_issue_asks_for() -> None:
    from campaigns.models import CampaignPage, ResourcePage
    from pages.models import TopicPage

    source = {"locale__language_code": "en", "live": True}
    assert TopicPage.objects.filter(**source).count() >= 14
    assert CampaignPage.objects.filter(**source).count() >= 6
    assert CampaignPage.objects.filter(**source, kind="deterrent").count() >= 2
    assert ResourcePage.objects.filter(**source).count() >= 10
    assert {"bradford-emergency-duty-team", "bradford-designated-officer", "report-remove", "ceop"} <= set(
        Service.objects.values_list("code", flat=True)
    )
