"""Texts to try: what candidates write, and what would break a careless program."""

from hypothesis import strategies as st

from exam.manuscript import marks

WORDS = ("a", "di", "satu", "pelayanan", "“Bapak”", "2*3", "ke-2", "anggaran-kota", "Ünïcode")
BLANKS = (" ", " ", " ", "  ", "     ", "\t", "\u00a0", "\u2003", "\u3000", " \t ")
ODD = ("e\u0301", "n\u0303\u0323", "漢字", "かな", "👍", "…", "—", "\u202f", "\u2007")
ACUTE = "\u0301"
INLINE = marks.INLINE_MARKS

LETTERS = st.sampled_from([*"abxyzABC012.,'-", " ", " ", " ", *"“”é漢\t\u00a0\u0301"])
"""Single characters that a key may bring."""
PLAIN = st.lists(st.sampled_from([*WORDS, *BLANKS]), max_size=14).map("".join)
PIECES = st.sampled_from([*WORDS, *WORDS, *BLANKS, *BLANKS, *ODD, *INLINE])
INSIDE = st.one_of(PLAIN, st.lists(PIECES, max_size=16).map("".join))
"""What stands in a line behind its mark."""
LINE_MARKS = st.sampled_from(["", "", "", *marks.LINE_MARKS])
LINES = st.builds(str.__add__, LINE_MARKS, INSIDE)
SOUND = st.lists(LINES, min_size=1, max_size=7).map("\n".join)
"""Documents as the editor makes them: line marks at the start of lines, accents on letters."""

ANYHOW = st.lists(st.one_of(PIECES, PIECES, st.just(ACUTE)), max_size=16).map("".join)
TORN_LINES = LINES | st.builds(str.__add__, LINE_MARKS, ANYHOW)
TEXTS = SOUND | st.lists(TORN_LINES, min_size=1, max_size=5).map("\n".join)
"""Documents with accents on nothing as well."""

_NOTE = f"b{marks.NOTE_START}c d{marks.NOTE_END}"
_BOLD = f"{marks.BOLD_ON}tebal{marks.BOLD_OFF}"
_IN_CELLS = st.sampled_from(["", "a", "satu", "dua ", "漢字", "e\u0301", "Januari", _NOTE, _BOLD])
_CELLS = st.lists(_IN_CELLS, min_size=1, max_size=4)
_ODD_CELLS = st.lists(st.one_of(_IN_CELLS, _IN_CELLS, PIECES, INSIDE), max_size=4)
_ROWS = st.one_of(_CELLS, _CELLS, _CELLS, _CELLS, _ODD_CELLS).map(
    lambda cells: marks.ROW + marks.CELL.join(cells)
)
TABLES = st.lists(st.one_of(_ROWS, _ROWS, _ROWS, LINES), min_size=1, max_size=7).map("\n".join)
"""Documents with many rows of tables, most of which fit on a row of the screen."""

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            [*marks.ALL_MARKS, *"\n\n\r\t ab", *"\x00\x07\x1b\x7f\x85\x9b", "\u2028", "\u202e"]
        ),
        st.sampled_from(["\ud800", "\udfff", "\ue000", "\uf8ff", "\U000f0000", "\ufeff", "\u0301"]),
        st.characters(),
    ),
    max_size=12,
)
"""What must not come in as it is."""

WIDTHS = st.one_of(st.integers(12, 60), st.integers(12, 18), st.sampled_from([1, 7, 11, 80, 200]))
"""Cells."""


@st.composite
def edits(draw: st.DrawFn, text: str) -> tuple[int, int, str]:
    """Draw (start, end, inserted) of an edit anywhere in a text, inside a line or over several."""
    start = draw(st.integers(0, len(text)))
    longest = draw(st.sampled_from([0, 1, 3, 40, 999]))
    end = draw(st.integers(start, min(len(text), start + longest)))
    return start, end, draw(st.one_of(LETTERS, INSIDE, TEXTS, st.just("")))
