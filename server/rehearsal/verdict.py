"""What a rehearsal means: each thing that was looked at, judged, with its figures.

The limits are those of the promises: a beat is answered long before the next one, every PC knows
of the start before it comes, and every hand-in arrives.
"""

from collections.abc import Sequence
from typing import Final

from exam.clock import BEAT_SECONDS
from exam.errors import Detail
from server.forecast import Room
from server.rehearsal.conduct import Played
from server.rehearsal.readiness import Readiness
from server.rehearsal_verdict import Finding, Judgement, Topic

SLOW_BEAT: Final = 500
"""From so many milliseconds on the slowest hundredth of all beats deserves a look."""
WORST_BEAT: Final = BEAT_SECONDS * 1000
"""A beat that takes longer than this is late for the next one."""
BUSY: Final = 0.6
"""From this part of a core on the server has little left for what a rehearsal does not play."""
TOO_BUSY: Final = 0.9
_SHOWN: Final = 20
_NAME: Final = 16


def findings_of(ready: Readiness, played: Played) -> tuple[Finding, ...]:
    """Judge everything, in the order in which people want to hear it."""
    return (
        _pcs(ready),
        _checks(ready),
        _disk(ready),
        _sign_in(played),
        _beats(played),
        _start(played),
        _hand_ins(played),
        _load(played),
    )


def _pcs(ready: Readiness) -> Finding:
    """Judge the PCs: fewer than candidates cannot be, fewer than places mean fewer spares."""
    judgement = Judgement.LOOK if ready.missing else Judgement.GOOD
    if ready.enrolled < ready.candidates:
        judgement = Judgement.MEND
    details: dict[str, Detail] = {"enrolled": ready.enrolled, "candidates": ready.candidates}
    return Finding(Topic.PCS, judgement, {**details, "missing": _names(ready.missing)})


def _checks(ready: Readiness) -> Finding:
    """Judge what the real PCs found out: what would stop a sign-in has to be mended before."""
    unknown = ready.enrolled - ready.checked
    judgement = Judgement.LOOK if ready.warned or unknown else Judgement.GOOD
    if ready.stopping:
        judgement = Judgement.MEND
    details: dict[str, Detail] = {"checked": ready.checked, "enrolled": ready.enrolled}
    return Finding(
        Topic.CHECKS,
        judgement,
        {
            **details,
            "stopping": len(ready.stopping),
            "warned": len(ready.warned),
            "names": _names((*ready.stopping, *ready.warned)),
        },
    )


def _disk(ready: Readiness) -> Finding:
    judgements = {Room.ENOUGH: Judgement.GOOD, Room.TIGHT: Judgement.LOOK}
    judgement = judgements.get(ready.room, Judgement.MEND)
    megabytes = {"free": ready.free // 1_000_000, "needed": -(-ready.needed // 1_000_000)}
    return Finding(Topic.DISK, judgement, megabytes)


def _sign_in(played: Played) -> Finding:
    tale = played.tale
    judgement = Judgement.GOOD if tale.signed_in == played.seats else Judgement.MEND
    details: dict[str, Detail] = {"enrolled": tale.enrolled, "signed_in": tale.signed_in}
    problems = ", ".join(tale.problems)
    return Finding(
        Topic.SIGN_IN, judgement, {**details, "seats": played.seats, "problems": problems}
    )


def _beats(played: Played) -> Finding:
    beats = played.tale.beats
    judgement = Judgement.GOOD if beats.p99 < SLOW_BEAT else Judgement.LOOK
    if beats.failed or beats.worst > WORST_BEAT:
        judgement = Judgement.MEND
    details: dict[str, Detail] = {"count": len(beats.milliseconds), "failed": beats.failed}
    return Finding(
        Topic.BEATS, judgement, {**details, "p99": round(beats.p99), "worst": round(beats.worst)}
    )


def _start(played: Played) -> Finding:
    tale = played.tale
    reached = len(tale.began)
    if not tale.known_before or reached < played.seats or min(tale.known_before) <= 0:
        judgement = Judgement.MEND
    else:
        judgement = Judgement.GOOD
    return Finding(
        Topic.START,
        judgement,
        {
            "reached": reached,
            "seats": played.seats,
            "known": _tenths(min(tale.known_before, default=0)),
            "first": _tenths(min(tale.began, default=0)),
            "last": _tenths(max(tale.began, default=0)),
        },
    )


def _hand_ins(played: Played) -> Finding:
    judgement = Judgement.GOOD if played.received == played.seats else Judgement.MEND
    worst = _tenths(round(played.tale.hand_ins.worst))
    return Finding(
        Topic.HAND_INS,
        judgement,
        {"received": played.received, "seats": played.seats, "worst": worst},
    )


def _load(played: Played) -> Finding:
    judgement = Judgement.GOOD if played.cpu < BUSY else Judgement.LOOK
    if played.cpu >= TOO_BUSY:
        judgement = Judgement.MEND
    percent, megabytes = round(played.cpu * 100), played.memory // 1_000_000
    return Finding(Topic.LOAD, judgement, {"percent": percent, "megabytes": megabytes})


def _names(names: Sequence[str]) -> str:
    more = (f"+ {len(names) - _SHOWN}",) if len(names) > _SHOWN else ()
    return ", ".join((*(name[:_NAME] for name in names[:_SHOWN]), *more))


def _tenths(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.1f}"
