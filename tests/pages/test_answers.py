"""“You said, we did”: written by editors, read by everybody, and never a reader's own words."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from pages.journeys.feedback import leave_comment
from pages.models import Answer, Feedback
from signposting.models import TaxonomyTerm
from tests.pages.helpers import as_sent, main, read, soup, text, the_page, with_body
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
PAGE = "about/you-said-we-did/"


def answer(said: str, **fields: Any) -> Answer:
    """A published answer in the source language."""
    return Answer.objects.create(said=said, did="We did it.", locale=Locale.objects.get(language_code="en"), **fields)


def test_readers_see_what_was_said_and_done_the_latest_first_with_the_page() -> None:
    answer("The oldest", done_on="2020-01-01")
    page = main(read(f"/en/{PAGE}"))
    shown = page.select(".answer")
    assert len(shown) == 4
    assert "leaving this site was hard to find" in text(shown[0])
    assert "“Leave this site” is now at the top" in text(shown[0])
    assert shown[0].select("a[href='/en/about/leaving-this-site/']")
    assert "The oldest" in text(shown[-1])


@pytest.mark.parametrize(
    ("language", "words"), [("ur", "آپ نے ہمیں بتایا"), ("pa", "ਤੁਸੀਂ ਸਾਨੂੰ ਦੱਸਿਆ"), ("pl", "Powiedzieliście nam")]
)
def test_each_reader_has_it_in_their_language(language: str, words: str) -> None:
    page = main(read(f"/{language}/{PAGE}"))
    shown = next(tag for tag in page.select(".answer") if words in text(tag))
    assert shown["lang"] == language


def test_an_answer_whose_source_has_changed_is_shown_in_the_source_until_the_translation_follows() -> None:
    source = Answer.objects.get(locale__language_code="en", said__startswith="You told us")
    source.did = "We did something else."
    source.save()
    shown = next(tag for tag in main(read(f"/ur/{PAGE}")).select(".answer") if "something else" in text(tag))
    assert (shown["lang"], shown["dir"]) == ("en", "ltr")


def test_a_draft_is_read_by_nobody() -> None:
    answer("Not yet published", live=False)
    for language in ("en", "ur"):
        assert "Not yet published" not in text(read(f"/{language}/{PAGE}"))


def test_a_block_may_show_one_topic_or_audience_and_only_so_many() -> None:
    term = TaxonomyTerm.objects.get(code="young-people", locale__language_code="en")
    with_body(PAGE, ("you_said_we_did", {"heading": "Young people", "term": term, "most": 1}))
    shown = main(read(f"/en/{PAGE}")).select(".answer")
    assert [text(tag.h3) for tag in shown] == [
        "You said: The page about leaving this site was hard to find when you were in a hurry."
    ]


def test_where_nothing_has_been_answered_readers_are_told_so() -> None:
    Answer.objects.all().delete()
    assert "There is nothing here yet" in text(main(read(f"/en/{PAGE}")))


def test_fifty_answers_cost_no_more_queries_than_three() -> None:
    pages = [the_page("about/"), the_page("topics/cuckooing/")]
    with CaptureQueriesContext(connection) as few:
        Client().get(f"/ur/{PAGE}")
    for number in range(50):
        answer(f"Answer {number}", page=pages[number % 2])
    with_body(PAGE, *[("you_said_we_did", {"heading": "All", "term": None, "most": 30})] * 2)
    with CaptureQueriesContext(connection) as many:
        assert len(soup(Client().get(f"/ur/{PAGE}")).select(".answer")) == 60
    assert len(many) <= len(few) <= 10


def test_a_publisher_publishes_an_answer_and_an_editor_links_the_comment_to_it(
    comms_publisher: Person, comms_editor: Person
) -> None:
    form = as_sent(soup(comms_publisher.client.get("/admin/snippets/pages/answer/add/")))
    sent = {**form, "said": "Boys are missing", "did": "We added them.", "action-publish": "1"}
    assert comms_publisher.client.post("/admin/snippets/pages/answer/add/", sent).status_code == 302
    made = Answer.objects.get(said="Boys are missing")
    assert made.live
    comment = leave_comment("It is always a girl", origin="tell-us", language="en")
    Feedback.objects.filter(pk=comment.pk).update(status="shared")
    comms_editor.client.post(
        f"/admin/voices/edit/{comment.pk}/",
        {"action_taken": "", "answer": str(made.pk), "seen": "shared", "action-done": "1"},
    )
    comment.refresh_from_db()
    assert (comment.answer, comment.status) == (made, "done")
    row = text(
        soup(comms_editor.client.get("/admin/snippets/pages/answer/?q=Boys")).select_one("#listing-results tbody tr")
    )
    assert "Boys are missing" in row
    assert " 1 " in row
    assert "Boys are missing" in text(read(f"/en/{PAGE}"))


def test_a_readers_own_words_are_not_published() -> None:
    leave_comment("My brother reads my phone, so I cannot open this.", origin="tell-us", language="en")
    Feedback.objects.update(status="shared")
    with pytest.raises(ValidationError, match="in your own words"):
        answer("my brother reads my phone, so I cannot open this").full_clean()


@pytest.mark.parametrize(
    "kept", [{"status": "waiting"}, {"status": "handed-over", "for_desk": True}, {"status": "done", "for_desk": True}]
)
def test_the_form_does_not_tell_editors_whether_a_comment_they_must_not_see_holds_some_words(
    kept: dict[str, Any],
) -> None:
    leave_comment("My brother reads my phone, so I cannot open this.", origin="tell-us", language="en")
    Feedback.objects.update(**kept)
    answer("my brother reads my phone, so I cannot open this").full_clean()


def test_a_day_that_is_to_come_is_refused() -> None:
    with pytest.raises(ValidationError, match="still to come"):
        answer("Soon", done_on=timezone.localdate() + timedelta(days=1)).full_clean()


def test_an_answer_that_goes_leaves_its_comments(comms_editor: Person) -> None:
    made = answer("Boys are missing")
    comment = leave_comment("It is always a girl", origin="tell-us", language="en")
    Feedback.objects.filter(pk=comment.pk).update(answer=made)
    made.delete()
    comment.refresh_from_db()
    assert comment.answer is None
