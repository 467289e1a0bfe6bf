"""The text as lines agrees with the same text as one plain string."""

from hypothesis import given
from hypothesis import strategies as st

from exam.manuscript import blocks_of
from kiosk.text.document import Document
from tests.kiosk.text import places
from tests.kiosk.text.texts import HOSTILE, TEXTS, edits

ANY = TEXTS | HOSTILE


def same(document: Document, text: str) -> None:
    assert document.text == text
    assert document.length == len(text)
    assert document.lines == text.split("\n")


@given(ANY)
def test_a_text_comes_out_as_it_went_in_cut_at_line_feeds_alone(text: str) -> None:
    same(Document(text), text)


@given(TEXTS)
def test_every_place_has_one_line_and_one_column(text: str) -> None:
    document = Document(text)
    for at in range(len(text) + 1):
        place = document.place(at)
        assert place == places.place(text, at)
        assert document.offset(*place) == at


@given(TEXTS)
def test_a_place_outside_becomes_the_nearest_inside(text: str) -> None:
    document = Document(text)
    assert document.place(-5) == (0, 0)
    assert document.offset(*document.place(len(text) + 5)) == len(text)


@given(ANY, st.data())
def test_any_replacements_change_the_text_as_they_would_a_string(
    text: str, data: st.DataObject
) -> None:
    document = Document(text)
    for _ in range(data.draw(st.integers(1, 6))):
        start, end, inserted = data.draw(edits(text))
        assert document.slice(start, end) == text[start:end]
        line = places.place(text, start)[0]
        change = document.replace(start, end, inserted)
        assert (change.at, change.removed, change.inserted) == (start, text[start:end], inserted)
        assert (change.line, change.column) == places.place(text, start)
        assert change.old_lines == text[start:end].count("\n") + 1
        assert change.new_lines == inserted.count("\n") + 1
        after = text[:start] + inserted + text[end:]
        fresh = document.lines[line : line + change.new_lines]
        assert fresh == after.split("\n")[line : line + change.new_lines]
        text = after
        same(document, text)
        at = data.draw(st.integers(0, len(text)))
        assert document.place(at) == places.place(text, at)


@given(TEXTS, st.data())
def test_a_change_that_says_nothing_is_reshaped_leaves_all_numbers_as_they_were(
    text: str, data: st.DataObject
) -> None:
    start, end, inserted = data.draw(edits(text))
    after = text[:start] + inserted + text[end:]
    if not Document(text).replace(start, end, inserted).reshaped:
        old, new = blocks_of(text), blocks_of(after)
        assert [(block.kind, block.is_blank) for block in old] == [
            (block.kind, block.is_blank) for block in new
        ]


def test_only_the_lines_that_changed_are_touched() -> None:
    document = Document("\n".join(f"baris {number}" for number in range(10_000)))
    before = list(map(id, document.lines))
    document.replace(document.offset(5000, 3), document.offset(5000, 3), "x")
    document.replace(document.offset(7000, 3), document.offset(7000, 3), "x\ny")
    after = list(map(id, document.lines))
    assert after[:5000] == before[:5000]
    assert after[5001:7000] == before[5001:7000]
    assert after[7002:] == before[7001:]
