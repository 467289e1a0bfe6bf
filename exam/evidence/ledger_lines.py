"""The ledger as lines: entries byte for byte as they were hashed, and those that name somebody not.

Of an entry that names a candidate only its leaf hash is shown, so every root still comes out. What
the panel did is needed to check the scores; it is shown beside the hash without its text, and for
the rest of it stands the server's signature on the whole package.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import msgspec

from exam.chronicle import AnyEntry, decode_entry, encode_entry
from exam.entry import Entry
from exam.errors import EvidenceError, ExamError
from exam.evidence.naming import NameList, has_text
from exam.ledger import leaf_hash
from exam.limits import HexHash
from exam.result_record import Outcome
from exam.scoring_record import Scoring

_NEEDED: Final = (*get_args(Scoring), *get_args(Outcome))
_WITHHELD: Final = b'{"withheld":'
MOST_PROBLEMS: Final = 1000
"""Of a file with so many lines that are none the rest is not read."""


class _Withheld(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    withheld: HexHash
    entry: AnyEntry | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the ledger: its leaf, and its entry as far as that is shown."""

    position: int
    leaf: bytes
    entry: AnyEntry | None
    is_whole: bool = True


def write_line(raw: bytes, names: NameList) -> bytes:
    """Write an entry as outsiders may read it."""
    if not has_text(raw):
        return raw
    entry = decode_entry(raw)
    if not names.is_named_in(entry):
        return raw
    shown = _without_text(entry) if isinstance(entry, _NEEDED) else None
    return msgspec.json.encode(_Withheld(leaf_hash(raw).hex(), shown))


def read_line(raw: bytes, position: int) -> Line:
    """Read a line.

    Raises:
        EvidenceError: it is neither an entry in its one form nor one that is withheld.

    """
    try:
        if not raw.startswith(_WITHHELD):
            return Line(position, leaf_hash(raw), decode_entry(raw))
        line = msgspec.json.decode(raw, type=_Withheld)
    except (ValueError, RecursionError, ExamError):
        raise EvidenceError("evidence.entry", position=position) from None
    if msgspec.json.encode(line) != raw:
        raise EvidenceError("evidence.entry", position=position)
    return Line(position, bytes.fromhex(line.withheld), line.entry, is_whole=False)


def read_lines(raw: bytes) -> tuple[list[Line], list[ExamError]]:
    """Read all lines, and say which cannot be read; their leaves are missing then."""
    lines: list[Line] = []
    problems: list[ExamError] = []
    for position, line in enumerate(split_lines(raw)):
        try:
            lines.append(read_line(line, position))
        except EvidenceError as error:
            problems.append(error)
        if len(problems) == MOST_PROBLEMS:
            break
    return lines, problems


def join_lines(lines: Sequence[bytes]) -> bytes:
    """Put lines into a file, each with its end."""
    return b"".join(line + b"\n" for line in lines)


def split_lines(raw: bytes) -> list[bytes]:
    """Take a file apart; what follows the last end is a line of its own, and damaged."""
    lines = raw.split(b"\n")
    return lines if lines[-1] else lines[:-1]


def _without_text(entry: Entry) -> AnyEntry:
    said = {name: "" for name in ("reason", "text") if hasattr(entry, name)}
    return decode_entry(encode_entry(msgspec.structs.replace(entry, **said)))
