"""Prints what a second copy of an exam costs while its server runs, and the check at a start."""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TypeVar

import msgspec
from sqlite_utils import Database

from exam.chronicle import PaperReceived, encode_entry
from exam.profiles import TEST_ONLY
from exam.receipts import Receipt, receipt_code, sign_receipt
from exam.seal import envelope_digest
from server.backup import back_up
from server.ceremony import create_exam
from server.office import OpenExam, open_exam
from server.plan import Plan, read_plan
from server.reconcile import find_damage
from server.settings import ExamDirectory
from server.store import append_entry

_CONFIGS: Final = Path(__file__).parents[1] / "exam_configs"
_BATCH_BYTES: Final = 120
"""The records of a beat of somebody who types."""
_ENVELOPE_BYTES: Final = 200_000
_BEATS_A_MINUTE: Final = 30
_SECONDS: Final = 5
"""How much of typing comes between two rounds."""
_T = TypeVar("_T")


def timed(act: Callable[[], _T], name: str) -> _T:
    """Do something and print how long it took."""
    begun = perf_counter()
    done = act()
    print(f"{name}: {(perf_counter() - begun) * 1000:,.0f} ms")
    return done


def practice_plan() -> Plan:
    """Return a plan whose keys cost nothing to derive."""
    plan = read_plan(_CONFIGS / "semarang.toml", _CONFIGS / "semarang" / "roster.csv")
    exam = msgspec.structs.replace(plan.config.exam, practice=True, card_kdf=TEST_ONLY.name)
    return replace(plan, config=msgspec.structs.replace(plan.config, exam=exam))


def seat_everybody(db: Database, seats: int) -> None:
    """Add so many applications, each with a seat and a journal segment."""
    (like,) = db.query("select * from applications limit 1")
    for number in range(seats):
        name = f"cost-{number:04}"
        digest = os.urandom(32)
        db.table("seats").insert(
            {"id": name, "name": name, "certificate_digest": digest, "signing_key": digest}
        )
        db.table("applications").insert({**like, "id": name, "number": name, "seat_id": name})
        row = {"id": digest[:16], "ordinal": 0, "application_id": name, "seat_id": name}
        db.table("segments").insert({**row, "header": os.urandom(1500)})


def type_on(db: Database, first: int, beats: int) -> None:
    """Add the beats that every seat sends in some time."""
    segments = [row["id"] for row in db.query("select id from segments")]
    records = msgspec.msgpack.encode([os.urandom(_BATCH_BYTES)])
    rows: Iterator[tuple[Any, ...]] = (
        (segment, first + beat, 1, records, bytes(32))
        for beat in range(beats)
        for segment in segments
    )
    db.conn.executemany(
        "insert into batches (segment_id, first, count, records, head) values (?, ?, ?, ?, ?)", rows
    )
    db.execute("update applications set heard_at = heard_at + 5000")


def hand_in_all(db: Database, exam: OpenExam) -> None:
    """Add an envelope of everybody, with receipt and entry."""
    for row in list(db.query("select application_id, seat_id from segments")):
        signed = os.urandom(_ENVELOPE_BYTES)
        digest, who = envelope_digest(signed), row["application_id"]
        receipt = sign_receipt(Receipt(exam.exam_id, who, 1, digest, 5), exam.signing_secret)
        code = receipt_code(receipt)
        kept = {"application_id": who, "revision": 1, "digest": digest, "seat_id": row["seat_id"]}
        packed = msgspec.msgpack.encode(receipt)
        db.table("envelopes").insert({**kept, "signed": signed, "receipt": packed})
        entry = PaperReceived(5, who, 1, 1, row["seat_id"], "submitted", 5, digest.hex(), code)
        append_entry(db, encode_entry(entry))


def measure(exam: OpenExam, target: ExamDirectory, minutes: int, rounds: int) -> None:
    """Copy an exam in mid-sitting, then what is new, then check it after everybody handed in."""
    beats = minutes * _BEATS_A_MINUTE
    exam.store.write_now(lambda db: type_on(db, 0, beats))
    copied = timed(lambda: back_up(exam.directory, target), "first copy")
    print(f"rows in it: {copied.rows:,}; bytes: {target.database.stat().st_size:,}")
    costs = []
    for number in range(rounds):
        first = beats + number * _SECONDS
        exam.store.write_now(lambda db: type_on(db, first, _SECONDS // 2))  # noqa: B023
        begun = perf_counter()
        copied = back_up(exam.directory, target)
        costs.append((perf_counter() - begun) * 1000)
    print(f"rows in the last round: {copied.rows:,}")
    print(f"a round: median {statistics.median(costs):.0f} ms, worst {max(costs):.0f} ms")
    exam.store.write_now(lambda db: hand_in_all(db, exam))
    damage = timed(
        lambda: exam.store.read(lambda db: find_damage(db, exam)), "check before serving"
    )
    print(f"missing: {len(damage)}; database: {exam.directory.database.stat().st_size:,} bytes")


def main() -> int:
    """Print each cost on a line."""
    parser = argparse.ArgumentParser(prog="python -m scripts.backup_cost", description=__doc__)
    parser.add_argument("--seats", type=int, default=56)
    parser.add_argument("--minutes", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="makalah-backup-cost-"))
    try:
        (folder / "exam").mkdir(mode=0o700)
        create_exam(practice_plan(), folder / "exam", os.urandom)
        with open_exam(folder / "exam") as exam:
            exam.store.write_now(lambda db: seat_everybody(db, asked.seats))
            print(f"{asked.seats} seats that have typed for {asked.minutes} minutes")
            measure(exam, ExamDirectory(folder / "copy"), asked.minutes, asked.rounds)
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
