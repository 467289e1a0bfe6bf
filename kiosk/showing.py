"""What the screen may know of a signed-in candidate, taken together."""

from dataclasses import dataclass

from exam.codes import show_code
from exam.config import ExamConfig
from exam.errors import ExamError
from exam.receipts import provisional_code
from kiosk.candidate import Candidate
from kiosk.view import DeskView


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the desk knows and the candidate's sitting does not; times are milliseconds."""

    synced_ago: int | None
    is_time_confirmed: bool
    forks: int
    pages: int | None
    slide_count: int
    trouble: ExamError | None


def view_of(candidate: Candidate, config: ExamConfig, around: Surroundings) -> DeskView:
    """Take together what is to be shown now."""
    reply, standing, hand = candidate.reply, candidate.standing, candidate.hand
    return DeskView(
        phase=standing.phase,
        number=reply.number,
        name=reply.name,
        nip=reply.nip,
        office=reply.office,
        unit=reply.unit,
        post_name=config.post(reply.post_id).name,
        topic=standing.topic,
        remaining=standing.remaining,
        starts_in=standing.starts_in,
        goes_on_in=standing.goes_on_in,
        words=hand.words,
        pages=around.pages,
        slide_count=around.slide_count,
        saved=hand.saved,
        copies=hand.look_at_copies(),
        is_time_confirmed=around.is_time_confirmed,
        forks=around.forks,
        synced_ago=around.synced_ago,
        receipt=_receipt(candidate),
        provisional=_provisional(candidate),
        cause=candidate.handing_in.cause,
        last_place=hand.last_place,
        trouble=candidate.trouble or around.trouble,
        messages=candidate.correspondence.messages,
        call=candidate.correspondence.call,
        lock_reason=_lock_reason(candidate),
    )


def _lock_reason(candidate: Candidate) -> str:
    """Return what the proctor said who locked the work, once spoken: reasons are one line."""
    lock = candidate.standing.lock
    return "" if lock is None else " ".join(lock.reason.split())


def _receipt(candidate: Candidate) -> str | None:
    """Return the code of the receipt, if one is here."""
    code = candidate.standing.receipt_code
    return None if code is None else show_code(code)


def _provisional(candidate: Candidate) -> str | None:
    """Return the code of a sealed envelope until its receipt is here."""
    sealed = candidate.handing_in.envelope
    if sealed is None or candidate.standing.receipt_code is not None:
        return None
    return show_code(provisional_code(sealed))
