"""The rules of a round: what a sheet must hold, and which subjects diverge.

A sheet is what one panelist commits: a verdict on each subject that they score. Scores are exact
fractions of weights as the config writes them, so that no rounding decides who is asked again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from exam.config import Criterion, DivergenceSection
from exam.errors import SealError
from exam.keys import digest
from exam.limits import LONGEST_REASON, Name, Reason
from exam.seal import pad, unpad
from exam.weighing import exact, weigh

HIGHEST_SCORE: Final = 100
ROUND_ONE: Final = 1
ROUND_TWO: Final = 2
_SHEET_ROOM: Final = 16 * 1024


class Verdict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One panelist's values of a subject by criterion; in round two with a reason."""

    values: dict[Name, int]
    reason: Reason = ""


Sheet = Mapping[str, Verdict]
"""By subject."""


def encode_sheet(sheet: Sheet) -> bytes:
    """Write a sheet in its one form, padded, so that its length tells no reason's."""
    return pad(_canonical(sheet), room_bytes=_SHEET_ROOM)


def decode_sheet(raw: bytes) -> Sheet:
    """Read what `encode_sheet` wrote.

    Raises:
        SealError: it is not a sheet, or not in its one form.

    """
    plaintext = unpad(raw)
    try:
        sheet = msgspec.msgpack.decode(plaintext, type=dict[str, Verdict])
    except (msgspec.MsgspecError, ValueError):
        raise SealError("seal.damaged") from None
    if _canonical(sheet) != plaintext:
        raise SealError("seal.damaged")
    return sheet


def require_whole_sheet(
    sheet: Sheet, subjects: Collection[str], rubric: Sequence[Criterion], number: int
) -> None:
    """Check that a sheet has a whole verdict on each of these subjects and on no other.

    Raises:
        SealError: it is not whole, a value is out of range, or a reason of round two is missing.

    """
    criteria = {criterion.id for criterion in rubric}
    whole = sheet.keys() == set(subjects) and all(
        is_whole(verdict, criteria, number) for verdict in sheet.values()
    )
    if not whole:
        raise SealError("seal.damaged")


def is_whole(verdict: Verdict, criteria: Collection[str], number: int) -> bool:
    """Whether every criterion has a value in range, with a reason in round two and only there."""
    in_range = all(0 <= value <= HIGHEST_SCORE for value in verdict.values.values())
    return verdict.values.keys() == set(criteria) and in_range and _explains(verdict, number)


def _explains(verdict: Verdict, number: int) -> bool:
    if number == ROUND_ONE:
        return not verdict.reason
    return bool(verdict.reason.strip()) and len(verdict.reason) <= LONGEST_REASON


def digest_of_sheets(sheets: Mapping[str, Sheet]) -> bytes:
    """Digest that fixes all values and reasons of an open round, 32 bytes.

    By panelist; whoever committed an empty sheet is among them.
    """
    parts = ((panelist_id, _canonical(sheets[panelist_id])) for panelist_id in sorted(sheets))
    return digest("round-scores", *(part for pair in parts for part in pair))


def spread_of(
    panelists: Iterable[Mapping[str, int]], rubric: Sequence[Criterion], of: str
) -> Fraction:
    """Return how far the panelists are apart on a subject: in the total, or in any criterion."""
    values = list(panelists)
    if not values:
        return Fraction()
    if of == "total":
        return _range([weigh(each, rubric) for each in values])
    return max(_range([Fraction(each[one.id]) for each in values]) for one in rubric)


def diverging(
    scores: Mapping[str, Mapping[str, Mapping[str, int]]],
    rubric: Sequence[Criterion],
    divergence: DivergenceSection | None,
) -> frozenset[str]:
    """Return the subjects on which the panel is apart by as much as the config says, or more."""
    if divergence is None:
        return frozenset()
    limit = exact(divergence.points)
    return frozenset(
        subject
        for subject, panelists in scores.items()
        if spread_of(panelists.values(), rubric, divergence.of) >= limit
    )


def _range(scores: Sequence[Fraction]) -> Fraction:
    return max(scores) - min(scores)


def _canonical(sheet: Sheet) -> bytes:
    ordered = {
        subject: Verdict(dict(sorted(verdict.values.items())), verdict.reason)
        for subject, verdict in sorted(sheet.items())
    }
    return msgspec.msgpack.encode(ordered)
