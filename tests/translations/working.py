"""A section in English alone, and what is done to it and seen of it in other languages."""

from typing import Any

from bs4 import BeautifulSoup
from modelsearch.conf import get_app_config
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from background.journeys import jobs
from background.models import Job
from tests.pages.helpers import the_page
from tests.support.cast import Person
from translations.journeys import submitting, work

SECTION = "guidance/"
PAGES = 8


def take_slices(job: Job, steps: int = 1000) -> Job:
    """As a worker would, until the job has ended or so many steps are tried."""
    job.refresh_from_db()
    while job.state == Job.State.RUNNING and job.done + job.failed < steps:
        jobs.run_slice.call(job.pk, str(job.lease))
        job.refresh_from_db()
    return job


def send(person: Person, name: str, **fields: Any) -> Any:
    """What the browser sends from a list of pages, and where it leads."""
    return person.client.post(f"/admin/translations/{name}/", fields, follow=True)


def confirm(person: Person, answer: Any, **changed: Any) -> Any:
    """Press the button of the page that asks once more."""
    form = BeautifulSoup(answer.content, "html.parser").select_one("main form[method=post]")
    assert form
    fields: dict[str, Any] = {}
    for field in form.select("input[name]:not([type=checkbox])"):
        fields.setdefault(str(field["name"]), []).append(str(field["value"]))
    return person.client.post(answer.request["PATH_INFO"], {**fields, **changed}, follow=True)


def section() -> list[Any]:
    """The pages of a section that is in English alone, its first page first."""
    return list(Page.objects.descendant_of(the_page(SECTION), inclusive=True).order_by("path"))


def items() -> list[work.Item]:
    """The same for a plan."""
    return work.chosen(page=the_page(SECTION), descendants=True)


def in_language(language: str) -> dict[Any, Page]:
    """The section's pages in a language, by translation key."""
    keys = [page.translation_key for page in section()]
    found = Page.objects.filter(translation_key__in=keys, locale__language_code=language)
    return {page.translation_key: page for page in found}


def translate_all(language: str) -> None:
    """As if a translator had written every sentence of the section."""
    locale = Locale.objects.get(language_code=language)
    keys = [page.translation_key for page in section()]
    for segment in StringSegment.objects.filter(source__object_id__in=keys).select_related("string", "context"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            defaults={"data": segment.string.data.replace("e", "é")},
        )


def entries(pages: list[Page]) -> list[str]:
    """The pages that search knows, by their key, each as often as it is there."""
    model = get_app_config().get_model("IndexEntry")
    return sorted(model.objects.filter(object_id__in=[str(page.pk) for page in pages], content_type__in=[
        page.content_type_id for page in pages
    ]).values_list("object_id", flat=True))  # fmt: skip


def sound() -> None:
    """Every page stands where the tree says, and every count of children is right."""
    assert Page.find_problems() == ([], [], [], [], [])


def submitted_and_translated(person: Person) -> None:
    """The section in Urdu, every sentence translated, nothing published."""
    submitting.start(items(), ["ur"], person.user)
    translate_all("ur")


def publish(person: Person, **fields: Any) -> Job:
    """As the table of translations would."""
    before = set(Job.objects.values_list("pk", flat=True))
    asked = send(person, "publish", page=the_page(SECTION).pk, descendants="1", language=["ur"])
    confirm(person, asked, **fields)
    return Job.objects.exclude(pk__in=before).get()
