"""What trainings changed: sums for authors, leads and the board."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from wagtail.admin.menu import MenuItem

from training.admin.overseeing import guarded, shown
from training.dates import add_days
from training.journeys.impact import impact, sees_impact


class ImpactMenuItem(MenuItem):
    """For those who may see the sums."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Others would find a shut door."""
        return sees_impact(request.user)


def menu_item() -> MenuItem:
    """The way to the sums."""
    return ImpactMenuItem(
        "Impact of training", reverse("training_impact"), name="training-impact", icon_name="glasses", order=411
    )


def urls() -> list[URLPattern]:
    """Under /admin/training/."""
    return [path("training/impact/", changed, name="training_impact")]


@guarded
def changed(request: HttpRequest) -> HttpResponseBase:
    """Every version of which anything was said, in numbers that tell of nobody."""
    until, found = impact(request.user)
    title = "What training changed"
    trail = [{"url": "", "label": title}]
    return shown(
        request,
        "impact",
        title,
        last_day=add_days(until, -1),
        found=[one for one in found if one.says_more],
        too_few=[one.version for one in found if not one.says_more],
        breadcrumbs_items=trail,
    )
