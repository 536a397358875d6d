"""Each role's doors, open and shut."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from pages.models import Alert, Fact
from people import roles
from people.models import User
from signposting.models import FeedImport, Service, Suggestion, TaxonomyTerm
from tests.people.staff import ABOVE, CAST, CONTENT, NOBODY, READING, STAFF, client_of
from training.models import Activity, JobRole, QuestionBank, Session

pytestmark = pytest.mark.django_db


# Address, and for whom it opens.
DOORS: list[tuple[str, set[str]]] = [
    ("/admin/", STAFF),
    ("/admin/account/", STAFF),
    ("/admin/pages/{home}/edit/", CONTENT),
    ("/admin/pages/{urdu}/edit/", {*ABOVE, "translator"}),
    ("/admin/pages/{topic}/add_subpage/", CONTENT),
    ("/admin/pages/{topic}/unpublish/", ABOVE),
    # What was ever public is taken down, never deleted.
    ("/admin/pages/{topic}/delete/", NOBODY),
    ("/admin/pages/{topic}/move/", ABOVE),
    ("/admin/pages/{topic}/history/", CONTENT),
    ("/admin/people/", {"manager"}),
    ("/admin/people/invite/", {"manager"}),
    ("/admin/people/{editor}/", {"manager"}),
    ("/admin/people/{editor}/switch-off/", {"manager"}),
    ("/admin/images/", CONTENT),
    ("/admin/images/add/", CONTENT),
    ("/admin/documents/", CONTENT),
    ("/admin/snippets/pages/fact/", {*CONTENT, "translator"}),
    ("/admin/snippets/pages/fact/add/", CONTENT),
    ("/admin/snippets/pages/fact/delete/{fact}/", NOBODY),
    ("/admin/snippets/pages/alert/unpublish/{alert}/", ABOVE),
    ("/admin/signposting/gaps/", {*CONTENT, "board"}),
    ("/admin/signposting/feeds/", CONTENT),
    ("/admin/signposting/feeds/new/", CONTENT),
    ("/admin/signposting/feeds/{feed_import}/", CONTENT),
    ("/admin/signposting/suggestions/", CONTENT),
    ("/admin/signposting/suggestions/{suggestion}/", CONTENT),
    ("/admin/snippets/signposting/location/", CONTENT),
    ("/admin/snippets/signposting/service/", {*CONTENT, "translator"}),
    ("/admin/snippets/signposting/service/delete/{service}/", NOBODY),
    ("/admin/snippets/signposting/taxonomyterm/", READING),
    # Terms have no drafts: whoever saves one changes what readers see.
    ("/admin/snippets/signposting/taxonomyterm/add/", ABOVE),
    ("/admin/snippets/signposting/taxonomyterm/edit/{term}/", ABOVE),
    ("/admin/snippets/training/jobrole/", READING),
    # Nor have job roles.
    ("/admin/snippets/training/jobrole/add/", ABOVE),
    ("/admin/snippets/training/jobrole/edit/{job_role}/", ABOVE),
    ("/admin/training/banks/{bank}/", CONTENT),
    ("/admin/training/items/", CONTENT),
    ("/admin/training/items/{module}/", CONTENT),
    ("/admin/training/packages/", ABOVE),
    ("/admin/training/packages/new/", ABOVE),
    ("/admin/training/packages/export/", ABOVE),
    # The demonstration's lead looks after an agency.
    ("/admin/training/setup/", {"manager", "lead"}),
    ("/admin/training/requirements/", {"manager", "lead"}),
    ("/admin/training/requirements/add/", {"manager", "lead"}),
    ("/admin/training/enrolments/", {"manager", "lead"}),
    ("/admin/training/enrolments/new/", {"manager", "lead"}),
    ("/admin/training/certificates/", {"manager", "lead"}),
    ("/admin/training/declared/", {"manager", "lead"}),
    ("/admin/training/agencies/add/", {"manager"}),
    ("/admin/training/accounts/merge/", {"manager"}),
    ("/admin/training/people/", {"manager", "lead"}),
    ("/admin/training/events/", {"manager", "lead"}),
    ("/admin/training/events/{session}/", {"manager", "lead"}),
    ("/admin/training/events/{session}/sheet/", {"manager", "lead"}),
    ("/admin/training/events/{session}/attendance.csv", {"manager", "lead"}),
    ("/admin/training/events/{session}/book/", {"manager", "lead"}),
    ("/admin/training/events/{session}/edit/", {"manager"}),
    ("/admin/training/events/{session}/call-off/", {"manager"}),
    ("/admin/training/events/add/", {"manager", "lead"}),
    ("/admin/redirects/", ABOVE),
    ("/admin/translations/", READING),
    # These list the titles of drafts.
    ("/admin/localize/reports/translations/", READING),
    ("/admin/localize/reports/translations/results/", READING),
    ("/admin/localize/api/snippets/pages/fact/", READING),
    ("/admin/localize/api/snippets/pages/fact/{fact}/", READING),
    ("/admin/translations/queue/", {*ABOVE, "translator"}),
    ("/admin/campaigns/calendar/", READING),
    ("/admin/facts/import/", CONTENT),
    ("/admin/resources/import/", CONTENT),
    ("/admin/services/import/", CONTENT),
    ("/admin/services/export.csv", CONTENT),
    ("/admin/organizations/import/", CONTENT),
    ("/admin/organizations/export.csv", CONTENT),
    ("/admin/locations/import/", CONTENT),
    ("/admin/locations/export.csv", CONTENT),
    ("/admin/schedule/", CONTENT),
    ("/admin/dashboard/links/", CONTENT),
    ("/admin/dashboard/reviews/", CONTENT),
    # Whoever leads nobody finds these shut, whatever their role; see tests/training/test_overseeing.py.
    ("/admin/training/", {"lead"}),
    ("/admin/training/matrix/", {"lead"}),
    ("/admin/training/lists/overdue/", {"lead"}),
    ("/admin/training/board/", {"manager", "board"}),
    ("/admin/training/impact/", {*CONTENT, "board", "lead"}),
    ("/admin/training/asked/", {"manager", "lead"}),
    ("/admin/jobs/", STAFF),
    ("/admin/workflows/list/", {"manager"}),
    ("/admin/workflows/tasks/index/", {"manager"}),
    ("/admin/sites/", NOBODY),
    ("/admin/locales/", NOBODY),
    ("/admin/collections/", CONTENT),
    ("/admin/reports/locked/", ABOVE),
    # Each sees there only what they could open themselves.
    ("/admin/reports/site-history/", STAFF),
]


@pytest.fixture(autouse=True)
def as_the_code_says() -> None:
    """The roles of this very code, whenever the demonstration was made."""
    roles.apply()


@pytest.fixture
def places() -> dict[str, int]:
    """The records that the addresses name."""
    topic = Page.objects.filter(locale__language_code="en", live=True, depth__gt=3).first()
    home, urdu = (Page.objects.get(depth=2, locale__language_code=code) for code in ("en", "ur"))
    assert topic
    return {
        "home": home.pk,
        "urdu": urdu.pk,
        "topic": topic.pk,
        "editor": User.objects.get(email="editor@lantern.example").pk,
        "fact": Fact.objects.filter(locale__language_code="en")[0].pk,
        "alert": Alert.objects.filter(locale__language_code="en")[0].pk,
        "service": Service.objects.filter(locale__language_code="en")[0].pk,
        "suggestion": Suggestion.objects.create(
            service=Service.objects.filter(locale__language_code="en")[0], origin="public", language="en", comment="Hm"
        ).pk,
        "feed_import": FeedImport.objects.create(feed="https://council.example", stage="dropped").pk,
        "job_role": JobRole.objects.filter(locale__language_code="en")[0].pk,
        "session": Session.objects.filter(agency=None)[0].pk,
        "bank": QuestionBank.objects.filter(locale__language_code="en")[0].pk,
        "module": Activity.objects.filter(kind="module")[0].pk,
        "term": TaxonomyTerm.objects.filter(locale__language_code="en")[0].pk,
    }


@pytest.mark.parametrize("name", [*CAST, "nobody"])
def test_the_doors_of_a_role(name: str, places: dict[str, int]) -> None:
    client = Client() if name == "nobody" else client_of(name)
    opened = {door: client.get(door.format(**places)).status_code == 200 for door, _who in DOORS}
    assert opened == {door: name in who for door, who in DOORS}


WRITES = [
    ("/admin/people/invite/", {"manager"}),
    ("/admin/people/{editor}/", {"manager"}),
    ("/admin/people/{editor}/second-factor/", {"manager"}),
    ("/admin/people/{editor}/switch-off/", {"manager"}),
    ("/admin/users/{editor}/", NOBODY),
    ("/admin/users/add/", NOBODY),
    ("/admin/users/new/", NOBODY),
    ("/admin/groups/new/", NOBODY),
    ("/admin/groups/edit/1/", NOBODY),
    ("/admin/bulk/people/user/assign_role/?id={editor}", NOBODY),
    ("/admin/bulk/people/user/set_active_state/?id={editor}", NOBODY),
    ("/admin/bulk/people/user/delete/?id={editor}", NOBODY),
]


@pytest.mark.parametrize("name", [*CAST, "nobody"])
def test_nobody_gives_themselves_a_right(name: str, places: dict[str, int]) -> None:
    client = Client() if name == "nobody" else client_of(name)
    every = [str(pk) for pk in Group.objects.values_list("pk", flat=True)]
    data = {
        "email": "editor@lantern.example",
        "first_name": "E",
        "last_name": "E",
        "groups": every,
        "role": every[0],
        "is_superuser": "on",
        "is_active": "",
        "name": "X",
    }
    before = state()
    for address, who in WRITES:
        if name not in who:
            assert client.post(address.format(**places), data).status_code in (302, 403, 404, 405), address
    assert state() == before


def state() -> list[object]:
    """Everything that rights depend on."""
    return [
        sorted(User.objects.values_list("email", "is_active", "is_superuser", "is_staff", "groups__name"), key=str),
        sorted(Group.objects.values_list("name", "permissions"), key=str),
    ]


def test_a_manager_gives_roles_and_no_superuser(places: dict[str, int]) -> None:
    manager = client_of("manager")
    data = {"roles": [str(Group.objects.get(name="Publishers").pk)], "is_superuser": "on", "is_staff": "on"}
    manager.post(f"/admin/people/{places['editor']}/", data)
    editor = User.objects.get(pk=places["editor"])
    assert [group.name for group in editor.groups.all()] == ["Publishers"]
    assert not editor.is_superuser
    assert not editor.is_staff
    assert not manager.get("/admin/", {"x": 1}).wsgi_request.user.has_perm("auth.change_group")


def test_a_name_and_a_picture_are_all_that_wagtails_own_account_page_changes() -> None:
    editor = client_of("editor")
    editor.post("/admin/account/", {"name_email-first_name": "Edie", "name_email-email": "evil@elsewhere.example"})
    assert User.objects.filter(email="editor@lantern.example").exists()
    assert b'type="password"' not in editor.get("/admin/account/").content


def test_every_group_of_the_site_is_a_role() -> None:
    assert set(Group.objects.values_list("name", flat=True)) - {roles.MODERATORS} == set(roles.names())


def test_wagtails_moderators_go_once_no_workflow_names_them() -> None:
    from wagtail.models import GroupApprovalTask

    Group.objects.get_or_create(name=roles.MODERATORS)
    for task in GroupApprovalTask.objects.filter(groups__name=roles.MODERATORS):
        roles.apply()
        assert Group.objects.filter(name=roles.MODERATORS).exists(), "a workflow would stand without anybody"
        task.groups.set([Group.objects.get(name="Publishers")])
    roles.apply()
    assert not Group.objects.filter(name=roles.MODERATORS).exists()


def test_nobody_may_touch_what_belongs_to_the_operator() -> None:
    forbidden = (
        "auth.",
        "sessions.",
        "sites.",
        "wagtailcore.change_site",
        "people.change_user",
        "people.add_user",
        "mfa.",
        "socialaccount.",
        "usersessions.",
    )
    held = {
        f"{app}.{name}"
        for app, name in Permission.objects.filter(group__isnull=False).values_list(
            "content_type__app_label", "codename"
        )
    }
    assert [label for label in sorted(held) if label.startswith(forbidden)] == []
    assert not GroupPagePermission.objects.filter(group__name__startswith=roles.TRANSLATORS, page__depth=1).exists()
