"""What editors and translators write can be read, and never run: every way in, and the one way out."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import Tag
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.blocks import EmbedBlock
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedUnsupportedProviderException
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from pages.blocks.text import TEXT_FEATURES
from pages.markup import without_scripts
from tests.pages.helpers import as_sent, main, problems, read, soup, text, the_page, with_body
from tests.support.cast import Person

pytestmark = pytest.mark.django_db
ADDRESS = "about/privacy/"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
SCRIPTS = {
    "a script": "<p>Words<script>alert(1)</script></p>",
    "a script in a script": "<p>Words<scr<script>ipt>alert(1)</scr</script>ipt></p>",
    "a link that runs": '<p><a href="javascript:alert(1)">Words</a></p>',
    "a link that runs, in capitals": '<p><a href=" JaVaScRiPt:alert(1)">Words</a></p>',
    "a link that runs, written in numbers": '<p><a href="&#106;ava&#x09;script&colon;alert(1)">Words</a></p>',
    "a link that is a page": '<p><a href="data:text/html,<script>alert(1)</script>">Words</a></p>',
    "a picture that fails": '<p>Words<img src="x" onerror="alert(1)"></p>',
    "a picture that never ends": "<p>Words<img src=x onerror=alert(1) ",
    "a handler": '<p onclick="alert(1)" onfocus=alert(1) autofocus tabindex=1>Words</p>',
    "a frame": '<p>Words</p><iframe src="https://elsewhere.example" srcdoc="<script>alert(1)</script>"></iframe>',
    "a drawing": "<p>Words</p><svg onload=alert(1)><script>alert(1)</script><use href='data:x'/></svg>",
    "a form": '<p>Words</p><form action="https://elsewhere.example"><input name="x"><button>Go</button></form>',
    "a style": "<p style='position:fixed'>Words</p><style>main{display:none}</style>",
    "a base": '<base href="https://elsewhere.example"><p>Words</p><meta http-equiv="refresh" content="0;url=x">',
    "an object": '<p>Words</p><object data="x"></object><embed src="x">',
    "an embed of Wagtail's": f'<p>Words</p><embed embedtype="media" url="{VIDEO}"/>',
    "a tag in capitals": '<P>Words</P><SCRIPT>alert(1)</SCRIPT><A HREF="javascript:alert(1)">x</A>',
}
HARMFUL = "script iframe img svg form input button style base meta object embed use link video".split()


def refuse_what_runs(content: Tag) -> None:
    """Nothing in here runs, loads, covers or sends anything."""
    for element in content.find_all(True):
        assert element.name not in HARMFUL, str(element)
        for name, value in element.attrs.items():
            assert not name.startswith("on"), str(element)
            assert name not in ("style", "srcdoc", "formaction"), str(element)
            compact = "".join(str(value).split()).lower()
            assert not compact.startswith(("javascript:", "data:", "vbscript:")), str(element)


def shown(address: str = ADDRESS, language: str = "en") -> Tag:
    """The body of the public page; its furniture has forms and pictures of its own."""
    found = main(read(f"/{language}/{address}")).select_one(".body .text")
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize("html", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_whatever_got_into_the_database_does_not_run_on_the_page(html: str) -> None:
    with_body(ADDRESS, ("text", RichText(html)))
    refuse_what_runs(shown())
    assert "Words" in text(shown())


def sent_with(text: str, kind: str = "unstyled", entities: str = "", **behind: Any) -> dict[str, Any]:
    """What the editor in the browser would send for one paragraph."""
    ranges = [{"offset": 0, "length": 5, "key": 0}] if entities else []
    block = {"key": "abcde", "text": text, "type": kind, "depth": 0, "inlineStyleRanges": [], "entityRanges": ranges}
    found = {"0": {"type": entities, "mutability": "MUTABLE", "data": behind}} if entities else {}
    return {"blocks": [block], "entityMap": found}


def with_entity(kind: str, **behind: Any) -> dict[str, Any]:
    """The same, with something behind its first word."""
    return sent_with("Words and more", entities=kind, **behind)


RUNS = 'x" onerror="alert(1)'
FORGED = {
    "a script": sent_with(SCRIPTS["a script"]),
    "a script instead of a paragraph": sent_with("alert(1)", "atomic"),
    "a link that runs": with_entity("LINK", url="javascript:alert(1)"),
    "a link that runs, behind a blank": with_entity("LINK", url="\x01java\nscript:alert(1)"),
    "a link with a handler": with_entity("LINK", url='https://x.example/" onclick="alert(1)'),
    "an embed": with_entity("EMBED", url=VIDEO, embedType="video", title="x", thumbnail="x"),
    "a picture": with_entity("IMAGE", id="1", src=RUNS, alt=RUNS, format="left"),
}


@pytest.mark.parametrize("sent", FORGED.values(), ids=FORGED.keys())
def test_a_forged_answer_of_the_editor_is_read_as_words(
    comms_editor: Person, manager: Person, sent: dict[str, Any]
) -> None:
    page = the_page(ADDRESS)
    page.get_translations().delete()
    form = as_sent(soup(manager.client.get(f"/admin/pages/{page.pk}/edit/")), "sources")
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "",
        "body-0-value": json.dumps(sent),
    }
    response = manager.client.post(f"/admin/pages/{page.pk}/edit/", {**form, **body, "action-publish": "1"})
    if response.status_code == 302:
        refuse_what_runs(shown())
        assert text(shown()).endswith("more") or "alert(1)" in text(shown())
    else:
        assert problems(response), response.status_code


def all_blocks() -> Iterator[tuple[str, blocks.Block]]:
    """Every block of every page and snippet, and where it belongs."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield from within(f"{model.__name__}.{field.name}", field.stream_block)


