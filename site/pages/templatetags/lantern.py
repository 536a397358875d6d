"""Tags and filters of the public templates."""

import re
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText, expand_db_html

from pages.entries import weave_of
from pages.markup import without_scripts

register = template.Library()

# What must keep its order in a right-to-left line: e-mail and web addresses, times, telephone
# numbers, sizes and postcodes. `01274 437500` must never show as `437500 01274` (design promise 4).
LEFT_TO_RIGHT = re.compile(
    # ASCII and bounded: a letter of another script beside an address is no part of it, and no text takes long.
    r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z0-9.-]{0,190}[A-Za-z0-9]"
    r"|https?://[!-;=?-~]{0,2000}[A-Za-z0-9/#&=_~%+-]"
    r"|(?<![A-Za-z0-9])[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?![A-Za-z0-9])"
    r"|\+?\d[\d  :–/.,-]*\d(?: ?[kMG]B(?![A-Za-z]))?"
)
MARKUP = re.compile(r"(<[^>]+>|&#?\w+;)")
PARTS_KEPT = ("furniture", "library", "content_language", "page_path", "request")


@register.filter
def isolate(text: Any) -> SafeString:
    """Escape text and wrap what must read left to right in <bdi dir="ltr">."""
    # Found before escaping: afterwards `I'm` is `I&#x27;m`, and 27 looks like a number.
    parts, end = [], 0
    plain = str(text)
    for match in LEFT_TO_RIGHT.finditer(plain):
        parts += [escape(plain[end : match.start()]), f'<bdi dir="ltr">{escape(match[0])}</bdi>']
        end = match.end()
    return SafeString("".join([*parts, escape(plain[end:])]))


def isolated(html: str) -> str:
    """The same for the text between the tags of HTML; entities are left whole."""
    return "".join(
        part if part.startswith(("<", "&")) else LEFT_TO_RIGHT.sub(r'<bdi dir="ltr">\g<0></bdi>', part)
        for part in MARKUP.split(html)
    )


@register.simple_tag(takes_context=True)
def rich(context: Context, value: RichText | str) -> SafeString:
    """Rich text with its links in the reader's language and its numbers isolated; no script comes through."""
    source = value.source if isinstance(value, RichText) else str(value)
    library = context.get("library")
    return SafeString(isolated(without_scripts(expand_db_html(library.linked(source) if library else source))))


@register.simple_tag(takes_context=True)
def component(context: Context, name: str, **values: Any) -> SafeString:
    """Show pages/components/<name>.html with these values and the furniture, and nothing else."""
    kept = {key: context[key] for key in PARTS_KEPT if key in context}
    return SafeString(get_template(f"pages/components/{name}.html").render({**kept, **values}))


@register.simple_tag(takes_context=True)
def page_url(context: Context, page: Any) -> str:
    """Where a page stands in the reader's language; empty if it is not published."""
    return str(context["library"].url(page))


@register.filter
def weave(code: str) -> str:
    """The static address of a woven band."""
    return static(f"images/weaves/{weave_of(code)}.svg")
