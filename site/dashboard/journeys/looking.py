"""Looking at pages: how they read, what they lack, where they lead. When they are published, and again later."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page

from config.languages import SOURCE
from dashboard.journeys.describing import lacking
from dashboard.journeys.linking import keep_links
from dashboard.journeys.readability import TOO_HARD, TOO_HARD_FOR_PROFESSIONALS, measure
from dashboard.journeys.wording import paragraphs
from dashboard.models import Look
from pages.models import BasePage, GuidancePage, NewsPage

logger = logging.getLogger(__name__)
# In one run, so that a run takes seconds; the next one goes on.
AT_ONCE = 100
AGAIN_AFTER = timedelta(days=30)


def too_hard_from(page: Any) -> int:
    """The reading age above which this page should be looked at; professionals read harder pages."""
    briefing = isinstance(page, NewsPage) and page.kind == NewsPage.Kind.BRIEFING
    return TOO_HARD_FOR_PROFESSIONALS if isinstance(page, GuidancePage) or briefing else TOO_HARD


def look_at(page: Any) -> Look:
    """Look at a page as readers have it and keep what was found. `page` is of its own kind."""
    found = {"looked_at": timezone.now(), "words": 0, "reading_age": None, "too_hard": False}
    if page.locale.language_code == SOURCE:
        read = measure(paragraphs(page))
        found |= {
            "words": read.words,
            "reading_age": read.reading_age,
            "too_hard": (read.reading_age or 0) > too_hard_from(page),
            "sentences": read.long_sentences,
            "long_words": read.long_words,
        }
    missing = lacking(page)
    with transaction.atomic():
        keep_links(page)
        look, _made = Look.objects.update_or_create(
            page_id=page.pk, defaults={**found, "lacking": missing, "lacks_text": bool(missing)}
        )
    return look


def look_at_published(instance: Any, **_signal: Any) -> None:
    """After a page in the source language is published. Publishing never fails because looking does."""
    if not isinstance(instance, BasePage) or instance.locale.language_code != SOURCE or instance.alias_of_id:
        return
    if not instance.live:
        return  # It goes live at a later time, and that is told again.
    try:
        with transaction.atomic():
            look_at(instance)
    except Exception:
        # It will be looked at again by the regular work, and its failure is seen there.
        logger.exception("Could not look at page %s", instance.pk)


def unseen() -> Any:
    """Live pages that have changed since somebody looked, or were looked at a month ago, oldest first."""
    before = timezone.now() - AGAIN_AFTER
    seen = Look.objects.filter(Q(looked_at__gte=F("page__last_published_at")) | Q(page__last_published_at=None))
    return (
        Page.objects.filter(live=True, alias_of=None, depth__gt=1)
        .exclude(pk__in=seen.filter(looked_at__gte=before).values("page_id"))
        .order_by("pk")
    )


def look_at_unseen(most: int = AT_ONCE) -> int:
    """Look at pages that nobody has looked at; gives how many."""
    keys = list(unseen().values_list("pk", flat=True)[:most])
    found = Page.objects.filter(pk__in=keys).select_related("locale").specific()
    for page in found:
        if isinstance(page, BasePage):
            look_at(page)
        else:
            Look.objects.update_or_create(page_id=page.pk, defaults={"looked_at": timezone.now()})
    return len(keys)


def forget_hidden() -> None:
    """What is no longer published waits for nobody."""
    Look.objects.filter(page__live=False).delete()


def forget_unpublished(instance: Any, **_signal: Any) -> None:
    """After a page is unpublished."""
    Look.objects.filter(page_id=instance.pk).delete()
