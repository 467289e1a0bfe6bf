"""A key costs as much in a paper of fifty thousand words as in a short one: work is counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from random import Random

import pytest

from kiosk.text import Move, Sheet, wrapping
from kiosk.text.document import Document

WORDS = ("di", "dan", "kota", "warga", "pelayanan", "untuk", "anggaran", "“keterbukaan”", "itu")
KEYS = "ramai sekali di jalan "


def paper(words: int, words_in_paragraph: int) -> str:
    chosen = iter(Random(11).choices(WORDS, k=words))
    paragraphs = range(words // words_in_paragraph)
    return "\n".join(" ".join(next(chosen) for _ in range(words_in_paragraph)) for _ in paragraphs)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What is done while keys are pressed: rows wrapped, numbers added up, whole texts joined."""
    done = Counter[str]()
    row_end = wrapping._row_end

    def counting_rows(line: str, start: int, limit: int) -> int:
        done["rows"] += 1
        return row_end(line, start, limit)

    def counting_sums(values: Sequence[int], *, initial: int) -> Iterator[int]:
        done["sums"] += len(values)
        return accumulate(values, initial=initial)

    def counting_texts(document: Document) -> str:
        done["texts"] += 1
        return "\n".join(document.lines)

    monkeypatch.setattr(wrapping, "_row_end", counting_rows)
    monkeypatch.setattr("kiosk.text.sums.accumulate", counting_sums)
    monkeypatch.setattr(Document, "text", property(counting_texts))
    return done


def sheet_at(text: str, place: float) -> Sheet:
    sheet = Sheet(text, lambda *_: None, 80)
    sheet.place_cursor(int(place * len(text)))
    sheet.insert("x")
    sheet.pieces(sheet.layout.spot(sheet.cursor).row, focused=True)
    sheet.take_damage()
    return sheet


def pressed(sheet: Sheet, keys: Sequence[Callable[[], object]], work: Counter[str]) -> list[int]:
    """Press keys and draw what they changed; return how many rows each made to be drawn."""
    drawn = []
    work.clear()
    for key in keys:
        key()
        height = sheet.layout.height
        rows = {row for each in sheet.take_damage().rows for row in each if row < height}
        for row in sorted(rows)[:50]:
            sheet.pieces(row, focused=True)
        drawn.append(len(rows))
    return drawn


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(
    ("words", "words_in_paragraph"), [(1000, 100), (50_000, 100), (50_000, 5000)]
)
def test_typing_wraps_draws_and_adds_up_little_however_long_the_paper_is(
    words: int, words_in_paragraph: int, place: float, work: Counter[str]
) -> None:
    sheet = sheet_at(paper(words, words_in_paragraph), place)
    keys: list[Callable[[], object]]
    keys = [partial(sheet.insert, letter) for letter in KEYS * 3]
    keys += [sheet.delete_left] * 30 + [sheet.delete_right] * 30
    drawn = pressed(sheet, keys, work)
    assert sorted(drawn)[len(drawn) // 2] <= 2
    assert work["rows"] <= 14 * len(keys)
    assert work["sums"] <= 150 * len(keys)
    assert work["texts"] == 0


def test_moving_the_cursor_wraps_nothing_and_draws_two_rows(work: Counter[str]) -> None:
    sheet = sheet_at(paper(50_000, 100), 0.5)
    sheet.page_rows = 20
    moves = [each for each in Move for _ in range(3)]
    keys = [partial(sheet.move, move) for move in moves]
    assert max(pressed(sheet, keys, work)) <= 2
    assert work["rows"] == work["texts"] == 0


def test_a_selection_that_grows_draws_only_what_it_grew_by(work: Counter[str]) -> None:
    sheet = sheet_at(paper(5000, 100), 0.0)
    keys = [partial(sheet.move, Move.DOWN, extend=True)] * 100
    assert max(pressed(sheet, keys, work)) <= 2
    assert work["rows"] == work["texts"] == 0


def test_a_line_end_wraps_its_paragraph_alone(work: Counter[str]) -> None:
    sheet = sheet_at(paper(50_000, 100), 0.5)
    pressed(sheet, [sheet.break_line, sheet.delete_left] * 10, work)
    assert work["rows"] <= 20 * 15
    assert work["texts"] == 0
