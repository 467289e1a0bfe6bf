"""A key costs as much in a paper of fifty thousand words as in a short one: work is counted."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from random import Random

import pytest

from exam.manuscript import count_words, marks
from kiosk.text import Move, Sheet, State, labels, wrapping
from kiosk.text.document import Document
from kiosk.text.styling import PLAIN, state_at

WORDS = ("di", "dan", "kota", "warga", "pelayanan", "untuk", "anggaran", "“keterbukaan”", "itu")
KEYS = "ramai sekali di jalan "


def paper(words: int, words_in_paragraph: int) -> str:
    chosen = iter(Random(11).choices(WORDS, k=words))
    paragraphs = range(words // words_in_paragraph)
    return "\n".join(" ".join(next(chosen) for _ in range(words_in_paragraph)) for _ in paragraphs)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What is done while keys are pressed: rows wrapped, numbers added up, whole texts joined.

    And list items counted, words counted, letters read to know how those behind them are set.
    """
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

    def counting_items(before: labels.Reached, line: str) -> labels.Reached:
        done["items"] += 1
        return behind(before, line)

    def counting_letters(line: str, column: int, start: int = 0, state: State = PLAIN) -> State:
        done["letters"] += column - start
        return state_at(line, column, start, state)

    def counting_words(line: str) -> int:
        done["lines counted"] += 1
        return count_words(line)

    behind = labels._behind
    monkeypatch.setattr(wrapping, "_row_end", counting_rows)
    monkeypatch.setattr(labels, "_behind", counting_items)
    for module in ("styling", "fitting"):
        monkeypatch.setattr(f"kiosk.text.{module}.state_at", counting_letters)
    monkeypatch.setattr("kiosk.text.headings.count_words", counting_words)
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


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_enter_counts_the_items_of_its_list_alone(place: float, work: Counter[str]) -> None:
    lines = paper(8000, 10).split("\n")
    text = "\n".join(marks.NUMBER * bool(number % 5) + line for number, line in enumerate(lines))
    sheet = sheet_at(text, place)
    pressed(sheet, [sheet.break_line, sheet.delete_left] * 10, work)
    assert work["items"] <= 20 * 60


@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_how_letters_are_set_is_not_read_again_from_the_start_of_a_paragraph(
    place: float, work: Counter[str]
) -> None:
    bold = paper(5000, 5000).replace("kota", f"{marks.BOLD_ON}kota{marks.BOLD_OFF}")
    sheet = sheet_at(bold, place)
    keys = [partial(sheet.insert, letter) for letter in KEYS * 3] + [sheet.delete_left] * 30
    pressed(sheet, keys, work)
    assert 0 < work["letters"] <= 1000 * len(keys)


def test_headings_count_the_words_of_a_line_that_changed_and_of_no_other(
    work: Counter[str],
) -> None:
    sheet = sheet_at(f"{marks.HEADING_1}Bab\n{paper(20_000, 100)}", 0.5)
    sheet.headings()
    work.clear()
    for letter in KEYS:
        sheet.insert(letter)
        sheet.headings()
    assert work["lines counted"] == len(KEYS)
