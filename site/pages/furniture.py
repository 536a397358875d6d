"""What surrounds every page: who we are, the way out, help now, navigation, languages, alerts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from config import languages
from config.languages import SOURCE, Language
from pages import addresses
from pages.addresses import absolute, url
from pages.entries import Entry
from pages.library import Library
from pages.models.alert import MOST_AT_ONCE, Alert
from pages.models.navigation import Navigation
from pagestore.collecting import narrowed, running_until

# The face that a page's text is set in, asked for before the style sheet names it, so that lines of
# Nastaliq do not move when it arrives.
FONTS = {
    "latn": "fonts/atkinson-latin-400.woff2",
    "arab": "fonts/nastaliq-urdu-400.woff2",
    "guru": "fonts/gurmukhi-400.woff2",
}


@dataclass(frozen=True)
class Link:
    """A link of the header or footer, in the language its words are in."""

    title: str
    url: str
    lang: str
    direction: str
    current: bool = False


@dataclass(frozen=True)
class LanguageLink:
    """This page in another language, or the source text inside that language's furniture."""

    code: str
    endonym: str
    direction: str
    url: str
    current: bool
    is_source_text: bool


@dataclass
class Furniture:
    """Everything around the content of one address, ready for the templates."""

    language: Language
    address: str
    alerts: list[dict[str, str]]
    main: list[Link]
    footer: list[dict[str, Any]]
    languages: list[LanguageLink]
    breadcrumbs: list[Entry] = field(default_factory=list)
    noindex: bool = False
    canonical_url: str = ""
    alternates: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        code = self.language.code
        self.demonstration: bool = settings.DEMONSTRATION
        self.site_name: str = settings.SITE_NAME
        self.exit_url: str = settings.EXIT_URL
        self.stylesheet = f"css/site.{self.language.script}.css"
        self.font = FONTS.get(self.language.script, "")
        self.navigation = {"main": self.main, "footer": self.footer}
        self.page_path = url(code, self.address)
        self.home_url = url(code)
        self.help_url = url(code, addresses.HELP)
        self.report_url = url(code, addresses.REPORT)
        self.search_url = url(code, addresses.SEARCH)
        self.tell_us_url = url(code, addresses.TELL_US)
        self.feedback_url = url(code, addresses.FEEDBACK)
        self.exit_page_url = url(code, addresses.LEAVING)
        self.calendar_url = url(code, addresses.CALENDAR)


def translated(records: Iterable[Any], language: str) -> list[Any]:
    """For each record the one in `language`, or else the source's; the order is kept."""
    best: dict[Any, Any] = {}
    for record in records:
        code = record.locale.language_code
        if code == language or record.translation_key not in best:
            best[record.translation_key] = record
    return list(best.values())


def navigation_in(language: str) -> Navigation | None:
    """The navigation in the reader's language, or the source's; one query."""
    found = (
        Navigation.objects.filter(live=True, locale__language_code__in=[language, SOURCE])
        .select_related("locale")
        .order_by("pk")
    )
    return next(iter(translated(found, language)), None)


def alerts_on(path: str, language: str, places: Iterable[int] = ()) -> list[dict[str, str]]:
    """The alerts of today for the page at this tree path of the source, at most three; one query.

    When, where and how loudly an alert stands always follows the source; a translation gives its words. `places` are
    the keys of that page and of those above it, to which an alert may be pinned.
    """
    today = timezone.localdate()
    sources = Alert.objects.filter(live=True, ends_on__gte=today, locale__language_code=SOURCE)
    found = Alert.objects.filter(
        live=True, locale__language_code__in=[language, SOURCE], translation_key__in=sources.values("translation_key")
    )
    with narrowed("pages_alert", "wagtailcore_page") as seen:
        alerts = list(found.select_related("locale", "page").order_by("-starts_on", "pk"))
        here = [alert for alert in alerts if alert.locale.language_code == SOURCE and alert.shows_on(path)]
        seen.rows("pages_alert", "page_id", [None, *places])
        seen.rows("pages_alert", "translation_key", {alert.translation_key for alert in here})
        seen.places("id", {alert.page_id for alert in here})
    for alert in here:
        running_until(alert.starts_on, alert.ends_on)
    words = {alert.translation_key: alert for alert in translated(alerts, language)}
    shown = [(alert, words[alert.translation_key]) for alert in here if alert.starts_on <= today]
    return [
        {
            "text": spoken.text,
            "level": alert.level,
            "lang": spoken.locale.language_code,
            "direction": languages.get(spoken.locale.language_code).direction,
        }
        for alert, spoken in shown[:MOST_AT_ONCE]
    ]


def build(
    language: str, address: str, values: Iterable[Any], page: Page | None = None, everywhere: bool = False
) -> tuple[Furniture, Library]:
    """The furniture of one address, and the library that the blocks of its page ask.

    `values` are the page's values that may hold references. `everywhere` is for screens that are
    not pages in the tree: they exist in every language.
    """
    navigation = navigation_in(language)
    stream = [navigation.main, navigation.footer] if navigation else []
    library = Library(language, values, page, menus=stream)
    exists = set(addresses.codes()) if everywhere else library.languages()
    main, footer = menus(navigation, library, url(language, address))
    fallback = not everywhere and page is not None and language not in exists
    shown_in = SOURCE if fallback else language
    return (
        Furniture(
            language=languages.get(language),
            address=address,
            alerts=alerts_on(library.source_path(), language, library.places_above()),
            main=main,
            footer=footer,
            languages=[language_link(code, address, language, exists) for code in addresses.codes()],
            breadcrumbs=[home_crumb(language), *library.ancestors()[1:]] if address else [],
            noindex=settings.NOINDEX or fallback,
            canonical_url=absolute(url(shown_in, address)),
            alternates=[
                {"code": code, "url": absolute(url(code, address))} for code in addresses.codes() if code in exists
            ],
        ),
        library,
    )


def home_crumb(language: str) -> Entry:
    """The first breadcrumb, everywhere."""
    shown = languages.get(language)
    return Entry(_("Home"), "", url(language), shown.code, shown.direction, "calm")


def language_link(code: str, address: str, current: str, exists: set[str]) -> LanguageLink:
    """One line of the language switcher."""
    language = languages.get(code)
    return LanguageLink(
        code, language.endonym, language.direction, url(code, address), code == current, code not in exists
    )


def menus(navigation: Navigation | None, library: Library, here: str) -> tuple[list[Link], list[dict[str, Any]]]:
    """The links of header and footer; a link to an unpublished page is left out."""
    if navigation is None:
        return [], []
    spoken = languages.get(navigation.locale.language_code)

    def links(values: Iterable[Any]) -> list[Link]:
        found = [(value["title"], library.link(value)) for value in values]
        return [Link(title, to, spoken.code, spoken.direction, here.startswith(to)) for title, to in found if to]

    main = links(child.value for child in navigation.main)
    columns = [(child.value["title"], links(child.value["links"])) for child in navigation.footer]
    footer = [
        {"title": title, "lang": spoken.code, "direction": spoken.direction, "links": found}
        for title, found in columns
        if found
    ]
    return main, footer
