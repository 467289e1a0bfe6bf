"""What the server has on disk: records as they came, and papers, opened with the shares."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlite_utils import Database

from exam.draft import replay
from exam.journal import parse_header, read_records, unlock_with_panel
from exam.lineage import tip_of
from exam.manuscript import Part
from exam.receipts import SignedReceipt
from exam.seal import Manuscript, open_envelope, peek_envelope
from server.settings import ExamDirectory
from server.shares import join_seed, read_share

Records = Mapping[bytes, tuple[bytes, ...]]
"""The records of segments, by the segments' headers."""


@dataclass(frozen=True)
class Archive:
    """The database of an exam, read beside the server or after its end."""

    exam: Path
    seed: bytes

    def records(self, number: str) -> Records:
        """Return all records that are here of a candidate."""
        found: defaultdict[bytes, list[bytes]] = defaultdict(list)
        with self._database() as db:
            rows = db.query(
                "select header, records from segments join batches on segment_id = segments.id"
                " where application_id = ? order by segment_id, first",
                [_application_of(db, number)],
            )
            for row in rows:
                found[row["header"]] += msgspec.msgpack.decode(row["records"], type=list[bytes])
        return {header: tuple(each) for header, each in found.items()}

    def counts(self, number: str) -> Mapping[bytes, int]:
        """Return how many records of each segment are here."""
        with self._database() as db:
            rows = db.query(
                "select header, max(first + count) as held from segments"
                " join batches on segment_id = segments.id"
                " where application_id = ? group by segment_id",
                [_application_of(db, number)],
            )
            return {row["header"]: row["held"] for row in rows}

    def text(self, records: Records) -> str:
        """Return the paper that records lead to, empty if there are none."""
        headers = [parse_header(header) for header, held in records.items() if held]
        header = tip_of(headers)
        if header is None:
            return ""
        tip, held = next(
            (raw, held) for raw, held in records.items() if parse_header(raw) == header
        )
        return replay(read_records(tip, unlock_with_panel(header, self.seed), held)).text(
            Part.PAPER
        )

    def handed_in(self, number: str) -> tuple[bytes, Manuscript, SignedReceipt]:
        """Return the envelope of a candidate, what is in it, and its receipt."""
        with self._database() as db:
            (row,) = db.query(
                "select signed, receipt from envelopes where application_id = ?",
                [_application_of(db, number)],
            )
        manuscript = open_envelope(peek_envelope(row["signed"]), self.seed)
        receipt = msgspec.msgpack.decode(row["receipt"], type=SignedReceipt)
        return row["signed"], manuscript, receipt

    def _database(self) -> "closing[Database]":
        path = ExamDirectory(self.exam).database
        return closing(Database(sqlite3.connect(f"file:{path}?mode=ro", uri=True)))


def read_seed(shares: Sequence[Path]) -> bytes:
    """Join the panel's seed from as many share files as are needed."""
    return join_seed([read_share(path.read_bytes(), path.name) for path in shares])


def _application_of(db: Database, number: str) -> str:
    (row,) = db.query("select id from applications where number = ?", [number])
    return str(row["id"])
