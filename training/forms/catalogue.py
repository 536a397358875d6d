"""Narrowing the catalogue down."""

from typing import Any, cast

from django import forms
from django.apps import apps
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import languages
from config.languages import SOURCE
from pages.furniture import translated
from pages.shown_terms import Named
from training.models.agency import JobRole, Level

MINUTES = (15, 30, 45)


class CatalogueForm(forms.Form):
    """Level, job role, topic, time and language; every field may be left alone."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), required=False)
    job_role = forms.ChoiceField(label=gettext_lazy("What you do"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    minutes = forms.TypedChoiceField(label=gettext_lazy("Time you have"), required=False, coerce=int, empty_value=None)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    def __init__(self, *args: Any, topics: list[Named], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "level": list(Level.choices),
            "job_role": job_roles_of_modules(language),
            "topic": [(term.code, term.name) for term in topics],
            "minutes": [(number, _("Up to %(number)s minutes") % {"number": number}) for number in MINUTES],
            "language": [(code, languages.get(code).endonym) for code, _name in settings.LANGUAGES],
        }
        for name, found in choices.items():
            cast(forms.ChoiceField, self.fields[name]).choices = [("", _("All")), *found]

    def chosen(self) -> dict[str, Any]:
        """What was chosen and can be; anything else is left out, so that an old link still works."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def job_roles_of_modules(language: str) -> list[tuple[str, str]]:
    """Codes and names of the job roles that modules were written for, in the reader's language; one query."""
    modules = apps.get_model("training", "ModulePage").objects.filter(live=True, locale__language_code=SOURCE)
    found = JobRole.objects.filter(
        locale__language_code__in=[language, SOURCE],
        translation_key__in=JobRole.objects.filter(pk__in=modules.values("job_roles")).values("translation_key"),
    )
    roles = translated(found.select_related("locale").order_by("pk"), language)
    return sorted(((role.code, role.name) for role in roles), key=lambda role: role[1])
