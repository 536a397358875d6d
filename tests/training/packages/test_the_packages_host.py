"""On the packages' host there are packages and nothing else; on the site's own there are none."""

import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from people.models import User
from tests.support.cast import Person, signed_in
from tests.training.packages.conftest import HOST, Course
from tests.training.packages.making import package
from training.checks import packages_have_a_host_of_their_own
from training.models import Activity, Package
from training.packages import tokens

pytestmark = pytest.mark.django_db


def file_url(course: Course, path: str = "part1/index.html") -> str:
    """Of a file of the package."""
    return f"/files/{tokens.files_token(course.package.pk)}/{path}"


def frame_of(page: Any) -> str:
    """The address of the frame in a page."""
    text = page.content.decode()
    return text.split("<iframe")[1].split('src="')[1].split('"')[0]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/en/",
        "/admin/",
        "/accounts/login/",
        "/health/live",
        "/media/x.png",
        "/api/open-referral/",
        "/static/css/print.css",
    ],
)
def test_nothing_of_the_site_is_on_the_packages_host(course: Course, driver: User, address: str) -> None:
    client = Client(HTTP_HOST=HOST)
    client.force_login(driver)
    answer = client.get(address)
    assert answer.status_code == 404
    assert not answer.cookies
    assert "lantern" not in answer.text.lower()


def test_files_of_a_package_are_on_its_host_alone(course: Course) -> None:
    address = file_url(course)
    answer: Any = course.anybody.get(address)
    assert b"".join(answer.streaming_content).startswith(b"<!DOCTYPE html>")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html")
    assert Client(HTTP_HOST="localhost").get(address).status_code == 404


def test_a_file_needs_a_token_of_its_package(course: Course) -> None:
    token = tokens.files_token(course.package.pk)
    wrong = [
        token[:-1] + "x",
        tokens.files_token(course.package.pk + 1),
        "x",
        tokens.launch_token(tokens.Play(1, "x", 1)),
    ]
    for one in wrong:
        assert course.anybody.get(f"/files/{one}/part1/index.html").status_code in (403, 404)
    for path in ("../settings.py", "..%2f..%2fetc/passwd", "part1/", "part1", "PART1/index.html", "nothing.html"):
        assert course.anybody.get(f"/files/{token}/{path}").status_code == 404


