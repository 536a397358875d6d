"""Addresses of pages in the reader's language.

A page's slug is the same in every language, so the address of its translation, or of the source
text inside another language's furniture, is the source's address under another language code.
"""

from django.conf import settings

# The site's own screens that are not pages in the tree.
HELP = "help/"
HELP_LIST = "help/list/"
SUGGEST_THANKS = "help/thanks/"
CONFIRM_THANKS = "help/thanks/confirmed/"
TELL_US = "tell-us/"
SEARCH = "search/"
CALENDAR = "calendar/"
FEEDBACK = "feedback/"
FEEDBACK_THANKS = "feedback/thanks/"
TELL_US_THANKS = "tell-us/thanks/"
STYLE = "style/"
# Shown in place of any page while the database is away.
UNAVAILABLE = "unavailable/"
# Pages in the tree that the furniture of every page leads to.
REPORT = "report/"
LEAVING = "about/leaving-this-site/"


def address_of(url_path: str) -> str:
    """What follows the language in a page's address: `/home/topics/x/` gives `topics/x/`."""
    return url_path.split("/", 2)[2]


def url(language: str, address: str = "") -> str:
    """The path that a link leads to: `url("ur", "topics/x/")` gives `/ur/topics/x/`."""
    return f"/{language}/{address}"


def unavailable_pages() -> list[str]:
    """The page that is shown while the database is away, in each language."""
    return [url(code, UNAVAILABLE) for code in codes()]


def codes() -> list[str]:
    """The codes of the site's languages, the source first."""
    return [code for code, _name in settings.LANGUAGES]


def absolute(path: str) -> str:
    """A whole web address, for feeds, canonical links and e-mails."""
    return f"{settings.PUBLIC_URL}{path}"
