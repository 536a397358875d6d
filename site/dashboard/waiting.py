"""The dashboard's own sections: reviews, links, words for who cannot see, hard pages."""

from itertools import chain, islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timesince import timesince

from dashboard import providers
from dashboard.addresses import edit_address, edit_address_of
from dashboard.journeys import reviews
from dashboard.journeys.describing import nameless_documents, poor_pictures, wrong_with
from dashboard.journeys.reporting import broken_links
from dashboard.journeys.reviews import Due, editable_pages, looks_after_content
from dashboard.models import LinkCheck, Look
from dashboard.providers import Panel, Row

PAGES = "Pages"


def due_row(due: Due) -> Row:
    """A record that falls due."""
    when = f"was due on {date_format(due.due)}" if due.overdue else f"is due on {date_format(due.due)}"
    by = f", looked after by: {due.owner}" if due.owner else ""
    model = reviews.reviewed_of(due.kind).records().model
    return Row(due.title, f"Its check {when}{by}", edit_address(model, due.pk), "now" if due.overdue else "soon")


def _reviews(name: str, title: str, kinds: tuple[str, ...], order: int, well: str) -> Panel:
    def count(user: Any) -> int:
        return int(reviews.falling_due(user, kinds).count())

    def rows(user: Any, limit: int, skip: int = 0) -> list[Row]:
        return [due_row(due) for due in reviews.as_due(reviews.falling_due(user, kinds)[skip : skip + limit])]

    query = "&".join(f"kind={kind}" for kind in kinds)
    return Panel(
        name,
        title,
        looks_after_content,
        count,
        rows,
        well,
        order,
        "date",
        whole_list=lambda: f"{reverse('dashboard_reviews')}?{query}",
    )


def link_row(link: LinkCheck) -> Row:
    """A broken link: it leads to the one place that holds it, or to the list of them all."""
    uses = list(link.uses.all())
    where = f"on “{uses[0].title}”" if len(uses) == 1 else f"in {len(uses)} places"
    since = f", for {timesince(link.first_broken_at, depth=1)}" if link.first_broken_at else ""
    address = reverse("dashboard_links") + f"#link-{link.pk}"
    if len(uses) == 1:
        address = edit_address_of(uses[0].content_type_id, uses[0].object_id) or address
    return Row(str(link), f"{link.problem} It is {where}{since}.", address, "soon")


def _links(user: Any, limit: int, skip: int = 0) -> list[Row]:
    return [link_row(link) for link in broken_links().prefetch_related("uses")[skip : skip + limit]]


def hard_pages(user: Any) -> "QuerySet[Look]":
    """Pages that are hard to read and that this person may change, the hardest first."""
    looks = Look.objects.filter(too_hard=True, page__live=True, page__in=editable_pages(user).values("pk"))
    return looks.select_related("page").order_by("-reading_age", "pk")


def _hard(user: Any, limit: int, skip: int = 0) -> list[Row]:
    return [
        Row(
            look.page.title, f"Reads as if for age {look.reading_age:.0f}", reverse("dashboard_reading", args=[look.pk])
        )
        for look in hard_pages(user)[skip : skip + limit]
    ]


def lacking_pages(user: Any) -> "QuerySet[Look]":
    """Pages with pictures or films that lack words, and that this person may change."""
    looks = Look.objects.filter(lacks_text=True, page__live=True, page__in=editable_pages(user).values("pk"))
    return looks.select_related("page__locale").order_by("pk")


def _lacking_count(user: Any) -> int:
    return poor_pictures().count() + nameless_documents().count() + lacking_pages(user).count()


def _lacking(user: Any, limit: int, skip: int = 0) -> list[Row]:
    """Pictures, then documents, then pages, each asked for no more rows than can be shown."""
    most = skip + limit
    found = chain(
        (
            Row(picture.title, wrong_with(picture.description), reverse("wagtailimages:edit", args=[picture.pk]))
            for picture in poor_pictures()[:most]
        ),
        (
            Row(
                paper.title,
                "Its title is the name of a file. Say in words what it is.",
                reverse("wagtaildocs:edit", args=[paper.pk]),
            )
            for paper in nameless_documents()[:most]
        ),
        (
            Row(
                look.page.title,
                " ".join(look.lacking),
                edit_address(type(look.page), look.pk),
                lang=look.page.locale.language_code,
            )
            for look in lacking_pages(user)[:most]
        ),
    )
    return list(islice(found, skip, most))


def provide() -> None:
    """Register them all; called when Django starts."""
    others = tuple(label for label in reviews.labels() if label != PAGES)
    for panel in (
        _reviews("pages-due", "Pages due for review", (PAGES,), 40, "no page is due for review"),
        _reviews("records-due", "Facts and services to check", others, 50, "every fact and service has been checked"),
        Panel(
            "links",
            "Links that do not work",
            looks_after_content,
            lambda user: broken_links().count(),
            _links,
            "no link is known to be broken",
            60,
            "link",
            whole_list=lambda: reverse("dashboard_links"),
        ),
        Panel(
            "descriptions",
            "Pictures, films and documents that need words",
            looks_after_content,
            _lacking_count,
            _lacking,
            "pictures, films and documents have their words",
            70,
            "image",
            "Readers who cannot see or hear them have only these words.",
        ),
        Panel(
            "reading",
            "Pages that are hard to read",
            looks_after_content,
            lambda user: hard_pages(user).count(),
            _hard,
            "no page is too hard to read",
            80,
            "glasses",
            "Measured by the length of words and sentences. The aim is a reading age of 11.",
        ),
    ):
        providers.provide(panel)
