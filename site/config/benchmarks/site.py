"""A demonstration site of its own for measuring, small or large, that leaves yours alone."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Locale, Page

from config.languages import SOURCE
from pages.addresses import address_of, url
from pages.models import InformationPage

BATCH = 1000


def addresses(languages: list[str]) -> list[str]:
    """Every page of the demonstration in every language, and the site's own screens."""
    pages = Page.objects.filter(depth__gt=1, live=True, locale__language_code=SOURCE).exclude(
        slug__startswith="filler-"
    )
    paths = [address_of(path) for path in pages.order_by("path").values_list("url_path", flat=True)]
    screens = [
        "help/",
        "search/?query=county+lines",
        "search/?query=zzzzzz",
        "tell-us/",
        "calendar/",
        "feedback/thanks/",
    ]
    return [url(language, path) for language in languages for path in [*paths, *screens]]


def grow(number: int) -> None:
    """Plant `number` more published pages under the home page's last section, quickly."""
    home = Page.objects.get(depth=2, locale__language_code=SOURCE)
    section = InformationPage(title="Filler", slug="filler-section", locale=home.locale)
    home.add_child(instance=section)
    kind = ContentType.objects.get_for_model(InformationPage)
    locale = Locale.objects.get(language_code=SOURCE)
    with transaction.atomic():
        for start in range(0, number, BATCH):
            pages = [filler(section, index, kind, locale) for index in range(start, min(start + BATCH, number))]
            for parent in Page.objects.bulk_create(pages):
                child = InformationPage(page_ptr_id=parent.pk)
                child.__dict__.update({name: value for name, value in parent.__dict__.items() if name != "_state"})
                child.save_base(raw=True)
        Page.objects.filter(pk=section.pk).update(numchild=number)


def filler(parent: Any, index: int, kind: ContentType, locale: Locale) -> Page:
    """One page, in its place in the tree."""
    slug = f"filler-{index}"
    return Page(
        path=Page._get_path(parent.path, parent.depth + 1, index + 1),  # noqa: SLF001 - treebeard offers no other way
        depth=parent.depth + 1,
        title=f"Filler {index}",
        draft_title=f"Filler {index}",
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        content_type=kind,
        locale=locale,
        live=True,
        search_description="A page that only fills the tree.",
    )
