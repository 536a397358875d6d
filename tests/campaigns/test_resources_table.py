"""Resources by the table: a row a version, files by their titles, new ones as drafts, nothing half done."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupPagePermission, PageLogEntry, Revision

from campaigns.journeys.resources_kept import Documents
from campaigns.models import ResourceIndexPage, ResourcePage, ResourceVersion
from pages.models import PublicDocument
from tests.pages.helpers import the_page
from tests.support.cast import Person
from tests.support.tables import Row, agree, as_file, exported, faults, send, words

pytestmark = pytest.mark.django_db
UPLOAD, EXPORT = "/admin/resources/import/", "/admin/resources/export.csv"
TAXI = "taxi-driver-card"


@pytest.fixture
def leaflet(db: None) -> PublicDocument:
    """A file that somebody has uploaded."""
    document = PublicDocument(title="Lamp leaflet")
    document.file.save("lamp.pdf", ContentFile(b"%PDF-1.7 lamp"))
    document.save()
    return document


def new(**changed: Any) -> Row:
    """A resource that is not there yet."""
    return {
        "slug": "lamp-leaflet",
        "title": "Leaflet: how to mend a lamp",
        "summary": "What to do when a lamp is broken.",
        "kind": "leaflet",
        "owner": "Communications team",
        "terms": "parents-and-carers county-lines",
        "language": "en",
        "document": "Lamp leaflet",
        **changed,
    }


def sent(person: Person, *rows: Row) -> Any:
    """What comes of a file with these rows."""
    return send(person, "resources", as_file(rows))


def taxi() -> ResourcePage:
    """The card for taxi drivers, as it is now."""
    page: ResourcePage = the_page(f"resources/{TAXI}/")
    return page


def test_what_was_exported_changes_nothing_when_it_comes_back(comms_editor: Person) -> None:
    rows, revisions = exported(comms_editor, "resources"), Revision.objects.count()
    assert len(rows) == ResourceVersion.objects.filter(resource__locale__language_code="en").count() >= 30
    shown = sent(comms_editor, *rows)
    assert "There is nothing to do" in words(shown)
    assert Revision.objects.count() == revisions


def test_a_change_in_the_first_row_is_enough_and_goes_live_with_history(comms_publisher: Person) -> None:
    rows = [row for row in exported(comms_publisher, "resources") if row["slug"] == TAXI]
    rows[0] |= {"title": "Card for taxi drivers, new", "review_due": "31/05/2028"}
    shown = sent(comms_publisher, *rows)
    assert "Readers see it at once." in words(shown)
    assert taxi().title != rows[0]["title"]
    versions = list(taxi().versions.values_list("pk", "language", "format", "document_id"))
    body = taxi().body.raw_data
    agree(comms_publisher, shown)
    page = taxi()
    assert (page.title, str(page.review_due)) == ("Card for taxi drivers, new", "2028-05-31")
    assert list(page.versions.values_list("pk", "language", "format", "document_id")) == versions
    assert list(page.body.raw_data) == list(body)
    assert not page.has_unpublished_changes
    actions = set(PageLogEntry.objects.filter(page=page, user=comms_publisher.user).values_list("action", flat=True))
    assert {"wagtail.edit", "wagtail.publish"} <= actions


def test_rows_that_say_different_things_of_one_resource_are_pointed_at(comms_editor: Person) -> None:
    rows = [row for row in exported(comms_editor, "resources") if row["slug"] == TAXI]
    rows[0]["owner"], rows[1]["owner"] = "One team", "Another team"
    assert faults(sent(comms_editor, *rows)) == ["owner: Row 2 says “One team” of the same resource."]


def test_a_new_resource_is_a_draft_under_the_library(comms_editor: Person, leaflet: PublicDocument) -> None:
    shown = sent(comms_editor, new(), new(title="", kind="", language="ur", format="large-print"))
    assert "Will be a draft." in words(shown)
    assert not ResourcePage.objects.filter(slug="lamp-leaflet").exists()
    agree(comms_editor, shown)
    page = ResourcePage.objects.get(slug="lamp-leaflet")
    assert (page.live, page.owner, page.has_unpublished_changes) == (False, comms_editor.user, True)
    assert page.get_parent().specific_class is ResourceIndexPage
    draft = page.get_latest_revision_as_object()
    assert [(v.language, v.format, v.document_id) for v in draft.versions.all()] == [
        ("en", "pdf", leaflet.pk),
        ("ur", "large-print", leaflet.pk),
    ]
    assert {term.code for term in draft.terms.all()} == {"parents-and-carers", "county-lines"}
    assert comms_editor.client.get("/en/resources/lamp-leaflet/").status_code == 404
    assert comms_editor.client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    again = sent(comms_editor, *[row for row in exported(comms_editor, "resources") if row["slug"] == "lamp-leaflet"])
    assert "There is nothing to do" in words(again)


def test_a_version_is_replaced_by_its_language_and_format_or_by_its_number(
    comms_publisher: Person, leaflet: PublicDocument
) -> None:
    before = taxi().versions.count()
    agree(comms_publisher, sent(comms_publisher, {"slug": TAXI, "language": "ur", "document": str(leaflet.pk)}))
    assert taxi().versions.get(language="ur").document_id == leaflet.pk
    number = taxi().versions.get(language="ur").pk
    agree(comms_publisher, sent(comms_publisher, {"slug": TAXI, "version": str(number), "format": "audio"}))
    assert taxi().versions.get(pk=number).format == "audio"
    agree(comms_publisher, sent(comms_publisher, {"slug": TAXI, "language": "ur", "document": "Lamp leaflet"}))
    assert taxi().versions.count() == before + 1


def test_a_draft_of_somebody_else_is_neither_lost_nor_published(
    comms_editor: Person, manager_page: ResourcePage
) -> None:
    shown = sent(comms_editor, {"slug": TAXI, "owner": "The new team"})
    assert "Goes into its draft" in words(shown)
    agree(comms_editor, shown)
    page = taxi()
    assert page.content_owner != "The new team"
    draft = page.get_latest_revision_as_object()
    assert (draft.content_owner, draft.content_note) == ("The new team", "Half a sentence that nobody")
    assert page.has_unpublished_changes


@pytest.fixture
def manager_page(db: None) -> ResourcePage:
    """The card with changes that somebody has not finished."""
    page = taxi()
    page.content_note = "Half a sentence that nobody"
    page.save_revision()
    return page


def test_who_may_not_publish_makes_drafts(comms_editor: Person) -> None:
    GroupPagePermission.objects.filter(
        group=Group.objects.get(name="Editors"), permission__codename="publish_page"
    ).delete()
    agree(comms_editor, sent(comms_editor, {"slug": TAXI, "owner": "The new team"}))
    assert taxi().content_owner != "The new team"
    assert taxi().get_latest_revision_as_object().content_owner == "The new team"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"document": "No such file"}, "document: There is no document “No such file”. Upload it first"),
        ({"document": "999999"}, "document: There is no document “999999”"),
        ({"language": "klingon"}, "language: “klingon” cannot stand here."),
        ({"format": "scroll"}, "format: “scroll” cannot stand here."),
        ({"language": ""}, "language: A version needs this."),
        ({"language": "", "document": ""}, "document: A new resource needs a version"),
        ({"version": "1"}, "version: This resource has no version with the number 1."),
        ({"terms": "county-lines lamps"}, "terms: There is no topic and no audience “lamps”."),
        ({"kind": "song"}, "kind: “song” cannot stand here. Choose one of: poster"),
        ({"title": ""}, "title: This field cannot be blank."),
        ({"slug": "two words"}, "slug: Enter a valid"),
        ({"slug": ""}, "slug: Say which resource this is."),
        ({"reviewed_on": "2027-01-02", "review_due": "2027-01-01"}, "review_due: The next review must come after"),
    ],
)
def test_a_row_that_is_wrong_says_why(changed: Row, says: str, comms_editor: Person, leaflet: PublicDocument) -> None:
    found = faults(sent(comms_editor, new(**changed)))
    assert any(problem.startswith(says) for problem in found), found
    assert not ResourcePage.objects.filter(title=new()["title"]).exists()


def test_one_version_in_two_rows_is_pointed_at(comms_editor: Person, leaflet: PublicDocument) -> None:
    row = {"slug": TAXI, "language": "ur", "document": "Lamp leaflet"}
    assert faults(sent(comms_editor, row, row)) == ["version: An earlier row is about the same version."]


def test_two_documents_of_one_title_are_told_apart_by_number(comms_editor: Person, leaflet: PublicDocument) -> None:
    twin = PublicDocument(title="Lamp leaflet", file=leaflet.file.name)
    twin.save()
    assert "Several documents are called “Lamp leaflet”" in faults(sent(comms_editor, new()))[0]
    assert faults(sent(comms_editor, new(document=str(twin.pk)))) == []
    assert Documents(keys=[twin.pk]).written(twin.pk) == str(twin.pk)


def test_a_locked_page_stays_as_it_is(comms_editor: Person) -> None:
    page = taxi()
    page.locked = True
    page.save()
    assert "locked" in faults(sent(comms_editor, {"slug": TAXI, "owner": "The new team"}))[0]
    assert faults(sent(comms_editor, {"slug": TAXI, "owner": page.content_owner})) == []


def test_a_wrong_row_at_the_end_keeps_all_the_others_out(comms_editor: Person, leaflet: PublicDocument) -> None:
    shown = sent(
        comms_editor, {"slug": TAXI, "owner": "The new team"}, {"slug": "hotel-staff-checklist", "owner": "x" * 999}
    )
    assert len(faults(shown)) == 1
    comms_editor.client.post(shown.request["PATH_INFO"], {"seal": "forged"})
    assert taxi().content_owner != "The new team"


def test_the_doors_are_shut_to_those_who_may_not(translator: Person, outsider: Person, desk_officer: Person) -> None:
    for person in (translator, outsider, desk_officer):
        for address in (UPLOAD, EXPORT):
            assert person.client.get(address).status_code in (302, 403)


def test_the_library_leads_there(comms_editor: Person) -> None:
    library = ResourceIndexPage.objects.get(locale__language_code="en")
    page = comms_editor.client.get(f"/admin/pages/{library.pk}/").content.decode()
    assert UPLOAD in page
    assert EXPORT in page


def test_queries_of_a_dry_run_and_an_export_do_not_grow_with_the_rows(
    comms_editor: Person, leaflet: PublicDocument
) -> None:
    def cost(number: int) -> int:
        rows = [new(slug=f"lamp-{place}", title=f"Lamp {place}") for place in range(number)]
        shown = sent(comms_editor, *rows)
        with CaptureQueriesContext(connection) as asked:
            comms_editor.client.get(shown.request["PATH_INFO"])
        return len(asked)

    cost(1)
    few = cost(2)
    assert cost(22) <= few + 20 * 4
    with CaptureQueriesContext(connection) as asked:
        comms_editor.client.get(EXPORT)
    assert len(asked) < 25
