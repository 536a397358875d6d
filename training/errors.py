"""Why something was not done. Pages say it in the learner's language; the names are what journeys promise."""

from datetime import datetime


class TrainingError(Exception):
    """Nothing was written."""


class NotYoursError(TrainingError):
    """The record belongs to somebody whom this person does not look after."""


class RetiredError(TrainingError):
    """It is not offered any more. Whoever has begun can go on."""


class OutdatedError(TrainingError):
    """So much changed since it was begun that it has to be begun again. What was done stays in the record."""


class TestOutError(TrainingError):
    """This person may not show by questions alone that they know it: the module has to be read."""

    __test__ = False  # pytest takes a name that begins with Test for a test.


class NotAskedError(TrainingError):
    """This part or question is not among those that were given."""


class ForgedAnswerError(TrainingError):
    """The answer is none that the page could have sent."""


class IncompleteAnswerError(TrainingError):
    """Nothing was chosen yet, or not for everything."""


class AlreadyFinishedError(TrainingError):
    """The attempt is over; its answers stay as they were."""


class AlreadyPassedError(TrainingError):
    """There is nothing left to attempt."""


class DeadlinePassedError(TrainingError):
    """Time was over. What was answered before counts."""


class NoAttemptsLeftError(TrainingError):
    """Every attempt was used. Begin the module again."""


class TooSoonError(TrainingError):
    """The wait between attempts is not over."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class AlreadyThereError(TrainingError):
    """This person is at that agency already."""


class NotThereError(TrainingError):
    """This person is not at that agency, or there is nothing to end."""


class OutOfOrderError(TrainingError):
    """It was opened elsewhere meanwhile, or something in between got lost. What was kept last stays."""


class SameRecordError(TrainingError):
    """The two accounts share one record already."""


class StaffAccountError(TrainingError):
    """One of the accounts may do more than learn, so it is joined by staff alone."""


class SecondFactorError(TrainingError):
    """The other account is kept by a second factor, and a code by e-mail is none."""


class WrongTeamError(TrainingError):
    """The team belongs to another agency."""


class NotNowError(TrainingError):
    """It cannot be done as things stand; the text says why and what to do."""


class BookingClosedError(TrainingError):
    """It cannot be booked: it is too late, it was cancelled, or it is for other people."""


class TooLateError(TrainingError):
    """It has begun, so nothing can be given back any more."""


class TooEarlyError(TrainingError):
    """It has not begun, so nobody was there yet."""
