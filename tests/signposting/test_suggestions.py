"""Anybody suggests a change, and the desk takes it or leaves it, field by field."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from pages.journeys import feedback
from pages.models import Feedback
from signposting.journeys.suggesting import forget_old_suggestions
from signposting.models import Service, SuggestedChange, Suggestion
from tests.pages.helpers import SAME_SITE, main, read, soup, text
from tests.signposting.freshness import call
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
FORM = "/en/help/childline/suggest/"


def childline() -> Service:
    """The record that is suggested to be changed."""
    return Service.objects.get(code="childline", locale__language_code="en")


def filled(address: str = FORM, **changes: str) -> dict[str, str]:
    """What a browser sends of the form, with what somebody changed."""
    form = main(read(address)).select_one("form[method=post]")
    assert form
    sent = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[name]:not([type=checkbox])")}
    sent |= {str(tag["name"]): tag.text.removeprefix("\n") for tag in form.select("textarea[name]")}
    return {**sent, **changes}


def send(language: str = "en", **changes: str) -> Any:
    """Somebody changes this and presses Send."""
    address = FORM.replace("/en/", f"/{language}/")
    return Client().post(address, filled(address, **changes), headers=SAME_SITE)


@pytest.mark.parametrize("language", ["en", "ur", "pa", "pl"])
def test_only_what_was_changed_is_kept_and_nothing_of_the_person(language: str) -> None:
    response = send(language, summary="They listen, day and night.")
    assert (response.status_code, response["Location"]) == (303, f"/{language}/help/thanks/")
    assert not response.cookies
    change = SuggestedChange.objects.get()
    assert (change.field, change.before, change.after) == (
        "summary",
        childline().summary,
        "They listen, day and night.",
    )
    assert {field.name for field in Suggestion._meta.concrete_fields} == {
        "id", "service", "origin", "language", "comment", "received_on", "closed_on",
    }  # fmt: skip
    assert childline().summary == change.before


def test_a_number_a_closure_and_words_can_be_suggested() -> None:
    key = f"{call(childline()).translation_key}-value"
    send(**{key: "0800 1112", "closed": "on", "comment": "<b>It rang</b> & nobody came"})
    assert set(SuggestedChange.objects.values_list("field", "after")) == {("value", "0800 1112"), ("status", "defunct")}
    assert Suggestion.objects.get().comment == "It rang & nobody came"


def test_nothing_changed_is_pointed_at() -> None:
    response = send()
    assert response.status_code == 422
    assert main(soup(response)).select_one(".error-summary a")
    assert not Suggestion.objects.exists()


def test_what_was_typed_stays_when_too_many_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MOST_AN_HOUR", 0)
    response = send(summary="Keep these")
    assert response.status_code == 503
    assert "Keep these" in text(main(soup(response)))


def test_a_call_for_help_goes_to_the_desk_and_never_to_the_editors() -> None:
    send(comment="I am scared of my brother", summary="Other words")
    assert Suggestion.objects.get().comment == ""
    assert Feedback.objects.get().worrying
    send(comment="I am scared of my brother")
    assert Suggestion.objects.count() == 1


def test_the_form_says_where_a_concern_is_reported() -> None:
    page = main(read(FORM))
    assert page.select_one("a[href='/en/report/']")
    assert "999" in text(page)


def test_programs_other_sites_and_unknown_services_leave_nothing() -> None:
    assert send(website="x", comment="Buy").status_code == 303
    assert Client().post(FORM, {"comment": "x"}).status_code == 403
    assert Client().get("/en/help/no-such-service/suggest/").status_code == 404
    assert not Suggestion.objects.exists()


def test_the_form_is_cheap(django_assert_max_num_queries: Any) -> None:
    read("/ur/help/childline/")
    with django_assert_max_num_queries(10):
        read(FORM)


def test_the_page_of_a_service_leads_to_the_form() -> None:
    link = main(read("/ur/help/childline/")).select_one("a[href='/ur/help/childline/suggest/']")
    assert link
    assert "nofollow" in link["rel"]


def suggested(**changes: str) -> tuple[str, dict[str, SuggestedChange]]:
    """A suggestion at the desk, with its changes by field."""
    send(**changes)
    one = Suggestion.objects.latest("pk")
    return f"/admin/signposting/suggestions/{one.pk}/", {change.field: change for change in one.changes.all()}


def test_an_editor_accepts_one_field_and_declines_another(comms_editor: Person) -> None:
    before = childline()
    desk, changes = suggested(summary="They listen.", name="Child line")
    page = soup(comms_editor.client.get(desk))
    assert "Child line" in " ".join(text(tag) for tag in page.select("ins"))
    assert page.select("del")
    yes, no = changes["summary"].pk, changes["name"].pk
    comms_editor.client.post(
        desk,
        {
            f"decide-{yes}": "accept",
            f"value-{yes}": "They listen.",
            f"decide-{no}": "decline",
            f"reason-{no}": "One word",
        },
    )
    service = childline()
    assert (service.summary, service.name) == (before.summary, before.name)
    draft = service.get_latest_revision_as_object()
    assert (draft.summary, draft.name) == ("They listen.", before.name)
    assert Suggestion.objects.get().closed_on == timezone.localdate()
    assert SuggestedChange.objects.get(pk=no).reason == "One word"
    history = comms_editor.client.get(f"/admin/snippets/signposting/service/history/{service.pk}/")
    assert b"as suggested" in history.content


def test_a_publisher_puts_it_before_readers_at_once(comms_publisher: Person) -> None:
    desk, changes = suggested(summary="They listen.")
    pk = changes["summary"].pk
    comms_publisher.client.post(desk, {f"decide-{pk}": "accept", f"value-{pk}": "They listen.", "publish": "1"})
    assert childline().summary == "They listen."
    assert "They listen." in text(read("/en/help/childline/"))


def test_an_editor_cannot_publish_by_asking_for_it(comms_editor: Person) -> None:
    desk, changes = suggested(summary="They listen.")
    pk = changes["summary"].pk
    comms_editor.client.post(desk, {f"decide-{pk}": "accept", f"value-{pk}": "They listen.", "publish": "1"})
    assert childline().summary != "They listen."


@pytest.mark.parametrize(
    ("part", "wrong", "word"),
    [("value", "ring us", "digits"), ("hours", "mostly mornings", "Mon"), ("url", "our page", "URL")],
)
def test_what_cannot_be_kept_is_refused_with_a_word_and_can_be_mended(
    comms_editor: Person, part: str, wrong: str, word: str
) -> None:
    key = "url" if part == "url" else f"{call(childline()).translation_key}-{part}"
    desk, changes = suggested(**{key: wrong})
    pk = changes[part].pk
    response = comms_editor.client.post(desk, {f"decide-{pk}": "accept", f"value-{pk}": wrong})
    assert response.status_code == 422
    assert word in text(soup(response).select_one(f"#problem-{pk}"))
    assert not childline().has_unpublished_changes
    right = {"value": "0800 1112", "hours": "Mon-Fri 09:00-17:00", "url": "https://childline.example/"}[part]
    comms_editor.client.post(desk, {f"decide-{pk}": "accept", f"value-{pk}": right})
    assert SuggestedChange.objects.get(pk=pk).decision == "accepted"


def test_what_others_changed_since_is_said(comms_editor: Person) -> None:
    desk, _changes = suggested(summary="They listen.")
    service = childline()
    service.summary = "Something third."
    service.save()
    assert "has changed since" in text(soup(comms_editor.client.get(desk)))


def test_of_two_editors_the_second_is_told(comms_editor: Person, comms_publisher: Person) -> None:
    desk, changes = suggested(summary="They listen.", name="Child line")
    pk = changes["summary"].pk
    sent = {f"decide-{pk}": "decline"}
    assert comms_editor.client.post(desk, sent).status_code == 302
    response = comms_publisher.client.post(desk, {**sent, f"decide-{pk}": "accept", f"value-{pk}": "They listen."})
    assert response.status_code == 422
    assert "Somebody else" in text(soup(response))
    assert not childline().has_unpublished_changes


def test_an_editor_who_decides_nothing_is_told_that_it_waits(comms_editor: Person) -> None:
    desk, changes = suggested(summary="They listen.", name="Child line")
    later = comms_editor.client.post(desk, {f"decide-{one.pk}": "" for one in changes.values()}, follow=True)
    assert "Nothing was decided" in text(soup(later))
    half = comms_editor.client.post(desk, {f"decide-{changes['name'].pk}": "decline"}, follow=True)
    assert "1 still to decide" in text(soup(half))
    assert Suggestion.objects.get().closed_on is None


def test_a_sentence_written_anew_stands_whole_beside_the_old_one(comms_editor: Person) -> None:
    before = childline().summary
    desk, changes = suggested(summary="Ring us or write, whenever. A grown-up answers.", name="Childline line")
    page = soup(comms_editor.client.get(desk))
    assert before in [text(tag).removeprefix("(taken out: ").removesuffix(")").strip() for tag in page.select("del")]
    assert len(page.select("ins")) == len(changes) == 2
    assert not page.select(f"fieldset:has([name=decide-{changes['name'].pk}]) del")


def test_a_comment_alone_is_read_and_done(comms_editor: Person) -> None:
    desk, _changes = suggested(comment="The lift is broken")
    assert "The lift is broken" in text(soup(comms_editor.client.get(desk)))
    comms_editor.client.post(desk, {"read": "1"})
    assert Suggestion.objects.get().closed_on


def test_what_is_done_is_forgotten_as_comments_are_and_what_waits_is_not(settings: Any) -> None:
    send(summary="one")
    send(summary="two")
    first = Suggestion.objects.earliest("pk")
    long_ago = timezone.localdate() - timedelta(days=settings.FEEDBACK_KEEP_DAYS + 1)
    Suggestion.objects.filter(pk=first.pk).update(closed_on=long_ago)
    assert forget_old_suggestions() == 1
    assert Suggestion.objects.get().pk != first.pk
