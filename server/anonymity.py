"""What stands between a paper and its author: paper codes, the sealed map, the key slots.

After the opening a paper is known by its code alone. Two secrets guard the rest, each in slots
that nobody opens but their holder: the reading key (whole, one slot each), and the identity key
(one share for each panelist, all of them needed).
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec

from exam import keys
from exam.codes import ALPHABET, Randomness
from exam.errors import SealError
from exam.identity_map import IdentityMap, PaperCode, commit_to_map, make_map, read_map
from exam.seal import PADDED_BYTES, Manuscript, pad, unpad

__all__ = [
    "CODE_LENGTH",
    "IdentityMap",
    "PaperCode",
    "Slot",
    "commit_to_map",
    "draw_paper_codes",
    "empty_slot",
    "fill_slot",
    "make_map",
    "one_size",
    "open_map",
    "open_paper",
    "seal_map",
    "seal_paper",
]

CODE_LENGTH: Final = 4
_BITS: Final = 5
_LARGEST_SIZE: Final = 4 * PADDED_BYTES


class Slot(StrEnum):
    """What a key slot of a panelist holds."""

    READING = "reading"
    IDENTITY = "identity"


def draw_paper_codes(count: int, random: Randomness) -> list[PaperCode]:
    """Draw so many different paper codes, in an order that says nothing."""
    codes: dict[PaperCode, None] = {}
    while len(codes) < count:
        number = int.from_bytes(random(3), "big")
        places = range(CODE_LENGTH)
        codes[PaperCode("".join(ALPHABET[number >> (_BITS * at) & 31] for at in places))] = None
    return list(codes)


def one_size(manuscripts: Iterable[Manuscript]) -> int:
    """Return to how many bytes all these papers are padded, so that no size tells whose one is.

    A paper of more than half a mebibyte keeps its own size: it must not swell all the others.
    """
    sizes = (len(pad(msgspec.msgpack.encode(manuscript))) for manuscript in manuscripts)
    return min(max(sizes), _LARGEST_SIZE)


def seal_paper(
    reading_key: bytes, code: str, manuscript: Manuscript, size: int, random: Randomness
) -> bytes:
    """Encrypt an opened paper, padded to the size of all, as the database keeps it."""
    plaintext = pad(msgspec.msgpack.encode(manuscript), size)
    return keys.encrypt(reading_key, plaintext, "paper", code, random=random)


def open_paper(reading_key: bytes, code: str, sealed: bytes) -> Manuscript:
    """Decrypt a stored paper.

    Raises:
        IntegrityError: another key, another paper's, or damaged.

    """
    plaintext = unpad(keys.decrypt(reading_key, sealed, "paper", code))
    try:
        return msgspec.msgpack.decode(plaintext, type=Manuscript)
    except msgspec.MsgspecError:
        raise SealError("seal.damaged") from None


def seal_map(identity_key: bytes, exam_id: bytes, plaintext: bytes, random: Randomness) -> bytes:
    """Encrypt a map, padded."""
    return keys.encrypt(identity_key, pad(plaintext), "identity-map", exam_id, random=random)


def open_map(identity_key: bytes, exam_id: bytes, sealed: bytes, commitment: bytes) -> IdentityMap:
    """Decrypt the map and check that it is the one that was committed to.

    Raises:
        IntegrityError: another key, damaged, or not the map of that commitment.

    """
    plaintext = unpad(keys.decrypt(identity_key, sealed, "identity-map", exam_id))
    return read_map(plaintext, commitment)


def fill_slot(
    public_key: bytes, secret: bytes, exam_id: bytes, panelist_id: str, slot: Slot
) -> bytes:
    """Seal a secret, or a share of one, to one panelist."""
    return keys.seal_to(public_key, secret, "key-slot", exam_id, panelist_id, slot.value)


def empty_slot(seed: bytes, sealed: bytes, exam_id: bytes, panelist_id: str, slot: Slot) -> bytes:
    """Open a panelist's slot with the panelist's seed.

    Raises:
        KeyMismatchError: another panelist's, another slot, or damaged.

    """
    return keys.open_sealed(seed, sealed, "key-slot", exam_id, panelist_id, slot.value)
