"""The one way in which packing refuses."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class Refusal(Exception):  # noqa: N818 - it is no fault of the program
    """The archive cannot be made or is not whole; the text says why."""


def run(
    command: Sequence[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> str:
    """Run a program and return what it prints.

    Raises:
        Refusal: it is not there, or failed.

    """
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise Refusal(f"“{command[0]}” cannot be run: {error.strerror}.") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()[-4:]
        raise Refusal(f"“{' '.join(command[:3])}” failed: {' '.join(lines)}")
    return done.stdout
