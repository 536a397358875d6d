"""The whole demonstration, in order."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Locale, Page

from config.demonstration import files, records, translations, tree
from config.demonstration.accounts import load_accounts, published_accounts
from config.demonstration.bodies import Records
from config.demonstration.desk import load_desk
from config.demonstration.learners import load_learners
from config.demonstration.modules import load_banks
from config.demonstration.packages import load_package
from config.demonstration.reading import read_pages, read_services
from config.demonstration.sessions import load_sessions
from config.languages import SOURCE
from pages.models import Alert, Answer, Fact, HomePage, Navigation
from people.models import User
from people.roles import DESK_MANAGERS, SITE_MANAGERS
from reporting.models import InboxKey
from signposting.gazetteer.bundled import load_gazetteer
from signposting.models import Service, TaxonomyTerm
from training.models import Agency, JobRole, QuestionBank
from translations.journeys.indexing import indexing_later


def is_loaded() -> bool:
    """Whether there already is a site, the demonstration's or anybody's."""
    return HomePage.objects.exists()


def is_unfinished() -> bool:
    """Whether the demonstration's own site is there and what comes after its pages is not: a start was broken off."""
    return is_loaded() and (wants_a_desk() or wants_learners())


def wants_a_desk() -> bool:
    """Whether the demonstration's accounts are there and no desk is set up."""
    return has_accounts(DESK_MANAGERS) and not InboxKey.objects.exists()


def wants_learners() -> bool:
    """Whether the demonstration's accounts are there and no agency is."""
    return has_accounts(SITE_MANAGERS) and not Agency.objects.exists()


def has_accounts(role: str) -> bool:
    """Whether somebody whom the demonstration made has a role; nobody has in a site that is not the demonstration's."""
    emails = [account[2] for account in published_accounts() if account[0] == role]
    return User.objects.filter(email__in=emails, groups__name=role).exists()


def load(say: Callable[[str], None]) -> None:
    """Load everything and index it; `say` is told what is being done. Each part is loaded whole or not at all."""
    with made_at_once():
        _load(say)
    finish(say)


def finish(say: Callable[[str], None]) -> None:
    """What comes after the pages, as far as it is missing. The learners are last: once they are there, all is."""
    say("Search…")
    index()
    if wants_a_desk():
        say("Concerns and the desk…")
        with one_transaction():
            load_desk()
    if wants_learners():
        say("Learners and their history…")
        load_learners()


@contextmanager
def one_transaction() -> Iterator[None]:
    """All or nothing. What is sent here is acknowledged to nobody, so that it need not be durable by itself."""
    block = transaction.atomic()
    # Django's own way, for its tests, to let `durable` blocks stand in another.
    block._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001
    with block:
        yield


@contextmanager
def made_at_once() -> Iterator[None]:
    """A site's records, all or nothing.

    Indexing is left for later until the transaction has ended: only then does wagtail-localize publish translations, and
    each of them would leave a task for a worker.
    """
    with indexing_later(), transaction.atomic():
        yield


def index() -> None:
    """What is derived from the records. Nothing changes the second time."""
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    # wagtail-localize publishes translations from copies that know of no child pages.
    Page.fix_tree()


def source_locale() -> Locale:
    """The language that everything is written in, once every language of the site is there."""
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}[SOURCE]


def translate(say: Callable[[str], None], names: Iterable[str] = ()) -> None:
    """Everything that the catalogues can translate, into every other language; `names` stay as they are."""
    others = [code for code, _name in settings.LANGUAGES if code != SOURCE]
    counts = translations.translate_all(translatable(), others, names)
    say("Translated: " + ", ".join(f"{number} into {code}" for code, number in counts.items()))


def _load(say: Callable[[str], None]) -> None:
    source = source_locale()
    pages = read_pages()
    say("Services, laws and figures…")
    terms = records.load_terms(source)
    load_gazetteer()
    services = records.load_services(read_services(), source, terms)
    found = Records(services, records.load_facts(source), terms)
    say("Posters, cards and guides…")
    found.documents = {**files.load_media(), **files.typeset_resources(pages)}
    say(f"{len(pages)} pages…")
    found.pages = tree.plant(pages, source)
    found.job_roles = records.load_job_roles(source)
    found.banks = load_banks(found, source)
    records.link_terms(terms, found.pages)
    tree.fill(pages, found)
    tree.furnish(found, source)
    records.load_awareness_days()
    load_accounts()
    load_package()
    load_sessions()
    say("Translations…")
    translate(say)


def translatable() -> list[Any]:
    """Every record in the source language that can be translated, small records first, parents before children."""
    kinds: list[Any] = [TaxonomyTerm, JobRole, QuestionBank, Service, Fact, Navigation, Alert, Answer]
    small = [record for kind in kinds for record in kind.objects.filter(locale__language_code=SOURCE)]
    pages = Page.objects.filter(locale__language_code=SOURCE, depth__gt=1, live=True).order_by("path").specific()
    return [*small, *pages]
