"""Who let papers through, blacked out, disclosed or closed for ever, as entries of the ledger.

No entry holds a text. Digests are of sealed bytes, never of a text: what was blacked out could be
guessed from a digest of the text around it.
"""

from typing import Annotated

import msgspec

from exam.entry import Entry
from exam.limits import Count, HexHash, Name, Ordinal, Reason

_Members = Annotated[tuple[Name, ...], msgspec.Meta(min_length=1, max_length=16)]
_HashOrNone = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
_Day = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]


class PaperReleased(Entry, frozen=True, tag=True):
    """The release officer let panelists read this paper."""

    code: Name
    staff_id: Name


class ReleaseWaived(Entry, frozen=True, tag=True):
    """The chair let panelists read so many papers that no release officer had checked."""

    papers: Count
    staff_id: Name
    reason: Reason


class PaperRedacted(Entry, frozen=True, tag=True):
    """So many passages of a paper were blacked out, and what stood there was sealed to the panel.

    `number` counts the redactions of a paper. Digests are of the original as it is sealed, and of
    the paper as it is sealed since.
    """

    code: Name
    staff_id: Name
    number: Ordinal
    passages: Ordinal
    original_digest: HexHash
    redacted_digest: HexHash


class SharesRehearsed(Entry, frozen=True, tag=True):
    """These panelists' shares were joined before the exam, and made the panel key."""

    members: _Members
    panel_key_digest: HexHash


class PaperDisclosed(Entry, frozen=True, tag=True):
    """These panelists' shares opened one hand-in and the journal behind it, for an appeal.

    The digest is of the document that was written for them; without a hand-in the envelope is none.
    """

    application_id: Name
    envelope_digest: _HashOrNone
    document_digest: HexHash
    members: _Members
    reason: Reason


class PapersShown(Entry, frozen=True, tag=True):
    """These panelists' shares opened so many hand-ins, to be shown in clear in an evidence bundle.

    `staff_id` is who asked for it, empty for a command. It is written before the bundle is.
    """

    papers: Count
    members: _Members
    staff_id: Name
    reason: Reason


class KeysDestroyed(Entry, frozen=True, tag=True):
    """The time for which papers are kept was over on that day, and the keys here were destroyed."""

    due: _Day
    slots: Count
    seeds: Count
    sealed: Count
    reason: Reason


Custody = (
    PaperReleased
    | ReleaseWaived
    | PaperRedacted
    | SharesRehearsed
    | PaperDisclosed
    | PapersShown
    | KeysDestroyed
)
