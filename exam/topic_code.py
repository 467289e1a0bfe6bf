"""The topic key as people type it: five lines, each a code with a check character of its own.

It lies on paper in the proctors' sealed envelope, for a PC that the order to start cannot reach. A
line with a wrong character is refused by its own check, so whoever types knows which line to look
at again; 19 bits over the whole key find lines that are right and stand in a wrong order.
"""

from collections.abc import Sequence
from typing import Final

from exam import keys
from exam.codes import (
    DATA_LENGTH,
    LENGTH,
    TOPIC_LINES,
    Code,
    bits_of,
    code_from_bits,
    fold_typed,
    parse_code,
)
from exam.errors import CodeError

LINES: Final = TOPIC_LINES
_LINE_BITS: Final = 5 * DATA_LENGTH
_CHECK_BITS: Final = LINES * _LINE_BITS - 8 * keys.KEY_BYTES
_CHECK_MASK: Final = (1 << _CHECK_BITS) - 1
_PURPOSE: Final = "topic-code"


def topic_code_of(topic_key: bytes) -> tuple[Code, ...]:
    """Write a topic key as lines of twelve characters, to be shown with `exam.codes.show_code`."""
    number = int.from_bytes(topic_key, "big") << _CHECK_BITS | _check(topic_key)
    places = reversed(range(LINES))
    return tuple(code_from_bits(number >> (_LINE_BITS * place)) for place in places)


def parse_topic_line(typed: str, line: int) -> Code:
    """Read one line, counted from one, as people type it.

    Raises:
        CodeError: something in this line is wrong.

    """
    try:
        return parse_code(typed)
    except CodeError:
        raise CodeError("code.topic-line", line=line) from None


def parse_topic_code(typed: str) -> bytes:
    """Read a whole topic code as people type it, in one go or line by line.

    Raises:
        CodeError: it has not as many characters as a topic code, one of its lines is wrong, or
            its lines do not belong together.

    """
    text = fold_typed(typed)
    if len(text) != LINES * LENGTH:
        raise CodeError("code.topic-length", length=len(text), expected=LINES * LENGTH)
    starts = range(0, len(text), LENGTH)
    lines = [
        parse_topic_line(text[start : start + LENGTH], line)
        for line, start in enumerate(starts, start=1)
    ]
    return join_topic_lines(lines)


def join_topic_lines(lines: Sequence[Code]) -> bytes:
    """Return the topic key that all the lines of a topic code spell.

    Raises:
        CodeError: they are too few or too many, or do not belong together in this order.

    """
    if len(lines) != LINES:
        raise CodeError("code.topic-order")
    number = 0
    for line in lines:
        number = number << _LINE_BITS | bits_of(line)
    topic_key = (number >> _CHECK_BITS).to_bytes(keys.KEY_BYTES, "big")
    if _check(topic_key) != number & _CHECK_MASK:
        raise CodeError("code.topic-order")
    return topic_key


def _check(topic_key: bytes) -> int:
    number = int.from_bytes(keys.digest(_PURPOSE, topic_key), "big")
    return number & _CHECK_MASK
