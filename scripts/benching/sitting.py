"""A whole sitting in fast motion: what somebody types in four hours, and the keys for it."""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Final

from scripts.benching.figures import Soak, spread_of
from scripts.benching.keystrokes import Typist
from scripts.benching.running import Running
from scripts.benching.texts import Place, prose

EDITS_OF_FOUR_HOURS: Final = 40_000
KEYS_OF_FOUR_HOURS: Final = 2_000
"""So many of the first and of the last keys are measured one by one."""
_BURST_KEYS: Final = 40
_QUIET_SECONDS: Final = 0.008
_PARAGRAPH_WORDS: Final = 90
_UNDO: Final = b"\x1a"
_BACKSPACE: Final = b"\x7f"
_MOVES: Final = (b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[1~", b"\x1b[4~", b"\x1b[5~")
_END_OF_TEXT: Final = b"\x1b[1;5F"


def measure_sitting(one: Running, edits: int, keys: int) -> Soak:
    """Type so many edits as fast as they are taken, and the first and last keys one by one."""
    one.go(Place.END)
    first = Typist(one)
    first.type_letters(keys)
    stream = keys_of_a_sitting(max(edits - 2 * keys, 0))
    while burst := list(islice(stream, _BURST_KEYS)):
        one.session.send(b"".join(burst), _QUIET_SECONDS)
    one.session.settle(0.5)
    one.go(Place.END)
    last = Typist(one)
    last.type_letters(keys)
    return Soak(edits, spread_of(first.milliseconds), spread_of(last.milliseconds))


def keys_of_a_sitting(edits: int) -> Iterator[bytes]:
    """Yield keys until they made so many edits: words, slips, moves there and back, undo."""
    drawn = random.Random(11)
    word = b""
    number = done = 0
    for letter in prose():
        if letter != " ":
            word += letter.encode()
            continue
        for key in _piece(drawn, word, number):
            yield key
            done += key[:1] != b"\x1b"
        word, number = b"", number + 1
        if done >= edits:
            return


def _piece(drawn: random.Random, word: bytes, number: int) -> Iterator[bytes]:
    """Yield the keys of a word and of what comes over somebody behind it."""
    yield from _single(word)
    chance = drawn.random()
    if chance < 0.10:
        yield from [_BACKSPACE] * 2
        yield from _single(word[-2:])
    elif chance < 0.13:
        yield from drawn.choices(_MOVES, k=drawn.randint(1, 6))
        yield b" "
        yield b"x"
        yield _END_OF_TEXT
    elif chance < 0.15:
        yield _UNDO
    yield b"\r" if number % _PARAGRAPH_WORDS == _PARAGRAPH_WORDS - 1 else b" "


def _single(letters: bytes) -> Iterator[bytes]:
    return (letters[at : at + 1] for at in range(len(letters)))
