"""Ways to get in touch: what an editor may type, and what a reader's press opens."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from signposting.models import Contact, Service

pytestmark = pytest.mark.django_db


def contact(**typed: Any) -> Contact:
    """A contact of a service, checked as the form checks it."""
    service = Service.objects.get(code="childline", locale__language_code="en")
    made = Contact(service=service, locale=Locale.objects.get(language_code="en"), **typed)
    made.full_clean()
    return made


@pytest.mark.parametrize("number", ["0800 1111", "+44 1274 431077", "999", "18001 0800 144 8884"])
def test_a_number_is_kept_as_the_public_reads_it(number: str) -> None:
    made = contact(channel="call", value=number)
    assert made.value == number
    assert made.href == f"tel:{number.replace(' ', '')}"


@pytest.mark.parametrize("channel", ["call", "text"])
@pytest.mark.parametrize(
    "number",
    ["0800-1111", "(01274) 431077", "call us", "0800 HELP", "08٠٠ 1111", "tel:999", "", "0800 1111 ext. 4", "999\n"],
)
def test_anything_else_is_refused_with_an_example(channel: str, number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        contact(channel=channel, value=number)
    assert list(refused.value.message_dict) == ["value"]
    if number:
        assert "Type digits and spaces only" in refused.value.message_dict["value"][0]


@pytest.mark.parametrize("channel", ["web", "webchat", "bsl"])
@pytest.mark.parametrize(
    "address", ["www.childline.org.uk", "javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x"]
)
def test_a_web_address_starts_with_https(channel: str, address: str) -> None:
    with pytest.raises(ValidationError, match="A web address starts with https://"):
        contact(channel=channel, value=address)


@pytest.mark.parametrize(
    "address", ["nobody", "javascript:alert(1)", "a b@c.example", "help@nspcc.org.uk?bcc=evil@x.example"]
)
def test_an_email_address_is_one(address: str) -> None:
    with pytest.raises(ValidationError):
        contact(channel="email", value=address)


def test_hours_that_cannot_be_read_are_refused_with_an_example() -> None:
    with pytest.raises(ValidationError, match="cannot be read as opening hours"):
        contact(channel="call", value="0800 1111", hours="9 to 5")


@pytest.mark.parametrize(
    ("channel", "value", "href"),
    [
        ("text", "88247", "sms:88247"),
        ("email", "help@nspcc.org.uk", "mailto:help@nspcc.org.uk"),
        ("web", "https://shorespace.org.uk/", "https://shorespace.org.uk/"),
        ("in-person", "Sir Henry Mitchell House, BD5 0BX", ""),
    ],
)
def test_a_press_opens_what_the_channel_says(channel: str, value: str, href: str) -> None:
    assert contact(channel=channel, value=value).href == href
