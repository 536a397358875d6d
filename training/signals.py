"""What follows when a module, a live event or a question bank is published, translated or taken down."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, published

from config.languages import SOURCE


def connect() -> None:
    """Listen to Wagtail."""
    from training.models import LiveEventPage, ModulePage, QuestionBank

    page_published.connect(module_published, sender=ModulePage)
    page_published.connect(event_published, sender=LiveEventPage)
    for kind in (ModulePage, LiveEventPage):
        page_unpublished.connect(taken_down, sender=kind)
        pre_delete.connect(taken_down, sender=kind)
    published.connect(bank_published, sender=QuestionBank)


def module_published(instance: Any, **_more: Any) -> None:
    """The source freezes a version; a translation adds its words."""
    from training.journeys.publishing import freeze, translated

    if instance.locale.language_code == SOURCE:
        freeze(instance)
    elif instance.alias_of_id is None:
        translated(instance)


def event_published(instance: Any, **_more: Any) -> None:
    """The source freezes a version; a translation adds its title."""
    from training.journeys.event_publishing import event_translated, freeze_event

    if instance.locale.language_code == SOURCE:
        freeze_event(instance)
    elif instance.alias_of_id is None:
        event_translated(instance)


def taken_down(instance: Any, **_more: Any) -> None:
    """Nobody can begin it any more."""
    from training.journeys.publishing import retire

    if instance.locale.language_code == SOURCE:
        retire(instance)


def bank_published(instance: Any, **_more: Any) -> None:
    """A translation adds its words; the source waits for a module to be published."""
    from training.journeys.publishing import translated

    if instance.locale.language_code != SOURCE:
        translated(instance)
