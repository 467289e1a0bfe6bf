"""The recovery of the panel key, tried out before the exam, so that its shares are known to fit.

Shares and seed are in memory for as long as it takes and are kept nowhere; the ledger gets whose
shares they were.
"""

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.codes import fold_typed
from exam.custody_record import SharesRehearsed
from exam.errors import RefusedError
from exam.pairing import fingerprint_of
from server.accounts import is_opened
from server.office import OpenExam
from server.quorum import Quorum
from server.store import append_entry


def require_fingerprint(exam: OpenExam, typed: str) -> None:
    """Compare the exam's fingerprint with the one that somebody reads from a card.

    Raises:
        RefusedError: the card is of another exam, or another exam was put in its place.

    """
    if fold_typed(typed) != fingerprint_of(exam.exam_id):
        raise RefusedError("share.fingerprint")


def rehearse_recovery(exam: OpenExam, quorum: Quorum) -> tuple[str, ...]:
    """Join the shares of a quorum, note that they fit, and forget them; returns whose they were.

    Raises:
        ShareError: they do not make this exam's panel key.
        RefusedError: the papers are opened, so there is nothing left to rehearse.

    """
    exam.store.read(_require_before_opening)
    try:
        quorum.seed()
        members = tuple(sorted(quorum.members))
    finally:
        quorum.forget()
    panel_key_digest = keys.digest("panel-key", exam.manifest.panel_public_key).hex()

    def note(db: Database, now: ExamTime) -> None:
        append_entry(db, encode_entry(SharesRehearsed(now, members, panel_key_digest)))

    exam.act_now(note)
    return members


def _require_before_opening(db: Database) -> None:
    if is_opened(db):
        raise RefusedError("share.rehearsal-late")
