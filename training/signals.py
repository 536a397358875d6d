"""What follows when a module or a question bank is published, translated or taken down."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, published

from config.languages import SOURCE


def connect() -> None:
    """Listen to Wagtail."""
    from training.models import ModulePage, QuestionBank

    page_published.connect(module_published, sender=ModulePage)
    page_unpublished.connect(module_taken_down, sender=ModulePage)
    pre_delete.connect(module_taken_down, sender=ModulePage)
    published.connect(bank_published, sender=QuestionBank)


def module_published(instance: Any, **_more: Any) -> None:
    """The source freezes a version; a translation adds its words."""
    from training.journeys.publishing import freeze, translated

    if instance.locale.language_code == SOURCE:
        freeze(instance)
    elif instance.alias_of_id is None:
        translated(instance)


def module_taken_down(instance: Any, **_more: Any) -> None:
    """Nobody can begin it any more."""
    from training.journeys.publishing import retire

    if instance.locale.language_code == SOURCE:
        retire(instance)


def bank_published(instance: Any, **_more: Any) -> None:
    """A translation adds its words; the source waits for a module to be published."""
    from training.journeys.publishing import translated

    if instance.locale.language_code != SOURCE:
        translated(instance)
