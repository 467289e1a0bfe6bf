"""The command for a rehearsal the evening before, which leaves the real exam untouched."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import click

from exam.errors import DirectoryError
from server.commands.asking import PATH, EverythingSaidError, pass_voice, require_written
from server.console import Voice, log_troubles_only
from server.figures import show_number
from server.settings import DEFAULT_KIOSK_PORT, DEFAULT_PEOPLE_PORT
from server.web.doors import Doors, open_doors

_MOST_SEATS: Final = 1000
_LONGEST_MINUTES: Final = 60
_SHORTEST_MINUTES: Final = 0.05


@click.command()
@click.option(
    "--seats", type=click.IntRange(1, _MOST_SEATS), help="How many PCs; as in the config."
)
@click.option(
    "--minutes",
    type=click.FloatRange(_SHORTEST_MINUTES, _LONGEST_MINUTES),
    default=5,
    show_default=True,
    help="How long they write.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The server's own address.")
@click.option("--kiosk-port", default=DEFAULT_KIOSK_PORT, show_default=True)
@click.option("--people-port", default=DEFAULT_PEOPLE_PORT, show_default=True)
@click.argument("directory", type=PATH)
@pass_voice
def rehearse(
    voice: Voice,
    seats: int | None,
    minutes: float,
    host: str,
    kiosk_port: int,
    people_port: int,
    directory: Path,
) -> None:
    """Play a short sitting with simulated PCs for the exam in DIRECTORY, and say what to mend."""
    from server.rehearsal.conduct import play
    from server.rehearsal.readiness import readiness_of
    from server.rehearsal.stand_in import stand_in
    from server.rehearsal.verdict import findings_of
    from server.rehearsal_verdict import must_mend, verdict_text

    log_troubles_only()
    config = require_written(voice, directory)
    ready = readiness_of(directory, config)
    wanted = seats or ready.candidates
    beside = directory.resolve().parent
    with (
        _doors(host, kiosk_port, people_port) as doors,
        stand_in(config, wanted, minutes, beside) as (root, handouts),
    ):
        click.echo(_announce(doors, wanted, minutes, voice))
        played = play(root, handouts, doors)
    findings = findings_of(ready, played)
    click.echo(verdict_text(findings, voice.translate, voice.language))
    if must_mend(findings):
        raise EverythingSaidError


@contextmanager
def _doors(host: str, kiosk_port: int, people_port: int) -> Iterator[Doors]:
    """Listen on the ports of the day, or on others while the real server has them."""
    with ExitStack() as stack:
        try:
            doors = stack.enter_context(open_doors(host, kiosk_port, people_port))
        except DirectoryError as error:
            if error.code != "port.taken":
                raise
            doors = stack.enter_context(open_doors(host, 0, 0))
        yield doors


def _announce(doors: Doors, seats: int, minutes: float, voice: Voice) -> str:
    _ = voice.translate
    said = _("Rehearsing with {seats} simulated PCs at {address}; they write {minutes} minutes …")
    address = f"{doors.host}:{doors.kiosk_port}"
    shown = show_number(minutes, voice.language)
    return said.format(seats=seats, address=address, minutes=shown)
