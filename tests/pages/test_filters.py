"""What must read from left to right does, in every line; and no filter lets markup through or breaks it."""

import pytest
from django.template import Context
from django.utils.html import strip_tags
from wagtail.rich_text import RichText

from pages.templatetags.lantern import isolate, isolated, rich


def bdi(text: str) -> str:
    """As the filter wraps it."""
    return f'<bdi dir="ltr">{text}</bdi>'


@pytest.mark.parametrize(
    "kept",
    [
        "01274 437500",
        "0800 1111",
        "+44 1274 437500",
        "999",
        "116 123",
        "18001 0800 144 8884",
        "09:00",
        "09:00–17:00",
        "2026",
        "24/7",
        "help@nspcc.org.uk",
        "a.b+c@mail.example",
        "BD1 1HX",
        "SW1A 1AA",
        "BD11HX",
        "https://www.gov.uk/report",
        "15",
        "30/06/2027",
    ],
)
def test_numbers_times_postcodes_and_addresses_keep_their_order(kept: str) -> None:
    for before, after in (("فون ", " کریں"), ("", ""), ("(", ")"), ("فون", "۔")):
        assert (
            isolate(f"{before}{kept}{after}") == f"{before}{bdi(kept)}{after}".replace("'", "&#x27;") or len(kept) < 3
        )


@pytest.mark.parametrize("plain", ["", "Hello", "مدد حاصل کریں", "ਮਦਦ", "A B C", "I'm", "“Yes”"])
def test_words_are_left_alone(plain: str) -> None:
    assert "<bdi" not in isolate(plain)
    assert strip_tags(isolate(plain)) == plain.replace("'", "&#x27;")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(12345)>',
        "<b>01274 437500</b>",
        "&lt;script&gt;",
        "a@b.example<script>",
    ],
)
def test_what_somebody_typed_is_always_escaped(hostile: str) -> None:
    shown = isolate(hostile)
    assert "<" not in shown.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert "&amp;lt;" in shown or "&lt;" not in hostile


def test_an_escaped_sign_is_no_number() -> None:
    assert isolate("I'm 15 & it's fine") == f"I&#x27;m {bdi('15')} &amp; it&#x27;s fine"
    assert (
        isolated("<p>I&#x27;m &#8217;99&#39; &amp; &nbsp;</p>")
        == f"<p>I&#x27;m &#8217;{bdi('99')}&#39; &amp; &nbsp;</p>"
    )


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="tel:01274437500">01274 437500</a>', f'<a href="tel:01274437500">{bdi("01274 437500")}</a>'),
        ('<a href="https://a.example/1234567">here</a>', '<a href="https://a.example/1234567">here</a>'),
        ('<img alt="call 999 999" src="/media/12345.png">', '<img alt="call 999 999" src="/media/12345.png">'),
        ("<p>Plain</p>", "<p>Plain</p>"),
        ("<h3>Call 0800 1111</h3>", f"<h3>Call {bdi('0800 1111')}</h3>"),
    ],
)
def test_tags_and_their_attributes_stay_whole(html: str, shown: str) -> None:
    assert isolated(html) == shown


def test_rich_text_is_isolated_and_keeps_its_tags() -> None:
    html = rich(Context(), RichText("<p>Call <b>0800 1111</b> &amp; ask.</p><ul><li>One</li></ul>"))
    assert f"<b>{bdi('0800 1111')}</b> &amp; ask." in html
    assert "<ul><li>One</li></ul>" in html


def test_nothing_takes_long_however_it_is_written() -> None:
    import time

    started = time.monotonic()
    for text in (
        "1" * 20_000,
        "1 " * 10_000,
        "a@" * 10_000,
        "a." * 10_000 + "@",
        "<" * 20_000,
        "&" * 20_000,
        "AB1" * 6_000,
    ):
        isolate(text)
        isolated(text)
    assert time.monotonic() - started < 3
