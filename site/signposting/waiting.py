"""What signposting tells the dashboard."""

from config.languages import SOURCE
from dashboard.providers import Reviewed, provide_reviewed
from signposting.models import Service


def provide_waiting() -> None:
    """Services fall due for a check until they have closed for good."""
    provide_reviewed(
        Reviewed(
            "service",
            "Services",
            lambda: Service.objects.filter(locale__language_code=SOURCE).exclude(status=Service.Status.DEFUNCT),
            title="name",
        )
    )
