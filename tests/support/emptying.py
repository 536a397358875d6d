"""The demonstration without its invented learners, for tests that have a cast of their own."""

from django.db import connection, transaction

from training import guards

LOG = ("training_confidence", "training_answer", "training_event", "training_attempt", "training_registration")
REST = (
    "training_managerpart",
    "training_followup",
    "training_evaluation",
    "training_status",
    "training_revocation",
    "training_certificate",
    "training_evidence",
    "training_exemption",
    "training_monthend",
    "training_membership",
    "training_lead",
    "training_requirement_activities",
    "training_requirement_agencies",
    "training_requirement_job_roles",
    "training_requirement",
    "training_team",
    "training_bookingmail",
    "training_booking",
    "training_learner",
    "training_agency",
)


def empty_of_learners() -> None:
    """Take away agencies, requirements, learners and their log. Modules, question banks and accounts stay.

    The log's guards refuse to lose a row; they are taken off for the moment.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        on = " ON {}" if connection.vendor == "postgresql" else ""
        for table in LOG:
            cursor.execute(f"DROP TRIGGER {guards.name_of(table, 'DELETE')}{on.format(table)}")
        for table in ("training_certificate", *LOG, *REST):
            cursor.execute(f"DELETE FROM {table}")
        for table in LOG:
            cursor.execute(guards.statement(connection.vendor, table, "DELETE"))
