"""How simulated panelists judge: by what they read or hear, each a little differently.

Equal seed, panelist and subject give equal scores, whatever codes the papers have.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from exam.config import Criterion

_GOOD: Final = (66, 92)
"""What most are worth."""
_OWN_EYE: Final = 4
"""So many points a panelist is off."""
_ODDS_OF_STRANGE: Final = 10
"""One sheet of so many is far off, so that the panel diverges."""
_FAR_OFF: Final = 28
_ODDS_OF_REVISING: Final = 2


def judge(seed: int, panelist: str, subject: str, rubric: Sequence[Criterion]) -> dict[str, int]:
    """Return a panelist's scores of a subject by criterion, 0 to 100."""
    worth = Random(f"{seed} {subject}").randint(*_GOOD)
    own = Random(f"{seed} {subject} {panelist}")
    if not own.randrange(_ODDS_OF_STRANGE):
        worth -= _FAR_OFF
    return {one.id: worth + own.randint(-_OWN_EYE, _OWN_EYE) for one in rubric}


def judge_again(
    seed: int, panelist: str, subject: str, before: Mapping[str, int]
) -> tuple[dict[str, int], str]:
    """Return the scores of round two of what diverged, and why: some stay, some revise."""
    own = Random(f"{seed} {subject} {panelist} again")
    if own.randrange(_ODDS_OF_REVISING):
        return dict(before), "Tetap setelah dibaca kembali."
    return {name: value + 2 for name, value in before.items()}, "Diubah setelah dibaca kembali."
