"""Prints how long the opening takes: so many papers of so many words, some only from their journal.

Every candidate hands in a sealed envelope of their own, except for each twentieth, whose PC died:
of those the last records count. Another twentieth went on at a second PC.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import msgspec
from sqlite_utils import Database

from exam import keys
from exam.clock import ExamTime
from exam.draft import Edited, Opened, Snapshot
from exam.events import SeatAdmitted
from exam.journal import Owner, Parent, Place, SegmentWriter
from exam.manuscript import Part, count_words
from exam.protocol import make_order_id
from exam.seal import HandIn, Manuscript, envelope_digest, seal_manuscript
from scripts.backup_cost import practice_plan
from scripts.practice.samples import load_samples
from server.ceremony import Handouts, create_exam
from server.office import OpenExam, open_exam
from server.opening import open_papers
from server.orders import Given, issue_order
from server.shares import join_seed, read_share

_ONE_IN: Final = 20
_LETTERS_AN_EDIT: Final = 8
_SLIDE_LETTERS: Final = 6000


def paper_of(words: int) -> str:
    """Return a text of at least so many words, made of the sample papers."""
    samples, text, at = load_samples(), "", 0
    while count_words(text) < words:
        text = f"{text}\n{samples[at % len(samples)].paper}" if text else samples[at].paper
        at += 1
    spaces = [place for place, letter in enumerate(text) if letter in " \n"]
    return text[: spaces[min(words, len(spaces) - 1)]]


class Writers:
    """Candidates whose work is written straight into the database, as the kiosk brings it."""

    def __init__(self, exam: OpenExam, words: int) -> None:
        self._exam = exam
        self._paper = paper_of(words)
        self._slides = load_samples()[0].slides[:_SLIDE_LETTERS]

    def write_all(self, db: Database, candidates: int) -> None:
        """Write down the work of so many, one act."""
        (like,) = db.query("select * from applications limit 1")
        db.execute("delete from applications")
        for number in range(candidates):
            self._write(db, like, number)

    def _write(self, db: Database, like: dict[str, Any], number: int) -> None:
        name, secret = f"cost-{number:04}", os.urandom(keys.KEY_BYTES)
        signing_key = keys.signing_public_key(secret)
        digest = os.urandom(keys.KEY_BYTES)
        db.table("seats").insert(
            {"id": name, "name": name, "certificate_digest": digest, "signing_key": signing_key}
        )
        row = {"id": name, "number": name, "seat_id": name, "admission": 1}
        db.table("applications").insert({**like, **row})
        now = self._exam.timeline.now()
        admitted = SeatAdmitted(make_order_id(os.urandom), now, 1, name, name)
        issue_order(db, self._exam, Given("", name), admitted)
        text = Manuscript(f"{number}\n{self._paper}", self._slides)
        self._keep_journal(db, name, text, moved=number % _ONE_IN == 1)
        if number % _ONE_IN:
            self._hand_in(db, name, text, secret)

    def _keep_journal(self, db: Database, name: str, text: Manuscript, *, moved: bool) -> None:
        exam = self._exam
        panel_key = exam.manifest.panel_public_key
        owner = Owner(exam.exam_id, name, os.urandom(keys.KEY_BYTES), panel_key)
        first = SegmentWriter(owner, Place(name, 1), None, os.urandom)
        count = _typed(db, first, name, 0, text)
        if moved:
            parent = Parent(first.header.segment_id, 0, count, first.head)
            second = SegmentWriter(owner, Place(name, 1), parent, os.urandom)
            _typed(db, second, name, 1, text)

    def _hand_in(self, db: Database, name: str, text: Manuscript, secret: bytes) -> None:
        exam = self._exam
        hand_in = HandIn(exam.exam_id, name, 1, 1, name, 0, "submitted", bytes(32))
        signed = seal_manuscript(text, hand_in, exam.manifest.panel_public_key, secret, os.urandom)
        row = {"application_id": name, "revision": 1, "seat_id": name, "admission": 1}
        row["received_at"] = exam.timeline.now()
        kept = {"digest": envelope_digest(signed), "signed": signed, "receipt": b""}
        db.table("envelopes").insert({**row, **kept})


def _typed(db: Database, segment: SegmentWriter, name: str, ordinal: int, text: Manuscript) -> int:
    """Write a text down as somebody types it, a few letters at a time; returns how many records."""
    records = [segment.append(Opened(0, 1, ExamTime(0), name))]
    records.append(segment.append(Snapshot(0, "", text.slides, "", ())))
    for at in range(0, len(text.paper), _LETTERS_AN_EDIT):
        piece = text.paper[at : at + _LETTERS_AN_EDIT]
        records.append(segment.append(Edited(at, Part.PAPER, at, "", piece)))
    key, header = segment.header.segment_id, segment.header_bytes
    row = {"id": key, "ordinal": ordinal, "application_id": name, "seat_id": name}
    db.table("segments").insert({**row, "header": header})
    packed = msgspec.msgpack.encode(records)
    batch = {"segment_id": key, "first": 0, "count": len(records), "records": packed}
    db.table("batches").insert({**batch, "head": segment.head})
    return len(records)


def open_timed(exam: OpenExam, made: Handouts) -> float:
    """Open everything with the shares of a quorum; returns how many seconds it took."""
    needed = exam.config.writing.threshold
    shares = [read_share(one.words.encode(), one.panelist_id) for one in made.shares[:needed]]
    begun = perf_counter()
    opening = open_papers(exam, join_seed(shares), os.urandom)
    seconds = perf_counter() - begun
    print(f"{len(opening.codes):,} papers opened, {len(opening.escrowed)} of them from journals")
    return seconds


def main() -> int:
    """Print the time; 1 if it is longer than allowed."""
    parser = argparse.ArgumentParser(prog="python -m scripts.opening_cost", description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--words", type=int, default=3500)
    parser.add_argument("--most-seconds", type=float, default=60)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="makalah-opening-cost-"))
    try:
        (folder / "exam").mkdir(mode=0o700)
        made = create_exam(practice_plan(), folder / "exam", os.urandom)
        with open_exam(folder / "exam") as exam:
            writers = Writers(exam, asked.words)
            exam.store.write_now(lambda db: writers.write_all(db, asked.papers))
            seconds = open_timed(exam, made)
    finally:
        shutil.rmtree(folder)
    print(f"{asked.words:,} words each; opened in {seconds:.1f} s on {os.cpu_count()} cores")
    return int(seconds > asked.most_seconds)


if __name__ == "__main__":
    sys.exit(main())
