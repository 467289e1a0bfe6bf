"""A package of evidence, read: every file as what it is, and what of it cannot be read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from exam.chronicle import AnyEntry
from exam.config import ExamConfig, decode_config
from exam.entry import Entry
from exam.errors import EvidenceError, ExamError
from exam.evidence import contents
from exam.evidence.ledger_lines import Line as LedgerLine
from exam.evidence.ledger_lines import read_lines
from exam.evidence.lines import (
    ApplicationLine,
    CheckpointLine,
    Line,
    OutsideLine,
    PaperLine,
    ReceiptLine,
    RoundLine,
    ScoreLine,
    SheetLine,
    SignedLine,
    read_table,
)
from exam.messages import Manifest
from exam.protocol import decode_manifest, exam_id_of

_T = TypeVar("_T", bound=Line)
_E = TypeVar("_E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that a package says; `problems` are by file what of it cannot be read."""

    files: Mapping[str, bytes]
    exam_id: bytes
    manifest: Manifest
    config: ExamConfig
    ledger: tuple[LedgerLine, ...]
    tables: Mapping[type[Line], Sequence[Line]]
    problems: Mapping[str, tuple[ExamError, ...]]

    def table(self, kind: type[_T]) -> list[_T]:
        """Return the lines of that kind that can be read."""
        return [line for line in self.tables[kind] if isinstance(line, kind)]

    def entries(self, kind: type[_E]) -> Iterator[tuple[int, _E]]:
        """Give the entries of a kind that are shown, each with its place in the ledger."""
        for line in self.ledger:
            if isinstance(line.entry, kind):
                yield line.position, line.entry

    def shown(self) -> Iterator[tuple[int, AnyEntry]]:
        """Give every entry that is shown, with its place in the ledger."""
        return ((line.position, line.entry) for line in self.ledger if line.entry is not None)

    def envelope(self, digest: str) -> bytes | None:
        """Return the sealed envelope of that digest."""
        return self.files.get(f"{contents.ENVELOPES}{digest}.bin")


TABLES: Mapping[str, type[Line]] = {
    contents.CHECKPOINTS: CheckpointLine,
    contents.ORDERS: SignedLine,
    contents.RECEIPTS: ReceiptLine,
    contents.APPLICATIONS: ApplicationLine,
    contents.PAPERS: PaperLine,
    contents.ROUNDS: RoundLine,
    contents.SHEETS: SheetLine,
    contents.SCORES: ScoreLine,
    contents.OUTSIDE: OutsideLine,
}
"""The tables that every package has, and of which lines; before its time a table is empty."""


def read_evidence(files: Mapping[str, bytes]) -> Evidence:
    """Read the files of a package.

    Raises:
        EvidenceError: it does not even say which exam it is of.

    """
    raw = files.get(contents.MANIFEST, b"")
    try:
        manifest = decode_manifest(raw)
        config = decode_config(manifest.config)
    except ExamError:
        raise EvidenceError("evidence.manifest", file=contents.MANIFEST) from None
    lines, problems = read_lines(files.get(contents.LEDGER, b""))
    found: dict[str, tuple[ExamError, ...]] = {contents.LEDGER: tuple(problems)}
    tables: dict[type[Line], Sequence[Line]] = {}
    for file, kind in TABLES.items():
        tables[kind], problems = read_table(files.get(file, b""), kind, file)
        found[file] = tuple(problems)
    return Evidence(files, exam_id_of(raw), manifest, config, tuple(lines), tables, found)
