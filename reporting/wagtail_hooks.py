"""The way from Wagtail's admin to the safeguarding desk, which lies outside it."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.roles import has_role
from reporting.desk.access import OFFICERS


class DeskMenuItem(MenuItem):
    """For officers alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person works at the desk."""
        return has_role(request.user, *OFFICERS)


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> MenuItem:
    """Above everything else in an officer's menu."""
    return DeskMenuItem(
        "Safeguarding desk", reverse("desk_inbox"), name="safeguarding-desk", icon_name="mail", order=50
    )
