"""Counts: numbers that the site keeps instead of knowing who did what."""

from typing import Any

from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from pages.models import HelpfulCount


class CountsPolicy(ModelPermissionPolicy):
    """Counts are read, never written."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Looking only."""
        return action == "view" and bool(super().user_has_permission(user, action))


class HelpfulCountViewSet(ModelViewSet):
    """How often “yes” and “no” were pressed, by page, language and month."""

    model = HelpfulCount
    menu_label = "Helpful or not"
    icon = "tick"
    add_to_admin_menu = False
    copy_view_enabled = False
    list_display = ["address", "language", DateColumn("month"), "yes", "no"]
    list_filter = ["language", "month"]
    list_export = ["address", "language", "month", "yes", "no"]
    exclude_form_fields = ["address", "language", "month", "yes", "no"]


register_permission_policy(HelpfulCount, CountsPolicy(HelpfulCount))
