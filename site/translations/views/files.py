"""PO files: of one page, and of all of a campaign."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator, slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.views.edit_translation import user_can_edit_instance

from config import languages
from people.roles import target_codes
from translations.forms import FileForm
from translations.journeys import limits
from translations.journeys.account import Account, RefusedError
from translations.journeys.kinds import NAMES
from translations.journeys.po import Branch, branch, export
from translations.journeys.taking import LARGEST, take_branch, take_page
from translations.journeys.who import may_translate
from translations.models import Original
from translations.views.guard import found, refused

SHOWN = 3


@require_POST
def upload(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The file of one page comes back."""
    translation = found(translation_id)
    if reason := limits.no_writing_in(request.user, translation):
        return refused(request, reason)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    file = request.FILES.get("file")
    try:
        if file is None:
            raise RefusedError("Choose a PO file first.")
        if (file.size or 0) > LARGEST:
            raise RefusedError("This file is too large to be the translation of one page. Nothing was changed.")
        tell(request, take_page(request.user, translation, file.read()))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(get_valid_next_url_from_request(request) or reverse("translations_table"))


def tell(request: HttpRequest, account: Account) -> None:
    """The account, in a message: what was taken, and the first of what was not."""
    words = "Sentences in your file: " + "; ".join(account.sentences()) + "."
    troubles = [*account.changed, *account.unknown, *(text for text, _why in account.markup)]
    listed = ", ".join(f"“{Truncator(text).chars(60)}”" for text in troubles[:SHOWN])
    if not account.troubled:
        messages.success(request, words)
    else:
        rest = len(troubles) - SHOWN
        more = f" and {rest} more" if rest > 0 else ""
        messages.warning(request, f"{words} Not taken: {listed}{more}.")


def asked(request: HttpRequest, original_id: int, language: str) -> Branch:
    """What the file holds; only for the language's own translators."""
    if language not in target_codes() or not may_translate(request.user, language):
        raise PermissionDenied
    top = get_object_or_404(Original.objects.select_related("page"), pk=original_id, kind=Original.Kind.PAGE)
    return branch(top, language)


@require_http_methods(["GET", "POST"])
def of_branch(request: HttpRequest, original_id: int, language: str) -> HttpResponse:
    """What belongs to a campaign, its file to take away, and the file to bring back."""
    if language in target_codes() and (reason := limits.no_writing(request.user, language)):
        return refused(request, reason)
    whole = asked(request, original_id, language)
    form = FileForm(request.POST or None, request.FILES or None)
    account = None
    if request.method == "POST" and form.is_valid():
        try:
            account = take_branch(request.user, whole, form.cleaned_data["file"].read())
        except RefusedError as refusal:
            form.add_error("file", str(refusal))
        else:
            whole = branch(whole.top, language)
    context = {
        "branch": whole,
        "language": languages.get(language),
        "languages": [languages.get(code) for code in target_codes() if may_translate(request.user, code)],
        "inside": [(one, NAMES[one.kind], whole.versions.get(one.pk)) for one in whole.inside],
        "outside": [(one, NAMES[one.kind]) for one in whole.outside],
        "form": form,
        "account": account,
    }
    return render(request, "translations/branch.html", context)


@require_safe
def download_branch(request: HttpRequest, original_id: int, language: str) -> HttpResponse:
    """The file itself."""
    whole = asked(request, original_id, language)
    if not whole.inside:
        messages.error(request, "Nothing of this has been submitted for translation yet, so the file would be empty.")
        return redirect("translations_branch", original_id, language)
    answer = HttpResponse(str(export(whole)), content_type="text/x-gettext-translation; charset=utf-8")
    name = f"{slugify(whole.top.title)}-{language}.po"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