def within(name: str, block: blocks.Block) -> Iterator[tuple[str, blocks.Block]]:
    """This one and those it holds."""
    yield name, block
    for key, child in getattr(block, "child_blocks", {}).items():
        yield from within(f"{name}.{key}", child)
    if isinstance(block, blocks.ListBlock):
        yield from within(f"{name}.item", block.child_block)


def test_no_block_takes_html_or_embeds_and_every_rich_text_names_what_it_may_hold() -> None:
    found = list(all_blocks())
    assert len(found) > 50
    for name, block in found:
        assert not isinstance(block, (blocks.RawHTMLBlock, EmbedBlock)), name
        if isinstance(block, blocks.RichTextBlock):
            assert block.features, name
            assert set(block.features) <= set(TEXT_FEATURES), name
    fields = [
        field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, RichTextField)
    ]
    assert fields
    for field in fields:
        assert field.features, field
        assert set(field.features) <= set(TEXT_FEATURES), field


def test_nothing_is_ever_embedded_from_elsewhere(manager: Person) -> None:
    assert settings.WAGTAILEMBEDS_FINDERS == []
    with pytest.raises(EmbedUnsupportedProviderException):
        get_embed(VIDEO)
    answer = manager.client.post("/admin/embeds/chooser/upload/", {"embed-chooser-url": VIDEO})
    assert "youtube" not in str(answer.json().get("embed_data", ""))
    assert answer.json()["step"] != "embed_chosen"


NOT_ADDRESSES = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "java\tscript:alert(1)",
]


@pytest.mark.parametrize("address", NOT_ADDRESSES)
def test_an_address_that_is_none_is_refused_wherever_one_is_asked_for(manager: Person, address: str) -> None:
    redirect = {"old_path": "/old/", "is_permanent": "on", "site": "", "redirect_page": "", "redirect_link": address}
    response = manager.client.post("/admin/redirects/add/", redirect)
    assert "valid URL" in problems(response)
    assert not Redirect.objects.filter(old_path="/old").exists()
    link = manager.client.post(
        "/admin/choose-external-link/",
        {"external-link-chooser-url": address, "external-link-chooser-link_text": "x"},
    )
    assert link.json()["step"] == "external_link"
    for block in (block for _name, block in all_blocks() if isinstance(block, blocks.URLBlock)):
        with pytest.raises(ValidationError):
            block.clean(address)


def test_a_redirect_that_got_in_past_the_form_leads_nowhere() -> None:
    Redirect.objects.create(old_path="/en/old", redirect_link="javascript:alert(1)")
    response = Client(raise_request_exception=False).get("/en/old")
    assert response.status_code not in (301, 302)
    assert "Location" not in response


def test_a_translator_cannot_put_a_script_behind_a_link_or_into_words(manager: Person) -> None:
    page = the_page(ADDRESS)
    page.get_translations().delete()
    page.body = [("text", RichText('<p>Words and <a href="https://www.gov.uk/">a link</a>.</p>'))]
    page.save_revision().publish()
    source, _made = TranslationSource.get_or_create_from_instance(page)
    source.update_from_db()
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="pl"))
    translation.save_target(publish=True)
    for segment in OverridableSegment.objects.filter(source=source, data_json__contains="gov.uk"):
        SegmentOverride.objects.create(
            locale=translation.target_locale, context=segment.context, data_json=json.dumps("javascript:alert(1)")
        )
    assert SegmentOverride.objects.count() == 1
    for segment in StringSegment.objects.filter(source=source, string__data__contains="Words"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data="Słowa <script>alert(1)</script> <b onclick='alert(1)'>x</b>",
        )
    translation.save_target(publish=True)
    translated = the_page(ADDRESS, "pl")
    # wagtail-localize takes the address as it is.
    assert "javascript:" in str(translated.body.raw_data[0])
    translated.save_revision().publish()
    refuse_what_runs(shown(language="pl"))
    assert shown(language="pl").find("a", href=True) is None
    assert StringTranslation.objects.get(data__contains="<script>").has_error


def test_what_may_stand_on_a_page_is_left_as_it_is() -> None:
    html = (
        '<h3 data-block-key="a1">A heading</h3><p>Words, <b>loud</b> or <i>not</i>, 1 &lt; 2 &amp; 3.<br/></p>'
        '<ol><li><a href="/en/help/">Help</a></li></ol><ul><li><a href="tel:999">999</a> '
        '<a href="mailto:a@b.example?subject=x">write</a> <a href="#x" id="x">there</a></li></ul>'
    )
    assert without_scripts(html) == html


@pytest.mark.parametrize(
    "html",
    [
        '<a title=" href=" href="javascript:1">x</a>',
        '<a title=" href="" href="javascript:1">x</a>',
        '<a id="x" title=" href=" lang="en" href="data:text/html,x">x</a>',
        '<a href="/en/" href="javascript:1">x</a>',
        '<b title=" href=" href="vbscript:x">x</b>',
    ],
)
def test_an_address_does_not_hide_behind_the_value_of_another_attribute(html: str) -> None:
    kept = without_scripts(html)
    assert not any(scheme in kept for scheme in ("javascript:", "data:", "vbscript:"))
    assert ">x" in kept or kept.startswith("x")
