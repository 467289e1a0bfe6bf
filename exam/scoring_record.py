"""What the panel did while it scored, as entries of the ledger.

A subject is the code of a paper, which is drawn at random, or the id of an application at an
interview. No value is in it before its round is open; forms ask people to name nobody in a reason.
"""

from typing import Annotated

import msgspec

from exam.entry import Entry
from exam.limits import Count, HexHash, HexId, Name, Reason

RoundNumber = Annotated[int, msgspec.Meta(ge=1, le=2)]
"""One: each scores alone. Two: what diverged is confirmed or revised, then all is locked."""
ScoreValue = Annotated[int, msgspec.Meta(ge=0, le=100)]
_Panelists = Annotated[tuple[Name, ...], msgspec.Meta(max_length=16)]


class RoundBegan(Entry, frozen=True, tag=True):
    """A round has a key that needs a share of each of these panelists.

    If it had begun before, it begins anew: what was committed until then is not opened.
    """

    stage_id: Name
    round: RoundNumber
    panelists: _Panelists
    key_digest: HexHash


class Recused(Entry, frozen=True, tag=True):
    """A panelist declared a conflict of interest and does not score this subject."""

    stage_id: Name
    staff_id: Name
    subject: Name
    reason: Reason


class SubjectUnheard(Entry, frozen=True, tag=True):
    """A candidate was not heard and is not scored at this stage."""

    stage_id: Name
    subject: Name
    staff_id: Name
    reason: Reason


class SheetCommitted(Entry, frozen=True, tag=True):
    """A panelist committed a sealed sheet and released the shares that they held.

    In round two this is the final lock. `digest` is over the sealed sheet.
    """

    stage_id: Name
    round: RoundNumber
    staff_id: Name
    digest: HexHash


class RoundOpened(Entry, frozen=True, tag=True):
    """The last needed sheet opened the round; `scores_digest` is over all sheets, in clear."""

    stage_id: Name
    round: RoundNumber
    scores_digest: HexHash


class PanelistExcused(Entry, frozen=True, tag=True):
    """The chair went on without a panelist, in a selection that has no panel key."""

    stage_id: Name
    panelist_id: Name
    staff_id: Name
    reason: Reason


class RevealForced(Entry, frozen=True, tag=True):
    """So many share cards took the shares of a lost panelist out of the escrow.

    What the panelist committed counts; what was not committed is not needed any more. `members`
    are those whose cards they were; `staff_id` is who asked for it, empty for a command.
    """

    stage_id: Name
    panelist_id: Name
    cards: Count
    staff_id: Name
    reason: Reason
    members: _Panelists = ()


class ScoreCorrected(Entry, frozen=True, tag=True):
    """A value of an open round was changed, with the consent of another member of the panel."""

    correction_id: HexId
    stage_id: Name
    staff_id: Name
    subject: Name
    criterion_id: Name
    old_value: ScoreValue
    new_value: ScoreValue
    consented_by: Name
    reason: Reason


class CorrectionRefused(Entry, frozen=True, tag=True):
    """A panelist asked to change a value, and it was not consented to."""

    correction_id: HexId
    stage_id: Name
    staff_id: Name
    refused_by: Name


Scoring = (
    RoundBegan
    | Recused
    | SubjectUnheard
    | SheetCommitted
    | RoundOpened
    | PanelistExcused
    | RevealForced
    | ScoreCorrected
    | CorrectionRefused
)
