"""Pairing codes: a one-time secret that a technician types, and the exam that it pins.

The pin is the first 80 bits of the exam id. A PC that was given another exam's manifest, by
mistake or by somebody on the network, does not enrol.
"""

from dataclasses import dataclass
from typing import Final

from exam.codes import (
    ALPHABET,
    LENGTH,
    Code,
    Randomness,
    fold_typed,
    make_code,
    parse_code,
    show_code,
)
from exam.errors import CodeError

_PIN_CHARACTERS: Final = 16


@dataclass(frozen=True, slots=True)
class PairingCode:
    """What a technician types at a PC: a one-time secret, and which exam to trust."""

    secret: Code
    pin: str

    def show(self) -> str:
        """Write it in groups of four."""
        return show_code(self.secret + self.pin)

    def matches(self, exam_id: bytes) -> bool:
        """Whether the code was made for that exam."""
        return self.pin == fingerprint_of(exam_id)


def make_pairing_code(exam_id: bytes, random: Randomness) -> PairingCode:
    """Draw a pairing code for one PC."""
    return PairingCode(make_code(random), fingerprint_of(exam_id))


def parse_pairing_code(typed: str) -> PairingCode:
    """Read a pairing code as people type it.

    Raises:
        CodeError: wrong length, wrong characters, or a wrong check character in the secret; a wrong
            character in the pin shows only when the code does not match the exam.

    """
    text = fold_typed(typed)
    secret, pin = text[:-_PIN_CHARACTERS], text[-_PIN_CHARACTERS:]
    if len(text) != LENGTH + _PIN_CHARACTERS or not set(text) <= set(ALPHABET):
        raise CodeError("code.pairing")
    return PairingCode(parse_code(secret), pin)


def fingerprint_of(exam_id: bytes) -> str:
    """Return the first 80 bits of the exam id in the code alphabet, as pairing codes end."""
    number = int.from_bytes(exam_id[:10], "big")
    places = reversed(range(_PIN_CHARACTERS))
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in places)
