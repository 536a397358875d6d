"""What rich text may hold on a public page, whichever way it came into the database.

Wagtail's editor keeps everything else out, but it is not the only way in: wagtail-localize lets a translator put any
address behind a link, and takes it as it is. So the one place that shows rich text looks at every tag once more.
"""

import re
from html import unescape

from wagtail.whitelist import check_url

TAGS = "p|h[2-4]|b|strong|i|em|ol|ul|li|br|hr|a|abbr|acronym|code|sup|sub|blockquote"
ATTRIBUTES = "href|id|rel|title|lang|dir|data-block-key"
# Values are quoted and hold no bracket: Wagtail and BeautifulSoup write them so, and nothing else is read as a tag.
ALLOWED = re.compile(rf'</?(?:{TAGS})(?:\s+(?:{ATTRIBUTES})="[^"<>]*")*\s*/?>')
# In a tag that is allowed they follow one another without a gap, so none begins inside the value of another.
ATTRIBUTE = re.compile(rf'\s+({ATTRIBUTES})="([^"<>]*)"')
TAG = re.compile(r"(<[^>]*>)")


def without_scripts(html: str) -> str:
    """The same HTML; a tag that is not allowed is left out, and so is an address that is more than an address."""
    return "".join(tag(part) if part.startswith("<") else part.replace("<", "&lt;") for part in TAG.split(html))


def tag(part: str) -> str:
    """One tag, its address if a browser may be sent there; empty if it may not stand on a page."""
    if not ALLOWED.fullmatch(part):
        # A lone `<` at the end of a text is no tag; whatever follows it on the page must not become one.
        return "" if part.endswith(">") else part.replace("<", "&lt;")
    return ATTRIBUTE.sub(lambda found: found[0] if found[1] != "href" or leads(found[2]) else "", part)


def leads(value: str) -> bool:
    """Whether what stands behind a link is an address that a browser may be sent to."""
    return check_url(unescape(value)) is not None
