"""A package in the catalogue: anybody sees what it is, in which language, and that it needs JavaScript."""

from datetime import timedelta

from django.test import Client

from people.models import User
from tests.training.packages.conftest import Course
from tests.training.test_own_pages import browser_of
from training.dates import today
from training.journeys import learning
from training.journeys.belonging import learner_of
from training.journeys.importing import publish_package
from training.journeys.returning import under_way
from training.models import Confidence, Evaluation

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


def test_somebody_is_asked_before_and_after_a_package_as_for_a_module(course: Course, driver: User) -> None:
    browser, package = browser_of(driver), f"/en/learn/packages/{course.activity.key}/"
    asked = browser.post(package)["Location"]
    assert asked.endswith("/before/")
    assert f'href="{package}1/"' in browser.get(asked).text, "it can be passed over"
    assert browser.post(asked, {"notice": "2"})["Location"] == f"{package}1/"
    assert browser.post(package)["Location"] == f"{package}1/"
    (begun,) = under_way(learner_of(driver), "en")
    assert begun.activity.url == package, "their first page leads back to it"
    for part in ("part-1", "part-2"):
        assert "How was it?" not in browser.get(package).text
        course.commit(course.open(driver, part)["token"], 1, {"core": {"lesson_status": "passed"}}, ending=True)
    after = asked.replace("/before/", "/after/")
    assert f'href="{after}"' in browser.get(package).text
    shown = browser.get(after).text
    assert "What would make it better?" in shown
    assert "short questions by e-mail" not in shown, "there is no bank to ask from"
    assert browser.post(after, {"notice": "4", "wish": "device"})["Location"] == package
    assert f'href="{after}"' not in browser.get(package).text
    said = Confidence.objects.filter(registration__activity=course.activity).order_by("at")
    assert [(one.moment, one.value) for one in said] == [("before", 2), ("after", 4)]
    assert Evaluation.objects.get(registration__activity=course.activity).wish == "device"
