"""What the people in charge did and noted on the day, as entries of the ledger.

`staff_id` is who did it. What they wrote stands here as they wrote it; forms ask them to name
nobody in it. `sitting_id` stands only where an exam has several sittings.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from exam.entry import Entry
from exam.limits import Count, HexHash, HexId, Name, Ordinal, Reason, Span
from exam.pc_check import MOST_FINDINGS, PcKind

_People = Annotated[tuple[Name, ...], msgspec.Meta(max_length=9)]
_Figure = Annotated[str, msgspec.Meta(max_length=400)]
_PcKinds = Annotated[tuple[PcKind, ...], msgspec.Meta(max_length=MOST_FINDINGS)]


class Attendance(StrEnum):
    """Whether a candidate came."""

    PRESENT = "present"
    LATE = "late"
    ABSENT = "absent"


class IncidentKind(StrEnum):
    """What kind of thing went wrong."""

    POWER = "power"
    NETWORK = "network"
    COMPUTER = "computer"
    HEALTH = "health"
    CONDUCT = "conduct"
    IDENTITY = "identity"
    OTHER = "other"


class CheckInOpened(Entry, frozen=True, tag=True, omit_defaults=True):
    """From now on candidates may sign in."""

    staff_id: Name
    sitting_id: Name = ""


class CheckInClosed(Entry, frozen=True, tag=True, omit_defaults=True):
    """From now on nobody signs in who has not done so before, unless they are let in."""

    staff_id: Name
    sitting_id: Name = ""


class AttendanceNoted(Entry, frozen=True, tag=True):
    """A candidate came, came late, or did not come; the latest word counts."""

    application_id: Name
    attendance: Attendance
    staff_id: Name
    reason: Reason


class IncidentNoted(Entry, frozen=True, tag=True, omit_defaults=True):
    """Something went wrong, with one candidate or PC, or with all where the ids are empty."""

    incident_id: HexId
    kind: IncidentKind
    application_id: Name
    seat_id: Name
    staff_id: Name
    text: Reason
    sitting_id: Name = ""


class ExitPermitted(Entry, frozen=True, tag=True):
    """A candidate left the room with leave."""

    exit_id: HexId
    application_id: Name
    staff_id: Name
    reason: Reason


class ExitEnded(Entry, frozen=True, tag=True):
    """The candidate who had left is back."""

    exit_id: HexId
    staff_id: Name


class SeatRevoked(Entry, frozen=True, tag=True):
    """A PC is not listened to any more."""

    seat_id: Name
    staff_id: Name
    reason: Reason


class CreditProposed(Entry, frozen=True, tag=True):
    """One person would give so many milliseconds; a second one has to agree.

    With a `revision` it would let somebody who has handed in write on.
    """

    application_id: Name
    milliseconds: Span
    revision: Count
    staff_id: Name
    reason: Reason


class CreditWithdrawn(Entry, frozen=True, tag=True):
    """What waited for a second person was taken back, or that person said no."""

    application_id: Name
    staff_id: Name


class AnnouncementMade(Entry, frozen=True, tag=True, omit_defaults=True):
    """Everybody in the room reads this on the wall."""

    announcement_id: HexId
    staff_id: Name
    text: Reason
    sitting_id: Name = ""


class AnnouncementEnded(Entry, frozen=True, tag=True):
    """It does not stand on the wall any more."""

    announcement_id: HexId
    staff_id: Name


class AccountOpened(Entry, frozen=True, tag=True):
    """Somebody may work here from now on, in that role; `staff_id` is who gave them the account."""

    account_id: Name
    role: Name
    staff_id: Name


class PassphraseRenewed(Entry, frozen=True, tag=True):
    """The passphrase of an account was drawn anew; the one before opens nothing."""

    account_id: Name
    staff_id: Name


class AccountClosed(Entry, frozen=True, tag=True):
    """Nobody works under this account any more."""

    account_id: Name
    staff_id: Name


class SeatsDrawn(Entry, frozen=True, tag=True, omit_defaults=True):
    """Candidates were given places by lot; the seed gives the same places again.

    `reason` is why the lot was drawn once more; it is empty the first time.
    """

    seed: HexHash
    plan_digest: HexHash
    staff_id: Name
    reason: Reason
    sitting_id: Name = ""


class PlaceChanged(Entry, frozen=True, tag=True):
    """A candidate was given another place than the lot gave; an empty place is none."""

    application_id: Name
    place: Name
    staff_id: Name
    reason: Reason


class TopicsUnlocked(Entry, frozen=True, tag=True, omit_defaults=True):
    """The holders of the topics' passphrases entered them; the key is in memory from now on.

    Without holders it was the code from the proctors' sealed envelope.
    """

    holders: _People
    staff_id: Name
    sitting_id: Name = ""


class CopyMade(Entry, frozen=True, tag=True):
    """The whole exam was copied at the end of the day, up to so many entries before this one."""

    entries: Count
    digest: HexHash
    staff_id: Name


class PcChecked(Entry, frozen=True, tag=True):
    """A seat found out something else about its PC than before; each kind stands in one place.

    `stops` hold back the sign-in, until a proctor at the PC has passed them; what is `unchecked`
    could not be looked at.
    """

    seat_id: Name
    stops: _PcKinds = ()
    passed: _PcKinds = ()
    warnings: _PcKinds = ()
    notices: _PcKinds = ()
    unchecked: _PcKinds = ()


class CardShown(Entry, frozen=True, tag=True):
    """A new card stood on a screen once, with its code, for somebody to print it."""

    application_id: Name
    staff_id: Name


class RehearsalFinding(msgspec.Struct, frozen=True):
    """One thing that a rehearsal looked at, how that was judged, and its figures."""

    topic: Name
    judgement: Name
    details: Annotated[dict[Name, Count | _Figure], msgspec.Meta(max_length=9)] = {}


class RehearsalHeld(Entry, frozen=True, tag=True):
    """So many simulated PCs wrote for so long (seconds) at this server, and this was found."""

    staff_id: Name
    seats: Ordinal
    seconds: Ordinal
    findings: Annotated[tuple[RehearsalFinding, ...], msgspec.Meta(max_length=16)]


Proceeding = (
    CheckInOpened
    | CheckInClosed
    | AttendanceNoted
    | IncidentNoted
    | ExitPermitted
    | ExitEnded
    | SeatRevoked
    | CreditProposed
    | CreditWithdrawn
    | AnnouncementMade
    | AnnouncementEnded
    | AccountOpened
    | PassphraseRenewed
    | AccountClosed
    | SeatsDrawn
    | PlaceChanged
    | TopicsUnlocked
    | CopyMade
    | PcChecked
    | CardShown
    | RehearsalHeld
)
