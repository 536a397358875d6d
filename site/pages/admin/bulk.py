"""The screens of an import (upload, dry run, agreement) and of an export, the same for every kind of table."""

import csv
import io
from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets import Button

from pages.journeys.bulk import (
    STATES,
    Kind,
    Line,
    Outcome,
    carry_out,
    counted,
    rehearse,
    sealed,
    take_in,
    waiting_for,
)
from pages.models.waiting_import import WaitingImport
from spreadsheets.formulas import guarded
from spreadsheets.reading import LARGEST, MOST_PROBLEMS

PAGE_SIZE = 100
GONE = "This dry run is not there any more: it waits for two hours. Nothing was changed. Send the file again."
SAID = {
    Outcome.CHANGED: "Something has changed since you looked. Nothing was written. Here is what the file would do now.",
    Outcome.FAILED: "Not all of it could be written, so none of it was: somebody may be changing the same records. Look again.",
    Outcome.USED: "These changes have already been made. Nothing was done twice.",
    Outcome.LAPSED: GONE,
}


class UploadForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label="CSV file",
        error_messages={"required": "Choose a file first.", "empty": "This file is empty."},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, most_rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"At most {LARGEST // 1_000_000} MB and {most_rows:,} rows."

    def clean_file(self) -> Any:
        """A file that is far too large is not even read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(f"This file is larger than {LARGEST // 1_000_000} MB. Split it.")
        return file


class BulkScreens:
    """The three addresses of one kind of table."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    @property
    def urls(self) -> list[URLPattern]:
        """Under `/admin/`."""
        code = self.kind.code
        return [
            path(f"{code}/import/", require_http_methods(["GET", "POST"])(self.upload), name=f"import_{code}"),
            path(
                f"{code}/import/<uuid:key>/",
                require_http_methods(["GET", "POST"])(self.dry_run),
                name=f"dry_run_{code}",
            ),
            path(f"{code}/export.csv", require_safe(self.export), name=f"export_{code}"),
        ]

    def buttons(self, user: Any) -> list[Button]:
        """For the menu of the list, as far as this person may."""
        title, code = self.kind.title, self.kind.code
        found = []
        if self.kind.may_import(user):
            found.append(Button(f"Import {title}", reverse(f"import_{code}"), icon_name="upload", priority=60))
        if self.kind.may_export(user):
            found.append(Button(f"Export {title} as CSV", reverse(f"export_{code}"), icon_name="download", priority=61))
        return found

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Choose a file; what cannot be read is said at once."""
        self.deny_unless(self.kind.may_import(request.user))
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = UploadForm(*sent, most_rows=self.kind.most_rows)
        problems: list[Any] = []
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            table, waiting = take_in(self.kind, file.read(), file.name, request.user)
            if waiting:
                if table.notice:
                    messages.warning(request, table.notice)
                return redirect(f"dry_run_{self.kind.code}", waiting.pk)
            problems = table.problems
        context = self.context("Import", form=form, problems=problems, most=len(problems) == MOST_PROBLEMS)
        return render(request, "pages/admin/import_upload.html", context)

    def dry_run(self, request: HttpRequest, key: UUID) -> HttpResponse:
        """What would change; and, once the person agrees, the change."""
        self.deny_unless(self.kind.may_import(request.user))
        waiting = waiting_for(self.kind, key, request.user)
        if waiting is None or (waiting.lapsed and not waiting.applied_at):
            messages.error(request, GONE)
            return redirect(f"import_{self.kind.code}")
        if waiting.applied_at:
            messages.warning(request, SAID[Outcome.USED])
            return redirect(self.kind.home())
        if request.method == "POST":
            return self.agree(request, waiting)
        lines = rehearse(self.kind, waiting, request.user)
        return render(request, "pages/admin/import_dry_run.html", self.shown(request, waiting, lines))

    def agree(self, request: HttpRequest, waiting: WaitingImport) -> HttpResponse:
        """All of it or nothing."""
        outcome, counts = carry_out(self.kind, waiting, request.user, request.POST.get("seal", ""))
        if outcome is Outcome.DONE:
            messages.success(request, f"Done: {summed(counts)}. Each change is in the history under your name.")
            return redirect(self.kind.home())
        messages.warning(request, SAID[outcome])
        if outcome is Outcome.USED:
            return redirect(self.kind.home())
        if outcome is Outcome.LAPSED:
            return redirect(f"import_{self.kind.code}")
        return redirect(f"dry_run_{self.kind.code}", waiting.pk)

    def shown(self, request: HttpRequest, waiting: WaitingImport, lines: list[Line]) -> dict[str, Any]:
        """The lines that were asked for; without a wish, those that need a look."""
        counts = counted(lines)
        wish = request.GET.get("show", "")
        states = [wish] if wish in STATES else [state for state in STATES if state != "unchanged"]
        wanted = [line for line in lines if line.state in states]
        wanted.sort(key=lambda line: line.state != "wrong")
        choices = [("", "To look at", len(lines) - counts["unchanged"])]
        choices += [(state, label, counts[state]) for state, label in STATES.items() if counts[state]]
        return self.context(
            "Import",
            page_obj=Paginator(wanted, PAGE_SIZE).get_page(request.GET.get("p")),
            choices=choices,
            wish=wish if wish in STATES else "",
            wrong=counts["wrong"],
            changing=counts["new"] + counts["changed"],
            summary=summed(counts),
            seal=sealed(lines),
            file_name=waiting.file_name,
        )

    def export(self, request: HttpRequest) -> HttpResponse:
        """Everything, in the columns that an import takes."""
        self.deny_unless(self.kind.may_export(request.user))
        name = f"{self.kind.code}-{timezone.localdate():%Y-%m-%d}.csv"
        response = HttpResponse(as_csv(self.kind), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def context(self, title: str, **more: Any) -> dict[str, Any]:
        """What Wagtail's own header needs, and the kind."""
        title = f"{title} {self.kind.title}"
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": self.kind.home(), "label": self.kind.title.capitalize()},
            {"url": "", "label": title},
        ]
        addresses = {
            "home": self.kind.home(),
            "upload": reverse(f"import_{self.kind.code}"),
            "export": reverse(f"export_{self.kind.code}"),
        }
        return {
            "breadcrumbs_items": crumbs,
            "header_title": title,
            "header_icon": "upload",
            "kind": self.kind,
            **addresses,
            **more,
        }

    def deny_unless(self, allowed: bool) -> None:
        """Wagtail answers with its own “you may not”."""
        if not allowed:
            raise PermissionDenied


def as_csv(kind: Kind) -> bytes:
    """UTF-8 with a mark that Excel needs, and no cell that a spreadsheet would run."""
    names = [column.name for column in kind.columns]
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([guarded(record[name]) for name in names] for record in kind.records())
    return file.getvalue().encode("utf-8-sig")


def summed(counts: "Counter[str]") -> str:
    """“3 new, 2 changed”."""
    return ", ".join(f"{counts[state]:,} {label.lower()}" for state, label in STATES.items() if counts[state])
