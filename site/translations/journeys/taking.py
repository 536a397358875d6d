"""Taking in a PO file that a translator brings back: all of it in one go, and with a clear account."""

import re
from dataclasses import dataclass
from typing import Any

import polib
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue, extract_ids, validate_translation_links

from config import languages
from pages.journeys.describing import describe
from pages.models import Picture, PictureDescription
from translations.journeys.account import Account, RefusedError
from translations.journeys.keeping import note_version
from translations.journeys.lengths import letters, longest
from translations.journeys.po import BRANCH, LANGUAGE, MARK, PICTURE, Branch
from translations.models import Original

LARGEST = 2_000_000
LARGEST_BRANCH = 20_000_000
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
LONGEST_DESCRIPTION = 255
WRITTEN = (
    "data",
    "translation_type",
    "tool_name",
    "last_translated_by",
    "updated_at",
    "has_error",
    "field_error",
)


@dataclass
class Place:
    """One sentence of one translation, as the database has it now."""

    translation: Translation
    segment: StringSegment
    before: str | None
    room: int | None


@dataclass
class Known:
    """What the entries of a file can belong to."""

    places: dict[tuple[str, str], Place]
    paths: set[str]


def parse(content: bytes, largest: int = LARGEST) -> polib.POFile:
    """The file, or why it cannot be read."""
    if len(content) > largest:
        raise RefusedError("This file is too large to be a translation from here. Nothing was changed.")
    try:
        # polib takes a short text for the name of a file; a line in front makes it none.
        return polib.pofile("#\n" + content.decode())
    except (OSError, ValueError, LookupError) as error:
        raise RefusedError(
            "This is not a PO file, or it is damaged. Nothing was changed. Download the file again and start from that."
        ) from error


def take_page(user: Any, translation: Translation, content: bytes) -> Account:
    """Take in the file of one page or record."""
    file = parse(content)
    mark = file.metadata.get(MARK)
    if not mark and file.metadata.get(BRANCH):
        raise RefusedError(
            "This is the file of a whole campaign. Nothing was changed. Bring it back on its own screen."
        )
    if not mark:
        raise RefusedError(
            "This PO file does not say which page it translates. Nothing was changed. "
            "Download the file from this page and use that."
        )
    if mark != str(translation.uuid):
        raise RefusedError(
            "This file was made for another page or another language. Nothing was changed. "
            "Download the file from this page and use that."
        )
    known = known_places([translation], prefixed=False)
    return take(user, file, known, translation.target_locale.language_code, {})


def take_branch(user: Any, found: Branch, content: bytes) -> Account:
    """Take in the file of a campaign, or of any branch of the tree."""
    file = parse(content, LARGEST_BRANCH)
    if file.metadata.get(MARK):
        raise RefusedError(
            "This is the file of one page. Nothing was changed. Bring it back on that page’s own screen."
        )
    if not file.metadata.get(BRANCH):
        raise RefusedError(
            "This PO file does not say what it translates. Nothing was changed. "
            "Download the file from this screen and use that."
        )
    if file.metadata[BRANCH] != str(found.top.translation_key):
        raise RefusedError("This file was made for another campaign. Nothing was changed. Choose the other one.")
    language = file.metadata.get(LANGUAGE, "")
    if language != found.language:
        raise RefusedError(
            f"This file is in {languages.get(language).english or 'another language'}, and here we take in "
            f"{languages.get(found.language).english}. Nothing was changed."
        )
    translations = [version.translation for version in found.versions.values() if version.translation is not None]
    pictures = {one.object_id for one in found.inside if one.kind == Original.Kind.PICTURE}
    return take(user, file, known_places(translations, prefixed=True), found.language, pictures_of(pictures, language))


