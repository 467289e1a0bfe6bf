"""Measures what is not typing of letters: breaks, deletions, pages, search, undo, paste, size."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from scripts.benching.figures import Deed, bytes_each, spread_of
from scripts.benching.programs import OURS
from scripts.benching.running import Running
from scripts.benching.session import COLUMNS, ROWS, NothingShownError, Reaction
from scripts.benching.texts import FOUND, Place

PASTED_WORDS: Final = 1_000
_TOGETHER: Final = 8
_LETTERS_PER_WORD: Final = 7.1
_SMALL: Final = (100, 30)
_UNHEARD: Final = "qxzqxz"
_LONG_WAIT_SECONDS: Final = 0.3
_Measured = Iterator[Reaction]


def measure_actions(running: Sequence[Running], count: int) -> list[Deed]:
    """Do each action so often in ours, a third as often in the others.

    It begins in the middle; an action that is to be done elsewhere goes there.
    """
    deeds = []
    for one in running:
        one.go(Place.MIDDLE)
    for name, action in _ACTIONS.items():
        for one in running:
            is_ours = one.program is OURS
            reactions = list(action(one, count if is_ours else max(count // 3, 3)))
            deeds.append(
                Deed(
                    one.program.name,
                    one.paper.words,
                    one.paper.is_long,
                    name,
                    spread_of(each.milliseconds for each in reactions) if reactions else None,
                    bytes_each(reactions) if reactions else 0,
                )
            )
    return deeds


def _enter(one: Running, count: int) -> _Measured:
    for _ in range(count):
        one.session.send(b"kata")
        yield one.session.press(one.program.keys.enter)


def _backspace(one: Running, count: int) -> _Measured:
    one.session.send(b"a" * count)
    for _ in range(count):
        yield one.session.press(one.program.keys.backspace)


def _word_delete(one: Running, count: int) -> _Measured:
    one.session.send(b" kata" * count)
    for _ in range(count):
        yield one.session.press(one.program.keys.word_delete)


def _page_down(one: Running, count: int) -> _Measured:
    for number in range(count):
        if number % 2 == 0:
            one.go(Place.START)
        yield one.session.press(one.program.keys.page_down)


def _find(one: Running, count: int) -> _Measured:
    keys, session = one.program.keys, one.session
    one.go(Place.START)
    if not can_search(one):
        return
    session.send(keys.find, _LONG_WAIT_SECONDS)
    session.send(FOUND.encode(), _LONG_WAIT_SECONDS)
    session.send(b"\r", _LONG_WAIT_SECONDS)
    for _ in range(count):
        yield session.press(keys.find_next)
        if FOUND not in session.text:
            raise NothingShownError(session.text)
    session.send(keys.leave_find, _LONG_WAIT_SECONDS)


def can_search(one: Running) -> bool:
    """Whether a program has a search: a term typed into it is gone when the search is left.

    Where there is none, the term was typed into the text, and is taken out again.
    """
    keys, session = one.program.keys, one.session
    if not keys.find:
        return False
    session.send(keys.find, _LONG_WAIT_SECONDS)
    session.send(_UNHEARD.encode(), _LONG_WAIT_SECONDS)
    session.send(keys.leave_find, _LONG_WAIT_SECONDS)
    if session.loses(_UNHEARD, session.longest_seconds):
        return True
    for _ in _UNHEARD:
        session.press(keys.backspace)
    return False


def _undo(one: Running, count: int) -> _Measured:
    for _ in range(count):
        one.session.send(b"kata")
        yield one.session.press(one.program.keys.undo)


def _paste(one: Running, count: int) -> _Measured:
    """Paste about a thousand words that were copied in the program; each is taken back again."""
    keys, session = one.program.keys, one.session
    one.go(Place.START)
    rows = round(PASTED_WORDS * _LETTERS_PER_WORD / one.program.row_letters)
    for _ in range(round(rows / _TOGETHER)):
        session.send(keys.select_down * _TOGETHER)
    session.send(keys.copy, _LONG_WAIT_SECONDS)
    one.go(Place.MIDDLE)
    for _ in range(max(count // 2, 3)):
        yield session.press(keys.paste)
        session.send(keys.undo, _LONG_WAIT_SECONDS)


def _resize(one: Running, count: int) -> _Measured:
    for _ in range(count // 2):
        yield one.session.resize(*_SMALL)
        yield one.session.resize(COLUMNS, ROWS)
    one.session.settle(_LONG_WAIT_SECONDS)


_ACTIONS: Final[dict[str, Callable[[Running, int], _Measured]]] = {
    "Enter": _enter,
    "Backspace": _backspace,
    "delete word": _word_delete,
    "undo": _undo,
    "resize": _resize,
    "page down": _page_down,
    "find next": _find,
    f"paste {PASTED_WORDS:,} words": _paste,
}
