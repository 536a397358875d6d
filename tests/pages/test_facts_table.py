"""Facts by the table: a dry run that says what would change, then all of it or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from pages.journeys.facts_table import FIELDS, save_fact, sources
from pages.models import Fact, WaitingImport
from tests.pages.helpers import soup, text
from tests.support.cast import Person
from tests.support.tables import agree, as_file, asked, changes_of, exported, faults, said, send, words

pytestmark = pytest.mark.django_db
UPLOAD, EXPORT, LIST = "/admin/facts/import/", "/admin/facts/export.csv", "/admin/snippets/pages/fact/"
CODE = "sexual-offences-act-2003-s9"
NEW = {
    "code": "lamps-act-s3",
    "kind": "law",
    "title": "Lamps Act 1901, section 3",
    "statement": "It is an offence to break a lamp.",
    "source_url": "https://law.example/lamps/3",
    "owner": "Communications team",
    "checked_on": "2026-10-01",
    "review_due": "2027-10-01",
}


def sent(person: Person, content: bytes) -> Any:
    """What comes of a file of facts."""
    return send(person, "facts", content)


def everything() -> list[tuple[Any, ...]]:
    """All that facts say, in every language."""
    return list(Fact.objects.order_by("pk").values_list("locale_id", "code", *FIELDS, "fingerprint"))


def test_what_was_exported_changes_nothing_when_it_comes_back(comms_editor: Person) -> None:
    before, revisions = everything(), Revision.objects.count()
    content = comms_editor.client.get(EXPORT).content
    assert len(exported(comms_editor, "facts")) == sources().count() > 20
    shown = sent(comms_editor, content)
    assert "There is nothing to do" in words(shown)
    assert (everything(), Revision.objects.count()) == (before, revisions)


def test_a_formula_leaves_harmless_and_comes_back_as_it_was(comms_editor: Person) -> None:
    fact = sources().get(code=CODE)
    fact.statement, fact.owner = "=HYPERLINK(1)\nsecond “line”, with commas", "'-team"
    fact.save()
    row = next(row for row in exported(comms_editor, "facts") if row["code"] == CODE)
    assert row["statement"].startswith("'=")
    assert "There is nothing to do" in words(sent(comms_editor, comms_editor.client.get(EXPORT).content))


def test_a_dry_run_says_what_would_change_and_writes_nothing(comms_editor: Person) -> None:
    before = everything()
    shown = sent(comms_editor, as_file([{"code": CODE, "owner": "The new team", "review_due": "31/12/2028"}]))
    fact = sources().get(code=CODE)
    assert changes_of(shown) == {
        "owner": (fact.owner, "The new team"),
        "review_due": (fact.review_due.isoformat(), "2028-12-31"),
    }
    assert everything() == before


def test_agreed_changes_are_made_with_a_revision_and_in_the_persons_name(comms_publisher: Person) -> None:
    shown = sent(comms_publisher, as_file([{"code": CODE, "owner": "The new team"}]))
    done = agree(comms_publisher, shown)
    assert "1 changed" in said(done)
    fact = sources().get(code=CODE)
    assert fact.owner == "The new team"
    assert fact.latest_revision.user == comms_publisher.user
    assert fact.latest_revision.as_object().owner == "The new team"
    entry = ModelLogEntry.objects.filter(object_id=str(fact.pk), action="wagtail.edit").latest("timestamp")
    assert entry.user == comms_publisher.user


def test_what_an_editor_imports_waits_for_a_publisher(comms_editor: Person) -> None:
    before = sources().get(code=CODE).owner
    for row in ({"code": CODE, "owner": "The new team"}, NEW):
        agree(comms_editor, sent(comms_editor, as_file([row])))
    fact, made = sources().get(code=CODE), sources().get(code=NEW["code"])
    assert (fact.owner, fact.get_latest_revision_as_object().owner) == (before, "The new team")
    assert not made.live
    again = sent(comms_editor, as_file([{"code": CODE, "owner": "Another team"}]))
    assert "A draft of this fact waits to be published" in words(again)


def test_a_code_that_is_not_known_makes_a_fact_and_other_columns_stay(comms_editor: Person) -> None:
    known = sources().get(code=CODE)
    rows = [NEW, {"code": CODE, **{name: getattr(known, name) for name in NEW if name != "code"}}]
    shown = sent(comms_editor, as_file(rows))
    assert text(soup(shown).select_one(".bulk__choices")) == "To look at (1) New (1) Unchanged (1)"
    agree(comms_editor, shown)
    made = sources().get(code="lamps-act-s3")
    assert (made.title, made.jurisdiction, made.checked_on.isoformat()) == (NEW["title"], "", "2026-10-01")
    assert ModelLogEntry.objects.filter(object_id=str(made.pk), action="wagtail.create").exists()


def test_changed_words_outdate_the_translation_and_other_changes_do_not(comms_publisher: Person) -> None:
    in_urdu = Fact.objects.get(code=CODE, locale__language_code="ur")
    before = (in_urdu.title, in_urdu.statement)
    agree(comms_publisher, sent(comms_publisher, as_file([{"code": CODE, "owner": "The new team"}])))
    in_urdu.refresh_from_db()
    assert in_urdu.translates(sources().get(code=CODE))
    shown = sent(comms_publisher, as_file([{"code": CODE, "statement": "The longest sentence is 99 years."}]))
    assert "Its translations will have to follow." in words(shown)
    agree(comms_publisher, shown)
    in_urdu.refresh_from_db()
    assert not in_urdu.translates(sources().get(code=CODE))
    assert (in_urdu.title, in_urdu.statement) == before


@pytest.mark.parametrize(
    ("changed", "column", "says"),
    [
        ({"kind": "rumour"}, "kind", "Choose one of: law, statistic, guidance"),
        ({"checked_on": "32/01/2027"}, "checked_on", "Write a date as"),
        ({"checked_on": "2027-13-01"}, "checked_on", "Write a date as"),
        ({"checked_on": "soon"}, "checked_on", "Write a date as"),
        ({"checked_on": "2027-10-02"}, "review_due", "The next check must come after the last one."),
        ({"review_due": ""}, "review_due", "cannot be null"),
        ({"source_url": "not an address"}, "source_url", "valid URL"),
        ({"title": ""}, "title", "cannot be blank"),
        ({"title": "x" * 201}, "title", "at most 200"),
        ({"code": "no blanks, please"}, "code", "valid “slug”"),
        ({"code": ""}, "code", "cannot be blank"),
    ],
)
def test_a_row_that_is_wrong_says_why_and_keeps_the_whole_file_out(
    changed: dict[str, str], column: str, says: str, comms_editor: Person
) -> None:
    before = everything()
    shown = sent(
        comms_editor, as_file([{"code": CODE, **{n: v for n, v in NEW.items() if n != "code"}}, {**NEW, **changed}])
    )
    problem = soup(shown).select_one(".bulk__problems li")
    assert text(problem).startswith(f"{column}:")
    assert says in text(problem)
    assert soup(shown).select("input[name=seal]") == []
    comms_editor.client.post(shown.request["PATH_INFO"], {"seal": "forged"})
    assert everything() == before


def test_a_code_twice_in_one_file_is_pointed_at(comms_editor: Person) -> None:
    shown = sent(comms_editor, as_file([NEW, {**NEW, "owner": "Somebody else"}]))
    assert "Row 2 is about the same fact" in text(soup(shown).select_one(".bulk__problems"))


def test_a_file_that_cannot_be_read_is_answered_with_its_faults(comms_editor: Person) -> None:
    response = sent(comms_editor, b"code,titel\na,x\n")
    assert "titel: There is no such column" in text(soup(response).select_one("[role=alert]"))
    assert not WaitingImport.objects.exists()
    assert "Choose a file first." in words(comms_editor.client.post(UPLOAD, {}))
    assert "empty" in words(sent(comms_editor, b""))


def test_what_somebody_changed_meanwhile_is_shown_again_and_not_overwritten(
    comms_publisher: Person, manager: Person
) -> None:
    shown = sent(comms_publisher, as_file([{"code": CODE, "owner": "The new team"}]))
    fact = sources().get(code=CODE)
    fact.owner = "The third team"
    save_fact(fact, manager.user, is_new=False)
    again = agree(comms_publisher, shown)
    assert "Something has changed since you looked" in said(again)
    assert sources().get(code=CODE).owner == "The third team"
    assert changes_of(again) == {"owner": ("The third team", "The new team")}
    agree(comms_publisher, again)
    assert sources().get(code=CODE).owner == "The new team"


def test_of_two_people_who_import_at_once_the_second_looks_again(comms_publisher: Person, manager: Person) -> None:
    first = sent(comms_publisher, as_file([{**NEW, "owner": "First"}]))
    second = sent(manager, as_file([{**NEW, "owner": "Second"}]))
    assert "Done" in said(agree(comms_publisher, first))
    again = agree(manager, second)
    assert "Something has changed" in said(again)
    assert changes_of(again) == {"owner": ("First", "Second")}
    assert sources().get(code=NEW["code"]).owner == "First"


def test_an_agreement_counts_once(comms_editor: Person) -> None:
    shown = sent(comms_editor, as_file([NEW]))
    agree(comms_editor, shown)
    revisions = Revision.objects.count()
    assert "already been made" in said(agree(comms_editor, shown))
    assert "already been made" in said(comms_editor.client.get(shown.request["PATH_INFO"], follow=True))
    assert Revision.objects.count() == revisions


def test_a_dry_run_that_waited_too_long_is_sent_again(comms_editor: Person) -> None:
    shown = sent(comms_editor, as_file([NEW]))
    WaitingImport.objects.update(made_at=timezone.now() - timedelta(hours=2, minutes=1))
    assert "Nothing was changed. Send the file again." in said(agree(comms_editor, shown))
    assert not sources().filter(code=NEW["code"]).exists()
    sent(comms_editor, as_file([NEW]))
    assert WaitingImport.objects.count() == 1


def test_nobody_agrees_to_what_somebody_else_has_sent(comms_editor: Person, manager: Person) -> None:
    shown = sent(comms_editor, as_file([NEW]))
    agree(manager, shown)
    assert not sources().filter(code=NEW["code"]).exists()
    assert "Lamps Act" not in words(manager.client.get(shown.request["PATH_INFO"], follow=True))


def test_a_fault_in_the_middle_leaves_nothing_half_done(comms_editor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything()
    shown = sent(comms_editor, as_file([NEW, {**NEW, "code": "lamps-act-s4"}]))
    saved: list[Fact] = []

    def refusing(fact: Fact, user: Any, is_new: bool) -> None:
        """The database gives up on the second."""
        if saved:
            Fact.objects.create(locale=fact.locale, **{**NEW, "kind": "law"})
        saved.append(fact)
        save_fact(fact, user, is_new)

    monkeypatch.setattr("pages.journeys.facts_table.save_fact", refusing)
    assert "none of it was" in said(agree(comms_editor, shown))
    assert len(saved) == 1
    assert everything() == before


def test_the_doors_are_shut_to_those_who_may_not(translator: Person, outsider: Person, learner: Person) -> None:
    for person in (translator, outsider, learner):
        for address in (UPLOAD, EXPORT):
            assert person.client.get(address).status_code in (302, 403)


def test_the_list_of_facts_leads_there(comms_editor: Person) -> None:
    links = {str(link.get("href")) for link in soup(comms_editor.client.get(LIST)).select("a")}
    assert {UPLOAD, EXPORT} <= links


def test_a_dry_run_of_two_thousand_rows_asks_no_more_than_one_of_two(comms_editor: Person) -> None:
    def cost(number: int) -> int:
        shown = sent(comms_editor, as_file([{**NEW, "code": f"lamp-{place}"} for place in range(number)]))
        assert f"{number:,} new" in words(shown)
        return asked(lambda: comms_editor.client.get(shown.request["PATH_INFO"]))

    few = cost(2)
    assert cost(2000) <= few + 1


def test_each_row_more_costs_the_same_number_of_queries(comms_publisher: Person) -> None:
    def cost(number: int) -> int:
        rows = [{**NEW, "code": f"lamp-{number}-{place}"} for place in range(number)]
        shown = sent(comms_publisher, as_file(rows))
        found = asked(lambda: agree(comms_publisher, shown, follow=False))
        assert sources().filter(code__startswith=f"lamp-{number}-").count() == number
        return found

    cost(1)
    one, twenty, forty = cost(2), cost(22), cost(42)
    assert forty - twenty == twenty - one < 20 * 60


def lock(person: Person) -> None:
    """Somebody locks the fact that these tests are about."""
    Fact.objects.filter(pk=sources().get(code=CODE).pk).update(
        locked=True, locked_by=person.user, locked_at=timezone.now()
    )


def test_a_fact_that_somebody_else_has_locked_stays_as_it_is(comms_editor: Person, comms_publisher: Person) -> None:
    lock(comms_publisher)
    shown = sent(comms_editor, as_file([{"code": CODE, "owner": "The new team"}]))
    assert "Somebody else has locked this fact" in faults(shown)[0]
    lock(comms_editor)
    assert (
        "Somebody else has locked this fact"
        in faults(sent(comms_publisher, as_file([{"code": CODE, "owner": "The new team"}])))[0]
    )


def test_a_lock_of_ones_own_stops_nobody(comms_publisher: Person) -> None:
    lock(comms_publisher)
    agree(comms_publisher, sent(comms_publisher, as_file([{"code": CODE, "owner": "The new team"}])))
    assert sources().get(code=CODE).owner == "The new team"
