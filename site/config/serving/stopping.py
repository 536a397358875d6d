"""Ctrl-C and SIGTERM mean the same from the first line to the last: stop, tidily, with exit code 0."""

import signal
import sys
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop(SystemExit):
    """Asked to stop. A SystemExit, so that `except Exception` lets it pass and open transactions roll back."""

    def __init__(self) -> None:
        super().__init__(0)


class Stopping:
    """Remembers that a signal came, and how often.

    While the site is being prepared, a signal raises Stop wherever the work is. Once the children run,
    `quietly` is set and the supervisor looks at `asked` between its waits instead.
    """

    def __init__(self) -> None:
        self.asked = 0
        self.quietly = False

    def listen(self) -> None:
        """Take over the signals from here on."""
        for number in SIGNALS:
            signal.signal(number, self._on_signal)
        # `nohup make serve` asks for a closed terminal to be ignored, and so it is.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._on_signal)
        signal.signal(signal.SIGALRM, self._raise)
        sys.unraisablehook = self._on_unraisable

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.asked += 1
        self._raise(number, frame)

    def _raise(self, number: int, frame: FrameType | None) -> None:
        if not self.quietly:
            raise Stop

    def _on_unraisable(self, lost: "sys.UnraisableHookArgs") -> None:
        """Raise Stop again in a moment: Python drops an exception that meets it in a finaliser."""
        if issubclass(lost.exc_type, Stop):
            signal.setitimer(signal.ITIMER_REAL, 0.01)
        else:
            sys.__unraisablehook__(lost)

    def check(self) -> None:
        """Raise Stop if it was asked for: between steps, in case one of them swallowed it."""
        if self.asked:
            raise Stop
