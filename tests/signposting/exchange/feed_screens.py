"""What an editor does on the screens of an import from a feed."""

from typing import Any

from bs4 import BeautifulSoup
from django_tasks_db.models import DBTaskResult

from background.journeys import jobs
from background.models import Job
from signposting.models import FeedImport, Service
from tests.pages.helpers import main, soup, text
from tests.signposting.exchange.council import Council
from tests.support.cast import Person

NEW = "/admin/signposting/feeds/new/"
LATER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def begin(person: Person, council: Council, **typed: Any) -> FeedImport:
    """Type the address, and see where it leads."""
    answer = person.client.post(NEW, {"address": f"{council.origin}/feed", "owner": "Young people’s team", **typed})
    assert answer.status_code == 302, text(main(soup(answer)))
    run = FeedImport.objects.get(pk=answer.headers["Location"].rstrip("/").rpartition("/")[2])
    assert run.stage
    return run


def page(person: Person, run: FeedImport, **asked: Any) -> BeautifulSoup:
    return soup(person.client.get(f"/admin/signposting/feeds/{run.pk}/", asked))


def said(person: Person, run: FeedImport, **asked: Any) -> str:
    return text(main(page(person, run, **asked)))


def press(person: Person, run: FeedImport, wish: str) -> FeedImport:
    """Press a button of the page, which must be there."""
    buttons = [button.get("formaction", "") for button in page(person, run).select("button")]
    assert f"/admin/signposting/feeds/{run.pk}/{wish}/" in buttons
    assert person.client.post(f"/admin/signposting/feeds/{run.pk}/{wish}/").status_code == 302
    run.refresh_from_db()
    return run


def take_slice(run: FeedImport) -> Job:
    """What a worker does with what is queued for the job of a run."""
    run.refresh_from_db()
    assert run.job
    run.job.refresh_from_db()
    DBTaskResult.objects.filter(task_path=jobs.run_slice.module_path).delete()
    if run.job.lease:
        jobs.run_slice.call(run.job.pk, str(run.job.lease))
    run.job.refresh_from_db()
    return run.job


def names() -> list[str]:
    found = Service.objects.filter(name__startswith="Service ", locale__language_code="en")
    return sorted(found.values_list("name", flat=True))
