"""Commands to a sheet, drawn at random, done to the sheet and to the model alike."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from exam.manuscript import HEADING_LEVELS, BlockKind, sections_of
from kiosk.text import Heading, Move, Piece, Sheet
from tests.kiosk.text import naive, places
from tests.kiosk.text.model import Model
from tests.kiosk.text.splicing import is_row
from tests.kiosk.text.texts import ACUTE, INSIDE, LETTERS, SOUND, WIDTHS

Act = tuple[str, Any]

PLACE = st.integers(0, 400)
"""Becomes a place by the length of the text."""
KEYS = st.one_of(
    st.tuples(st.just("insert"), LETTERS),
    st.tuples(st.just("insert"), LETTERS),
    st.sampled_from(["delete_left", "delete_left", "delete_right"]).map(lambda name: (name, None)),
    st.sampled_from(["break_line", "delete_word_left", "delete_word_right"]).map(
        lambda name: (name, None)
    ),
)
MOVES = st.tuples(st.just("move"), st.tuples(st.sampled_from(Move), st.booleans()))
UNDO = st.sampled_from(["undo", "undo", "redo"]).map(lambda name: (name, None))
MARKING = st.tuples(st.just("mark_lines"), st.sampled_from(BlockKind))
LARGER = st.one_of(
    st.tuples(st.just("insert"), INSIDE),
    st.tuples(st.just("paste"), SOUND),
    MARKING,
    st.just(("cut", None)),
    st.just(("copy", None)),
)
SELECT = st.one_of(
    st.tuples(st.just("place_cursor"), st.tuples(PLACE, st.booleans())),
    st.tuples(st.just("select"), st.tuples(PLACE, PLACE)),
    st.tuples(st.just("select_word_at"), PLACE),
    st.tuples(st.just("select_line_at"), PLACE),
    st.sampled_from(["select_all", "grow_selection", "grow_selection", "stop_marking"]).map(
        lambda name: (name, None)
    ),
)
FIND = st.one_of(
    st.tuples(st.just("find"), st.sampled_from(["a", "A", "di", "satu", " ", ".", "zz", ""])),
    st.tuples(st.just("find_next"), st.booleans()),
    st.tuples(st.just("replace_found"), st.sampled_from(["", "x", "a", "dua kata"])),
    st.tuples(st.just("replace_all"), st.sampled_from(["", "x", "a", "dua kata\n"])),
)
SIZES = st.tuples(st.integers(-1, 14), st.integers(-1, 3))
TABLING = st.one_of(
    st.tuples(st.just("insert_table"), SIZES),
    st.sampled_from(
        ["next_cell", "previous_cell", "add_row", "drop_row", "add_column", "drop_column"]
    ).map(lambda name: (name, None)),
)
SETTING = st.one_of(
    st.sampled_from(
        ["toggle_bold", "toggle_italic", "toggle_bold", "insert_note", "insert_page_break"]
    ).map(lambda name: (name, None)),
    st.just(("leave_note", None)),
    st.tuples(st.just("begin_section"), st.sampled_from([*HEADING_LEVELS])),
    st.tuples(st.just("change_level"), st.booleans()),
    st.tuples(st.just("move_section"), st.tuples(PLACE, st.booleans())),
    st.just(("lay_sections", ["Pendahuluan", " di\nsini "])),
)
RESIZE = st.tuples(st.just("resize"), WIDTHS)
ACTS: st.SearchStrategy[Act] = st.one_of(
    KEYS, KEYS, KEYS, MOVES, MOVES, UNDO, LARGER, SELECT, FIND, TABLING, SETTING, SETTING
)
ACTS_AND_SIZES: st.SearchStrategy[Act] = st.one_of(ACTS, ACTS, ACTS, RESIZE)


class Pair:
    """A sheet and its model, to which the same happens."""

    def __init__(self, text: str, width: int) -> None:
        self.heard: list[tuple[int, str, str]] = []
        self.first = text
        self.sheet = Sheet(text, self._hear, width)
        self.model = Model(text, width)
        self.sheet.page_rows = self.model.page_rows = 3
        self._folded = text
        self.sheet.take_damage()
        self.picture = picture_of(self.sheet)

    def _hear(self, at: int, removed: str, inserted: str) -> None:
        assert removed != inserted
        assert self._folded[at : at + len(removed)] == removed
        self._folded = self._folded[:at] + inserted + self._folded[at + len(removed) :]
        self.heard.append((at, removed, inserted))

    def do(self, act: Act) -> None:
        """Do one command to both; both answer the same."""
        name, given = act
        if given == ACUTE and not self._is_behind_letter():
            return
        special: dict[str, Callable[[Any], None]] = {
            "move": self._move,
            "place_cursor": self._place_cursor,
            "select": self._select,
            "select_word_at": lambda at: self._select_at(places.word_span, "select_word_at", at),
            "select_line_at": lambda at: self._select_at(places.line_span, "select_line_at", at),
            "find_next": self._find_next,
            "replace_all": self._replace_all,
            "mark_lines": self._mark_lines,
            "resize": self._resize,
            "insert_table": self._insert_table,
            "change_level": self._change_level,
            "move_section": self._move_section,
            "select_all": self._select_all,
            "stop_marking": self._stop_marking,
        }
        if name in special:
            special[name](given)
        else:
            arguments = () if given is None else (given,)
            answer = getattr(self.model, name)(*arguments)
            assert getattr(self.sheet, name)(*arguments) == answer

    def check(self) -> None:
        """Both are alike, and the sheet keeps its promises."""
        sheet, model = self.sheet, self.model
        assert sheet.text == model.text
        assert sheet.text == self._folded
        assert tuple(sheet.selection) == (model.anchor, model.head)
        assert sheet.is_marking == model.is_marking
        assert sheet.length == len(model.text)
        assert sheet.copy() == model.copy()
        assert sheet.layout.height == len(naive.rows(model.text, model.width))
        assert [(span.start, span.end) for span in sheet.found] == model.found
        line = model.place()[2]
        assert sheet.current_kind.value == line[: naive.floor_of(line)]
        assert not naive.has_stray(model.text)
        state = model.wished or model.set_here[:2]
        assert (sheet.current_state.bold, sheet.current_state.italic) == state
        assert (sheet.in_note, sheet.in_table) == (model.in_note, is_row(line))
        assert sheet.headings() == headings_of(sheet.text)

    def look(self) -> None:
        """Draw again only what is said to look different: the picture is as if drawn anew."""
        damage = self.sheet.take_damage()
        height = self.sheet.layout.height
        assert damage.resized or height == len(self.picture)
        self.picture = [*self.picture[:height], *[[]] * (height - len(self.picture))]
        for rows in damage.rows:
            for row in rows[: max(height - rows.start, 0)]:
                self.picture[row] = self.sheet.pieces(row, focused=True)
        fresh = Sheet(self.sheet.text, lambda *_: None, self.sheet.layout.width)
        fresh.select(*self.sheet.selection)
        fresh.found = self.sheet.found
        assert self.picture == picture_of(fresh)

    # -- commands whose arguments must be fitted to the text

    def _is_behind_letter(self) -> bool:
        """Whether an accent that is typed finds a letter to stand on."""
        return self.model.text[: self.model.start][-1:].isalnum()

    def _at(self, number: int) -> int:
        stops = places.all_stops(self.model.text)
        return stops[number % len(stops)]

    def _move(self, given: tuple[Move, bool]) -> None:
        self.sheet.move(given[0], extend=given[1])
        self.model.move(given[0], extend=given[1])

    def _place_cursor(self, given: tuple[int, bool]) -> None:
        at = given[0] % (len(self.model.text) + 3) - 1
        self.sheet.place_cursor(at, extend=given[1])
        self.model.place_cursor(at, extend=given[1])

    def _select(self, given: tuple[int, int]) -> None:
        anchor, head = (number % (len(self.model.text) + 1) for number in given)
        self.sheet.select(anchor, head)
        self.model.select(anchor, head)

    def _select_at(
        self, span: Callable[[str, int], tuple[int, int]], name: str, number: int
    ) -> None:
        at = self._at(number)
        getattr(self.sheet, name)(at)
        self.model.select(*span(self.model.text, at))

    def _find_next(self, backwards: bool) -> None:
        answer = self.model.find_next(backwards=backwards)
        assert self.sheet.find_next(backwards=backwards) == answer

    def _replace_all(self, replacement: str) -> None:
        before, count = self.model.text, self.sheet.replace_all(replacement)
        assert count == self.model.replace_all(replacement)
        if count:
            head = self.sheet.cursor
            assert places.rest(self.model.text, head) == head
            self.model.anchor = self.model.head = head
        if self.model.text != before:
            self.model.settle()

    def _mark_lines(self, kind: BlockKind) -> None:
        assert self.sheet.mark_lines(kind) == self.model.mark_lines(kind.value)

    def _insert_table(self, size: tuple[int, int]) -> None:
        assert self.sheet.insert_table(*size) == self.model.insert_table(*size)

    def _change_level(self, deeper: bool) -> None:
        assert self.sheet.change_level(deeper=deeper) == self.model.change_level(deeper=deeper)

    def _move_section(self, given: tuple[int, bool]) -> None:
        starts = [heading.at for heading in headings_of(self.model.text)] or [0]
        at, down = starts[given[0] % len(starts)], given[1]
        assert self.sheet.move_section(at, down=down) == self.model.move_section(at, down=down)

    def _resize(self, width: int) -> None:
        self.sheet.resize(width)
        self.model.width = width

    def _select_all(self, _: None) -> None:
        self.sheet.select_all()
        self.model.select(0, len(self.model.text))

    def _stop_marking(self, _: None) -> None:
        self.sheet.stop_marking()
        self.model.place_cursor(self.model.head)


def headings_of(text: str) -> tuple[Heading, ...]:
    """The headings as the manuscript says them."""
    return tuple(Heading(s.level, s.title, s.start, s.words) for s in sections_of(text))


def picture_of(sheet: Sheet) -> list[list[Piece]]:
    return [sheet.pieces(row, focused=True) for row in range(sheet.layout.height)]
