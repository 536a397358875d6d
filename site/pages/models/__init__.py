"""Everything that editors keep on the public site."""

from pages.models.alert import Alert
from pages.models.answer import Answer
from pages.models.base import BasePage
from pages.models.description import PictureDescription
from pages.models.fact import Fact
from pages.models.feedback import CommentHour, Feedback, HelpfulCount
from pages.models.kinds import AudiencePage, GuidancePage, HomePage, InformationPage, NewsPage, SectionPage, TopicPage
from pages.models.media import Picture, PictureRendition, PublicDocument
from pages.models.navigation import Navigation
from pages.models.strategy import StrategyPage
from pages.models.waiting_import import WaitingImport

__all__ = [
    "Alert",
    "Answer",
    "AudiencePage",
    "BasePage",
    "CommentHour",
    "Fact",
    "Feedback",
    "GuidancePage",
    "HelpfulCount",
    "HomePage",
    "InformationPage",
    "Navigation",
    "NewsPage",
    "Picture",
    "PictureDescription",
    "PictureRendition",
    "PublicDocument",
    "SectionPage",
    "StrategyPage",
    "TopicPage",
    "WaitingImport",
]
