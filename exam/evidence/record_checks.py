"""Checks of the record: the manifest, the ledger under its checkpoints, the signed orders."""

from collections.abc import Iterator, Mapping

from exam import keys
from exam.chronicle import ExamCreated, OrderIssued, OrderRecovered
from exam.codes import fold_typed
from exam.errors import EvidenceError, ExamError
from exam.events import SittingClosed
from exam.evidence import contents
from exam.evidence.lines import ApplicationLine, CheckpointLine, SignedLine
from exam.evidence.reading import Evidence
from exam.evidence.report import Check, Subject
from exam.ledger import Checkpoint, MerkleTree, SignedCheckpoint, read_checkpoint
from exam.messages import IssuedOrder, SignedOrder
from exam.pairing import fingerprint_of
from exam.protocol import read_order

Roots = Mapping[int, bytes]
"""Roots of the ledger by how long it was."""

LAST = "last"
"""The checkpoint over the whole ledger of the package."""
CLOSE = "close"
"""A checkpoint that ends with the order to close a sitting."""


def check_manifest(evidence: Evidence, fingerprint: str = "") -> Check:
    """Check that package, manifest and beginning of the ledger are of one exam: that on paper."""
    check = Check(Subject.MANIFEST, 1)
    if fingerprint and fold_typed(fingerprint) != fingerprint_of(evidence.exam_id):
        problem = EvidenceError("evidence.other-fingerprint", fingerprint=fingerprint[:40])
        check.problems.append(problem)
    if evidence.files.get(contents.CONFIG) != evidence.manifest.config:
        check.problems.append(EvidenceError("evidence.changed", file=contents.CONFIG))
    if bool(evidence.manifest.panel_public_key) != evidence.config.has_paper:
        check.problems.append(EvidenceError("evidence.panel-key"))
    created = [entry for _, entry in evidence.entries(ExamCreated)]
    panel_key = keys.digest("panel-key", evidence.manifest.panel_public_key).hex()
    if [(one.exam_id, one.panel_key_digest) for one in created] != [
        (evidence.exam_id.hex(), panel_key)
    ]:
        check.problems.append(EvidenceError("evidence.other-exam"))
    listed = {line.application_id for line in evidence.table(ApplicationLine)}
    if any(one.applications != len(listed) for one in created):
        check.problems.append(EvidenceError("evidence.applications", listed=len(listed)))
    return check


def check_ledger(evidence: Evidence, roots: Roots) -> Check:
    """Check every line, and that all together have the root that the server signed last."""
    size = len(evidence.ledger)
    check = Check(Subject.LEDGER, size)
    check.add(evidence.problems[contents.LEDGER])
    last = [line for line in evidence.table(CheckpointLine) if line.moment == LAST]
    signed = [found for line in last for found in [_checkpoint(evidence, line)] if found]
    if [(one.size, one.root) for one in signed] != [(size, roots[size])]:
        check.problems.append(EvidenceError("evidence.root", entries=size))
    return check


def check_checkpoints(evidence: Evidence, roots: Roots, written: str = "") -> Check:
    """Check every signed checkpoint, and that each close of a sitting has one that ends with it.

    If somebody wrote one down, it must have been true at some length of the ledger.
    """
    lines = evidence.table(CheckpointLine)
    check = Check(Subject.CHECKPOINTS, len(lines))
    check.add(evidence.problems[contents.CHECKPOINTS])
    found = [(line, _checkpoint(evidence, line)) for line in lines]
    sizes = []
    for line, checkpoint in found:
        if checkpoint is None or roots.get(checkpoint.size) != checkpoint.root:
            check.problems.append(EvidenceError("evidence.checkpoint", moment=line.moment))
        elif line.moment == CLOSE:
            sizes.append(checkpoint.size)
    if sorted(sizes) != [position + 1 for position in closes_of(evidence)]:
        check.problems.append(EvidenceError("evidence.no-close"))
    if written and not _was_ever(evidence, fold_typed(written)):
        problem = EvidenceError("evidence.other-checkpoint", checkpoint=written[:40])
        check.problems.append(problem)
    return check


def _was_ever(evidence: Evidence, written: str) -> bool:
    """Whether the ledger at any length had the root that begins so."""
    tree = MerkleTree()
    for line in evidence.ledger:
        tree.append(line.leaf)
        if fingerprint_of(tree.root()) == written:
            return True
    return False


def closes_of(evidence: Evidence) -> Iterator[int]:
    """Give the place of every order to close a sitting."""
    for position, entry in evidence.shown():
        if isinstance(entry, OrderIssued | OrderRecovered) and isinstance(
            entry.order, SittingClosed
        ):
            yield position


def roots_of(evidence: Evidence) -> Roots:
    """Return the roots of the ledger at its end, at every close, and where a checkpoint has one.

    What is asked for beyond the end is not there.
    """
    claimed = (_checkpoint(evidence, line) for line in evidence.table(CheckpointLine))
    sizes = {one.size for one in claimed if one is not None}
    sizes |= {position + 1 for position in closes_of(evidence)} | {len(evidence.ledger)}
    tree = MerkleTree()
    roots = {tree.size: tree.root()}
    for line in evidence.ledger:
        tree.append(line.leaf)
        if tree.size in sizes:
            roots[tree.size] = tree.root()
    return roots


def check_orders(evidence: Evidence) -> Check:
    """Check that every order in the ledger was signed as it stands there, and no other was."""
    lines = evidence.table(SignedLine)
    check = Check(Subject.ORDERS, len(lines))
    check.add(evidence.problems[contents.ORDERS])
    signed: dict[str, IssuedOrder] = {}
    for number, line in enumerate(lines, start=1):
        try:
            issued = _order(evidence, line)
        except ExamError:
            problem = EvidenceError("evidence.order-signature", line=number)
            check.problems.append(problem)
        else:
            if issued.order.id in signed:
                problem = EvidenceError("evidence.repeated", file=contents.ORDERS, line=number)
                check.problems.append(problem)
            signed[issued.order.id] = issued
    check.add(_compare_orders(evidence, signed))
    return check


def _compare_orders(evidence: Evidence, signed: dict[str, IssuedOrder]) -> Iterator[EvidenceError]:
    recorded = set()
    for position, entry in evidence.shown():
        if isinstance(entry, OrderIssued | OrderRecovered):
            recorded.add(entry.order.id)
            issued = signed.get(entry.order.id)
            if (
                issued is None
                or issued.order != entry.order
                or issued.application_id != entry.application_id
            ):
                yield EvidenceError("evidence.order", position=position)
    for order_id in sorted(set(signed) - recorded):
        yield EvidenceError("evidence.order-unrecorded", order=order_id)


def _order(evidence: Evidence, line: SignedLine) -> IssuedOrder:
    signed = SignedOrder(bytes.fromhex(line.body), bytes.fromhex(line.signature))
    return read_order(signed, evidence.manifest.server_signing_key, evidence.exam_id)


def _checkpoint(evidence: Evidence, line: CheckpointLine) -> Checkpoint | None:
    signed = SignedCheckpoint(bytes.fromhex(line.body), bytes.fromhex(line.signature))
    try:
        return read_checkpoint(signed, evidence.manifest.server_signing_key, evidence.exam_id)
    except ExamError:
        return None
