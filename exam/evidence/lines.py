"""The lines of the package's tables: one JSON object each, in one form, bytes as hexadecimal."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, TypeVar

import msgspec

from exam.errors import EvidenceError, ExamError
from exam.evidence.ledger_lines import MOST_PROBLEMS, join_lines, split_lines
from exam.limits import HexHash, Name
from exam.scoring_record import RoundNumber, ScoreValue

_Hex = Annotated[str, msgspec.Meta(pattern=r"^(?:[0-9a-f]{2})*\Z", max_length=2**24)]
_HexKey = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
_HexSignature = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{128}\Z")]
_Decimal = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+(?:\.[0-9]+)?\Z", max_length=40)]
_T = TypeVar("_T", bound="Line")


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a table."""


class SignedLine(Line, frozen=True):
    """Bytes of the exam's server with its signature."""

    body: _Hex
    signature: _HexSignature


class CheckpointLine(SignedLine, frozen=True):
    """A signed checkpoint, and at which moment it was: `close` or `last`."""

    moment: Name


class ReceiptLine(SignedLine, frozen=True):
    """A signed receipt, and for which envelope."""

    envelope_digest: HexHash


class ApplicationLine(Line, frozen=True):
    """An application by its pseudonym, and for which post it is."""

    application_id: Name
    post_id: Name


class PaperLine(Line, frozen=True):
    """An opened paper by its code, and for which post it was written."""

    code: Name
    post_id: Name


class RoundLine(Line, frozen=True):
    """The key of a round; once it is open, also the share of every panelist that it needed."""

    stage_id: Name
    number: RoundNumber
    public_key: _Hex
    shares: dict[Name, _HexKey]


class SheetLine(Line, frozen=True):
    """A sheet as a panelist committed it, sealed to its round."""

    stage_id: Name
    number: RoundNumber
    panelist_id: Name
    sealed: _Hex


class ScoreLine(Line, frozen=True):
    """One panelist's values of one subject, as they count now, by criterion."""

    stage_id: Name
    subject: Name
    panelist_id: Name
    values: dict[Name, ScoreValue]


class OutsideLine(Line, frozen=True):
    """A score from outside, as the file that counts has it, and that file's digest."""

    stage_id: Name
    file_digest: HexHash
    application_id: Name
    score: _Decimal


_PLACES: Final[Mapping[type[Line], tuple[str, ...]]] = {
    SignedLine: ("body",),
    CheckpointLine: ("body", "moment"),
    ReceiptLine: ("envelope_digest",),
    ApplicationLine: ("application_id",),
    PaperLine: ("code",),
    RoundLine: ("stage_id", "number"),
    SheetLine: ("stage_id", "number", "panelist_id"),
    ScoreLine: ("stage_id", "subject", "panelist_id"),
    OutsideLine: ("stage_id", "application_id"),
}
"""What a line is about: no two lines of a table are about the same."""


def write_lines(lines: Iterable[Line]) -> bytes:
    """Write a table; the order is the caller's."""
    return join_lines([msgspec.json.encode(line, order="sorted") for line in lines])


def read_table(raw: bytes, kind: type[_T], file: str) -> tuple[list[_T], list[ExamError]]:
    """Read a table, and say which of its lines cannot be read, or are about the same as another.

    They count from one. Of a table that is rubbish no more is read than says so.
    """
    found: list[_T] = []
    places: set[tuple[object, ...]] = set()
    problems: list[ExamError] = []
    for number, line in enumerate(split_lines(raw), start=1):
        value = _read(line, kind)
        if value is None:
            problems.append(EvidenceError("evidence.line", file=file, line=number))
        else:
            place = tuple(getattr(value, name) for name in _PLACES[kind])
            if place in places:
                problems.append(EvidenceError("evidence.repeated", file=file, line=number))
            places.add(place)
            found.append(value)
        if len(problems) == MOST_PROBLEMS:
            break
    return found, problems


def _read(line: bytes, kind: type[_T]) -> _T | None:
    """Read a line that is in its one form."""
    try:
        value = msgspec.json.decode(line, type=kind)
    except (ValueError, RecursionError):
        return None
    return value if msgspec.json.encode(value, order="sorted") == line else None
