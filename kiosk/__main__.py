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


_FOLDER: Final = click.Path(path_type=Path, file_okay=False)


@cli.command()
@click.option(
    "--server",
    "servers",
    required=True,
    multiple=True,
    metavar="HOST:PORT",
    help="A server's people port; once more for each other place where a server may be.",
)
@click.option("--code", required=True, help="A pairing code.")
@click.option("--name", default=None, help="What people call this PC.  [default: host name]")
@click.option("--second-folder", type=_FOLDER, help="Where work goes if the disk refuses it.")
@click.option("--stick", type=_FOLDER, help="Where a proctor's stick appears.")
@click.pass_obj
def enrol(
    home: Path,
    servers: tuple[str, ...],
    code: str,
    name: str | None,
    second_folder: Path | None,
    stick: Path | None,
) -> None:
    """Make this PC a seat of the exam."""
    from kiosk.addresses import parse_address
    from kiosk.enrolment import enrol_seat
    from kiosk.options import KioskSettings

    addresses = tuple(map(parse_address, servers))
    settings = KioskSettings((), _absolute(second_folder), _absolute(stick))
    seat = enrol_seat(home, addresses, code, name or socket.gethostname(), os.urandom, settings)
    _ = load_catalog(seat.config.exam.language).gettext
    said = _("{seat} is enrolled for {exam}.")
    click.echo(said.format(seat=seat.description.seat_name, exam=seat.config.exam.name))


@cli.command()
@click.option("--stick", type=_FOLDER, help="Where to write.  [default: as it is set]")
@click.pass_obj
def transfer(home: Path, stick: Path | None) -> None:
    """Copy all work that this PC keeps to a proctor's stick."""
    import asyncio

    from kiosk.machine import THIS_MACHINE
    from kiosk.settings import open_seat
    from kiosk.spool import Spool
    from kiosk.transfer import PinCheck, write_to_stick

    seat = open_seat(home)
    if stick is not None:
        seat = seat.with_stick(stick.absolute())
    _ = load_catalog(seat.config.exam.language).gettext
    pin = click.prompt(_("The proctors' PIN"), hide_input=True, err=True)
    spool = Spool(seat.folder.spool, seat.settings.second_spool, exam_id=seat.exam_id)

    async def write() -> Path:
        await PinCheck(seat, THIS_MACHINE).check(pin)
        return await write_to_stick(seat, spool, THIS_MACHINE)

    said = _("Everything that {seat} keeps is in {file}.")
    click.echo(said.format(seat=seat.description.seat_name, file=asyncio.run(write())))


def _absolute(folder: Path | None) -> Path | None:
    return None if folder is None else folder.expanduser().absolute()


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
