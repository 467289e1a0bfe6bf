"""The benchmark of the editor: what it takes for shown, what it makes of it, and a tiny run."""

import random
import shlex
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from exam.manuscript import count_words
from scripts.benching.actions import can_search
from scripts.benching.figures import Soak, Spread, Typing, Upkeep, percentile, spread_of
from scripts.benching.grid import Area
from scripts.benching.keystrokes import Typist
from scripts.benching.noise import Machine
from scripts.benching.programs import OURS
from scripts.benching.quota import quarter_of_a_cpu
from scripts.benching.report import tables_of
from scripts.benching.results import Results
from scripts.benching.running import started
from scripts.benching.screen import Screen
from scripts.benching.session import Margins, NothingShownError, Session
from scripts.benching.sitting import keys_of_a_sitting
from scripts.benching.styles import PLAIN, Style, styled
from scripts.benching.targets import all_passed, targets_of
from scripts.benching.terminal import Chunk, ProgramEndedError, PseudoTerminal
from scripts.benching.texts import Place, paper_of, prose
from scripts.practice.terminal import Terminals

COLUMNS, ROWS = 40, 12
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TERM": "xterm-256color"}

# -- the screen


def shown(written: str) -> list[str]:
    """Feed a small screen and return its rows without blanks at their ends."""
    screen = Screen(10, 3)
    screen.feed(written.encode())
    return [line.rstrip() for line in screen.grid.lines()]


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("satu\r\ndua", ["satu", "dua", ""]),
        ("1234567890ab", ["1234567890", "ab", ""]),
        ("1234567890\rX", ["X234567890", "", ""]),
        ("\x1b[2;3Hx\x1b[Ay", ["   y", "  x", ""]),
        ("abc\x1b[2D\x1b[K", ["a", "", ""]),
        ("abc\x1b[1K", ["", "", ""]),
        ("a\r\nb\r\nc\r\nd", ["b", "c", "d"]),
        ("a\r\nb\r\nc\x1b[H\x1bMd", ["d", "a", "b"]),
        ("a\r\nb\r\nc\x1b[2;3r\x1b[3;1H\n", ["a", "c", ""]),
        ("abcdef\x1b[3G\x1b[2P", ["abef", "", ""]),
        ("abcdef\x1b[3G\x1b[2@", ["ab  cdef", "", ""]),
        ("abcdef\x1b[3G\x1b[2X", ["ab  ef", "", ""]),
        ("a\r\nb\x1b[1L", ["a", "", "b"]),
        ("a\r\nb\r\nc\x1b[1;1H\x1b[1M", ["b", "c", ""]),
        ("x\x1b[4b", ["xxxxx", "", ""]),
        ("a\tb", ["a       b", "", ""]),
        ("\x1b7abc\x1b8x", ["xbc", "", ""]),
        ("\x1b]0;title\x07a\x1bP1$r\x1b\\b\x1b[>4;1mc", ["abc", "", ""]),
        ("\x1b(0q\x1b(Bq", ["─q", "", ""]),
        ("abc\x1b[2J", ["", "", ""]),
        ("日本x", ["日本x", "", ""]),
        ("123456789日", ["123456789", "日", ""]),
        ("\x1b[3\x1b[2Cx", ["  x", "", ""]),
        ("e\u0301x", ["e\u0301x", "", ""]),
    ],
)
def test_a_sequence_does_what_it_does_in_a_terminal(written: str, rows: list[str]) -> None:
    assert shown(written) == rows


def test_what_is_cut_in_the_middle_is_the_same_as_what_is_whole() -> None:
    written = "é\x1b[2;3Hx\x1b[1;31m日\x1b[0m\x1b]0;t\x1b\\y".encode()
    whole, cut = Screen(COLUMNS, ROWS), Screen(COLUMNS, ROWS)
    whole.feed(written)
    for at in range(len(written)):
        cut.feed(written[at : at + 1])
    everything = Area(0, 0, ROWS, COLUMNS)
    assert cut.grid.look(everything) == whole.grid.look(everything)


_SAFE = [
    "kata ", "Bagian 1", "日本", "é", "\r\n", "\r", "\b", "\t", "\x1bM", "\x1bD", "\x1bE",
    "\x1b7", "\x1b8", "\x1b[31;1m", "\x1b[0m", "\x1b[4;9r", "\x1b[r",
]  # fmt: skip
_COUNTED = "ABCDGdHXPLM@SKJ"


