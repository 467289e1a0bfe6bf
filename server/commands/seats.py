"""The command for the seat plan: print it, draw the lot, change a place."""

import os
from collections.abc import Mapping
from pathlib import Path

import click
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from exam.lot import SEED_BYTES
from server import summaries
from server.commands.asking import PATH, pass_voice, require_written, sitting_named, sitting_option
from server.console import Voice
from server.office import OpenExam, visit_exam
from server.places import change_place, draw_seats, last_lot, plan_of
from server.sittings import Row


@click.command()
@click.option("--draw", is_flag=True, help="Draw the lot.")
@click.option("--seed", metavar="HEX", help="Draw with this seed, 64 characters.")
@click.option("--again", is_flag=True, help="Draw once more instead of the plan that stands.")
@click.option("--swap", nargs=2, metavar="NUMBER PLACE", help="Give a candidate this place.")
@click.option("--reason", default="", help="Why; needed for --again and --swap.")
@sitting_option
@click.argument("directory", type=PATH)
@pass_voice
def plan(
    voice: Voice,
    draw: bool,
    seed: str | None,
    again: bool,
    swap: tuple[str, str] | None,
    reason: str,
    named: str,
    directory: Path,
) -> None:
    """Print the seat plan of the exam in DIRECTORY, after a lot or a change of place."""
    config = require_written(voice, directory)
    sitting_id = sitting_named(config, named)
    with visit_exam(directory) as exam:
        if draw or again or seed is not None:
            _draw(exam, sitting_id, _seed(seed), reason, again=again)
        if swap is not None:
            _swap(exam, swap, reason)
        text = exam.store.read(lambda db: _told(db, exam, sitting_id, voice))
    click.echo(text)


def _seed(typed: str | None) -> bytes:
    """Read a seed that somebody gives, or draw one.

    Raises:
        RefusedError: it is not of 32 bytes in hexadecimal.

    """
    if typed is None:
        return os.urandom(SEED_BYTES)
    try:
        seed = bytes.fromhex(typed)
    except ValueError:
        seed = b""
    if len(seed) != SEED_BYTES:
        raise RefusedError("places.seed")
    return seed


def _draw(exam: OpenExam, sitting_id: str, seed: bytes, reason: str, *, again: bool) -> None:
    def act(db: Database, now: ExamTime) -> None:
        present = plan_of(db, exam.config, sitting_id)
        if present.is_drawn and not again:
            raise RefusedError("places.drawn")
        why, instead_of = reason.strip(), present.digest
        draw_seats(db, exam.config, seed, "", now, why, instead_of, sitting_id)

    exam.act_now(act)


def _swap(exam: OpenExam, swap: tuple[str, str], reason: str) -> None:
    if not reason.strip():
        raise RefusedError("places.reason")
    number, place = swap
    exam.act_now(
        lambda db, now: change_place(db, exam.config, number, place, "", reason.strip(), now)
    )


def _told(db: Database, exam: OpenExam, sitting_id: str, voice: Voice) -> str:
    people: Mapping[str, Row] = {row["id"]: row for row in db.table("applications").rows}
    plan, lot = plan_of(db, exam.config, sitting_id), last_lot(db, sitting_id)
    return summaries.seat_plan(plan, lot, people, exam.config, voice.translate)
