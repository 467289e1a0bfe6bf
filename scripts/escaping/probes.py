"""Calls from inside the PC: whom it reaches with whatever it can send, as root and as the exam."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from scripts.escaping import calling
from scripts.escaping.attempts import Attempt, Kind
from scripts.escaping.inside import InsideError
from scripts.escaping.judge import Outcome, Verdict
from scripts.escaping.machine import Machine
from scripts.escaping.suite import HARDWARE_ADDRESS, Tried
from scripts.escaping.wire import Allowed, Packet, sent_by

_PLACE: Final = "/usr/local/lib/makalah/calling.py"
_UNIT: Final = """\
[Unit]
Description=Calls from inside
After=makalah-kiosk.service
[Service]
ExecStart=/usr/bin/python3 -I {place} {server} {ports}
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
"""
_WANTS: Final = "[Unit]\nWants=makalah-calling.service\n"
_SECONDS: Final = 900
_POLL_SECONDS: Final = 1.0
_CAME_THROUGH: Final = frozenset({calling.OPEN, calling.ANSWERED})

Answers = Mapping[str, Sequence[tuple[str, str]]]
"""By account: what was called, and what came of it."""


def caller(allowed: Allowed) -> dict[str, str]:
    """Return the files that make a PC call everybody once it has its server."""
    ports = " ".join(map(str, sorted(allowed.ports)))
    units = "/etc/systemd/system"
    return {
        _PLACE: Path(calling.__file__).read_text("utf-8"),
        f"{units}/makalah-calling.service": _UNIT.format(
            place=_PLACE, server=allowed.server, ports=ports
        ),
        f"{units}/multi-user.target.d/calling.conf": _WANTS,
    }


def answers_at(machine: Machine, seconds: float = _SECONDS) -> Answers:
    """Wait for all that a PC tells of its calls.

    Raises:
        InsideError: it did not call everybody in time.

    """
    deadline = time.monotonic() + seconds
    while (answers := parse_answers(machine.serial)) is None:
        if time.monotonic() > deadline:
            raise InsideError(f"The PC did not call everybody; it said: {machine.serial[-500:]}")
        time.sleep(_POLL_SECONDS)
    return answers


def parse_answers(said: str) -> Answers | None:
    """Read what a PC said on its serial line; None while it has not called everybody."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in said.splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue
        match told:
            case [calling.LAST]:
                return found
            case [str(account), str(name), str(came)]:
                found.setdefault(account, []).append((name, came))
    return None


def judge_calls(answers: Answers, sent: Iterable[Packet], allowed: Allowed) -> dict[str, Verdict]:
    """Judge the calls of each account by their answers, and all by what the PC sent.

    Raises:
        InsideError: not even the server was reached, so that nothing was tried.

    """
    own = {f"tcp {allowed.server}:{port}" for port in allowed.ports}
    strange = sorted({str(one) for one in sent if not allowed.lets(one)})
    verdicts = {}
    for account, called in answers.items():
        through = {name for name, came in called if came in _CAME_THROUGH}
        if not own <= through:
            raise InsideError(f"{account} did not reach the server: {called}")
        escaped = [*sorted(through - own), *(f"sent: {one}" for one in strange)]
        if escaped:
            verdicts[account] = Verdict(Outcome.ESCAPED, f"came through: {', '.join(escaped)}")
        else:
            said = "only the server's ports answered, and nothing else left the PC"
            verdicts[account] = Verdict(Outcome.BLOCKED, said)
    return verdicts


def call_everybody(machine: Machine, allowed: Allowed) -> list[Tried]:
    """Judge a PC that calls everybody, by what it hears and by what it sends.

    Raises:
        InsideError: it did not, or reached not even its server.

    """
    answers = answers_at(machine)
    picture = machine.look()
    verdicts = judge_calls(answers, sent_by(machine.frames, HARDWARE_ADDRESS), allowed)
    return [
        Tried(
            Attempt(f"calls-as-{account}", Kind.INSIDE, ()),
            f"{len(answers[account])} calls",
            verdict,
            picture,
            _counted(came for _, came in answers[account]),
        )
        for account, verdict in verdicts.items()
    ]


def _counted(came: Iterable[str]) -> str:
    return ", ".join(f"{number} × {what}" for what, number in Counter(came).most_common())
