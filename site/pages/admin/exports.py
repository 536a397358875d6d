"""Exports of Wagtail's lists that are safe to open in a spreadsheet."""

from collections import OrderedDict
from typing import Any

from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button
from wagtail.coreutils import multigetattr

from spreadsheets.writing import Table, download, typed


class SafeExportMixin:
    """CSV and OpenDocument beside Wagtail's XLSX, of exactly the rows that the list shows this person.

    Stands before a view that exports. No text in any of them can be run as a formula.
    """

    FORMATS = ("csv", "ods", "xlsx")

    def to_row_dict(self, item: Any) -> "OrderedDict[str, Any]":
        """What the list says, in words: “With the editors” and not “shared”."""
        return OrderedDict((name, self.shown(item, name)) for name in self.list_export)  # type: ignore[attr-defined]

    def shown(self, item: Any, name: str) -> Any:
        """One field of one row."""
        return multigetattr(item, f"get_{name}_display" if hasattr(item, f"get_{name}_display") else name)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """For Wagtail's own XLSX."""
        return typed(value)

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """The file."""
        if spreadsheet_format == "xlsx":
            response: HttpResponseBase = super().as_spreadsheet(queryset, spreadsheet_format)  # type: ignore[misc]
            return response
        headings = [self.get_heading(queryset, name) for name in self.list_export]  # type: ignore[attr-defined]
        rows = (self.to_row_dict(item).values() for item in queryset.iterator(chunk_size=500))
        return download(Table(self.get_filename(), headings, rows), spreadsheet_format)  # type: ignore[attr-defined]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's, with one more."""
        buttons = [*super().header_more_buttons]  # type: ignore[misc]
        if self.show_export_buttons:  # type: ignore[attr-defined]
            address = self.get_export_url("ods")  # type: ignore[attr-defined]
            buttons.append(Button("Download ODS", url=address, icon_name="download", priority=95))
        return buttons
