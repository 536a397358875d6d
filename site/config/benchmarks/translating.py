"""What it costs to submit and publish many translations: does a page cost more in a large site?

Jobs are done as a worker does them, slice after slice, without its waiting for work. Compared is the
processor's time, so that whatever else runs on the machine does not count; SQLite's work is in it.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone
from modelsearch.conf import get_app_config
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from background.journeys.jobs import run_slice
from background.models import Job
from config.languages import SOURCE
from pages.models import InformationPage, SectionPage
from people.models import User
from translations.journeys import publishing_many, submitting, work
from translations.journeys.indexing import indexing_later

LANGUAGES = ["ur", "pl"]
PAGES = 1000
ROUNDS = 3
IN_A_SECTION = 50
ENTRIES = 10_000
COMPARED = 100


@dataclass(frozen=True)
class Cost:
    """What one page cost in one language, or one page that Wagtail published."""

    seconds: float
    processor: float
    queries: float


def publisher() -> User:
    """Who asks for it all."""
    return User.objects.get(email="publisher@lantern.example")


def body(number: int) -> str:
    """Eight blocks of an advice page; with the title and the summary some ten sentences for translators."""
    parts: list[tuple[str, Any]] = [
        ("heading", f"What to look for, part {number}"),
        (
            "text",
            f"<p>Somebody you know may have <b>new clothes</b> or a new phone and not say how, case {number}.</p>",
        ),
        ("heading", f"What you can do now, part {number}"),
        ("text", f"<p>Ask how they are, and listen to the answer. You do not need to be certain, case {number}.</p>"),
        (
            "notification",
            {"title": f"You are not alone ({number})", "text": f"People who listen are there, case {number}."},
        ),
        ("text", f"<p>What you say is written down and read by people who are trained for it, case {number}.</p>"),
        ("warning", f"If somebody is in danger now, call 999 (page {number})."),
    ]
    blocks = [
        {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"bench/{number}/{place}"))}
        for place, (kind, value) in enumerate(parts)
    ]
    return json.dumps(blocks)


def plant() -> list[list[work.Item]]:
    """A thousand published pages in sections of fifty, in as many parts as there are rounds."""
    home = Page.objects.get(depth=2, locale__language_code=SOURCE)
    place = SectionPage(title="Filler work", slug="filler-work", locale=home.locale)
    with transaction.atomic(), indexing_later():
        home.add_child(instance=place)
        for number in range(PAGES):
            if number % IN_A_SECTION == 0:
                section = SectionPage(title=f"Filler {number}", slug=f"filler-section-{number}", locale=home.locale)
                place.add_child(instance=section)
                section.save_revision().publish()
            page = InformationPage(
                title=f"Filler advice {number}",
                slug=f"filler-advice-{number}",
                search_description=f"What to look for, and whom to ask about case {number}.",
                body=body(number),
                locale=home.locale,
            )
            section.add_child(instance=page)
    items = [item for item in work.chosen(page=place, descendants=True) if item.title.startswith("Filler advice")]
    size = -(-len(items) // ROUNDS)
    return [items[start : start + size] for start in range(0, len(items), size)]


def plant_entries(number: int) -> None:
    """Entries in the search index, as those of many more pages."""
    model = get_app_config().get_model("IndexEntry")
    kind = ContentType.objects.get_for_model(InformationPage)
    first = model.objects.count()
    text = "Words that somebody may look for when they are worried about a person they know. " * 4
    model.objects.bulk_create(
        (
            model(
                content_type=kind,
                object_id=f"filler-{first + index}",
                title=f"Filler entry {first + index}{' more' * (index % 7)}",
                body=text,
                autocomplete="",
                title_norm=0.5 + (index % 90) / 100,
            )
            for index in range(number)
        ),
        batch_size=5000,
    )


@contextmanager
def counted() -> Iterator[Callable[[int], Cost]]:
    """Gives a function that says afterwards what each of so many cost."""
    queries = 0

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*arguments)

    wall, processor = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        yield lambda number: Cost(
            (time.perf_counter() - wall) / number, (time.process_time() - processor) / number, queries / number
        )


def finish(job: Job) -> Job:
    """Do a job as a worker would, one slice after another."""
    job.refresh_from_db()
    while job.state == Job.State.RUNNING:
        run_slice.call(job.pk, str(job.lease))
        job.refresh_from_db()
    if job.failed:
        problem = job.steps.exclude(message="").filter(state="failed").values_list("message", flat=True).first()
        raise RuntimeError(f"{job.failed} steps of “{job.title}” failed: {problem}")
    return job


def submit(items: list[work.Item]) -> Cost:
    """Submit pages to two languages, with search brought up to date; what one page cost in one language."""
    with counted() as cost:
        job = finish(submitting.start(items, LANGUAGES, publisher()))
        return cost(job.done)


def translate(items: list[work.Item], language: str) -> None:
    """As if somebody had translated every sentence."""
    locale = Locale.objects.get(language_code=language)
    segments = StringSegment.objects.filter(source__object_id__in=[item.key for item in items])
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                translation_of_id=string,
                context_id=context,
                locale=locale,
                data=f"{text} ({language})",
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                updated_at=timezone.now(),
            )
            for string, context, text in segments.values_list("string_id", "context_id", "string__data")
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


def publish(items: list[work.Item]) -> Cost:
    """Publish the translations of pages into one language; what one cost."""
    translate(items, LANGUAGES[0])
    with counted() as cost:
        job = finish(publishing_many.start(items, LANGUAGES[:1], publisher()))
        return cost(job.done)


def publish_by_wagtail(items: list[work.Item]) -> Cost:
    """Wagtail's own publishing of the same pages in English; its indexing is only queued, and not counted."""
    user, sample = publisher(), items[:COMPARED]
    with counted() as cost:
        for item in sample:
            Page.objects.get(pk=item.pk).specific.save_revision(user=user).publish(user=user)
        return cost(len(sample))
