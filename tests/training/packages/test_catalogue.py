"""A package in the catalogue: anybody sees what it is, in which language, and that it needs JavaScript."""

from datetime import timedelta

from django.test import Client

from people.models import User
from tests.training.packages.conftest import Course
from training.dates import today
from training.journeys import learning
from training.journeys.importing import publish_package

ENTRY = {"summary": "Trzy krótkie strony.", "content_note": "", "level": "everyone", "minutes": 6}


def test_a_package_is_found_in_every_language_and_says_which_it_is_in(course: Course, client: Client) -> None:
    address = f"/ur/training/packages/{course.activity.key}/"
    assert client.get(address).status_code == 404
    publish_package(course.publisher, course.package, course.activity, course.activity.title, entry=ENTRY)
    assert f'href="{address}"' in client.get("/ur/training/").content.decode()
    for wanted, is_there in (
        ("language=en", True),
        ("language=pl", False),
        ("minutes=15", True),
        ("level=manager", False),
    ):
        assert (address in client.get(f"/ur/training/?{wanted}").content.decode()) is is_there, wanted
    page = client.get(address).content.decode()
    assert '<main id="main" tabindex="-1" lang="en" dir="ltr">' in page
    assert f'/en/training/packages/{course.activity.key}/"' in page.partition('rel="canonical"')[2][:200]
    assert 'content="noindex"' in page
    assert f"/ur/learn/packages/{course.activity.key}/" in page
    course.activity.retired_on = today() - timedelta(days=1)
    course.activity.save()
    assert client.get(address).status_code == 404


def test_whoever_completed_it_is_led_to_the_certificate(course: Course, driver: User, client: Client) -> None:
    registration = course.begin(driver)
    for part in ("part-1", "part-2"):
        course.commit(course.open(driver, part)["token"], 1, {"core": {"lesson_status": "passed"}}, ending=True)
    assert learning.is_completed(registration)
    client.force_login(driver)
    page = client.get(f"/en/learn/packages/{course.activity.key}/").content.decode()
    assert f"/en/learn/certificates/{registration.events.get(kind='completed').certificate.code}/" in page
