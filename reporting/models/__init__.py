"""What is kept: keys, sealed reports with what belongs to them, and the log of what the desk did."""

from reporting.models.agencies import PartnerAgency
from reporting.models.attachments import Attachment, AttachmentPiece
from reporting.models.audit import AuditEntry
from reporting.models.deletion import Deletion
from reporting.models.keys import HeldKey, InboxKey, KeyHolder, Setup, Unlocking
from reporting.models.messages import Answer, ReporterMessage
from reporting.models.report import DeskRecord, Report

__all__ = [
    "Answer",
    "Attachment",
    "AttachmentPiece",
    "AuditEntry",
    "Deletion",
    "DeskRecord",
    "HeldKey",
    "InboxKey",
    "KeyHolder",
    "PartnerAgency",
    "Report",
    "ReporterMessage",
    "Setup",
    "Unlocking",
]
