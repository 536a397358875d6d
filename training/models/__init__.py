"""What is kept: people and their agencies, what can be learnt, the log, and what follows from it."""

from training.models.activity import Activity, ActivityVersion, BankVersion
from training.models.agency import Agency, JobRole, Lead, Level, Team
from training.models.bank import QuestionBank
from training.models.certificate import Certificate
from training.models.enrolment import Enrolment, EnrolmentRow
from training.models.evidence import Evidence
from training.models.learner import Learner, Membership
from training.models.log import Answer, Attempt, Event, Registration
from training.models.module import ModulePage, TrainingIndexPage
from training.models.reflection import Reflection, SignOff
from training.models.requirement import Exemption, Requirement
from training.models.status import Status
from training.models.words import BankWords, VersionWords

__all__ = [
    "Activity",
    "ActivityVersion",
    "Agency",
    "Answer",
    "Attempt",
    "BankVersion",
    "BankWords",
    "Certificate",
    "Enrolment",
    "EnrolmentRow",
    "Event",
    "Evidence",
    "Exemption",
    "JobRole",
    "Lead",
    "Learner",
    "Level",
    "Membership",
    "ModulePage",
    "QuestionBank",
    "Reflection",
    "Registration",
    "Requirement",
    "SignOff",
    "Status",
    "Team",
    "TrainingIndexPage",
    "VersionWords",
]
