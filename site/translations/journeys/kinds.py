"""The kinds of record whose words are translated, and where each is edited."""

import uuid
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from config.languages import SOURCE
from pages.models import Alert, Answer, Fact, Navigation, Picture
from signposting.models import Service, TaxonomyTerm
from translations.models import Original

Kind = Original.Kind
# What stands on the ground floor adds to them (translations.signals.translate_too).
SNIPPETS: dict[Any, Kind] = {
    Service: Kind.SERVICE,
    TaxonomyTerm: Kind.TERM,
    Fact: Kind.FACT,
    Alert: Kind.ALERT,
    Navigation: Kind.NAVIGATION,
    Answer: Kind.ANSWER,
}
MODELS: dict[str, Any] = {
    **{kind.value: model for model, kind in SNIPPETS.items()},
    Kind.PAGE.value: Page,
    Kind.PICTURE.value: Picture,
}
NAMES: dict[str, str] = {
    Kind.PAGE: "Page",
    Kind.SERVICE: "Service",
    Kind.TERM: "Topic or audience",
    Kind.FACT: "Fact",
    Kind.ALERT: "Alert",
    Kind.NAVIGATION: "Navigation",
    Kind.ANSWER: "Answer to readers",
    Kind.PICTURE: "What a picture shows",
    Kind.JOB_ROLE: "Job role",
    Kind.QUESTION_BANK: "Question bank",
}
PICTURES = uuid.UUID("0b1c7a52-6a0e-4f6e-8b0a-6f2f6d1a9c10")


def kind_of(instance: Any) -> Kind | None:
    """What kind of record this is; None if nobody translates it."""
    if isinstance(instance, Page):
        return Kind.PAGE if instance.depth > 1 else None
    if isinstance(instance, Picture):
        return Kind.PICTURE
    return SNIPPETS.get(type(instance))


def key_of(instance: Any) -> uuid.UUID:
    """What holds a record and its translations together; a picture's is made from its number."""
    if isinstance(instance, Picture):
        return uuid.uuid5(PICTURES, str(instance.pk))
    key: uuid.UUID = instance.translation_key
    return key


def is_source(instance: Any) -> bool:
    """Whether this record is written in the source language."""
    return isinstance(instance, Picture) or instance.locale.language_code == SOURCE


def edit_url(kind: str, pk: int) -> str:
    """Where a record of this kind is edited; a translation's address shows source and target side by side."""
    if kind == Kind.PAGE:
        return reverse("wagtailadmin_pages:edit", args=[pk])
    if kind == Kind.PICTURE:
        return reverse("wagtailimages:edit", args=[pk])
    options = MODELS[kind]._meta
    return reverse(f"wagtailsnippets_{options.app_label}_{options.model_name}:edit", args=[pk])


def submit_url(kind: str, pk: int) -> str:
    """Where wagtail-localize is asked for a translation of a source record."""
    if kind == Kind.PAGE:
        return reverse("wagtail_localize:submit_page_translation", args=[pk])
    options = MODELS[kind]._meta
    return reverse(
        "wagtail_localize:submit_snippet_translation", args=[options.app_label, options.model_name or "", pk]
    )
