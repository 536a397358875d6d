"""The form in which editors change a service."""

from typing import Any

from config.drafts import ScheduledRecordForm

IN_PERSON = "in-person"


class ServiceForm(ScheduledRecordForm):
    """As any record's; a service at a secret address has no way to get in touch that says where to go."""

    def is_valid(self) -> bool:
        """Look at what was typed of places and of ways to get in touch together."""
        valid = super().is_valid()
        places = filled_in(self.formsets["service_at_locations"])
        if any(place.get("location") and place["location"].sensitive for place in places) and any(
            contact.get("channel") == IN_PERSON for contact in filled_in(self.formsets["contacts"])
        ):
            self.add_error(
                None,
                "This service is at an address that is kept secret. Remove the way to get in touch in person: "
                "it would tell readers where to go. Say in a note how people are met.",
            )
            return False
        return bool(valid)


def filled_in(formset: Any) -> list[dict[str, Any]]:
    """What was typed into the lines that stay."""
    lines = [getattr(form, "cleaned_data", {}) for form in formset.forms]
    return [line for line in lines if line and not line.get("DELETE")]
