"""The proof of the store: whatever is changed, every page that then reads differently was thrown away.

Each kind of change is made once, all pages are made again, and those that differ are compared with those that the log
of the change throws away. What is thrown away needlessly is counted and bounded.
"""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.db import connection
from django.utils import timezone
from PIL import Image
from pytest_django import Settings
from wagtail.models import Locale

from campaigns.models import ResourceVersion
from pages.journeys import renditions
from pages.models import Alert, Answer, Fact, Navigation, Picture, TopicPage
from pagestore.models import Purge
from signposting.models import Service, TaxonomyTerm
from tests.pages.helpers import the_page
from tests.pagestore.store import Machine, logged, undone, watched
from tests.support.crawl import screens, tree
from training.journeys.events import public_sessions
from training.models import CatalogueEntry

pytestmark = pytest.mark.django_db


def publish(page: Any, **values: Any) -> None:
    """As an editor does it."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def save(record: Any, **values: Any) -> None:
    """A record that has no drafts, or whose draft is published."""
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def english(model: Any) -> Any:
    """The source records of a model that are before readers."""
    return model.objects.filter(locale__language_code="en", live=True)


def shown_service() -> Any:
    """A service that stands on pages."""
    return Service.objects.get(locale__language_code="en", code="childline")


def alert(page: Any = None, first: date | None = None) -> None:
    """A new alert from today."""
    day = first or timezone.localdate()
    Alert.objects.create(
        text="The bridge is closed.",
        page=page,
        starts_on=day,
        ends_on=day + timedelta(days=2),
        locale=Locale.objects.get(language_code="en"),
        live=True,
    )


def raw() -> None:
    """An import that nobody told of the store."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE signposting_service SET summary = 'Changed' WHERE code LIKE %s", ["child%"])


def shorter_navigation() -> None:
    """A link less in every header."""
    navigation = english(Navigation).get()
    del navigation.main[2:]
    navigation.save()


def new_answers() -> None:
    """Another word in every answer to readers."""
    for answer in english(Answer):
        save(answer, did="We did it.")


def new_topic() -> None:
    """A page under the topics, and so in their list."""
    the_page("topics/").add_child(instance=TopicPage(title="New topic", slug="new-topic", locale=the_page("").locale))


# What is changed, how, and the most pages of the sample that may be made again for nothing.
CHANGES: dict[str, tuple[Callable[[], Any], int]] = {
    "a page's title": (lambda: publish(the_page("topics/cuckooing/"), title="Taken over"), 3),
    "a page's words": (lambda: publish(the_page("about/privacy/"), content_note="Take care."), 4),
    "a translation": (lambda: publish(the_page("topics/county-lines/", "ur"), title="نیا"), 10),
    "a translation is reviewed": (
        lambda: (
            type(the_page("topics/county-lines/", "ur"))
            .objects.filter(pk=the_page("topics/county-lines/", "ur").pk)
            .update(translation_reviewed_on=date(2026, 1, 1))
        ),
        0,
    ),
    "a page is taken down": (lambda: the_page("topics/cuckooing/").unpublish(), 12),
    "a page moves": (lambda: the_page("topics/cuckooing/").move(the_page("about/"), "last-child"), 12),
    "a page has another address": (lambda: publish(the_page("topics/cuckooing/"), slug="taken-over"), 12),
    "a new page": (new_topic, 4),
    "an alert everywhere": (alert, 0),
    "an alert on a branch": (lambda: alert(the_page("topics/")), 0),
    "an alert to come": (lambda: alert(None, timezone.localdate() + timedelta(days=3)), 200),
    "the navigation": (shorter_navigation, 20),
    "a number": (lambda: save(shown_service().contacts.exclude(private=True).first(), value="0800 1112"), 3),
    "a service's words": (lambda: save(shown_service(), summary="Somebody listens."), 3),
    "a service closes": (lambda: save(shown_service(), status="inactive"), 6),
    "a fact": (lambda: save(english(Fact).get(code=the_fact()), statement="It is so."), 2),
    "a term": (lambda: save(english_term(), name="Another name"), 12),
    "a campaign's days": (lambda: publish(the_page("campaigns/spot-the-thread/"), ends_on=date(2026, 11, 2)), 6),
    "a version of a resource": (lambda: ResourceVersion.objects.first().delete(), 25),
    "an answer to readers": (new_answers, 0),
    "a live event's day": (lambda: save(next_session(), starts_at=next_session().starts_at - timedelta(hours=1)), 4),
    "what is said of a package": (lambda: save(CatalogueEntry.objects.get(), summary="About receptions."), 2),
    "past everybody": (raw, 3),
}
# After these no page may be made again.
UNSEEN: dict[str, Callable[[], Any]] = {
    "a draft": lambda: the_page("topics/cuckooing/").save_revision(),
    "a page saved as it is": lambda: the_page("topics/cuckooing/").save(),
    "a service saved as it is": lambda: shown_service().contacts.first().save(),
}


