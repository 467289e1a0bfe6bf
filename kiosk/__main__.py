"""The command `makalah-kiosk`: enrol this PC, or open the exam on it.

What only one of them needs is loaded there, so that a screen is soon there.
"""

import os
import socket
import sys
from pathlib import Path
from typing import Final

import click

from exam.errors import ExamError
from kiosk.fault import FAILURE_EXIT_CODE
from kiosk.language import load_catalog
from kiosk.opening import open_kiosk

DEFAULT_HOME: Final = Path("~/.local/share/makalah")
_CATALOG: Final = "id"
_REFUSED: Final = 2
_FAILED: Final = 1


@click.group(invoke_without_command=True)
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MAKALAH_HOME",
    default=DEFAULT_HOME,
    show_default=True,
    help="Folder of this PC's enrolment and of the work.",
)
@click.pass_context
def cli(context: click.Context, home: Path) -> None:
    """Sit the exam at this PC."""
    context.obj = home.expanduser().absolute()
    if context.invoked_subcommand is None:
        _open_exam(context.obj)


@cli.command()
@click.option("--server", required=True, metavar="HOST:PORT", help="The server's people port.")
@click.option("--code", required=True, help="A pairing code.")
@click.option("--name", default=None, help="What people call this PC.  [default: host name]")
@click.pass_obj
def enrol(home: Path, server: str, code: str, name: str | None) -> None:
    """Make this PC a seat of the exam."""
    from kiosk.enrolment import enrol_seat
    from kiosk.link import parse_address

    address = parse_address(server)
    seat = enrol_seat(home, address, code, name or socket.gethostname(), os.urandom)
    _ = load_catalog(seat.config.exam.language).gettext
    said = _("{seat} is enrolled for {exam}.")
    click.echo(said.format(seat=seat.description.seat_name, exam=seat.config.exam.name))


def _open_exam(home: Path) -> None:
    """Open the exam's screens; an error that nobody foresaw is said with its place."""
    place = open_kiosk(home)
    if place:
        _ = load_catalog(_CATALOG).gettext
        said = _(
            "The program has to be started again. Your text is safe. Please call the proctor. "
            "({place})"
        )
        _leave(said.format(place=place), FAILURE_EXIT_CODE)


def main() -> None:
    """Run the command; whatever goes wrong is said in one sentence."""
    _ = load_catalog(_CATALOG).gettext
    try:
        cli()
    except ExamError as error:
        from exam.sentences import sentence

        _leave(sentence(error, _), _REFUSED)
    except Exception as error:  # noqa: BLE001 - the last place where anything can be said
        said = _("The program stopped because of a fault ({kind}). Saved work is safe.")
        _leave(said.format(kind=type(error).__name__), _FAILED)


def _leave(said: str, exit_code: int) -> None:
    click.echo(said, err=True)
    sys.exit(exit_code)


if __name__ == "__main__":
    main()
