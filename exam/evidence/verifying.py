"""The whole verification of a package, from its bytes to the result, by nothing but the package.

What is damaged is named first; then everything is checked that can still be read. The one thing a
package cannot show by itself is that it is the right one: for that its exam id and its roots are
compared with what was written down on paper.
"""

from dataclasses import dataclass
from typing import Final

from exam.codes import Code
from exam.errors import EvidenceError, ExamError
from exam.evidence.contents import CONTENTS, differences, read_contents, require_signed
from exam.evidence.disclosed import check_disclosed
from exam.evidence.hand_in_checks import (
    FoundReceipt,
    check_envelopes,
    check_receipts,
    find_receipt,
)
from exam.evidence.package import ARCHIVE, Package, read_package
from exam.evidence.panel_checks import (
    check_identities,
    check_opening,
    check_rounds,
    check_sheets,
)
from exam.evidence.reading import Evidence, read_evidence
from exam.evidence.record_checks import (
    Roots,
    check_checkpoints,
    check_ledger,
    check_manifest,
    check_orders,
    closes_of,
    roots_of,
)
from exam.evidence.report import Check, Report, Subject
from exam.evidence.result_checks import check_outside, check_ranking
from exam.evidence.rounds import story_of
from exam.evidence.score_checks import check_scores


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What somebody wrote down at the exam, as it was typed; what is empty is not compared."""

    fingerprint: str = ""
    checkpoint: str = ""


NOTHING: Final = OnPaper()


def verify_package(raw: bytes, paper: OnPaper = NOTHING) -> Report:
    """Check a package whole, and say what was checked and what is wrong."""
    try:
        package = read_package(raw)
        evidence = read_evidence(package.members)
    except EvidenceError as error:
        return Report((Check(Subject.FILES, 0, [error]),))
    roots = roots_of(evidence)
    checks = (check_files(package, evidence), *_check_all(evidence, roots, paper))
    root = roots[len(evidence.ledger)]
    closes = list(closes_of(evidence))
    return Report(
        checks,
        evidence.exam_id,
        root,
        roots.get(closes[-1] + 1, root) if closes else b"",
        evidence.config.exam.language,
        sum(not line.is_whole for line in evidence.ledger),
        evidence.config.has_paper,
    )


def verify_receipt(raw: bytes, code: Code) -> FoundReceipt:
    """Check one receipt of a package by its printed code.

    Raises:
        EvidenceError: the package cannot be read, or there is no such receipt that holds.

    """
    return find_receipt(read_evidence(read_package(raw).members), code)


def check_files(package: Package, evidence: Evidence) -> Check:
    """Check every byte: of each file by the signed list, and of what lies between them."""
    check = Check(Subject.FILES, len(package.members))
    try:
        contents = read_contents(package.members)
        check.add(differences(package.members, contents))
        if contents.exam_id != evidence.exam_id.hex():
            check.problems.append(EvidenceError("evidence.changed", file=CONTENTS))
        require_signed(package.members, evidence.manifest.server_signing_key)
    except ExamError as error:
        check.problems.append(error)
    named = {problem.details.get("file") for problem in check.problems}
    apart = [name for name in package.damaged if name not in {*named, ARCHIVE}]
    check.add(EvidenceError("evidence.structure", file=name) for name in apart)
    if package.damaged and not check.problems:
        check.problems.append(EvidenceError("evidence.archive", file=ARCHIVE))
    return check


def _check_all(evidence: Evidence, roots: Roots, paper: OnPaper) -> tuple[Check, ...]:
    story = story_of(evidence)
    sheets, rounds = check_sheets(evidence, story), check_rounds(evidence, story)
    identities = check_identities(evidence, story)
    scores, values = check_scores(evidence, story, rounds.sheets)
    return (
        check_manifest(evidence, paper.fingerprint),
        check_ledger(evidence, roots),
        check_checkpoints(evidence, roots, paper.checkpoint),
        check_orders(evidence),
        check_receipts(evidence),
        check_envelopes(evidence),
        check_opening(evidence),
        sheets,
        rounds.check,
        identities.check,
        scores,
        check_outside(evidence),
        check_ranking(evidence, story, values, identities.applications),
        check_disclosed(evidence),
    )
