"""Wagtail's choosers without the inline script that Wagtail writes after each.

There is no setting or method that leaves the script out, so one method of one class is replaced;
`static/js/admin/start.js` reads what stands here instead. tests/config/test_inert.py fails when Wagtail's changes.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def start(kind: str, *arguments: Any) -> SafeString:
    """Inert markup that start.js reads: which of Wagtail's functions to call, and with what."""
    return format_html(
        '<template data-controller="lantern-start" data-lantern-start-kind-value="{}">{}</template>',
        kind,
        json.dumps(arguments),
    )


def render(self: BaseChooser, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
    """A chooser as Wagtail renders it, then what starts it. Raises TypeError, as Wagtail does, without an id."""
    if not attrs or "id" not in attrs:
        raise TypeError("BaseChooser cannot be rendered without an 'id' attribute")
    chosen = self.get_value_data(value)
    html = mark_safe(self.render_html(name, chosen, attrs))  # noqa: S308  Wagtail's own template, which escapes
    if isinstance(self, AdminTaskChooser):
        return html + start("createTaskChooser", attrs["id"])
    return html + start(self.js_constructor, attrs["id"], self.get_js_init_options(attrs["id"], name, chosen))


def replace_inline_scripts() -> None:
    """Called once, when the apps are ready."""
    BaseChooser.render = render