def _stream(seed: int) -> str:
    """Draw a stream of sequences that ends in a known way."""
    drawn = random.Random(seed)
    pieces = []
    for _ in range(150):
        if drawn.random() < 0.5:
            pieces.append(drawn.choice(_SAFE))
            continue
        final = drawn.choice(_COUNTED)
        numbers = f"{drawn.randint(1, 12)}" + (f";{drawn.randint(1, 40)}" if final == "H" else "")
        if final in "LM":  # outside of a region, and about the column then, terminals differ
            pieces.append(f"\x1b[r\x1b[{drawn.randint(1, 12)}H")
        pieces.append(f"\x1b[{drawn.randint(0, 2) if final in 'KJ' else numbers}{final}")
    return "".join(pieces) + f"\x1b[r\x1b[{ROWS};1H\x1b[2Kready"


@pytest.mark.parametrize("seed", range(6))
def test_any_stream_shows_what_tmux_shows(seed: int, tmp_path: Path) -> None:
    written = _stream(seed)
    file = tmp_path / "stream"
    file.write_text(written, "utf-8")
    terminals = Terminals()
    try:
        command = ("sh", "-c", f"stty raw; cat {shlex.quote(str(file))}; exec cat")
        terminal = terminals.open("oracle", command, (COLUMNS, ROWS))
        expected = terminal.wait_for("ready", 60).split("\n")[:ROWS]
    finally:
        terminals.close()
    screen = Screen(COLUMNS, ROWS)
    screen.feed(written.encode())
    assert [line.rstrip() for line in screen.grid.lines()] == [line.rstrip() for line in expected]


@pytest.mark.parametrize(
    ("parameters", "style"),
    [
        ("1;7", Style(frozenset({1, 7}))),
        ("1;22", PLAIN),
        ("31;42", Style(foreground=(31,), background=(42,))),
        ("38;5;208;1", Style(frozenset({1}), (5, 208))),
        ("48;2;1;2;3", Style(background=(2, 1, 2, 3))),
        ("31;39", PLAIN),
        ("91;101", Style(foreground=(91,), background=(101,))),
        ("58;5;1;4", Style(frozenset({4}))),
        ("7;", PLAIN),
    ],
)
def test_colours_and_attributes_make_a_style(parameters: str, style: Style) -> None:
    assert styled(PLAIN, parameters) == style


def test_a_cell_that_only_looks_different_has_changed() -> None:
    screen = Screen(COLUMNS, ROWS)
    area = Area(0, 0, ROWS, COLUMNS)
    screen.feed(b"\x1b[?25la")
    before = screen.grid.look(area)
    screen.feed(b"\r\x1b[7ma\x1b[0m")
    assert screen.grid.lines(area)[0].rstrip() == "a"
    assert screen.grid.look(area) != before


def test_a_smaller_screen_keeps_what_stands_at_the_top_left() -> None:
    screen = Screen(10, 3)
    screen.feed(b"satu dua\r\ntiga\r\nempat")
    screen.grid.resize(4, 2)
    assert screen.grid.lines() == ["satu", "tiga"]
    screen.grid.resize(6, 3)
    assert screen.grid.lines() == ["satu  ", "tiga  ", "      "]


# -- when a key is shown


class Played(PseudoTerminal):
    """A program that answers a key with pieces, each so many milliseconds after it; none runs.

    Its clock goes on only while somebody reads, so how fast this machine is changes nothing.
    """

    def __init__(self, pieces: Sequence[tuple[int, str]]) -> None:
        self._pieces = list(pieces)
        self._sent: int | None = None
        self._now = 0.0

    def write(self, keys: bytes) -> int:
        self._sent = time.perf_counter_ns()
        return self._sent

    def read(self, seconds: float) -> Chunk | None:
        if self._sent is None:
            return None
        latest = self._now + seconds * 1000
        if not self._pieces or self._pieces[0][0] > latest:
            self._now = latest
            return None
        self._now, written = self._pieces.pop(0)
        return Chunk(self._sent + round(self._now * 1_000_000), written.encode())


def played(*pieces: tuple[int, str]) -> Session:
    """A session before such a program; the first row of its screen is no text."""
    return Session(Played(pieces), Margins(1, 0))


