"""wagtail-localize's own two forms, with the rules of this app behind them and no request that lasts for minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from background.journeys.jobs import StepError
from config.languages import SOURCE
from translations.journeys import submitting, syncing, work
from translations.journeys.work import Item
from translations.views.work import begun

# More than these would keep somebody waiting.
AT_ONCE = 5


class FromTheSource:
    """Submits from the source language only, a few at once and more in the background."""

    object: Any
    request: HttpRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        answer: HttpResponse = self.refused() or super().get(request, *args, **kwargs)  # type: ignore[misc]
        return answer

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, filled in."""
        answer: HttpResponse = self.refused() or super().post(request, **kwargs)  # type: ignore[misc]
        return answer

    def refused(self) -> HttpResponse | None:
        """A translation of a translation would lose what the first one had to leave out."""
        if self.object.locale.language_code == SOURCE:
            return None
        messages.error(self.request, "Translate from the English page: only that is the source.")
        return redirect(self.get_success_url() or "wagtailadmin_home")  # type: ignore[attr-defined]

    def form_valid(self, form: Any) -> HttpResponse:
        """In place of wagtail-localize's own translating, which would do it all in this request."""
        codes = [locale.language_code for locale in form.cleaned_data["locales"]]
        is_page = isinstance(self.object, Page)
        items = work.chosen(
            [] if is_page else [self.object.translation_key],
            Page.objects.get(pk=self.object.pk) if is_page else None,
            descendants=form.cleaned_data["include_subtree"],
        )
        pairs = submitting.planned(items, codes)
        if len(pairs) > AT_ONCE:
            return begun(self.request, submitting.start(items, codes, self.request.user))
        if at_once(self.request, pairs, submitting.submit):
            messages.success(self.request, f"“{self.object}” was submitted for translation into {work.listed(codes)}.")
        only = self.object.get_translation_or_none(form.cleaned_data["locales"][0]) if len(codes) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(only))  # type: ignore[attr-defined]


class SubmitPage(FromTheSource, SubmitPageTranslationView):
    """“Translate this page”."""


class SubmitSnippet(FromTheSource, SubmitSnippetTranslationView):
    """“Translate” of a record."""


class Update(UpdateTranslationsView):
    """“Sync translated pages”. It never publishes: each language has its publisher."""

    def form_valid(self, form: Any) -> HttpResponse:
        """In place of wagtail-localize's own, which publishes whoever asks."""
        record = self.object.get_source_instance()
        model = "wagtailcore.page" if isinstance(record, Page) else record._meta.label_lower
        item = Item(model, record.pk, str(record.translation_key), str(record))
        codes = list(
            self.object.translations.filter(enabled=True).values_list("target_locale__language_code", flat=True)
        )
        pairs, user = [(item, code) for code in codes], self.request.user
        if len(pairs) > AT_ONCE:
            return begun(self.request, syncing.start([item], codes, user))
        if at_once(self.request, pairs, syncing.sync):
            messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url() or reverse("wagtailadmin_home"))


def at_once(request: HttpRequest, pairs: list[tuple[Item, str]], do: Callable[[Any, Any, Any], str]) -> bool:
    """Do a few in this request; whoever asked is told what could not be done. True if all went well."""
    well = True
    for _label, what in work.steps(pairs):
        try:
            with transaction.atomic():
                do(work.source_of(what), work.target_of(what), request.user)
        except StepError as error:
            messages.error(request, f"{work.english(what['language'])}: {error}")
            well = False
    return well
