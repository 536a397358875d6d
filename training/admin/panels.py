"""Panels of the forms in which modules and question banks are written: what learners are asked today."""

from typing import Any

from wagtail.admin.panels import Panel

from config.languages import SOURCE


class AskedPanel(Panel):
    """Which published modules ask a bank's questions, and whether these are its published ones."""

    class BoundPanel(Panel.BoundPanel):
        """For one bank, or one module."""

        template_name = "training/admin/asked_panel.html"

        def is_shown(self) -> bool:
            """Not before it was saved for the first time."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Adds the uses, newest first asked."""
            from training.journeys.bank_use import may_take_in, uses_in, uses_of  # They need the models.
            from training.models import ModulePage

            context: dict[str, Any] = super().get_context_data(parent_context)
            is_module = isinstance(self.instance, ModulePage)
            uses = uses_in(self.instance) if is_module else uses_of([self.instance])
            older = [use for use in uses if use.is_older]
            return {
                **context,
                "is_module": is_module,
                "is_translation": self.instance.locale.language_code != SOURCE,
                "uses": uses,
                "older": older,
                "may_take_in": any(may_take_in(self.request.user, use.page) for use in older),
            }
