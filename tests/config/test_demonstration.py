"""The demonstration is loaded once, into an empty site only."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Locale, Page

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


def test_no_work_is_left_for_the_first_worker() -> None:
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    assert list(waiting.order_by().values_list("task_path", flat=True).distinct()) == []


def test_a_search_finds_what_was_loaded_in_every_language() -> None:
    for code, _name in settings.LANGUAGES:
        pages = Page.objects.filter(locale=Locale.objects.get(language_code=code), live=True, depth__gt=2)
        page = pages.first()
        assert page is not None
        assert page.pk in [found.pk for found in pages.search(page.title)]


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
