"""What waits for a translator, and for a publisher, the most urgent first."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from translations.models import Original, State, Version

SOON = timedelta(days=28)
Kind = Original.Kind


def urgency() -> Case:
    """The lower the more urgent: what readers meet wrong, then what they meet today, then what begins soon."""
    today = timezone.localdate()
    running = Q(original__starts_on__lte=today, original__ends_on__gte=today)
    soon = Q(original__starts_on__gt=today, original__starts_on__lte=today + SOON)
    return Case(
        When(Q(original__kind=Kind.ALERT) & (running | soon), then=Value(0)),
        When(Q(state=State.NEWER, live=True), then=Value(1)),
        When(original__kind=Kind.NAVIGATION, then=Value(2)),
        When(running, then=Value(3)),
        When(soon, then=Value(4)),
        When(original__kind=Kind.PAGE, then=Value(5)),
        default=Value(6),
        output_field=IntegerField(),
    )


def _waiting(languages: list[str]) -> Any:
    today = timezone.localdate()
    over = Q(original__kind=Kind.ALERT, original__ends_on__lt=today)
    found = (
        Version.objects.filter(language__in=languages)
        .exclude(over)
        .select_related("original", "handed_on_by", "reviewed_by")
    )
    return found.annotate(urgency=urgency()).order_by(
        "urgency", F("original__starts_on").asc(nulls_last=True), "-original__changed_at", "original__title", "pk"
    )


def to_translate(languages: list[str]) -> "QuerySet[Version]":
    """What has been begun or asked for and still needs words, in these languages."""
    needs_words = Q(state=State.TRANSLATING) | Q(state=State.NEWER, ready=False)
    # A picture's description needs no sync: what is offered is always what is there.
    found: QuerySet[Version] = _waiting(languages).filter(needs_words, original__offered=F("original__fingerprint"))
    return found


def to_sync(languages: list[str]) -> "QuerySet[Original]":
    """What has other words than its translators were given, the latest change last."""
    behind = Version.objects.filter(original=OuterRef("pk"), language__in=languages, translation__isnull=False)
    return (
        Original.objects.exclude(offered=F("fingerprint"))
        .filter(Exists(behind), live=True)
        .order_by("changed_at", "pk")
    )


def to_hand_on(languages: list[str]) -> "QuerySet[Version]":
    """What is complete, and of which no publisher has been told."""
    found: QuerySet[Version] = _waiting(languages).filter(ready=True, original__live=True, handed_on_at=None)
    return found


def to_publish(languages: list[str]) -> "QuerySet[Version]":
    """What is complete and not live, what was handed on first, the longest waiting of all first."""
    order = (F("handed_on_at").asc(nulls_last=True), "urgency", "original__title", "pk")
    found: QuerySet[Version] = _waiting(languages).filter(ready=True, original__live=True).order_by(*order)
    return found
