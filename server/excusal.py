"""Going on without a panelist who is lost to the panel.

With a panel key, a quorum's share cards take the lost panelist's own shares out of the escrow, and
nothing else: a round still waits for everybody who is left. What was committed counts. Without one,
the rounds that this panelist has not committed begin anew among those who are left, and whatever
was committed in them goes.
"""

from dataclasses import dataclass

from sqlite_utils import Database

from exam import keys
from exam.chronicle import encode_entry
from exam.clock import ExamTime
from exam.errors import RefusedError, ShareError
from exam.scoring import ROUND_ONE, ROUND_TWO
from exam.scoring_record import PanelistExcused, RevealForced
from server.anonymity import Slot
from server.assignments import lost_panelists, scorers_of
from server.round_opening import open_if_last
from server.rounds import awaited, begin_round, committed, forced_share, holders_of, open_escrow
from server.scored import KeyMaking, ScoredStage
from server.scores import is_open, is_settled
from server.store import append_entry


@dataclass(frozen=True, slots=True)
class Excusal:
    """Who is lost at which stage, and why; `staff_id` is who says so, empty for a command."""

    scored: ScoredStage
    panelist_id: str
    reason: str
    staff_id: str = ""


@dataclass(frozen=True, slots=True)
class JoinedCards:
    """The panel's seed, whose share cards made it, and the key that it has to be of."""

    seed: bytes
    members: tuple[str, ...]
    panel_key: bytes


def force_reveal(db: Database, excusal: Excusal, joined: JoinedCards, now: ExamTime) -> None:
    """Release a lost panelist's shares by the panel key; opens what waited for them alone.

    Raises:
        ShareError: the cards are of another exam.
        RefusedError: this panelist is not awaited, there is no reason, or a subject would have
            nobody left.
        IntegrityError: the escrow or a sheet is damaged; nothing is changed then.

    """
    if keys.sealing_public_key(joined.seed) != joined.panel_key:
        raise ShareError("share.other-exam")
    stage_id, lost = excusal.scored.stage_id, excusal.panelist_id
    _require_excusable(db, excusal, kept=committed(db, stage_id, ROUND_ONE))
    for number in (ROUND_ONE, ROUND_TWO):
        if lost in awaited(db, stage_id, number):
            _force_shares(db, excusal, number, joined.seed)
    _write_excused(db, excusal, now)
    entry = RevealForced(
        at=now,
        stage_id=stage_id,
        panelist_id=lost,
        cards=len(joined.members),
        staff_id=excusal.staff_id,
        reason=excusal.reason.strip(),
        members=joined.members,
    )
    append_entry(db, encode_entry(entry))
    _open_what_waited(db, excusal.scored, now)


def excuse(db: Database, excusal: Excusal, making: KeyMaking) -> None:
    """Begin anew without a panelist the rounds that they have not committed, inside an act.

    Raises:
        RefusedError: the selection has a panel key, this panelist is not awaited, there is no
            reason, or a subject or the stage would have nobody left.

    """
    if making.panel_key is not None:
        raise RefusedError("excusal.cards")
    stage_id, lost = excusal.scored.stage_id, excusal.panelist_id
    goes = lost in awaited(db, stage_id, ROUND_ONE)
    kept = frozenset() if goes else committed(db, stage_id, ROUND_ONE)
    _require_excusable(db, excusal, kept)
    remaining = sorted(holders_of(db, stage_id, ROUND_TWO) - lost_panelists(db, stage_id) - {lost})
    if not remaining:
        raise RefusedError("excusal.last-lock")
    _write_excused(db, excusal, making.now)
    reason = excusal.reason.strip()
    entry = PanelistExcused(making.now, stage_id, lost, excusal.staff_id, reason)
    append_entry(db, encode_entry(entry))
    for number in (ROUND_ONE, ROUND_TWO):
        if lost in awaited(db, stage_id, number):
            begin_round(db, excusal.scored, number, remaining, making)


def _require_excusable(db: Database, excusal: Excusal, kept: frozenset[str]) -> None:
    """Refuse where nobody waits, or would be left; `kept` are whose sheets of round one stay."""
    stage_id, lost = excusal.scored.stage_id, excusal.panelist_id
    if is_settled(db, stage_id) or lost not in awaited(db, stage_id, ROUND_TWO):
        raise RefusedError("excusal.not-awaited")
    if not excusal.reason.strip():
        raise RefusedError("recusal.reason")
    gone = {*lost_panelists(db, stage_id), lost} - kept
    if any(not panelists - gone for panelists in scorers_of(db, stage_id).values()):
        raise RefusedError("excusal.last")


def _force_shares(db: Database, excusal: Excusal, number: int, seed: bytes) -> None:
    scored, lost = excusal.scored, excusal.panelist_id
    is_last_lock = number == ROUND_TWO and scored.hides_names
    db.table("forced_shares").insert(
        {
            "stage_id": scored.stage_id,
            "panelist_id": lost,
            "number": number,
            "round_share": forced_share(db, scored, number, lost, seed),
            "identity_share": _identity_share(db, excusal, seed) if is_last_lock else None,
        }
    )


def _identity_share(db: Database, excusal: Excusal, seed: bytes) -> bytes:
    (row,) = db.query("select identity_escrow from opening")
    context = (excusal.scored.exam_id, Slot.IDENTITY.value)
    return open_escrow(seed, row["identity_escrow"], excusal.panelist_id, *context)


def _write_excused(db: Database, excusal: Excusal, now: ExamTime) -> None:
    db.table("excused").insert(
        {
            "stage_id": excusal.scored.stage_id,
            "panelist_id": excusal.panelist_id,
            "reason": excusal.reason.strip(),
            "staff_id": excusal.staff_id,
            "at": now,
        }
    )


def _open_what_waited(db: Database, scored: ScoredStage, now: ExamTime) -> None:
    """Open what is awaited from nobody any more; the second round never before the first."""
    if not is_open(db, scored.stage_id, ROUND_ONE):
        open_if_last(db, scored, ROUND_ONE, now)
    if is_open(db, scored.stage_id, ROUND_ONE):
        open_if_last(db, scored, ROUND_TWO, now)
