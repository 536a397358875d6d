"""What every record of the site that readers see has: drafts, a workflow, a lock, a schedule.

Pages have all of it from Wagtail; `Drafted` gives it to facts, services, alerts and the like, so that
editors propose a change of them as of a page, and publishers put it before readers.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin


class ScheduleCheck:
    """Refuses a first moment that has passed: whoever typed it meant another one.

    A moment that was there before stays: it is how the page went live.
    """

    def clean(self) -> dict[str, Any]:
        """Say when the moment was, and the two ways on."""
        super().clean()  # type: ignore[misc]
        cleaned: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        moment = cleaned.get("go_live_at")
        before = self.initial.get("go_live_at")  # type: ignore[attr-defined]
        # The field shows no seconds.
        is_new = moment and not (before and before.replace(second=0, microsecond=0) == moment)
        if moment and is_new and moment <= timezone.now():
            shown = date_format(timezone.localtime(moment), "j F Y, H:i")
            self.add_error(  # type: ignore[attr-defined]
                "go_live_at",
                ValidationError(
                    f"{shown} has passed. Choose a later moment, or leave this empty to publish without waiting."
                ),
            )
        return cleaned


class ScheduledRecordForm(ScheduleCheck, WagtailAdminModelForm):
    """The form of a record with a schedule."""


class ScheduledPageForm(ScheduleCheck, WagtailAdminPageForm):
    """The form of a page."""


class Drafted(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin):
    """A record that is drafted, approved, scheduled and published as pages are."""

    base_form_class = ScheduledRecordForm

    class Meta:
        abstract = True
