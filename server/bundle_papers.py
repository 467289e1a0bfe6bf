"""Papers in clear for an evidence bundle, if the panel's quorum chooses so, once names are open.

A paper is shown by the content key of its own envelope, so nobody has to believe the server. Where
the last acknowledged records count instead of an envelope, nothing can be shown in that way.
"""

from sqlite_utils import Database

from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.custody_record import PapersShown
from exam.errors import EvidenceError, IntegrityError, ShareError
from exam.events import EnvelopeReceived
from exam.evidence.disclosed import disclose
from exam.keys import sealing_public_key
from exam.seal import content_key_of, open_with_content_key, peek_envelope
from server.closing import outcomes_of
from server.office import OpenExam
from server.reveal import is_revealed
from server.sittings import all_sittings
from server.store import append_entry


def disclosed_papers(db: Database, exam: OpenExam, panel_seed: bytes) -> dict[str, bytes]:
    """Return the files that show every paper whose envelope counts, by name in the bundle.

    Raises:
        ShareError: the seed is not the one of this exam's panel key.
        EvidenceError: names are not open yet, or an envelope does not open.

    """
    if sealing_public_key(panel_seed) != exam.manifest.panel_public_key:
        raise ShareError("share.other-exam")
    if not is_revealed(db):
        raise EvidenceError("evidence.not-revealed")
    counted = outcomes_of(all_sittings(db), exam)
    read = {row["application_id"] for row in db.query("select application_id from identities")}
    files: dict[str, bytes] = {}
    for application_id in sorted(read):
        one = counted[application_id].counted
        if isinstance(one, EnvelopeReceived):
            try:
                files |= _shown(db, one.digest, panel_seed)
            except IntegrityError:
                number = _number(db, application_id)
                raise EvidenceError("evidence.paper", number=number) from None
    return files


def record_shown(
    db: Database, papers: int, members: tuple[str, ...], reason: str, now: ExamTime
) -> None:
    """Put on the record that a command shows so many papers in clear, inside an act."""
    append_entry(db, encode_entry(PapersShown(now, papers, members, "", reason)))


def _shown(db: Database, digest: str, panel_seed: bytes) -> dict[str, bytes]:
    query = "select signed from envelopes where digest = ?"
    (row,) = db.query(query, [bytes.fromhex(digest)])
    envelope = peek_envelope(row["signed"])
    key = content_key_of(envelope, panel_seed)
    return disclose(digest, key, open_with_content_key(envelope, key))


def _number(db: Database, application_id: str) -> str:
    (row,) = db.query("select number from applications where id = ?", [application_id])
    return str(row["number"])
