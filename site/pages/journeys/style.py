"""Samples for the living style page: every component, filled with words that are translated like any other."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _

from config import languages
from config.languages import SOURCE
from pages import furniture
from pages.addresses import HELP, STYLE, url
from pages.entries import Entry
from pages.shown_terms import Named
from signposting.shown import ShownContact, ShownService

Values = dict[str, Any]
CHECKED = date(2026, 11, 24)


def samples() -> list[Values]:
    """Every component in the source language and in the site's first right-to-left language."""
    codes = [code for code, _name in settings.LANGUAGES]
    mirrored = [code for code in codes if languages.get(code).direction == "rtl"]
    return [in_language(code) for code in (SOURCE, *mirrored[:1])]


def in_language(code: str) -> Values:
    """The components in one language."""
    with translation.override(code):
        around, library = furniture.build(code, STYLE, [], everywhere=True)
        shared = {"furniture": around, "library": library, "content_language": around.language}
        made = [(name, rendered(name, {**shared, **values})) for name, values in components(code)]
    return {"language": languages.get(code), "components": [{"name": name, "html": html} for name, html in made]}


def rendered(name: str, values: Values) -> str:
    """The HTML of one component."""
    return get_template(f"pages/components/{name}.html").render(values)


def components(code: str) -> list[tuple[str, Values]]:
    """Each component's name with sample values."""
    return [*words(code), *lists(code), *records(code), *states()]


def words(code: str) -> list[tuple[str, Values]]:
    """Components that are mostly text."""
    call, press = _("Call 01632 960999."), _("Press 55 if you cannot speak.")
    anyway = _("Tell someone anyway. You do not need proof.")
    sam = _("A friend gave Sam a phone. Then he wanted something back. Sam told a teacher, and it stopped.")
    secret = _("You can tell someone what happened. You do not have to tell everything at once.")
    return [
        (
            "page_header",
            {"title": _("You are not on your own"), "summary": secret, "weave": "young-people", "is_sample": True},
        ),
        ("content_note", {"text": _("This page talks about harm. You can stop reading at any time.")}),
        ("heading", {"value": _("What happens next")}),
        (
            "text",
            {"value": f"<p>{secret}</p><ul><li>{call}</li><li>{press}</li></ul>"},
        ),
        ("warning", {"value": _("If someone is in danger now, call 999.")}),
        (
            "notification",
            {
                "value": {
                    "title": _("Someone may see your phone"),
                    "text": _("Use “Leave this site” at the top of the page."),
                }
            },
        ),
        (
            "details",
            {
                "value": {
                    "summary": _("What if I am not sure?"),
                    "text": f"<p>{anyway}</p>",
                }
            },
        ),
        (
            "quotation",
            {
                "value": {
                    "text": _("I thought nobody would believe me. They did."),
                    "attribution": _("Words written for this page"),
                }
            },
        ),
        (
            "story",
            {
                "value": {
                    "title": _("The new phone"),
                    "text": f"<p>{sam}</p>",
                }
            },
        ),
        ("call_to_action", {"value": {"text": _("Find someone to talk to")}, "url": url(code, HELP)}),
    ]


def lists(code: str) -> list[tuple[str, Values]]:
    """Components that are lists."""
    language = languages.get(code)
    step = {"title": _("Say what you saw"), "text": _("A few words are enough.")}
    then = {"title": _("Somebody listens"), "text": _("They decide with you what happens next.")}
    card = Entry(
        _("You are not on your own"),
        _("A few words are enough."),
        url(code, HELP),
        code,
        language.direction,
        "communities",
    )
    audience = Named(_("Friends"), "friends", "audience", url(code, HELP), code, language.direction)
    myth = {
        "myth": _("If you took a present, it is your fault."),
        "fact": _("It is never your fault. They used the present to trap you."),
    }
    said = {
        "said": _("The page was too long."),
        "did": _("We took out half of the words."),
        "done_on": CHECKED,
        "lang": code,
        "direction": language.direction,
        "page": card,
    }
    return [
        (
            "signs",
            {
                "value": {
                    "heading": _("What you may notice"),
                    "items": [_("A second phone"), _("Being away at night")],
                },
                "audience": audience,
            },
        ),
        ("steps", {"value": {"heading": _("What to do"), "items": [step, then]}}),
        ("tasks", {"value": {"heading": _("Before you call")}, "tasks": [{**step, "url": url(code, HELP)}, then]}),
        ("myths", {"value": {"heading": _("What is true"), "items": [myth]}}),
        ("cards", {"value": {"heading": _("Read more")}, "pages": [card, card]}),
        ("you_said_we_did", {"value": {"heading": _("You said, we did")}, "answers": [said]}),
        ("tags", {"topics": [audience], "audiences": []}),
    ]


def records(code: str) -> list[tuple[str, Values]]:
    """Components that show a record: a service, a fact, a file."""
    language = languages.get(code)
    call = ShownContact(
        "call", _("Call"), "01632 960999", "tel:01632960999", "", _("24 hours, %(days)s") % {"days": _("every day")}, ""
    )
    # 01632 960 numbers belong to nobody: Ofcom keeps them for drama.
    service = ShownService(
        "sample", _("A helpline that is not real"), _("A few words are enough."), "", code, language.direction,
        "https://helpline.example/", True, (call,), CHECKED, False, "https://helpline.example/",
    )  # fmt: skip
    fact = {
        "title": _("A law that is not real"),
        "statement": _("This is how we show what a law says."),
        "source_title": "Example Act 2000, section 1",
        "source_url": "https://law.example/",
        "lang": code,
        "direction": language.direction,
        "checked_on": CHECKED,
        "overdue": False,
    }
    file = {
        "language": language,
        "format_label": _("Easy Read"),
        "url": url(code, HELP),
        "size": "120 KB",
        "extension": "PDF",
    }
    return [
        ("helplines", {"value": {"heading": _("People to talk to")}, "services": [service]}),
        ("facts", {"value": {"heading": _("The law")}, "facts": [fact]}),
        ("download", {"value": {"title": _("Card for your pocket")}, "document": file}),
        ("formats", {"value": {"heading": _("In other languages and formats")}, "versions": [file]}),
    ]


def states() -> list[tuple[str, Values]]:
    """Components that tell of a state: an alert, an error, a translation."""
    error = {"message": _("Write what you would like to tell us."), "field_id": "search"}
    return [
        *(
            ("alert", {"text": _("Some offices are closed today."), "level": level})
            for level in ("information", "warning", "urgent")
        ),
        ("translation_notice", {"is_fallback": True, "content_language": languages.get(SOURCE)}),
        ("translation_notice", {"is_fallback": False}),
        ("error_summary", {"errors": [error]}),
    ]
