"""Finding resources, and counting downloads without knowing whose."""

from typing import Any, cast

from django import forms
from django.apps import apps
from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import F
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from config import languages
from config.languages import SOURCE
from pages.addresses import url
from pages.entries import entry, in_language, rows
from pages.shown_terms import Named

PAGE_SIZE = 24


class ResourceFilterForm(forms.Form):
    """Narrows the library; every field may be left alone."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    audience = forms.ChoiceField(label=gettext_lazy("Who it is for"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False)

    def __init__(self, *args: Any, topics: list[Named], audiences: list[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = [(code, languages.get(code).endonym) for code, _name in settings.LANGUAGES]
        choices: dict[str, list[tuple[str, Any]]] = {
            "topic": [(term.code, term.name) for term in topics],
            "audience": [(term.code, term.name) for term in audiences],
            "language": spoken,
            "format": apps.get_model("campaigns", "ResourceVersion").Format.choices,
        }
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("All")), *found]

    def chosen(self) -> dict[str, str]:
        """What was chosen and can be; anything else is left out, so that an old link still works."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def find_resources(form: ResourceFilterForm, language: str, page_number: str) -> dict[str, Any]:
    """One page of the published resources that match, as `resources` and `page_obj`; five queries."""
    model = apps.get_model("campaigns", "ResourcePage")
    found = model.objects.filter(live=True, locale__language_code=SOURCE)
    chosen = form.chosen()
    for name in {"topic", "audience"} & chosen.keys():
        found = found.filter(terms__code=chosen[name], terms__taxonomy=name)
    # In one filter: the version in this language must be the one in this format.
    found = found.filter(**{f"versions__{name}": chosen[name] for name in {"language", "format"} & chosen.keys()})
    keys = list(found.distinct().order_by("title").values_list("translation_key", flat=True))
    page_obj = Paginator(keys, PAGE_SIZE).get_page(page_number)
    kinds = spoken_kinds(list(page_obj.object_list))
    pages = Page.objects.filter(
        translation_key__in=page_obj.object_list, locale__language_code__in=[language, SOURCE], live=True
    )
    shown = in_language(rows(pages.order_by("title")), language)
    entries = [entry(shown[key], language, kinds.get(key, "")) for key in page_obj.object_list if key in shown]
    return {"resources": entries, "page_obj": page_obj}


def spoken_kinds(keys: list[Any]) -> dict[Any, str]:
    """For each resource its kind and the languages it comes in, as the list shows them."""
    model = apps.get_model("campaigns", "ResourceVersion")
    kinds = dict(apps.get_model("campaigns", "ResourcePage").Kind.choices)
    found = model.objects.filter(resource__translation_key__in=keys, resource__locale__language_code=SOURCE)
    result: dict[Any, tuple[str, list[str]]] = {}
    for key, kind, code in found.values_list("resource__translation_key", "resource__kind", "language"):
        names = result.setdefault(key, (str(kinds[kind]), []))[1]
        if (name := languages.get(code).endonym) not in names:
            names.append(name)
    return {key: f"{kind} · {' · '.join(names)}" for key, (kind, names) in result.items()}


def shown_versions(key: Any, slug: str, language: str) -> list[dict[str, Any]]:
    """The versions of a resource, by its translation key, the reader's language first, then the source's; one query."""
    model = apps.get_model("campaigns", "ResourceVersion")
    found = model.objects.filter(resource__translation_key=key, resource__locale__language_code=SOURCE)
    address = url(language, f"resources/{slug}/download/")
    shown = [
        {
            "language": languages.get(version.language),
            "format_label": version.get_format_display(),
            "url": f"{address}{version.pk}/",
            "size": filesizeformat(version.document.file_size or 0),
            "extension": version.document.file_extension.upper(),
        }
        for version in found.select_related("document").order_by("sort_order")
    ]
    return sorted(shown, key=lambda version: (version["language"].code != language, version["language"].code != SOURCE))


def count_download(document: Any) -> None:
    """Add one to this month's count of a document. Nothing about who asked is looked at."""
    model = apps.get_model("campaigns", "DownloadCount")
    month = timezone.localdate().replace(day=1)
    with transaction.atomic():
        model.objects.get_or_create(document=document, month=month)
        model.objects.filter(document=document, month=month).update(number=F("number") + 1)