def known_places(translations: list[Translation], *, prefixed: bool) -> Known:
    """Every sentence of these translations by its mark in a file; three queries."""
    by_source = {translation.source_id: translation for translation in translations}
    segments = StringSegment.objects.filter(source__in=by_source).select_related("string", "context")
    before = {
        (item[0], item[1], item[2]): item[3]
        for item in StringTranslation.objects.filter(
            context__object__in=[segment.context.object_id for segment in segments],
            locale__in={translation.target_locale_id for translation in translations},
        ).values_list("context_id", "translation_of_id", "locale_id", "data")
    }
    room = {
        source: longest(ContentType.objects.get_for_id(kind).model_class())
        for source, kind in TranslationSource.objects.filter(pk__in=by_source).values_list(
            "pk", "specific_content_type"
        )
    }
    known = Known({}, set())
    for segment in segments:
        translation = by_source[segment.source_id]
        path = f"{translation.uuid}:{segment.context.path}" if prefixed else segment.context.path
        old = before.get((segment.context_id, segment.string_id, translation.target_locale_id))
        known.places[path, segment.string.data] = Place(
            translation, segment, old, room[segment.source_id].get(segment.context.path)
        )
        known.paths.add(path)
    return known


Described = dict[str, tuple[Picture, str]]


def pictures_of(keys: set[int], language: str) -> Described:
    """Pictures by their mark in a file, each with what it is described as."""
    texts = dict(
        PictureDescription.objects.filter(picture__in=keys, language=language).values_list("picture_id", "draft")
    )
    found = Picture.objects.filter(pk__in=keys)
    return {f"{PICTURE}:{picture.pk}": (picture, texts.get(picture.pk, "")) for picture in found}


@transaction.atomic
def take(user: Any, file: polib.POFile, known: Known, language: str, pictures: Described) -> Account:
    """Sort every entry, then write all that can be taken; if anything fails, nothing is written."""
    account = Account()
    chosen: dict[tuple[str, str], tuple[Place, str]] = {}
    for entry in file:
        if entry.obsolete:
            continue
        place = known.places.get((entry.msgctxt or "", entry.msgid))
        if entry.fuzzy:
            account.fuzzy += 1
        elif not entry.msgstr.strip():
            account.empty += 1
        elif entry.msgctxt in pictures:
            take_description(account, entry, pictures[entry.msgctxt], language)
        elif place is None:
            (account.changed if entry.msgctxt in known.paths else account.unknown).append(entry.msgid)
        elif place.before == entry.msgstr:
            account.unchanged += 1
        elif reason := wrong_markup(entry.msgid, entry.msgstr):
            account.markup.append((entry.msgid, reason))
        elif place.room is not None and letters(entry.msgstr) > place.room:
            account.markup.append((entry.msgid, f"It has more than {place.room} letters."))
        else:
            chosen[entry.msgctxt or "", entry.msgid] = (place, entry.msgstr)
    account.taken += len(chosen)
    write(user, list(chosen.values()))
    return account


def take_description(account: Account, entry: polib.POEntry, known: tuple[Picture, str], language: str) -> None:
    """The same for what a picture shows; a publisher makes it live."""
    picture, before = known
    if entry.msgid != picture.description:
        account.changed.append(entry.msgid)
    elif entry.msgstr == before:
        account.unchanged += 1
    elif len(entry.msgstr) > LONGEST_DESCRIPTION:
        account.markup.append((entry.msgid, f"It has more than {LONGEST_DESCRIPTION} letters."))
    else:
        describe(picture, language, entry.msgstr)
        account.taken += 1


def wrong_markup(source: str, text: str) -> str:
    """What does not match between the tags and links of a sentence and of its translation; empty if all does."""
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(source, text)
    except ValueError as error:
        return str(error)
    lost = extract_ids(source) - extract_ids(text)
    if lost:
        return f"A link of the English is missing: {', '.join(sorted(lost))}."
    added = set(TAG.findall(text)) - set(TAG.findall(source))
    return f"The English has no <{sorted(added)[0]}>." if added else ""


def write(user: Any, chosen: list[tuple[Place, str]]) -> None:
    """Keep the sentences, and work out anew how far their translations are."""
    now = timezone.now()
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(
                translation_of_id=place.segment.string_id,
                context=place.segment.context,
                locale=place.translation.target_locale,
                data=text,
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
                tool_name="PO file",
                last_translated_by=user,
                created_at=now,
                updated_at=now,
            )
            for place, text in chosen
        ],
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=[*WRITTEN],
    )
    touched = {}
    for place, text in chosen:
        key, locale = place.segment.context.object_id, place.translation.target_locale
        touched[key] = locale.language_code
        if place.segment.context.path == "title":
            # As wagtail-localize does when it saves one sentence.
            Page.objects.filter(translation_key=key, locale=locale).update(draft_title=text[:255])
    for key, language in touched.items():
        note_version(key, language, touched=True)
