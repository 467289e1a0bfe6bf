"""A kiosk whose terminal is gone ends, even if something in it waits for ever."""

import os
import pty
import subprocess
import sys
from typing import Final

from kiosk.terminal import LOST_EXIT_CODE

_HANG: Final = (
    "import threading\n"
    "from kiosk.terminal import end_with_terminal\n"
    "end_with_terminal(0, 0.1)\n"
    "print('hangs', flush=True)\n"
    "threading.Event().wait(90)\n"
)


def test_a_process_that_hangs_ends_soon_after_its_terminal() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", _HANG]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE) as process:
        os.close(theirs)
        assert process.stdout is not None
        assert process.stdout.readline() == b"hangs\n"
        assert process.poll() is None
        os.close(ours)
        assert process.wait(60) == LOST_EXIT_CODE


def test_a_process_without_a_terminal_is_left_alone() -> None:
    command = [sys.executable, "-c", _HANG.replace(".wait(90)", ".wait(1)")]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"hangs\n")
