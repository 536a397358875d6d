"""Small things that stories about translating are told with."""

from typing import Any

from django.contrib.messages import get_messages
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from tests.pages.helpers import the_page
from tests.support.cast import Person
from translations.models import Original, Version

PAGE = "for/parents-and-carers/"


def original_of(instance: Any) -> Original:
    """The row of a record in the table."""
    return Original.objects.get(translation_key=instance.translation_key)


def version_of(instance: Any, language: str = "ur") -> Version:
    """The cell of a record in a language."""
    return Version.objects.select_related("original").get(
        original__translation_key=instance.translation_key, language=language
    )


def reworded(address: str = PAGE, title: str = "For everybody who cares for a child") -> Any:
    """A source page, published with another title."""
    page = the_page(address)
    page.title = title
    page.save_revision().publish()
    return page


def synced(page: Any) -> TranslationSource:
    """The source of a page, with its present words given to translators."""
    from translations.journeys.keeping import note_synced

    source = TranslationSource.objects.get(object_id=page.translation_key)
    source.update_from_db()
    note_synced(source)
    return source


def translation_of(instance: Any, language: str = "ur") -> Translation:
    """wagtail-localize's record of a translation."""
    return Translation.objects.get(source__object_id=instance.translation_key, target_locale__language_code=language)


def segment_of(translation: Translation, path: str = "title") -> StringSegment:
    """One sentence of it."""
    return StringSegment.objects.select_related("string", "context").get(source=translation.source, context__path=path)


def write(person: Person, translation: Translation, segment: StringSegment, text: str) -> Any:
    """Type a translation in the side-by-side editor, as its script sends it."""
    address = f"/admin/localize/translate/{translation.pk}/strings/{segment.pk}/edit/"
    return person.client.put(address, f"value={text}", content_type="application/x-www-form-urlencoded")


def words_in(instance: Any, language: str) -> set[str]:
    """Everything that is translated of a record."""
    found = StringTranslation.objects.filter(context__object=instance.translation_key, locale__language_code=language)
    return set(found.values_list("data", flat=True))


def told(response: Any) -> str:
    """What somebody is told after a step."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))
