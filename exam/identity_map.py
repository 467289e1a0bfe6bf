"""The map of codes to applications, and the commitment that fixes it before it opens.

It is salted, so that nobody can guess a map and see by the commitment that the guess was right.
"""

from collections.abc import Mapping
from typing import Annotated, Final, NewType

import msgspec

from exam import keys
from exam.codes import Randomness
from exam.errors import SealError

PaperCode = NewType("PaperCode", str)
SALT_BYTES: Final = 32


class IdentityMap(msgspec.Struct, frozen=True, array_like=True):
    """Which application stands behind each paper code, salted so that nobody can guess it."""

    salt: Annotated[bytes, msgspec.Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]
    applications: dict[PaperCode, str]


def make_map(applications: Mapping[PaperCode, str], random: Randomness) -> bytes:
    """Write the map of codes to applications with a fresh salt; its commitment is over this."""
    by_code = dict(sorted(applications.items()))
    return msgspec.msgpack.encode(IdentityMap(random(SALT_BYTES), by_code))


def commit_to_map(plaintext: bytes) -> bytes:
    """Digest that fixes a map without showing it, 32 bytes."""
    return keys.digest("identity-map", plaintext)


def read_map(plaintext: bytes, commitment: bytes) -> IdentityMap:
    """Read a map that was committed to.

    Raises:
        SealError: it is not the map of that commitment, or none.

    """
    if commit_to_map(plaintext) != commitment:
        raise SealError("seal.map")
    try:
        return msgspec.msgpack.decode(plaintext, type=IdentityMap)
    except msgspec.MsgspecError:
        raise SealError("seal.damaged") from None
