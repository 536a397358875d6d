"""How editors choose topics, audiences and needs."""

from copy import copy
from typing import Any

from django import forms


class GroupedTermsWidget(forms.CheckboxSelectMultiple):
    """Tick boxes under a heading for each taxonomy."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Group what Django would list in one row by the taxonomy of each term."""
        groups: dict[str, list[tuple[Any, str]]] = {}
        for choice, label in self.choices:
            heading = str(choice.instance.get_taxonomy_display()) if hasattr(choice, "instance") else ""
            groups.setdefault(heading, []).append((choice, str(label)))
        grouped = copy(self)
        grouped.choices = list(groups.items())
        return super(GroupedTermsWidget, grouped).optgroups(name, value, attrs)
