"""Translators of one language each, as the roles make them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from config import languages
from people.models import User
from tests.support.cast import Person, signed_in

SNIPPETS = ("service", "taxonomyterm", "fact", "alert", "navigation")


def group_of(code: str) -> str:
    """The translators of a language: they may change its pages, and every kind of record."""
    group, _made = Group.objects.get_or_create(name=f"Translators: {languages.get(code).english}")
    group.permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"),
        *Permission.objects.filter(codename__in=[f"change_{name}" for name in SNIPPETS]),
    )
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    for page in Page.objects.filter(depth=2, locale__language_code=code):
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=change)
    return group.name


@pytest.fixture
def urdu_translator(somebody: Callable[..., Person]) -> Person:
    """Translates into Urdu."""
    return somebody("urdu@lantern.example", group_of("ur"))


@pytest.fixture
def polish_translator(somebody: Callable[..., Person]) -> Person:
    """Translates into Polish."""
    return somebody("polish@lantern.example", group_of("pl"))


@pytest.fixture
def publisher(db: None) -> Person:
    """Says what goes live; the demonstration's own account."""
    return signed_in(User.objects.get(email="manager@lantern.example"))
