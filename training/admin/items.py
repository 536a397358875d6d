"""Item analysis in the admin: the modules, and how the questions of one of them fare; also as a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from spreadsheets.writing import Table, download
from training.journeys.item_analysis import HEADINGS, item_analysis, may_analyse
from training.models import Activity

TITLE = "Item analysis"


class ItemsMenuItem(MenuItem):
    """For those who write questions."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Others would find a shut door."""
        return may_analyse(request.user)


def menu_item() -> MenuItem:
    """The way to it, below Training."""
    return ItemsMenuItem(TITLE, reverse("training_items"), name="item-analysis", icon_name="order", order=352)


def urls() -> list[URLPattern]:
    """Under /admin/training/."""
    return [
        path("training/items/", modules, name="training_items"),
        path("training/items/<int:pk>/", items, name="training_items_of"),
    ]


def shown(request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponseBase:
    """A screen with what both need."""
    above = [{"url": reverse("training_items"), "label": TITLE}] if title != TITLE else []
    context = {
        "breadcrumbs_items": [*above, {"url": "", "label": title}],
        "header_title": title,
        "page_title": title,
        "header_icon": "order",
        **more,
    }
    return render(request, f"training/admin/{template}.html", context)


@never_cache
@require_safe
def modules(request: HttpRequest) -> HttpResponseBase:
    """Every module that was published."""
    if not may_analyse(request.user):
        raise PermissionDenied
    found = Activity.objects.filter(kind=Activity.Kind.MODULE, versions__isnull=False).distinct()
    return shown(request, "items", TITLE, modules=found)


@never_cache
@require_safe
def items(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The questions of one, the hardest first; `?export=csv` as a file."""
    if not may_analyse(request.user):
        raise PermissionDenied
    activity = get_object_or_404(Activity, pk=pk, kind=Activity.Kind.MODULE)
    rows = item_analysis(request.user, activity)
    if (kind := request.GET.get("export", "")) in ("csv", "ods"):
        lines = (line for row in rows for line in row.lines())
        return download(Table("item analysis", HEADINGS, lines), kind)
    return shown(request, "items_of", f"{TITLE}: {activity.title}", rows=rows)
