"""What is said to a learner about where they stand."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from training.journeys.returning import ToDo
from training.standing import Standing


def standing_says(one: ToDo) -> str:
    """A requirement's word for today, with the date that matters."""
    row = one.status
    if one.standing is Standing.EXEMPT:
        return _("You do not have to do this now.")
    if one.standing is Standing.VALID:
        return _("Done, and valid until %(day)s.") % {"day": day(row.valid_until)} if row.valid_until else _("Done.")
    if one.standing is Standing.EXPIRING:
        return _("Valid until %(day)s. You can renew it now.") % {"day": day(row.valid_until)}
    if one.standing is Standing.OVERDUE:
        return _("This was due on %(day)s. Please do it now.") % {"day": day(row.due_on)}
    if one.standing is Standing.GRACE:
        return _("This was due on %(day)s. You have until %(last)s.") % {
            "day": day(row.due_on),
            "last": day(row.late_after),
        }
    return _("Do this by %(day)s.") % {"day": day(row.due_on)} if row.due_on else _("Do this when you can.")


def day(on: date | None) -> str:
    """A day in the reader's language."""
    return date_format(on, "DATE_FORMAT") if on else ""
