"""Once a night: everything is gone through again, so that what no signal told of is found too."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from config.languages import SOURCE
from dashboard.journeys.inside import check_inside
from dashboard.journeys.linking import every_record, keep_links
from dashboard.journeys.looking import forget_hidden
from dashboard.models import LinkCheck, LinkUse
from pages.addresses import address_of, url

BATCH = 500


def sweep() -> None:
    """Records and links inside the site again; links that nothing holds any more are forgotten."""
    forget_hidden()
    for record in every_record():
        keep_links(record)
    pages = LinkUse.objects.filter(content_type=ContentType.objects.get_for_model(Page))
    pages.exclude(object_id__in=Page.objects.filter(live=True).values("pk")).delete()
    LinkCheck.objects.filter(uses=None).delete()
    last = 0
    while batch := list(LinkCheck.objects.filter(host="", pk__gt=last).order_by("pk")[:BATCH]):
        check_inside(batch)
        last = batch[-1].pk


def look_at_links_to(instance: Any, **_signal: Any) -> None:
    """After a page goes up or comes down: links to it, by reference or by address, work again or no longer do."""
    if instance.locale.language_code != SOURCE:
        return
    by_key = Q(target=f"page:{instance.pk}") | Q(target__startswith=f"page:{instance.pk}#")
    by_address = Q(target__startswith=url(SOURCE, address_of(instance.url_path)))
    if links := list(LinkCheck.objects.filter(by_key | by_address, host="")):
        check_inside(links)
