"""Pictures in the sizes and formats that pages show, made ahead: no reader waits for an encoder."""

import logging
from collections.abc import Iterable
from io import BytesIO
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, Q, QuerySet, When
from django_tasks import task
from wagtail.images.models import Filter

from pages.models.media import Picture, PictureRendition
from pages.walking import walk

logger = logging.getLogger(__name__)

# In pixels: the column of text on a phone, the same on a sharp phone or a desk's screen, and on a sharp desk's screen.
WIDTHS = (400, 800, 1280)
# WebP ends at 16,383 pixels; what is taller becomes narrower.
TALLEST = 16_000
# The first is the one for every browser.
FORMATS = ("webp", "avif")
# At one go of the clock; what is left comes at the next.
MOST_AT_ONCE = 200


def spec(width: int, kind: str) -> str:
    """Wagtail's name of a rendition."""
    return f"max-{width}x{TALLEST}|format-{kind}"


SPECS = [spec(width, kind) for width in WIDTHS for kind in FORMATS]


def specs_of(picture: Picture) -> list[str]:
    """What a picture is wanted as: in every width up to the first that shows all of it; never blown up."""
    below = {width: before for before, width in pairwise((0, *WIDTHS))}
    return [spec(width, kind) for width in WIDTHS if below[width] < picture.width for kind in FORMATS]


def make(picture: Picture) -> int:
    """Make what is missing of a picture; gives how many files. Raises OSError if its own file cannot be read.

    Encoding takes seconds and holds no transaction. If the file is replaced meanwhile, nothing is kept: the new one has
    its own turn, and the old one must not come back.
    """
    wanted = _missing(picture)
    if not wanted:
        return 0
    with picture.open_file() as file:
        content = file.read()
    made = [picture.generate_rendition_instance(Filter(one), BytesIO(content)) for one in wanted]
    with transaction.atomic():
        if not Picture.objects.select_for_update().filter(pk=picture.pk, file=picture.file.name).first():
            return 0
        still = _missing(picture)
        kept = PictureRendition.objects.bulk_create(one for one in made if one.filter_spec in still)
    return len(kept)


def _missing(picture: Picture) -> list[str]:
    ready = set(picture.renditions.values_list("filter_spec", flat=True))
    return [one for one in specs_of(picture) if one not in ready]


def make_all(values: Iterable[Any]) -> None:
    """Make what is missing of every picture in some blocks, for what is not made anew once they are there."""
    for value in values:
        for part in walk(value):
            if isinstance(part, Picture):
                make(part)


@task()
def make_one(key: int) -> None:
    """Make what is missing of one picture, if it is still there."""
    picture = Picture.objects.filter(pk=key).first()
    if picture is not None:
        try:
            made = make(picture)
        except OSError as error:
            # Readers get the words in its place; the next go of the clock tries again.
            logger.warning("Picture %s cannot be read from the storage: %s", key, error)
        else:
            logger.info("Picture %s: %s renditions made", key, made)


def make_soon(instance: Picture, **_others: Any) -> None:
    """A picture was saved: a worker makes what is missing of it."""

    def ask() -> None:
        if _missing(instance):
            make_one.enqueue(instance.pk)

    transaction.on_commit(ask)


def lacking() -> "QuerySet[Picture]":
    """Pictures of which something is missing: their task was lost, or there is a new width or format."""
    wanted = [When(width__lte=width, then=count * len(FORMATS)) for count, width in enumerate(WIDTHS, 1)]
    ready = Count("renditions", filter=Q(renditions__filter_spec__in=SPECS))
    return Picture.objects.alias(ready=ready).filter(ready__lt=Case(*wanted, default=len(SPECS))).order_by("-pk")


def make_what_is_lacking() -> None:
    """Give each such picture a task of its own, so that other work is not kept waiting."""
    for key in lacking().values_list("pk", flat=True)[:MOST_AT_ONCE]:
        make_one.enqueue(key)