@pytest.mark.parametrize(
    ("last", "shown_after"),
    [(1, 1), (59, 59), (64, 64), (66, 0)],
    ids=["at once", "late", "just in time", "too late to belong to the key"],
)
def test_a_key_is_shown_when_its_last_cell_has_changed(last: int, shown_after: int) -> None:
    session = played((0, "\x1b[3;1Hkat"), (last, "a"))
    assert session.press(b"a").milliseconds == shown_after
    assert ("kata" in session.text) == (last == shown_after)


def test_the_awaited_letter_counts_and_not_what_comes_before_it() -> None:
    session = played((1, "\x1b[5;9H"), (150, "\x1b[3;1Hx"))
    assert session.press(b"x", awaited="x").milliseconds == 150


def test_clocks_and_states_outside_the_text_are_not_waited_for() -> None:
    draw, clock = "\x1b[?25l\x1b[3;1Hx", "\x1b[1;9Hclock"
    session = played((2, draw), (60, clock))
    reaction = session.press(b"x")
    assert reaction.milliseconds == 2
    assert "clock" in session.screen.grid.lines()[0]
    assert reaction.output_bytes == len(draw + clock)


def test_a_key_that_shows_nothing_in_the_text_is_an_error() -> None:
    session = played((1, "\x1b[1;1Hx"))
    with pytest.raises(NothingShownError):
        session.press(b"x")
    assert "x" in session.screen.grid.lines()[0]


@contextmanager
def answering(script: str) -> Iterator[Session]:
    """A program of shell that is ready for a key; the first row of its screen is no text."""
    whole = f"stty raw -echo; printf ready; head -c1 >/dev/null; {script}; exec sleep 60"
    terminal = PseudoTerminal(("sh", "-c", whole), ENVIRONMENT, (120, 40))
    try:
        session = Session(terminal, Margins(1, 0))
        while "ready" not in session.screen.grid.lines()[0]:
            session.settle()
        yield session
    finally:
        terminal.close()


def test_a_key_goes_to_a_real_program_and_its_answer_comes_back() -> None:
    with answering("printf '\\033[3;1Hkata'") as session:
        assert session.press(b"x", awaited="kata").milliseconds > 0
        assert session.text.split() == ["kata"]


def test_a_program_that_ends_is_an_error() -> None:
    with answering("exit") as session, pytest.raises(ProgramEndedError):
        session.press(b"x")


# -- what is made of it


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(each) for each in range(100, 0, -1)]
    assert [percentile(values, each) for each in (50, 95, 99)] == [50, 95, 99]
    assert percentile([3.0], 50) == percentile([3.0], 99) == 3
    assert spread_of([1, 2, 30]) == Spread(3, 2, 30, 30, 30)


def _typing(program: str, words: int, p50: float, p95: float = 3.0, size: float = 400) -> Typing:
    spread = Spread(100, p50, p95, 5.0, 6.0)
    return Typing(program, words, is_long=False, place="end", milliseconds=spread,
                  bytes_per_key=size, cpu_ms_per_key=1.0)  # fmt: skip


def results() -> Results:
    """Results that keep every promise."""
    good = Results(Machine("CPU", 2, "6", "3.11"), goes_first=True)
    good.typing = [
        _typing("ours", 1_000, 1.0),
        _typing("micro", 1_000, 2.0),
    ]
    good.growth = [_typing("ours", 1_000, 1.0), _typing("ours", 50_000, 1.1)]
    good.upkeep = [Upkeep("ours", 20_000, Spread(5, 800, 900, 900, 900), 0.5, 80, 60, 2)]
    good.soak = Soak(3_000, Spread(300, 1, 2, 3, 4), Spread(300, 1.1, 2, 3, 4))
    good.undo_mb = 20
    return good


def test_results_that_keep_every_promise_pass_and_what_was_not_measured_does_not_fail() -> None:
    targets = targets_of(results())
    assert all_passed(targets)
    unmeasured = [target.name for target in targets if target.passed is None]
    assert len(unmeasured) == 2
    assert all("quarter" in name for name in unmeasured)


@pytest.mark.parametrize(
    ("bad", "name"),
    [
        (_typing("ours", 1_000, 2.1), "typing: p50 against micro's"),
        (_typing("ours", 1_000, 1.0, p95=4.1), "typing: p95"),
        (_typing("ours", 1_000, 1.0, size=1_001), "typing: bytes per key"),
    ],
)
def test_one_bad_place_fails_its_target_and_with_it_everything(bad: Typing, name: str) -> None:
    spoilt = results()
    spoilt.typing[0] = bad
    targets = targets_of(spoilt)
    assert [target.name for target in targets if target.passed is False] == [name]
    assert not all_passed(targets)