def test_a_film_can_be_asked_for_in_pieces_and_a_service_worker_cannot_be_had(course: Course) -> None:
    part: Any = course.anybody.get(file_url(course), headers={"range": "bytes=0-8"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"<!DOCTYPE")
    assert course.anybody.get(file_url(course, "run.js"), headers={"service-worker": "script"}).status_code == 403


def test_a_package_may_talk_to_its_own_host_alone_and_be_shown_by_us_alone(course: Course, settings: Settings) -> None:
    answer = course.anybody.get(file_url(course))
    policy = {
        name: set(values) for name, *values in (part.split() for part in answer["Content-Security-Policy"].split(";"))
    }
    assert policy["connect-src"] == {"'self'", "data:", "blob:"}
    assert policy["frame-ancestors"] == {"'self'", settings.PUBLIC_URL}
    assert policy["form-action"] == {"'self'"}
    assert "allow-top-navigation" not in policy["sandbox"]
    assert not any("http" in value for name, values in policy.items() if name != "frame-ancestors" for value in values)
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert "X-Frame-Options" not in answer


def test_a_learner_meets_the_package_in_a_sandboxed_frame_of_its_host(course: Course, driver: User) -> None:
    client = signed_in(driver).client
    place = f"/en/learn/packages/{course.activity.key}/"
    assert client.get(f"{place}1/")["Location"] == place
    begun = client.post(place)
    assert (begun.status_code, begun["Location"].endswith("/before/")) == (303, True)
    page = client.get(f"{place}1/")
    assert 'sandbox="allow-scripts allow-same-origin allow-forms allow-modals"' in page.text
    frame = urlsplit(frame_of(page))
    assert frame.hostname == HOST
    assert f"frame-src {frame.scheme}://{frame.netloc}" in page["Content-Security-Policy"]
    launched = course.anybody.get(frame.path)
    assert launched.status_code == 200
    assert not launched.cookies
    assert "driver" not in launched.text.lower()
    assert "frame-src" not in client.get(place)["Content-Security-Policy"]
    assert client.get(f"{place}3/").status_code == 404


def test_what_is_done_is_seen_on_the_overview_and_nobody_else_gets_in(
    course: Course, driver: User, teacher: User
) -> None:
    frame = course.open(driver)
    course.commit(frame["token"], 1, {"core": {"lesson_status": "passed"}})
    place = f"/ur/learn/packages/{course.activity.key}/"
    assert "module-parts__done" in signed_in(driver).client.get(place).text
    assert "module-parts__done" not in signed_in(teacher).client.get(place).text
    assert Client(HTTP_HOST="localhost").get(place)["Location"].startswith("/ur/learn/")


def test_a_publisher_takes_a_package_in_looks_at_it_and_publishes_it(publisher: User) -> None:
    client = signed_in(publisher).client
    # Made once: a zip file holds the time at which it was made.
    course = package()
    upload = {"file": SimpleUploadedFile("course.zip", course), "language": "en"}
    answer = client.post("/admin/training/packages/new/", upload)
    taken = Package.objects.latest("pk")
    place = f"/admin/training/packages/{taken.pk}/"
    assert (answer.status_code, answer["Location"]) == (303, place)
    assert "Part 2" in client.get(place).text
    assert HOST in client.get(f"{place}look/1/")["Content-Security-Policy"]
    assert client.post(place, {"valid_months": "0"}).status_code == 422
    assert client.post(place, {"title": "Keeping watch", "valid_months": "12"}).status_code == 303
    # A double press publishes once.
    assert client.post(place, {"title": "Keeping watch", "valid_months": "12"}).status_code == 303
    assert Activity.objects.get(title="Keeping watch").versions.get().valid_months == 12
    again = client.post("/admin/training/packages/new/", {**upload, "file": SimpleUploadedFile("x.zip", course)})
    assert again["Location"] == place


def test_a_package_that_cannot_be_taken_is_refused_on_the_form(publisher: User, settings: Settings) -> None:
    before = Package.objects.count()
    client = signed_in(publisher).client
    for content, says in ((b"hello", "not a zip file"), (package(organisation="<organizations/>"), "no organisation")):
        answer = client.post(
            "/admin/training/packages/new/", {"file": SimpleUploadedFile("x.zip", content), "language": "en"}
        )
        assert answer.status_code == 422
        assert says in answer.text
    settings.PACKAGE_HOST = ""
    answer = client.post("/admin/training/packages/new/", {"file": io.BytesIO(package()), "language": "en"})
    assert "no host for packages" in answer.text
    assert Package.objects.count() == before


def test_editors_and_learners_take_nothing_in(comms_editor: Person, driver: User, course: Course) -> None:
    for client in (comms_editor.client, signed_in(driver).client):
        for place in ("", "new/", f"{course.package.pk}/", f"{course.package.pk}/look/1/"):
            assert client.get(f"/admin/training/packages/{place}").status_code in (302, 403)


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("", "lantern.W005"),
        ("safeguarding.example", "lantern.E007"),
        ("packages.safeguarding.example", "lantern.W006"),
        ("other.bradford.gov.uk", "lantern.W006"),
        ("safeguarding-packages.example", ""),
    ],
)
def test_the_deployment_check_names_a_host_that_is_missing_or_no_other_site(
    settings: Settings, host: str, found: str
) -> None:
    settings.PUBLIC_URL = "https://www.bradford.gov.uk" if "gov.uk" in host else "https://safeguarding.example"
    settings.PACKAGE_HOST = host
    assert [one.id for one in packages_have_a_host_of_their_own(None)] == ([found] if found else [])


def test_no_session_is_read_or_made_there(course: Course, driver: User) -> None:
    client = Client(HTTP_HOST=HOST)
    client.force_login(driver)
    before = Session.objects.count()
    answer = client.post("/commit/", {"token": "x"}, content_type="application/json")
    assert answer.status_code == 400 or answer.status_code == 403
    assert not hasattr(answer.wsgi_request, "session")
    assert (Session.objects.count(), dict(answer.cookies)) == (before, {})
