"""People in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from people.admin import people


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """The screens for site managers."""
    return [
        path("people/", people.index, name="people"),
        path("people/invite/", people.invite, name="people_invite"),
        path("people/invitations/<int:pk>/send/", people.resend, name="invitation_send"),
        path("people/invitations/<int:pk>/withdraw/", people.withdraw, name="invitation_withdraw"),
        path("people/<int:pk>/", people.person, name="person"),
        path("people/<int:pk>/switch-off/", people.switch_off, name="person_switch_off"),
        path("people/<int:pk>/second-factor/", people.reset_second_factor, name="person_second_factor"),
    ]


class PeopleMenuItem(MenuItem):
    """Shown to whoever looks after people."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For site managers."""
        return request.user.has_perm(people.PERMISSION)


@hooks.register("register_admin_menu_item")
def menu_item() -> PeopleMenuItem:
    """One place in the menu."""
    return PeopleMenuItem("People", reverse("people"), name="people", icon_name="group", order=900)


@hooks.register("construct_settings_menu")
def only_one_list_of_people(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's own lists of users and groups are closed (people.urls)."""
    items[:] = [item for item in items if item.name not in ("users", "groups")]


@hooks.register("register_account_menu_item")
def security(request: HttpRequest) -> dict[str, str]:
    """From one's account in Wagtail to password, second factor and sessions."""
    return {
        "url": reverse("account_home"),
        "label": "Sign-in and security",
        "help_text": "Your password, your second factor, and where you are signed in.",
    }


@hooks.register("insert_global_admin_css")
def banner_style() -> str:
    """For the red line of the demonstration."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/people.css"))


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """What is done with accounts stands in the site's history."""
    for name, label, message in (
        ("people.invite", "Invite", "Invited"),
        ("people.withdraw", "Withdraw", "Invitation withdrawn"),
        ("people.join", "Join", "Accepted an invitation"),
        ("people.roles", "Change roles", "Roles changed"),
        ("people.switch_off", "Switch off", "Switched off"),
        ("people.reset_second_factor", "Reset second factor", "Second factor reset"),
    ):
        actions.register_action(name, label, message)
