"""A real clamd that knows one harmless thing: the test string that scanners agree on (EICAR)."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

# In two halves, so that no scanner takes this file for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Lantern.Test.EICAR"


class Scanner:
    """A clamd of this test alone; `address` is what the setting CLAMD takes."""

    def __init__(self, folder: Path, *settings: str) -> None:
        program = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
        if program is None:
            pytest.fail("The tests of the virus scanner need clamd. On Debian: apt install clamav-daemon")
        self.address = str(folder / "clamd.sock")
        (folder / "lantern.ndb").write_text(f"{NAME}:0:*:{EICAR.hex()}\n")
        lines = (f"LocalSocket {self.address}", f"DatabaseDirectory {folder}", "Foreground yes", *settings)
        configuration = folder / "clamd.conf"
        configuration.write_text("\n".join(lines) + "\n")
        self.process = subprocess.Popen(
            [program, f"--config-file={configuration}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def freeze(self) -> None:
        """It still listens, and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """As when the machine runs out of memory."""
        self.process.kill()
        self.process.wait()

    def _wait(self) -> None:
        for _ in range(600):
            with socket.socket(socket.AF_UNIX) as line:
                if line.connect_ex(self.address) == 0:
                    return
            assert self.process.poll() is None, "clamd did not start"
            time.sleep(0.05)
        pytest.fail("clamd did not listen within 30 seconds")