def the_fact() -> str:
    """The code of a fact that stands on a page."""
    return "modern-slavery-act-2015-s2"


def next_session() -> Any:
    """The first of the public ones to come."""
    return public_sessions().first()


def english_term() -> Any:
    """A topic."""
    return TaxonomyTerm.objects.filter(locale__language_code="en", taxonomy="topic").first()


def sample() -> list[str]:
    """Some of every kind of page, what the changes are about, and some that have nothing to do with them."""
    about = ["", "topics/", "topics/cuckooing/", "topics/county-lines/", "about/", "about/privacy/", "campaigns/"]
    about += [
        "campaigns/spot-the-thread/",
        "for/",
        "resources/",
        "help/childline/",
        "help/samaritans/",
        "about/you-said-we-did/",
        "training/",
    ]
    english = dict.fromkeys([*about, *tree()[::5], *screens()])
    urdu = dict.fromkeys([*about, *tree()[::12]])
    return [*(f"/en/{place}" for place in english), *(f"/ur/{place}" for place in urdu), "/sitemap.xml"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine of its own."""
    return Machine(tmp_path)


def test_no_page_is_stale_after_any_change(machine: Machine) -> None:
    with watched():
        for address in sample():
            machine.get(address)
        kept = machine.shelf.keys()
        assert len(kept) > 40, kept
        assert {"/en/training/", "/en/training/events/", "/ur/training/"} <= set(kept)
        before = {address: machine.fresh(address)[0] for address in kept}
        problems = []
        for what, (change, most) in CHANGES.items():
            with undone():
                last = Purge.objects.order_by("pk").last()
                change()
                tags = logged(last.pk if last else 0)
                gone = machine.shelf.showing(tags)
                differ = {address for address in kept if machine.fresh(address)[0] != before[address]}
            stale, needless = differ - gone, gone - differ
            if stale or len(needless) > most or not (differ or what == "an alert to come"):
                problems.append((what, sorted(stale)[:5], len(needless), sorted(needless)[:5], len(differ)))
        for what, change in UNSEEN.items():
            with undone():
                last = Purge.objects.order_by("pk").last()
                change()
                gone = machine.shelf.showing(logged(last.pk if last else 0))
            if gone:
                problems.append((what, [], len(gone), sorted(gone)[:5], 0))
    assert not problems, "\n".join(map(str, problems))


def test_a_page_goes_when_a_picture_is_replaced_and_again_when_its_sizes_are_ready(
    machine: Machine, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    shows, does_not = "/en/for/young-people/what-happens-if-i-tell/", "/en/about/privacy/"
    target = BytesIO()
    Image.new("RGB", (500, 300), "teal").save(target, "PNG")
    picture = Picture.objects.get()
    # As Wagtail's form does when the file is another. In the same transaction as the rest it would be the same line of the log.
    picture.renditions.all().delete()
    with watched():
        for change in (
            lambda: save(picture, file=ImageFile(target, name="other.png")),
            lambda: renditions.make(picture),
        ):
            before, last = machine.get(shows)[2], Purge.objects.latest("pk").pk
            machine.get(does_not)
            change()
            tags = logged(last)
            gone = machine.shelf.showing(tags)
            assert (shows in gone, does_not in gone) == (True, False)
            assert machine.fresh(shows)[0] != before
            machine.shelf.purge(tags)
