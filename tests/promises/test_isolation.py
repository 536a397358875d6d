"""What keeps numbers in their order, and leaves everything else alone."""

import pytest

from pages.templatetags.lantern import isolate, isolated


@pytest.mark.parametrize(
    "text",
    [
        "01274 437500",
        "0808 2000 247",
        "+44 1274 437500",
        "116 123",
        "9:00",
        "17:00–20:00",
        "help@lantern.example",
        "BD1 1HX",
        "25 MB",
        "999",
    ],
)
def test_what_reads_left_to_right_is_isolated(text: str) -> None:
    """Whole, and once."""
    assert isolate(f"کال کریں {text}۔") == f'کال کریں <bdi dir="ltr">{text}</bdi>۔'


@pytest.mark.parametrize("text", ["I'm", 'She said "no"', "Tom & Sam", "it's 5", "<3"])
def test_characters_that_html_spells_out_stay_whole(text: str) -> None:
    """`I'm` is written `I&#x27;m`, and 27 is no number."""
    assert "<bdi" not in isolate(text)


def test_text_that_strangers_wrote_is_escaped() -> None:
    """Nothing of it is run."""
    assert isolate("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_tags_of_rich_text_are_left_alone() -> None:
    """Their attributes hold numbers too."""
    assert (
        isolated('<a href="tel:01274437500">01274 437500</a>')
        == '<a href="tel:01274437500"><bdi dir="ltr">01274 437500</bdi></a>'
    )
