"""Which PC is started for what is asked, and what is tried at it."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Final

from scripts.escaping.attempts import ATTEMPTS
from scripts.escaping.board import Board
from scripts.escaping.hall import Hall
from scripts.escaping.inside import Inside, Stick
from scripts.escaping.machine import Machine, overlay_of
from scripts.escaping.page import SignInPage
from scripts.escaping.probes import call_everybody, caller
from scripts.escaping.suite import Place, Trial, Tried
from scripts.escaping.weakened import Weakness, weaknesses
from scripts.escaping.wire import Allowed
from scripts.escaping.writing import WritingPage
from scripts.imaging_trial.record import Record
from scripts.imaging_trial.technician import GATEWAY
from scripts.imaging_trial.trial import Trial as Sitting

_START_SECONDS: Final = 400
_PICTURE_WIDTH: Final = 512

Keep = Callable[[Tried], None]


def play(options: argparse.Namespace) -> list[Tried]:
    """Try as asked for; after an attempt that it lost the machine is started again.

    Raises:
        HallError: there is no exam in the folder.
        InsideError: a PC cannot be started with something added.

    """
    with ExitStack() as stack:
        if options.inside or options.weakened:
            return list(_laid_over(options, stack))
        attempts = options.only or [
            one for one in ATTEMPTS if not (options.while_writing and one.is_at_start)
        ]
        made_here = options.enrol or options.while_writing
        trial = _at_new_exam if made_here else _at_server
        return trial(options, stack).run(attempts)


def _laid_over(options: argparse.Namespace, stack: ExitStack) -> Iterator[Tried]:
    """Start PCs with something laid over their system: calls from inside, or weaknesses."""
    sitting, keep = _sitting(options, stack), keeper(options)
    sitting.switch_off()
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="makalah-inside-")))
    stick = Stick(options.image, folder)
    if options.inside:
        yield from _called(sitting, stick.with_files(caller(_allowed(sitting))), keep)
        return
    for weakness in weaknesses():
        yield _weakened(sitting, stick, weakness, keep)
        if weakness.is_of_network:
            inside = weakness.start_of(stick, caller(_allowed(sitting)))
            yield from _called(sitting, inside, keep)


def _called(sitting: Sitting, inside: Inside, keep: Keep) -> Iterator[Tried]:
    """Let a PC call everybody from inside."""
    with closing(Machine(sitting.disk, Board(inside=inside))) as machine:
        for one in call_everybody(machine, _allowed(sitting)):
            keep(one)
            yield one


def _weakened(sitting: Sitting, stick: Stick, weakness: Weakness, keep: Keep) -> Tried:
    """Try at a PC without one lock what has to find that out."""
    board = Board(inside=weakness.start_of(stick))
    (attempt,) = (one for one in ATTEMPTS if one.name == weakness.group)
    found: list[Tried] = []
    with closing(Place(lambda: Machine(sitting.disk, board))) as place:
        page, hall = SignInPage(_START_SECONDS), Hall(sitting.exam)
        Trial(place, page, _allowed(sitting), hall, found.append).try_whole(attempt)
    tried = replace(found[0], step=weakness.name)
    keep(tried)
    return tried


def _at_server(options: argparse.Namespace, stack: ExitStack) -> Trial:
    """Start the image of a PC that is enrolled at a server."""
    hall = None if options.exam is None else Hall(options.exam)
    if hall is not None:
        hall.kinds()
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="makalah-escapes-"))
    disk = overlay_of(options.image, Path(folder))
    board = Board(is_uefi=options.uefi)
    place = stack.enter_context(closing(Place(lambda: Machine(disk, board))))
    return Trial(place, SignInPage(_START_SECONDS), options.server, hall, keeper(options))


def _at_new_exam(options: argparse.Namespace, stack: ExitStack) -> Trial:
    """Make an exam and enrol a PC at it; while writing, a candidate signs in and the exam begins.

    As on the day of an exam, the PC was off since it was enrolled. After a cut of the power the
    same candidate goes on at it.
    """
    sitting = _sitting(options, stack)
    again = sitting.begin_again if options.while_writing else sitting.switch_on_again
    sitting.switch_on_again()
    if options.while_writing:
        sitting.sit()
    begun = iter((sitting.seat.machine,))

    def switch_on() -> Machine:
        if machine := next(begun, None):
            return machine
        again()
        return sitting.seat.machine

    place = stack.enter_context(closing(Place(switch_on)))
    page = WritingPage(sitting) if options.while_writing else SignInPage(_START_SECONDS)
    return Trial(place, page, _allowed(sitting), Hall(sitting.exam), keeper(options))


def _sitting(options: argparse.Namespace, stack: ExitStack) -> Sitting:
    """Make an exam, serve it, and enrol a PC at it."""
    record = Record(lambda line: print(f"· {line}", flush=True))
    sitting = Sitting(options.image, record, is_uefi=options.uefi)
    sitting.prepare(stack)
    return sitting


def _allowed(sitting: Sitting) -> Allowed:
    return Allowed(GATEWAY, sitting.ports)


def keeper(options: argparse.Namespace) -> Callable[[Tried], None]:
    """Say each verdict as it comes, and keep what the screen showed."""
    numbers = count(1)

    def keep(one: Tried) -> None:
        print(f"· {one.attempt.name} {one.step or 'all'}: {' - '.join(said(one))}", flush=True)
        if options.pictures is not None:
            options.pictures.mkdir(parents=True, exist_ok=True)
            file = options.pictures / f"{next(numbers):03}-{one.attempt.name}.png"
            one.picture.save_small(file, _PICTURE_WIDTH)

    return keep


def said(one: Tried) -> tuple[str, str]:
    """Return an outcome, and all that is to be told of it."""
    return one.verdict.outcome, "; ".join(filter(None, (one.verdict.reason, one.note)))
