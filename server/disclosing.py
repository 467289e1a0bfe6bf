"""One paper disclosed for an appeal: by its own key, with an account of how it was written.

The quorum's seed opens this one envelope and this one journal, in memory. What is written down goes
to the quorum; the record has whose shares it took, why, and the digest of what they got.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.custody_record import PaperDisclosed
from exam.errors import RefusedError
from exam.events import EnvelopeReceived, HeadAcknowledged
from exam.replaying import Writing, writing_of
from exam.seal import Manuscript, content_key_of
from server.closing import outcomes_of
from server.language import load_catalog
from server.office import OpenExam
from server.quorum import Quorum
from server.reveal import is_revealed
from server.sittings import sitting_of
from server.store import append_entry
from server.unsealing import events_of, read_counted, unseal


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a quorum is shown of one candidate.

    `content_key` opens the envelope of `envelope_digest` without the panel key; both are empty
    where the last records of a journal count.
    """

    application_id: str
    code: str
    members: tuple[str, ...]
    reason: str
    manuscript: Manuscript
    envelope_digest: str
    content_key: bytes
    sealed_at: int
    writing: Writing


def disclose(exam: OpenExam, quorum: Quorum, number: str, reason: str) -> Disclosure:
    """Open what counts of the candidate of that number; the quorum is forgotten.

    Raises:
        RefusedError: names are not open yet, there is no such candidate, or nothing counts of them.
        ShareError: the shares are not of this exam.
        IntegrityError: what counts is not what was sealed.

    """
    try:
        seed, members = quorum.seed(), tuple(sorted(quorum.members))
        return exam.store.read(lambda db: _open(db, exam, seed, members, number, reason))
    finally:
        quorum.forget()


def record_disclosure(exam: OpenExam, shown: Disclosure, document: bytes) -> None:
    """Put a disclosure on the record, before anybody gets the document."""

    def note(db: Database, now: ExamTime) -> None:
        entry = PaperDisclosed(
            at=now,
            application_id=shown.application_id,
            envelope_digest=shown.envelope_digest,
            document_digest=keys.digest("disclosure", document).hex(),
            members=shown.members,
            reason=shown.reason,
        )
        append_entry(db, encode_entry(entry))

    exam.act_now(note)


def _open(
    db: Database,
    exam: OpenExam,
    seed: bytes,
    members: tuple[str, ...],
    number: str,
    reason: str,
) -> Disclosure:
    if not is_revealed(db):
        raise RefusedError("disclosure.before-reveal")
    rows = list(db.query("select * from applications where number = ?", [number]))
    if not rows:
        raise RefusedError("order.nobody", application=number)
    application_id = rows[0]["id"]
    sitting = sitting_of(db, rows[0])
    counted = outcomes_of({application_id: sitting}, exam)[application_id].counted
    if counted is None:
        raise RefusedError("disclosure.nothing", number=number)
    heading = load_catalog(exam.config.exam.language).gettext("Earlier text")
    unsealed = unseal(db, exam.exam_id, application_id, counted, seed, heading)
    return Disclosure(
        application_id=application_id,
        code=_code_of(db, application_id),
        members=members,
        reason=reason,
        manuscript=unsealed.manuscript,
        envelope_digest=counted.digest if isinstance(counted, EnvelopeReceived) else "",
        content_key=_content_key(db, counted, seed),
        sealed_at=_handed_in_at(counted),
        writing=writing_of(events_of(db, application_id, counted, seed)),
    )


def _content_key(db: Database, counted: EnvelopeReceived | HeadAcknowledged, seed: bytes) -> bytes:
    if isinstance(counted, HeadAcknowledged):
        return b""
    return content_key_of(read_counted(db, counted), seed)


def _handed_in_at(counted: EnvelopeReceived | HeadAcknowledged) -> int:
    return counted.sealed_at if isinstance(counted, EnvelopeReceived) else counted.at


def _code_of(db: Database, application_id: str) -> str:
    query = "select paper_code from identities where application_id = ?"
    return "".join(row["paper_code"] for row in db.query(query, [application_id]))