def test_a_key_that_costs_more_in_a_long_paper_fails() -> None:
    spoilt = results()
    spoilt.growth[1] = _typing("ours", 50_000, 1.21)
    failed = [target.name for target in targets_of(spoilt) if target.passed is False]
    assert failed == ["typing: p50 at 50,000 words against 1,000"]


@pytest.mark.parametrize(
    "bad",
    [
        Upkeep("ours", 20_000, Spread(5, 800, 900, 900, 900), 1.01, 80, 60, 2),
        Upkeep("ours", 20_000, Spread(5, 800, 900, 900, 900), 0.5, 90.1, 60, 2),
        Upkeep("ours", 20_000, Spread(5, 1_001, 1_001, 1_001, 1_001), 0.5, 80, 60, 2),
    ],
)
def test_a_program_that_costs_too_much_fails(bad: Upkeep) -> None:
    spoilt = results()
    spoilt.upkeep = [bad]
    assert len([each for each in targets_of(spoilt) if each.passed is False]) == 1


def test_nothing_measured_is_not_passed() -> None:
    assert not all_passed(targets_of(Results(Machine("CPU", 2, "6", "3.11"), goes_first=True)))


def test_the_tables_name_every_target_and_every_program() -> None:
    targets = targets_of(results())
    tables = tables_of(results(), targets)
    assert all(target.name in tables for target in targets)
    assert "micro" in tables
    assert "not permitted here" in tables


# -- documents and keys


@pytest.mark.parametrize("is_long", [False, True])
def test_a_document_has_about_the_words_asked_for_and_its_places(is_long: bool) -> None:
    paper = paper_of(5_000, is_long=is_long)
    assert abs(count_words(paper.text) - 5_000) < 60
    lines = paper.plain.split("\n")
    assert max(len(line.split()) for line in lines) == (5_000 if is_long else 120)
    for place in (Place.START, Place.MIDDLE):
        line, column = paper.spot(place)
        assert lines[line][:column].endswith(paper.sign(place))
    assert paper.text != paper.plain or is_long
    assert all(letter.isprintable() for line in lines for letter in line)


def test_what_is_typed_stands_in_no_document() -> None:
    letters = "".join(letter for letter, _ in zip(prose(), range(2_000), strict=False))
    typed, text = letters.replace(" ", ""), "".join(paper_of(50_000).plain.split())
    assert not any(typed[at : at + 12] in text for at in range(len(typed) - 12))


def test_a_sitting_in_fast_motion_has_so_many_edits_of_every_kind() -> None:
    keys = list(keys_of_a_sitting(5_000))
    edits = [key for key in keys if not key.startswith(b"\x1b")]
    assert 5_000 <= len(edits) < 5_050
    assert {b"\x7f", b"\x1a", b"\r", b" ", b"\x1b[A", b"\x1b[1;5F"} <= set(keys)


# -- a quarter of the CPU, and the real thing


def test_a_group_gets_a_quarter_of_the_cpu_and_goes_away() -> None:
    with quarter_of_a_cpu(10_000) as group:
        if group is None:
            pytest.skip("not permitted here")
        files = [group / "cpu.max", group / "cpu.cfs_quota_us"]
        limits = [file.read_text().split()[0] for file in files if file.exists()]
        assert limits == ["2500"]
    assert not group.exists()


@pytest.mark.alone
def test_our_program_shows_every_letter_that_is_typed_through_a_real_terminal() -> None:
    with started(OURS, paper_of(1_000)) as running:
        session = running.session
        session.longest_seconds = 60.0
        session.settle(0.3)
        running.go(Place.MIDDLE)
        assert paper_of(1_000).sign(Place.MIDDLE) in session.text
        typist = Typist(running)
        for count in range(1, 6):
            before = session.letters
            typist.type_letters(1)
            assert len(typist.milliseconds) == count
            assert session.letters != before
        result = typist.result(Place.MIDDLE)
        assert 0 < result.milliseconds.p50 < 5_000
        assert result.bytes_per_key > 1
        assert result.cpu_ms_per_key > 0
        assert running.memory().rss_mb > 10
        assert can_search(running)
