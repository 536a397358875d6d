"""What is kept: people and their agencies, what can be learnt, the log, and what follows from it."""

from training.models.activity import Activity, ActivityVersion, BankVersion
from training.models.agency import Agency, JobRole, Lead, Level, Team
from training.models.badge_key import BadgeKey
from training.models.bank import QuestionBank
from training.models.booking import Booking, BookingMail
from training.models.certificate import Certificate, Revocation
from training.models.enrolment import Enrolment, EnrolmentRow
from training.models.entry import CatalogueEntry
from training.models.evaluation import Confidence, Evaluation, FollowUp, ManagerPart
from training.models.evidence import Evidence
from training.models.learner import Learner, Membership
from training.models.live_event import LiveEventPage
from training.models.log import Answer, Attempt, Event, Registration
from training.models.module import ModulePage, TrainingIndexPage
from training.models.month_end import MonthEnd
from training.models.outgoing import OutgoingStatement
from training.models.package import Package, PackageFile, ScoState
from training.models.reflection import Reflection, SignOff, SignOffAnswer
from training.models.reminder import LeadSummary, Reminder, ReminderMail
from training.models.requirement import Exemption, Requirement
from training.models.session import Session, SessionVersion
from training.models.spaced import SpacedPractice, SpacedQuestion
from training.models.status import Status
from training.models.words import BankWords, VersionWords

__all__ = [
    "Activity",
    "ActivityVersion",
    "Agency",
    "Answer",
    "Attempt",
    "BadgeKey",
    "BankVersion",
    "BankWords",
    "Booking",
    "BookingMail",
    "CatalogueEntry",
    "Certificate",
    "Confidence",
    "Enrolment",
    "EnrolmentRow",
    "Evaluation",
    "Event",
    "Evidence",
    "Exemption",
    "FollowUp",
    "JobRole",
    "Lead",
    "LeadSummary",
    "Learner",
    "Level",
    "LiveEventPage",
    "ManagerPart",
    "Membership",
    "ModulePage",
    "MonthEnd",
    "OutgoingStatement",
    "Package",
    "PackageFile",
    "QuestionBank",
    "Reflection",
    "Registration",
    "Reminder",
    "ReminderMail",
    "Requirement",
    "Revocation",
    "ScoState",
    "Session",
    "SessionVersion",
    "SignOff",
    "SignOffAnswer",
    "SpacedPractice",
    "SpacedQuestion",
    "Status",
    "Team",
    "TrainingIndexPage",
    "VersionWords",
]
