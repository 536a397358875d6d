"""Which links pages and records hold, kept so that each target is known once with everything that uses it."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

from config.languages import SOURCE
from dashboard.journeys.inside import check_inside
from dashboard.journeys.parts import Part, parts
from dashboard.models import LinkCheck, LinkUse
from pages.models import Fact, Navigation
from signposting.models import Organization, Service

RECORDS = (Service, Organization, Fact, Navigation)
LONGEST = 2000
WEB = ("http://", "https://")
NOT_CHECKED = ("mailto:", "tel:", "sms:")


def links_of(record: Any) -> set[str]:
    """The targets of every link in a page or record."""
    found = {target for part in parts(record) for target in _links(part, record)}
    for name in ("source_url", "url", "website"):
        value = getattr(record, name, "")
        if isinstance(value, str) and value.startswith(WEB):
            found.add(value)
    if isinstance(record, Service):
        found |= {contact.value for contact in record.contacts.all() if contact.value.startswith(WEB)}
    return {target for link in found if (target := _target(link))}


def _links(part: Part, record: Any) -> Iterator[str]:
    value, block = part.value, part.block
    if not value:
        return
    if isinstance(value, RichText):
        for tag in BeautifulSoup(value.source, "html.parser").find_all("a"):
            yield _of_tag(tag, record)
    elif isinstance(block, blocks.PageChooserBlock):
        yield f"page:{value.pk}"
    elif isinstance(block, DocumentChooserBlock):
        yield f"document:{value.pk}"
    elif isinstance(block, blocks.URLBlock):
        yield str(value)
    elif isinstance(block, blocks.RegexBlock) and part.name == "address":
        yield f"/{SOURCE}/{value}"


def _of_tag(tag: Any, record: Any) -> str:
    href = str(tag.get("href", ""))
    if tag.get("linktype") in ("page", "document") and tag.get("id"):
        return f"{tag['linktype']}:{tag['id']}"
    return f"page:{record.pk}{href}" if href.startswith("#") and isinstance(record, Page) else href


def _target(link: str) -> str:
    """A link as it is kept; empty if there is nothing to check."""
    link = link.strip()
    own = f"{settings.PUBLIC_URL}/"
    if link.startswith(own):
        link = "/" + link.removeprefix(own)
    if link.startswith(WEB):
        link = urldefrag(link).url
    return "" if link.startswith(NOT_CHECKED) or len(link) > LONGEST else link


def host_of(target: str) -> str:
    """The host that a web address names; empty for targets inside the site."""
    if not target.startswith(WEB):
        return ""
    try:
        return (urlsplit(target).hostname or "")[:255]
    except ValueError:
        return ""


def keep_links(record: Any) -> None:
    """Keep which links a page or record holds now, and check those that lead inside the site."""
    kind = ContentType.objects.get_for_model(Page if isinstance(record, Page) else type(record))
    targets = links_of(record)
    known = {link.target: link for link in LinkCheck.objects.filter(target__in=targets)}
    now = timezone.now()
    new = [
        LinkCheck(target=target, host=(host := host_of(target)), next_check_at=now if host else None)
        for target in targets - known.keys()
    ]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)
    links = list(LinkCheck.objects.filter(target__in=targets))
    uses = LinkUse.objects.filter(content_type=kind, object_id=record.pk)
    uses.exclude(link__in=[link.pk for link in links]).delete()
    locale = getattr(record, "locale", None)
    about = {"title": str(record)[:255], "language": locale.language_code if locale else SOURCE}
    uses.update(**about)
    LinkUse.objects.bulk_create(
        (LinkUse(link=link, content_type=kind, object_id=record.pk, **about) for link in links), ignore_conflicts=True
    )
    check_inside(link for link in links if not link.host)


def forget_links(instance: Any, **_signal: Any) -> None:
    """After a page is taken down, or a page or record deleted."""
    model = Page if isinstance(instance, Page) else type(instance)
    kind = ContentType.objects.get_for_model(model)
    LinkUse.objects.filter(content_type=kind, object_id=instance.pk).delete()


def keep_links_of_saved(instance: Any, **_signal: Any) -> None:
    """After a record that pages share is saved: as the database has it, not as a draft may."""
    locale = getattr(instance, "locale", None)
    if locale is not None and locale.language_code != SOURCE:
        return
    saved = type(instance).objects.filter(pk=instance.pk).first()
    if saved is not None and getattr(saved, "live", True):
        keep_links(saved)


def every_record() -> Iterable[Any]:
    """The records that pages share, in the source language."""
    for model in RECORDS:
        found: Any = model.objects.all()
        yield from found if model is Organization else found.filter(locale__language_code=SOURCE)
