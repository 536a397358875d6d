"""Accounts of the demonstration, with published passwords, and what their groups may do."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from people.models import User

EDITED = (
    "signposting.service",
    "signposting.organization",
    "signposting.taxonomyterm",
    "pages.fact",
    "pages.alert",
    "pages.navigation",
    "campaigns.awarenessday",
)
VOICES = "pages.feedback"
COUNTS = ("pages.helpfulcount", "campaigns.downloadcount")


def load_accounts() -> None:
    """A site manager, an editor and somebody of the safeguarding desk; only where the settings name them."""
    groups = load_groups()
    for role, email, password in getattr(settings, "DEMONSTRATION_ACCOUNTS", []):
        manager = role == "Site manager"
        user = User.objects.create_user(email, password, first_name=role, is_superuser=manager, is_staff=manager)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if role in groups:
            user.groups.add(groups[role])


def load_groups() -> dict[str, Group]:
    """Editors look after records and read what the desk let through; the desk screens what readers write."""
    editors = Group.objects.get(name="Editors")
    desk, _made = Group.objects.get_or_create(name="Safeguarding desk")
    for label in EDITED:
        editors.permissions.add(*permissions(label, "add", "change", "delete", "view", "publish"))
    for label in COUNTS:
        editors.permissions.add(*permissions(label, "view"))
    editors.permissions.add(*permissions(VOICES, "view", "change", "delete"))
    editors.permissions.add(*permissions("wagtailredirects.redirect", "add", "change", "delete", "view"))
    # Wagtail's editors write and submit; this team also approves, schedules and publishes, translations too.
    root = Page.objects.get(depth=1)
    for publish in permissions("wagtailcore.page", "publish"):
        GroupPagePermission.objects.get_or_create(group=editors, page=root, permission=publish)
    desk.permissions.add(*permissions(VOICES, "view", "change", "delete"))
    desk.permissions.add(
        Permission.objects.get(codename="screen_feedback"),
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"),
    )
    return {"Communications editor": editors, "Safeguarding desk": desk}


def permissions(label: str, *actions: str) -> list[Permission]:
    """Those of a model's permissions that exist."""
    app, model = label.split(".")
    return list(
        Permission.objects.filter(content_type__app_label=app, codename__in=[f"{action}_{model}" for action in actions])
    )
