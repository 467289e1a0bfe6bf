"""What every entry of the ledger has: the instant at which it was written down."""

import msgspec

from exam.limits import Instant


class Entry(msgspec.Struct, frozen=True, tag_field="event"):
    """Something that happened to the exam, at an exam time in milliseconds."""

    at: Instant
