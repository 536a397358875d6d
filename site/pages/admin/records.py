"""How records with drafts are edited: with a schedule beside their fields."""

from wagtail.admin.panels import ObjectList, Panel, PublishingPanel
from wagtail.snippets.views.snippets import SnippetViewSet


class DraftedViewSet(SnippetViewSet):
    """A kind of record that goes live and ends when it is planned to."""

    def get_edit_handler(self) -> Panel:
        """The record's own panels, and the schedule, which Wagtail shows in its dialog."""
        return ObjectList([*self.model.panels, PublishingPanel()]).bind_to_model(self.model)
