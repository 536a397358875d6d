"""Accounts of the demonstration, with published passwords."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission

from people.models import User


def load_accounts() -> None:
    """A site manager, an editor and somebody of the safeguarding desk; only where the settings name them."""
    for role, email, password in getattr(settings, "DEMONSTRATION_ACCOUNTS", []):
        user = User.objects.create_user(email, password, first_name=role, is_superuser=role == "Site manager", is_staff=role == "Site manager")
        user.emailaddress_set.create(email=email, verified=True, primary=True)
        if role == "Communications editor":
            user.groups.add(Group.objects.get(name="Editors"))
        if role == "Safeguarding desk":
            desk, _made = Group.objects.get_or_create(name="Safeguarding desk")
            desk.permissions.add(
                Permission.objects.get(codename="screen_feedback"),
                Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"),
            )
            user.groups.add(desk)
