"""What stories about links are told with."""

from typing import Any

from django.utils import timezone

from dashboard.journeys.reporting import broken_links
from dashboard.models import LinkCheck
from tests.pages.helpers import soup, text, the_page, with_body
from tests.support.cast import Person

LINKS = "/admin/dashboard/links/"
ADDRESS = "topics/county-lines/"
OTHER = "topics/cuckooing/"
State = LinkCheck.State


def broken(target: str) -> LinkCheck | None:
    """The link as it is reported; None if it is not."""
    return broken_links().filter(target=target).first()


def listed(person: Person, query: str = "") -> str:
    """What somebody sees in the list."""
    return text(soup(person.client.get(f"{LINKS}{query}")).select_one("main"))


def linking(html: str, address: str = ADDRESS) -> Any:
    """A published page with this text."""
    with_body(address, ("text", html))
    return the_page(address)


def failed(target: str) -> LinkCheck:
    """A link to another site, as the fourth failure leaves it."""
    LinkCheck.objects.filter(target=target).update(
        state=State.BROKEN, problem="The page is not there any more (404).", first_broken_at=timezone.now()
    )
    return LinkCheck.objects.get(target=target)
