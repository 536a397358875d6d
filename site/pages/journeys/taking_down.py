"""A page that was ever public is taken down, never deleted, and its readers are sent on.

Somebody has its address: on a poster, in a message, in a search engine. It leads to a place that
whoever takes the page down chose, in every language, or else to the nearest page above it.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from config.languages import SOURCE
from pages.addresses import address_of
from pages.journeys.moving import old_path


def ever_public(pages: Iterable[Page]) -> "QuerySet[Page]":
    """Those that readers could ever see, of these pages, of all under them, and of their translations and theirs."""
    keys = [page.translation_key for page in pages]
    branches = Q(pk__in=[])
    for path in Page.objects.filter(translation_key__in=keys).values_list("path", flat=True):
        branches |= Q(path__startswith=path)
    return Page.objects.filter(branches).filter(Q(live=True) | Q(first_published_at__isnull=False))


def take_down(page: Page, by: Any, to: Page | None = None, with_children: bool = False) -> None:
    """Unpublish a page in every language and send its readers on; a translation alone just gives way to the source.

    Raises ValidationError if `to` is no place to send anybody.
    """
    if page.locale.language_code != SOURCE:
        UnpublishPageAction(page, user=by, include_descendants=with_children).execute(skip_permission_checks=True)
        return
    _check_place(page, to, with_children)
    with transaction.atomic():
        branch = Page.objects.filter(path__startswith=page.path) if with_children else Page.objects.filter(pk=page.pk)
        leaving = [address_of(url_path) for url_path in branch.filter(live=True).values_list("url_path", flat=True)]
        followers = Page.objects.filter(alias_of=None).translation_of(page, inclusive=False).specific()
        for each in [page, *followers]:
            UnpublishPageAction(each, user=by, include_descendants=with_children).execute(skip_permission_checks=True)
        if to is not None:
            for address in leaving:
                send_on(address, to)


def _check_place(page: Page, to: Page | None, with_children: bool) -> None:
    if to is None:
        return
    if to.locale.language_code != SOURCE:
        raise ValidationError("Choose the page in English. Readers are sent to it in their own language.")
    if to.pk == page.pk or (with_children and to.path.startswith(page.path)):
        raise ValidationError("This page is being taken down itself. Choose another one.")
    if not to.live:
        raise ValidationError("Readers cannot see this page. Choose one that is published.")


def send_readers_up(instance: Page, **kwargs: Any) -> None:
    """However a page was taken down, by hand, with others or by its expiry, its readers find the page above it."""
    if instance.locale.language_code != SOURCE:
        return
    above = instance.get_ancestors().filter(live=True, depth__gt=1).order_by("-depth").first()
    if above is not None:
        send_on(address_of(instance.url_path), above)


def send_on(address: str, to: Page) -> None:
    """Keep one redirect for an address, in place of any that was there."""
    path = old_path(SOURCE, address)
    with transaction.atomic():
        Redirect.objects.filter(old_path=path).delete()
        Redirect.objects.create(old_path=path, redirect_page_id=to.pk, automatically_created=True)
