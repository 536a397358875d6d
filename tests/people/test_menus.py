"""What stands in whose menu. A new item in the admin's menu needs somebody's decision here."""

import pytest
from django.test import Client
from wagtail.admin.menu import admin_menu

from people import roles
from tests.people.staff import ABOVE, CAST, CONTENT, OFFICERS, READING, STAFF, client_of

pytestmark = pytest.mark.django_db

# Items of the menus, and who sees them. A name that is missing here fails the test.
MENU: dict[str, set[str]] = {
    "documents": CONTENT,
    "downloads": CONTENT,
    "explorer": READING,
    "facts-and-furniture": READING,
    "facts-and-furniture/alerts": READING,
    "facts-and-furniture/facts": READING,
    "facts-and-furniture/navigation": READING,
    "help": STAFF,
    "help/keyboard-shortcuts-trigger": STAFF,
    "images": CONTENT,
    "packages": ABOVE,
    "people": {"manager"},
    "awareness-days": CONTENT,
    "readers-voices": {*READING, *OFFICERS},
    "readers-voices/by-page": CONTENT,
    "readers-voices/comments": {*CONTENT, *OFFICERS},
    "readers-voices/you-said-we-did": READING,
    "reports": {*READING, "board"},
    "safeguarding-desk": OFFICERS,
    "reports/aging-pages": READING,
    "reports/due-for-review": CONTENT,
    "reports/imports-from-feeds": CONTENT,
    "reports/jobs": READING,
    "reports/links-that-do-not-work": CONTENT,
    "reports/locked-pages": ABOVE,
    "reports/page-types-usage": READING,
    "reports/schedule": CONTENT,
    "reports/site-history": READING,
    "reports/suggested-changes": CONTENT,
    "reports/translations": READING,
    "reports/where-help-is-missing": {*CONTENT, "board"},
    "reports/workflow-tasks": READING,
    "reports/workflows": READING,
    "settings": ABOVE,
    "settings/redirects": ABOVE,
    "settings/workflow-tasks": {"manager"},
    "settings/workflows": {"manager"},
    "team-calendar": READING,
    "training": READING,
    "training/job-roles": READING,
    "training/question-banks": READING,
    "item-analysis": CONTENT,
    "training-overview": {"manager", "board"},
    "training-impact": {*CONTENT, "board", "lead"},
    "training-administration": {"manager"},
    "training-certificates": {"manager"},
    "translations": READING,
    "translations/translations-queue": {*ABOVE, "translator"},
    "translations/translations-table": READING,
    "signposting": READING,
    "signposting/locations": CONTENT,
    "signposting/organisations": CONTENT,
    "signposting/services": READING,
    "signposting/topics-audiences-and-needs": READING,
}


@pytest.mark.parametrize("name", CAST[:-2])
def test_nothing_new_stands_in_anybodys_menu_undecided(name: str) -> None:
    # The roles of this very code, whenever the demonstration was made.
    roles.apply()
    seen = menu(client_of(name))
    assert {item for item in seen if item not in MENU} == set(), "decide in MENU who should see these"
    assert seen == {item for item, who in MENU.items() if name in who}


def menu(client: Client) -> set[str]:
    """The names of all items of the menu and the menus in it."""
    request = client.get("/admin/").wsgi_request
    found: set[str] = set()
    todo = [(admin_menu, "")]
    while todo:
        current, path = todo.pop()
        for item in current.menu_items_for_request(request):
            found.add(f"{path}{item.name}")
            if hasattr(item, "menu"):
                todo.append((item.menu, f"{path}{item.name}/"))
    return found
