"""What is in a package of evidence: the names of its files, and the signed list of them.

The list names every other file with its length and SHA-256, and the server signs the list; so a
changed, missing or added file is found by name before anybody looks at what it says.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Final

import msgspec

from exam import keys
from exam.errors import EvidenceError, KeyMismatchError
from exam.limits import HexHash, Name
from exam.protocol import exam_id_of

CONTENTS: Final = "contents.json"
SIGNATURE: Final = "contents.sig"
MANIFEST: Final = "manifest.bin"
CONFIG: Final = "config.json"
LEDGER: Final = "ledger.jsonl"
CHECKPOINTS: Final = "checkpoints.jsonl"
ORDERS: Final = "orders.jsonl"
RECEIPTS: Final = "receipts.jsonl"
APPLICATIONS: Final = "applications.jsonl"
PAPERS: Final = "papers.jsonl"
ROUNDS: Final = "rounds.jsonl"
SHEETS: Final = "sheets.jsonl"
SCORES: Final = "scores.jsonl"
MAP: Final = "map.bin"
OUTSIDE: Final = "outside.jsonl"
RESULT: Final = "result.json"
ENVELOPES: Final = "envelopes/"
DISCLOSED: Final = "disclosed/"

FORMAT: Final = 1
_PURPOSE: Final = "evidence"
_ITSELF: Final = (CONTENTS, SIGNATURE)
_ALONE: Final = frozenset(
    {
        *(MANIFEST, CONFIG, LEDGER, CHECKPOINTS, ORDERS, RECEIPTS, APPLICATIONS),
        *(PAPERS, ROUNDS, SHEETS, SCORES, MAP, OUTSIDE, RESULT),
    }
)
_MOST_FILES: Final = 2**16


class ListedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the package; `sha256` is over its bytes."""

    path: Name
    bytes: Annotated[int, msgspec.Meta(ge=0, le=2**32)]
    sha256: HexHash


class Contents(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The list of all files but itself and its signature, sorted by path."""

    format: int
    exam_id: HexHash
    files: Annotated[tuple[ListedFile, ...], msgspec.Meta(max_length=_MOST_FILES)]


def close_package(files: Mapping[str, bytes], signing_secret: bytes) -> dict[str, bytes]:
    """Add the list of all files, signed by the exam's server."""
    listed = tuple(_listed(path, files[path]) for path in sorted(files))
    exam_id = exam_id_of(files[MANIFEST]).hex()
    contents = msgspec.json.encode(Contents(FORMAT, exam_id, listed)) + b"\n"
    return {
        **files,
        CONTENTS: contents,
        SIGNATURE: keys.sign(signing_secret, contents, _PURPOSE),
    }


def read_contents(files: Mapping[str, bytes]) -> Contents:
    """Read the list of files.

    Raises:
        EvidenceError: there is none, it is of a newer version, or not in its one form.

    """
    raw = files.get(CONTENTS)
    if raw is None:
        raise EvidenceError("evidence.missing", file=CONTENTS)
    try:
        contents = msgspec.json.decode(raw, type=Contents)
    except ValueError:
        raise EvidenceError("evidence.changed", file=CONTENTS) from None
    if contents.format != FORMAT:
        raise EvidenceError("evidence.version", format=contents.format)
    if msgspec.json.encode(contents) + b"\n" != raw:
        raise EvidenceError("evidence.changed", file=CONTENTS)
    return contents


def differences(files: Mapping[str, bytes], contents: Contents) -> Iterator[EvidenceError]:
    """Name every file that is not as the list says, is on one side only, or belongs to none."""
    listed = {file.path: file for file in contents.files}
    for path in sorted(listed):
        if path not in files:
            yield EvidenceError("evidence.missing", file=path)
        elif _listed(path, files[path]) != listed[path]:
            yield EvidenceError("evidence.changed", file=path)
    for path in sorted(set(files) - set(_ITSELF)):
        if path not in listed or not _belongs(path):
            yield EvidenceError("evidence.unlisted", file=path)


def _belongs(path: str) -> bool:
    """Whether evidence has such a file; what lies in its folders is checked one by one."""
    return path in _ALONE or path.startswith((ENVELOPES, DISCLOSED))


def require_signed(files: Mapping[str, bytes], server_public_key: bytes) -> None:
    """Check that the exam's server signed the list.

    Raises:
        EvidenceError: it did not.

    """
    signature = files.get(SIGNATURE, b"")
    try:
        keys.verify(server_public_key, signature, files.get(CONTENTS, b""), _PURPOSE)
    except KeyMismatchError:
        raise EvidenceError("evidence.unsigned", file=SIGNATURE) from None


def _listed(path: str, content: bytes) -> ListedFile:
    return ListedFile(path, len(content), sha256(content).hexdigest())
