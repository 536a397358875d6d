"""The dashboard asks the database as often for ten thousand things as for ten."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from dashboard.models import LinkCheck, LinkUse, Look
from pages.models import Fact
from people.models import User
from tests.dashboard.conftest import many
from tests.support.cast import Person

pytestmark = pytest.mark.django_db


def queries(person: Person, address: str) -> int:
    """How many a screen needs, once what a process asks only once is known."""
    person.client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert person.client.get(address).status_code == 200
    return len(found)


@pytest.fixture
def plenty(much: None) -> Callable[[], None]:
    """Makes fifty times as much of everything that can wait."""

    def make() -> None:
        today = timezone.localdate()
        for model in {type(page.specific) for page in Page.objects.filter(depth__gt=1)}:
            model.objects.update(review_due=date(2020, 1, 1))
        Fact.objects.update(review_due=today - timedelta(9))
        pages = list(Page.objects.filter(depth__gt=1, live=True))
        Look.objects.all().delete()
        Look.objects.bulk_create(
            Look(page=page, looked_at=timezone.now(), too_hard=True, reading_age=20, lacks_text=True, lacking=["x"])
            for page in pages
        )
        links = [
            LinkCheck.objects.create(
                target=f"page:0#{n}", state="broken", problem="Gone.", first_broken_at=timezone.now()
            )
            for n in range(60)
        ]
        LinkUse.objects.bulk_create(
            LinkUse(link=link, content_type_id=page.cached_content_type.pk, object_id=page.pk, title="x", language="en")
            for link in links
            for page in pages[:20]
        )
        many(60, "shared")
        many(60, "waiting")

    return make


@pytest.mark.parametrize("who", ["editor", "publisher", "manager", "desk", "translator"])
def test_the_first_page_asks_the_database_as_often_for_much_as_for_little(
    plenty: Callable[[], None], somebody: Callable[..., Person], who: str
) -> None:
    from tests.support.cast import signed_in

    person = signed_in(User.objects.get(email=f"{who}@lantern.example"))
    cache.clear()
    few = queries(person, "/admin/")
    plenty()
    assert queries(person, "/admin/") == few
    assert few < 90


@pytest.mark.parametrize("address", ["links/", "reviews/", "reading/", "descriptions/", "languages/"])
def test_a_whole_list_asks_the_database_as_often_for_fifty_rows_as_for_one(
    plenty: Callable[[], None], comms_publisher: Person, address: str
) -> None:
    few = queries(comms_publisher, f"/admin/dashboard/{address}")
    plenty()
    assert queries(comms_publisher, f"/admin/dashboard/{address}") <= few + 2
