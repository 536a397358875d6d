"""All of a campaign, or any branch of the tree, as one PO file in one language."""

from dataclasses import dataclass
from typing import Any

import polib
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from config.languages import SOURCE
from pages.models import Alert, Fact, Picture, PictureDescription
from pages.walking import walk
from signposting.models import Service
from translations.journeys.kinds import NAMES, key_of
from translations.models import Original, Version

LANGUAGE = "X-Lantern-Language"
BRANCH = "X-Lantern-Branch"
MARK = "X-WagtailLocalize-TranslationID"
PICTURE = "picture"


@dataclass(frozen=True)
class Branch:
    """What is in one file: originals, and their versions in one language."""

    top: Original
    language: str
    originals: list[Original]
    versions: dict[int, Version]

    @property
    def inside(self) -> list[Original]:
        """Those that have been submitted, so that there is something to translate."""
        return [one for one in self.originals if one.kind == Original.Kind.PICTURE or self._begun(one)]

    @property
    def outside(self) -> list[Original]:
        """Those that nobody has submitted in this language yet."""
        there = {one.pk for one in self.inside}
        return [one for one in self.originals if one.pk not in there]

    def _begun(self, original: Original) -> bool:
        version = self.versions.get(original.pk)
        return version is not None and version.translation_id is not None


def branch(top: Original, language: str) -> Branch:
    """A page, all under it, and the records that these refer to: facts, services, resources, alerts, pictures."""
    keys = {top.translation_key}
    if top.kind == Original.Kind.PAGE and top.page is not None:
        keys |= keys_of_tree(top.page)
    found = list(
        Original.objects.filter(translation_key__in=keys)
        .filter(Q(live=True) | Q(pk=top.pk))
        .order_by("-kind", "page__path", "title")
    )
    found.sort(key=lambda one: (one.kind != Original.Kind.PAGE, one.pk != top.pk))
    versions = Version.objects.filter(original__in=found, language=language).select_related("translation")
    return Branch(top, language, found, {version.original_id: version for version in versions})


def keys_of_tree(page: Page) -> set[Any]:
    """The translation keys of everything that belongs to a branch of the tree."""
    pages = Page.objects.filter(path__startswith=page.path, locale__language_code=SOURCE)
    instances = list(pages.specific())
    keys = {instance.translation_key for instance in instances}
    records: dict[type[Any], set[int]] = {Fact: set(), Service: set(), Picture: set(), Page: set()}
    for instance in instances:
        for value in instance.references():
            for part in walk(value):
                for model, found in records.items():
                    if isinstance(part, model):
                        found.add(part.pk)
    # Pages that are referred to belong to the file only if they are the branch's own, like its resources.
    resources = Page.objects.filter(pk__in=records[Page]).specific()
    keys |= {one.translation_key for one in resources if hasattr(one, "versions")}
    for model in (Fact, Service):
        keys |= set(model.objects.filter(pk__in=records[model]).values_list("translation_key", flat=True))
    keys |= {key_of(picture) for picture in Picture.objects.filter(pk__in=records[Picture])}
    alerts = Alert.objects.filter(page__path__startswith=page.path, locale__language_code=SOURCE)
    return keys | set(alerts.values_list("translation_key", flat=True))


def marked(translation: Translation, path: str) -> str:
    """The place of a sentence in a file of many pages: its translation, then its place there."""
    return f"{translation.uuid}:{path}"


def export(found: Branch) -> polib.POFile:
    """The file, with what is translated already."""
    file = polib.POFile(wrapwidth=200)
    file.metadata = {
        "Project-Id-Version": f"Lantern: {found.top.title}",
        "POT-Creation-Date": str(timezone.now()),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": found.language,
        LANGUAGE: found.language,
        BRANCH: str(found.top.translation_key),
    }
    translations = {
        version.translation_id: (version.translation, original)
        for original in found.inside
        if (version := found.versions.get(original.pk)) and version.translation is not None
    }
    sources = {translation.source_id: (translation, original) for translation, original in translations.values()}
    known = translated_words([original.translation_key for original in found.inside], found.language)
    segments = StringSegment.objects.filter(source__in=sources).select_related("string", "context").order_by("order")
    by_source: dict[int, list[StringSegment]] = {}
    for segment in segments:
        by_source.setdefault(segment.source_id, []).append(segment)
    for source, (translation, original) in sources.items():
        seen = set()
        for segment in by_source.get(source, []):
            place = (segment.context.path, segment.string.data)
            if place not in seen:
                seen.add(place)
                file.append(
                    polib.POEntry(
                        msgid=segment.string.data,
                        msgctxt=marked(translation, segment.context.path),
                        msgstr=known.get((segment.context_id, segment.string_id), ""),
                        comment=comment(original),
                    )
                )
    for entry in pictures(found):
        file.append(entry)
    return file


def comment(original: Original) -> str:
    """Where a sentence stands, for whoever translates it."""
    return f"{NAMES[original.kind]}: {original.title}"


def translated_words(keys: list[Any], language: str) -> dict[tuple[int, int], str]:
    """Every translation that there is, by place and sentence. One query."""
    found = StringTranslation.objects.filter(context__object__in=keys, locale__language_code=language)
    return {
        (context, string): data
        for context, string, data in found.values_list("context_id", "translation_of_id", "data")
        if context is not None
    }


def pictures(found: Branch) -> list[polib.POEntry]:
    """The descriptions of a branch's pictures."""
    originals = {one.object_id: one for one in found.inside if one.kind == Original.Kind.PICTURE}
    described = {
        one.picture_id: one.draft
        for one in PictureDescription.objects.filter(picture__in=originals, language=found.language)
    }
    return [
        polib.POEntry(
            msgid=picture.description,
            msgctxt=f"{PICTURE}:{picture.pk}",
            msgstr=described.get(picture.pk, ""),
            comment=comment(originals[picture.pk]),
        )
        for picture in Picture.objects.filter(pk__in=originals)
    ]
