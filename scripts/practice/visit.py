"""The practice day at this terminal: a kiosk to sit at, pages to open, a key to leave."""

import os
import shutil
import sys
from contextlib import ExitStack

from scripts.practice.office import Proctor
from scripts.practice.premises import Card, PracticeError, Premises, Server, Slip, kiosk_command
from scripts.practice.shortening import Haste
from scripts.practice.terminal import Terminals

_SELECTION = "latihan"
_MINUTES = 10
_LEAD_SECONDS = 10
_SESSION = "kiosk"
_STATUS_LINES = 4


def visit() -> None:
    """Make a practice exam, open its kiosk here, stop everything when it is left."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise PracticeError("The kiosk needs a terminal. Without one: scripts/demo --auto")
    with ExitStack() as stack:
        premises = Premises(Haste(_MINUTES, _LEAD_SECONDS), _SELECTION)
        stack.callback(premises.remove)
        print("· creating a practice exam (about ten seconds)", flush=True)
        premises.create_exam()
        server = Server(premises.exam, premises.folder / "server.log")
        stack.callback(server.stop)
        server.start()
        seat_name, code = premises.pairing_codes()[0]
        home = premises.enrol(seat_name, code, server.people_port)
        terminals = Terminals()
        stack.callback(terminals.close)
        card = premises.cards()[0]
        proctor = premises.slip("proctor")
        with Proctor(server.address, premises.authority, proctor) as person:
            person.open_check_in()
        terminals.open(_SESSION, kiosk_command(home), _size(), keep_ended=False)
        (topics,) = premises.topic_passphrases().values()
        _dress(terminals, _hints(card, proctor, server.address, topics))
        terminals.attach(_SESSION)
    print("The practice exam is over; everything that it started has stopped.")


def _size() -> tuple[int, int]:
    columns, rows = shutil.get_terminal_size()
    return columns, max(rows - _STATUS_LINES, 1)


def _hints(card: Card, proctor: Slip, address: str, topics: str) -> list[str]:
    return [
        f" KIOSK    nomor {card.number}  kode {card.code}        Ctrl+\\: leave the practice exam",
        f" BROWSER  {address}  (accept its certificate)",
        f" LOG IN   {proctor.id}  {proctor.passphrase}",
        f" TOPICS   {topics}",
    ]


def _dress(terminals: Terminals, hints: list[str]) -> None:
    """Show the hints below the kiosk; the key to leave is the only one that is not the kiosk's."""
    terminals.run("set", "-g", "prefix", "None")
    terminals.run("set", "-g", "escape-time", "20")
    terminals.run("set", "-g", "default-terminal", "tmux-256color")
    if "truecolor" in os.environ.get("COLORTERM", ""):
        terminals.run("set", "-ga", "terminal-features", ",*:RGB")
    terminals.run("set", "-g", "status", str(_STATUS_LINES))
    for place, hint in enumerate(hints):
        escaped = hint.replace("#", "##")
        terminals.run(
            "set", "-g", f"status-format[{place}]", f"#[bg=colour235,fg=colour250]{escaped}"
        )
    terminals.run("bind", "-n", "C-\\", "kill-session")
