"""Campaigns in Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from campaigns.models import DownloadCount
from pages.admin.counts import CountsPolicy

register_permission_policy(DownloadCount, CountsPolicy(DownloadCount))


class DownloadCountViewSet(ModelViewSet):
    """How often each document was downloaded, by month."""

    model = DownloadCount
    menu_label = "Downloads"
    icon = "download"
    menu_order = 330
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["document", DateColumn("month"), "number"]
    list_filter = ["month"]
    list_export = ["document", "month", "number"]
    exclude_form_fields = ["document", "month", "number"]


@hooks.register("register_admin_viewset")
def downloads() -> DownloadCountViewSet:
    """The list of downloads."""
    return DownloadCountViewSet("downloads")
