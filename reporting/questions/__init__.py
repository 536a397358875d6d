"""What the concern form asks, page by page, on each path. Declared once: the form, its check and the desk read it."""

from reporting.questions.kinds import Choice as Choice
from reporting.questions.kinds import Path as Path
from reporting.questions.kinds import Question as Question
from reporting.questions.kinds import Step as Step
from reporting.questions.paths import PATHS as PATHS
from reporting.questions.reading_back import Answered as Answered
from reporting.questions.reading_back import is_urgent as is_urgent
from reporting.questions.reading_back import labelled as labelled
