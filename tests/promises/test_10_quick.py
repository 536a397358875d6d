"""Promise 10: a public page costs a bounded number of queries, whatever the size of the site."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from pages.models import HomePage, InformationPage, NewsPage, SectionPage, TopicPage
from tests.support.crawl import CODES, Site
from tests.support.reading import none
from translations.journeys.indexing import indexing_later

MOST = 10
PLANTED = 300


@pytest.mark.parametrize("language", CODES)
def test_no_page_costs_more_than_ten_queries(site: Site, language: str) -> None:
    """Every page, every screen, every search, cold: nothing of it was kept from before."""
    costly = [page for page in site.pages(language) if len(page.queries) > MOST]
    none(f"{page}: {len(page.queries)}" for page in sorted(costly, key=lambda page: -len(page.queries)))


def plant() -> None:
    """Three hundred pages, published, where lists would have to grow: topics, news, information, and a deep branch."""
    home = HomePage.objects.get(locale__language_code="en")
    topics = Page.objects.child_of(home).get(slug="topics")
    news = Page.objects.child_of(home).get(slug="news")
    deep: Page = Page.objects.child_of(home).get(slug="about")
    makers: list[tuple[Page, Callable[[int], Page]]] = [
        (topics, lambda number: TopicPage(title=f"Topic {number}", slug=f"topic-{number}", locale=home.locale)),
        (news, lambda number: NewsPage(title=f"News {number}", slug=f"news-{number}", locale=home.locale)),
        (deep, lambda number: InformationPage(title=f"About {number}", slug=f"about-{number}", locale=home.locale)),
    ]
    with indexing_later():
        for number in range(PLANTED // len(makers)):
            for parent, make in makers:
                Page.objects.get(pk=parent.pk).add_child(instance=make(number))
        for depth in range(4):
            deep = Page.objects.get(pk=deep.pk).add_child(
                instance=SectionPage(title=f"Deep {depth}", slug=f"deep-{depth}", locale=home.locale)
            )


@pytest.mark.django_db
def test_the_cost_does_not_grow_with_the_site(site: Site) -> None:
    """The same pages cost the same after three hundred more were planted."""
    pages = [page for code in CODES for page in site.of_each_kind(code) if "?" not in page.address]
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    plant()
    client.get("/en/about/")
    problems = []
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            client.get(page.address)
        if len(queries) > max(len(page.queries), 1):
            problems.append(f"{page}: {len(page.queries)} before, {len(queries)} after")
    none(problems)


@pytest.mark.django_db
def test_a_deep_page_is_no_dearer(site: Site) -> None:
    """Breadcrumbs come with one query however many there are."""
    plant()
    client = Client(HTTP_HOST="localhost")
    client.get("/en/about/")
    for code in CODES:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/{code}/about/deep-0/deep-1/deep-2/deep-3/")
        assert answer.status_code == 200
        assert len(queries) <= MOST
