"""People as a Django app."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save, pre_save


class PeopleConfig(AppConfig):
    """Accounts and roles, and later agencies."""

    name = "people"
    verbose_name = "People"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added
        from allauth.usersessions.models import UserSession

        from people import checks, grants, roles  # noqa: F401
        from people.journeys import second_factor, sessions

        grants.grant()
        # Only after the last app has all permissions been made.
        post_migrate.connect(roles.apply, sender=list(apps.get_app_configs())[-1], dispatch_uid="lantern_roles")
        authenticator_added.connect(second_factor.enrolled, dispatch_uid="lantern_second_factor")
        pre_save.connect(sessions.without_address, sender=UserSession, dispatch_uid="lantern_no_address")
        post_save.connect(first_page_of_a_language, dispatch_uid="lantern_roles_of_a_language")


def first_page_of_a_language(instance: Any, created: bool, **_signal: Any) -> None:
    """The translators of a language may begin as soon as it has a first page."""
    from wagtail.models import Page

    from people import roles

    if created and isinstance(instance, Page) and instance.depth == 2:
        roles.apply()
