"""Links that do not work: found in every place that holds them, led to where they are mended."""

from typing import Any

import pytest
from wagtail.models import Locale

from dashboard.journeys.linking import links_of
from dashboard.journeys.reporting import broken_links
from dashboard.journeys.sweeping import sweep
from dashboard.models import LinkCheck, LinkUse
from pages.models import Fact, Navigation, PublicDocument
from signposting.models import Service
from tests.dashboard.linking import ADDRESS, OTHER, broken, failed, linking, listed
from tests.pages.helpers import the_page, with_body
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
State = LinkCheck.State


def test_links_are_found_in_text_blocks_sources_and_buttons() -> None:
    page, target = the_page(ADDRESS), the_page(OTHER)
    document = PublicDocument.objects.first()
    assert document is not None
    with_body(
        ADDRESS,
        ("text", '<p><a href="https://one.example/a#b">1</a> <a href="mailto:x@y.example">2</a></p>'),
        ("text", f'<p><a linktype="page" id="{target.pk}">3</a> <a linktype="document" id="{document.pk}">4</a></p>'),
        ("call_to_action", {"text": "Get help", "page": None, "address": "help/"}),
        ("cards", {"heading": "More", "pages": [target]}),
        ("download", {"title": "Card", "document": document, "language": "en"}),
    )
    page = the_page(ADDRESS)
    page.sources = [("source", {"title": "T", "publisher": "P", "url": "https://two.example/"})]
    page.save_revision().publish()
    kept = LinkUse.objects.filter(object_id=page.pk, content_type__model="page").values_list("link__target", flat=True)
    assert set(kept) == {
        "https://one.example/a",
        "https://two.example/",
        f"page:{target.pk}",
        f"document:{document.pk}",
        "/en/help/",
    }


def test_every_link_of_the_demonstration_inside_the_site_works() -> None:
    sweep()
    assert [str(link) for link in broken_links()] == []
    assert LinkCheck.objects.filter(host="", state=State.FINE).count() > 20


def test_services_and_facts_and_the_navigation_hold_links_too() -> None:
    service: Any = Service.objects.filter(locale__language_code="en").first()
    service.url = "https://service.example/new"
    service.save()
    fact: Any = Fact.objects.filter(locale__language_code="en").first()
    fact.source_url = "https://fact.example/new"
    fact.save()
    navigation = Navigation.objects.get(locale=Locale.objects.get(language_code="en"))
    assert "/en/help/" in links_of(navigation)
    assert set(LinkCheck.objects.filter(target__endswith="/new").values_list("host", flat=True)) == {
        "service.example",
        "fact.example",
    }


def test_a_link_that_is_taken_out_is_forgotten() -> None:
    page = linking('<p><a href="https://one.example/">1</a></p>')
    failed("https://one.example/")
    assert broken("https://one.example/")
    linking("<p>Nothing.</p>")
    assert broken("https://one.example/") is None
    sweep()
    assert not LinkCheck.objects.filter(target="https://one.example/").exists()
    assert page.pk


def test_a_link_to_a_page_that_is_taken_down_is_broken_and_works_again_when_it_is_back(comms_editor: Person) -> None:
    target = the_page(OTHER)
    linking(f'<p><a linktype="page" id="{target.pk}">x</a></p>')
    assert broken(f"page:{target.pk}") is None
    target.unpublish()
    link = broken(f"page:{target.pk}")
    assert link is not None
    assert "not published" in link.problem
    seen = listed(comms_editor)
    assert target.title in seen
    assert the_page(ADDRESS).title in seen
    the_page(OTHER).save_revision().publish()
    assert broken(f"page:{target.pk}") is None


def test_a_link_to_a_deleted_page_or_document_or_a_missing_file_is_broken() -> None:
    document: Any = PublicDocument.objects.first()
    linking('<p><a linktype="page" id="987654">x</a> <a linktype="document" id="987654">y</a></p>')
    assert broken("page:987654")
    assert broken("document:987654")
    PublicDocument.objects.filter(pk=document.pk).update(file="documents/nowhere.pdf")
    linking(f'<p><a linktype="document" id="{document.pk}">y</a></p>')
    link = broken(f"document:{document.pk}")
    assert link is not None
    assert "file is missing" in link.problem


def test_an_anchor_must_name_a_heading_of_the_page() -> None:
    with_body(ADDRESS, ("heading", "What to do"), ("text", "<p>x</p>"))
    page = the_page(ADDRESS)
    anchor = page.body[0].id
    page.body = [
        *page.body.raw_data[:1],
        {"type": "text", "value": f'<p><a href="#{anchor}">x</a> <a href="#gone">y</a></p>'},
    ]
    page.save_revision().publish()
    assert broken(f"page:{page.pk}#gone")
    assert broken(f"page:{page.pk}#{anchor}") is None


@pytest.mark.parametrize(
    ("href", "works"),
    [
        ("/en/help/", True),
        ("/ur/help/", True),
        (f"/en/{OTHER}", True),
        ("/en/", True),
        ("/en/topics/nowhere/", False),
        ("/nowhere", False),
        ("www.example.org", False),
    ],
)
def test_an_address_of_the_site_is_checked_without_asking_anybody(href: str, works: bool) -> None:
    linking(f'<p><a href="{href}">x</a></p>')
    assert (broken(href) is None) == works


def test_the_site_s_own_whole_address_is_an_address_of_the_site(settings: Any) -> None:
    linking(f'<p><a href="{settings.PUBLIC_URL}/en/topics/nowhere/">x</a></p>')
    assert broken("/en/topics/nowhere/")


def test_a_page_with_links_that_break_the_rules_is_published_all_the_same() -> None:
    page = linking('<p><a href="http://[bad/">1</a> <a href="https://">2</a> <a>3</a> <a href="">4</a></p>')
    assert page.live
    assert LinkUse.objects.filter(object_id=page.pk, content_type__model="page").exists()
