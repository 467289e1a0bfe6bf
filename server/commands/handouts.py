"""Commands for what is handed out later: more pairing codes, and a card for one that was lost."""

import os
from pathlib import Path

import click

from exam.clock import ExamTime
from exam.codes import show_code
from exam.errors import RefusedError
from exam.pairing import fingerprint_of
from server import summaries
from server.commands.asking import PATH, pass_voice, require_written
from server.console import Voice
from server.documents.cards import write_pairing_codes
from server.enrolment import PAIRING_LIFETIME, add_pairing_codes, count_pairing_codes
from server.files import write_private
from server.founding import require_place_for_cards
from server.language import load_catalog
from server.office import OpenExam, require_outside_exams, visit_exam
from server.replacement import replace_card
from server.staging import new_folders, require_new


@click.command()
@click.option("--count", type=click.IntRange(1, 1000), required=True, help="How many codes.")
@click.option("--cards", type=PATH, required=True, help="New folder for the codes.")
@click.argument("directory", type=PATH)
@pass_voice
def pair(voice: Voice, count: int, cards: Path, directory: Path) -> None:
    """Make more pairing codes for the exam in DIRECTORY."""
    require_written(voice, directory)
    require_place_for_cards(cards, directory)
    with visit_exam(directory) as exam, new_folders(cards) as (stage,):
        expires_at = ExamTime(exam.timeline.now() + PAIRING_LIFETIME)
        first = exam.store.read(count_pairing_codes) + 1
        codes = exam.store.write_now(
            lambda db: add_pairing_codes(db, exam.exam_id, count, os.urandom, expires_at)
        )
        write_pairing_codes(codes, first, stage)
    click.echo(summaries.paired(count, cards, voice.translate))


@click.command()
@click.option("--number", required=True, help="The candidate's number.")
@click.option("--out", type=PATH, required=True, help="New .docx file.")
@click.argument("directory", type=PATH)
@pass_voice
def card(voice: Voice, number: str, out: Path, directory: Path) -> None:
    """Make a new card for a candidate of the exam in DIRECTORY; the old one ends."""
    require_written(voice, directory)
    require_new(out)
    require_outside_exams(out)
    with visit_exam(directory) as exam:
        write_private(out, _new_card(exam, number))
    click.echo(summaries.written(out, voice.translate))


def _new_card(exam: OpenExam, number: str) -> bytes:
    from server.documents.card_docx import card_docx

    query = "select id from applications where number = ?"
    rows = exam.store.read(lambda db: list(db.query(query, [number])))
    if not rows:
        raise RefusedError("order.nobody", application=number)
    now, application_id = exam.timeline.now(), rows[0]["id"]
    made = exam.store.write_now(
        lambda db: replace_card(db, exam, application_id, "", os.urandom, now)
    )
    fingerprint = show_code(fingerprint_of(exam.exam_id))
    translate = load_catalog(exam.config.exam.language).gettext
    return card_docx(made, exam.config, fingerprint, translate)
