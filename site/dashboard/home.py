"""The first page after signing in."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from background.journeys.clock import is_late
from dashboard.providers import Panel, panels_for
from people.roles import SITE_MANAGERS, has_role

MOST_ROWS = 5
# Ours hold the same with a number of queries that does not grow (dashboard.waiting_workflow).
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


class Waiting(Component):
    """Everything that waits for the person who looks, a section each; what is well in one sentence."""

    name = "waiting"
    order = 100
    template_name = "dashboard/waiting.html"

    class Media:
        css = {"all": ["css/admin/dashboard.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Sections with a count above zero, with at most five rows; two queries or so for each."""
        user = parent_context["request"].user
        sections: list[dict[str, Any]] = []
        well: list[Panel] = []
        for panel in panels_for(user):
            number = panel.count(user)
            if number:
                sections.append({"panel": panel, "number": number, "rows": panel.rows(user, MOST_ROWS)})
            else:
                well.append(panel)
        return {
            "sections": sections,
            "well": well,
            "stopped": has_role(user, SITE_MANAGERS) and is_late(),
        }


def replace_panels(panels: list[Any]) -> None:
    """Put ours first and take out those of Wagtail's that it holds."""
    panels[:] = [Waiting(), *(panel for panel in panels if not isinstance(panel, REPLACED))]
