"""How large anything may be: the field types that messages, records and entries share.

Whatever comes from outside is decoded into these, so that nothing without a limit exists.
"""

from typing import Annotated, Final

import msgspec

LONGEST_TEXT: Final = 400_000
"""Characters of one part of a manuscript, marks included."""
LONGEST_REASON: Final = 2000
LARGEST_WHOLE: Final = 2**63 - 1

Instant = Annotated[int, msgspec.Meta(ge=0, le=2**48)]
"""A point on the exam's timeline, in milliseconds since the exam was created."""

Span = Annotated[int, msgspec.Meta(ge=0, le=2**36)]
"""A length of time in milliseconds, up to two years."""

Count = Annotated[int, msgspec.Meta(ge=0, le=2**32)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**16 - 1)]
Ordinal = Annotated[int, msgspec.Meta(ge=1, le=2**16 - 1)]
"""A number that counts from one: of revisions, admissions, runs of the server."""

Whole = Annotated[int, msgspec.Meta(ge=-LARGEST_WHOLE, le=LARGEST_WHOLE)]
"""Any number among the details of a refusal."""

Id16 = Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
Hash32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Signature = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
HexId = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
HexHash = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Name = Annotated[str, msgspec.Meta(max_length=200)]
Reason = Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]
PartText = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]
