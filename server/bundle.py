"""The evidence bundle of an exam: everything that outsiders need to check it, and no name.

It is read in one snapshot and depends on nothing but what is stored, so the same exam gives the
same bytes. What is not open yet stays out: shares before their round, the map before the reveal.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlite_utils import Database

from exam.chronicle import AnyEntry, OrderIssued, OrderRecovered, decode_entry
from exam.clock import ExamTime
from exam.custody_record import KeysDestroyed
from exam.errors import RefusedError
from exam.events import SittingClosed
from exam.evidence import contents
from exam.evidence.contents import close_package
from exam.evidence.ledger_lines import join_lines, write_line
from exam.evidence.lines import CheckpointLine, write_lines
from exam.evidence.naming import Named, NameList
from exam.evidence.package import write_package
from exam.evidence.record_checks import CLOSE, LAST
from exam.ledger import Checkpoint, MerkleTree, leaf_hash, sign_checkpoint
from exam.standings import encode_ranking
from server import bundle_tables
from server.office import OpenExam
from server.ranking import result_of


def bundle_of(exam: OpenExam) -> bytes:
    """Write the evidence as it stands now, with nothing of any paper in clear."""
    return exam.store.read(lambda db: make_bundle(db, exam))


def make_bundle(
    db: Database, exam: OpenExam, disclosed: Mapping[str, bytes] | None = None
) -> bytes:
    """Write the evidence as it stands now; `disclosed` are files of papers that are to be shown.

    Raises:
        RefusedError: keys were destroyed, and what the evidence needs went with them.

    """
    names = _names(db)
    rows = db.query("select entry from ledger order by position")
    raw = [bytes(row["entry"]) for row in rows]
    entries = [decode_entry(each) for each in raw]
    if any(isinstance(entry, KeysDestroyed) for entry in entries):
        raise RefusedError("evidence.destroyed")
    files = {
        contents.MANIFEST: exam.manifest_bytes,
        contents.CONFIG: exam.manifest.config,
        contents.LEDGER: join_lines([write_line(each, names) for each in raw]),
        contents.CHECKPOINTS: write_lines(_checkpoints(exam, raw, entries)),
        **_tables(db, exam, _shown_orders(entries, names)),
        **_envelopes(db),
        **_map(db, exam),
        **_result(db, exam),
        **(disclosed or {}),
    }
    return write_package(close_package(files, exam.signing_secret))


def _tables(db: Database, exam: OpenExam, orders: frozenset[str]) -> dict[str, bytes]:
    return {
        contents.ORDERS: write_lines(bundle_tables.order_lines(db, orders)),
        contents.RECEIPTS: write_lines(bundle_tables.receipt_lines(db)),
        contents.APPLICATIONS: write_lines(bundle_tables.application_lines(db)),
        contents.PAPERS: write_lines(bundle_tables.paper_lines(db)),
        contents.ROUNDS: write_lines(bundle_tables.round_lines(db)),
        contents.SHEETS: write_lines(bundle_tables.sheet_lines(db)),
        contents.SCORES: write_lines(bundle_tables.score_lines(db, exam)),
        contents.OUTSIDE: write_lines(bundle_tables.outside_lines(db)),
    }


def _names(db: Database) -> NameList:
    rows = list(db.query("select number, person, name, nip from applications"))
    numbers = [(number, row) for row in rows for number in (row["number"], row["person"]) if number]
    return NameList(Named(number, row["name"], row["nip"]) for number, row in numbers)


def _shown_orders(entries: Sequence[AnyEntry], names: NameList) -> frozenset[str]:
    """Return which orders name nobody in what was written with them."""
    return frozenset(
        entry.order.id
        for entry in entries
        if isinstance(entry, OrderIssued | OrderRecovered) and not names.is_named_in(entry)
    )


def _checkpoints(
    exam: OpenExam, raw: Sequence[bytes], entries: Sequence[AnyEntry]
) -> Iterator[CheckpointLine]:
    """Sign the log as it was when each sitting was closed, and as it is; each at its last entry."""
    tree, at = MerkleTree(), 0
    for each, entry in zip(raw, entries, strict=True):
        tree.append(leaf_hash(each))
        at = entry.at
        if _closes(entry):
            yield _checkpoint(exam, tree, at, CLOSE)
    yield _checkpoint(exam, tree, at, LAST)


def _closes(entry: AnyEntry) -> bool:
    if isinstance(entry, OrderIssued | OrderRecovered):
        return isinstance(entry.order, SittingClosed)
    return False


def _checkpoint(exam: OpenExam, tree: MerkleTree, at: int, moment: str) -> CheckpointLine:
    checkpoint = Checkpoint(exam.exam_id, tree.size, tree.root(), ExamTime(at))
    signed = sign_checkpoint(checkpoint, exam.signing_secret)
    return CheckpointLine(signed.body.hex(), signed.signature.hex(), moment)


def _envelopes(db: Database) -> dict[str, bytes]:
    """Return every envelope as it was sealed, forks among them."""
    rows = db.query("select digest, signed from envelopes order by digest")
    return {f"{contents.ENVELOPES}{row['digest'].hex()}.bin": bytes(row["signed"]) for row in rows}


def _map(db: Database, exam: OpenExam) -> dict[str, bytes]:
    found = bundle_tables.identity_map(db, exam)
    return {} if found is None else {contents.MAP: found}


def _result(db: Database, exam: OpenExam) -> dict[str, bytes]:
    """Return the ranking as it stands; none before the names are open."""
    try:
        ranking = result_of(db, exam.config).ranking
    except RefusedError:
        return {}
    return {contents.RESULT: encode_ranking(ranking)}
