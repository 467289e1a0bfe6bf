"""The pages at which somebody tries to get out: when they are ready, and what speaks for them."""

from gettext import NullTranslations
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from scripts.escaping import page as pages
from scripts.escaping import writing
from scripts.escaping.attempts import ATTEMPTS, Attempt, Kind, Step
from scripts.escaping.judge import Outcome, Sight, Verdict, judge_start
from scripts.escaping.machine import Machine
from scripts.escaping.page import NotReadyError, SignInPage
from scripts.escaping.picture import Picture
from scripts.escaping.suite import NOBODY, Place, Trial, Tried
from scripts.escaping.writing import SENTENCE, WritingPage
from scripts.imaging_trial.seat import Seat

FRAMES = b"\xd4\xc3\xb2\xa1" + bytes(20)
MENU = "GNU GRUB  version 2.06"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again at once."""
    for module in (pages, writing):
        monkeypatch.setattr(module, "_LOOK_SECONDS", 0.0)
        monkeypatch.setattr(module, "_LOOKS", 3)


def drawn(field: str, colour: str = "#202428") -> Picture:
    image = Image.new("RGB", (400, 300), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 20, 180, 120), fill="#e8e8e8")
    for at in range(len(field)):
        draw.rectangle((30 + at * 12, 200, 38 + at * 12, 215), fill="#ffffff")
    return Picture(image)


class SignIn:
    """Stands for a PC that shows something else for some looks, and then a page with a field."""

    def __init__(self, looks_before: int) -> None:
        self.looks_left = looks_before
        self.field = ""

    def look(self) -> Picture:
        self.looks_left -= 1
        return drawn(self.field) if self.looks_left < 0 else drawn("", "#800000")

    def type(self, text: str) -> None:
        if self.looks_left <= 0:
            self.field += text

    def press(self, chord: str, times: int = 1) -> None:
        if chord == "backspace":
            self.field = self.field[: max(0, len(self.field) - times)]


@pytest.mark.parametrize("looks_before", [0, 4, 9, 14, 40])
def test_what_rests_on_the_way_to_the_page_is_not_taken_for_it(looks_before: int) -> None:
    pc, page = SignIn(looks_before), SignInPage(20)
    page.open(pc)  # type: ignore[arg-type]
    found = page.find(pc)  # type: ignore[arg-type]
    assert pc.looks_left < 0
    assert (found.sight, found.takes_keys) == (Sight.EXAM, True)
    assert pc.field == ""


def test_what_was_pressed_while_it_started_is_wiped_away() -> None:
    pc, page = SignIn(0), SignInPage(20)
    pc.field = "ecec"
    page.open(pc)  # type: ignore[arg-type]
    assert page.picture().difference(drawn("")) == 0


def test_a_page_that_never_takes_what_is_typed_is_given_up() -> None:
    with pytest.raises(NotReadyError):
        SignInPage(0.3).open(SignIn(10**6))  # type: ignore[arg-type]


class Writing:
    """Stands for the writing page of a PC, its server, and its candidate."""

    def __init__(self, *, reaches_server: bool = True) -> None:
        self.part, self.over, self.text = "Paper", False, "Apa pun"
        self._selected = False
        self._reaches_server = reaches_server
        self.catalog = NullTranslations()
        self.seat = Seat("PC-01", self)  # type: ignore[arg-type]

    def held(self) -> str:
        return self.text if self._reaches_server else ""

    def look(self) -> Picture:
        return drawn("")

    def window(self) -> str:
        return "a menu" if self.over else f"[ {self.part} ]\n│ {self.text} │"

    def type(self, text: str) -> None:
        if not self.over and self.part == "Paper":
            self.text += text

    def press(self, chord: str, times: int = 1) -> None:
        match chord:
            case "esc":
                self.over = False
            case "f3":
                self.part = "Paper"
            case "f4":
                self.part = "Slides"
            case "ctrl+a":
                self._selected = True
            case "backspace" if self._selected:
                self.text, self._selected = "", False
            case "backspace":
                self.text = self.text[:-times]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> tuple[Writing, WritingPage]:
    pc = Writing()
    monkeypatch.setattr(writing, "read_window", lambda _: pc.window())
    monkeypatch.setattr("scripts.imaging_trial.seat._LETTER_SECONDS", 0.0)
    page = WritingPage(pc)
    page.open(pc)  # type: ignore[arg-type]
    return pc, page


def test_a_sentence_is_written_in_place_of_what_was_there(
    opened: tuple[Writing, WritingPage],
) -> None:
    assert opened[0].text == SENTENCE


@pytest.mark.parametrize("part", ["Paper", "Slides", "Notes"])
@pytest.mark.parametrize("over", [True, False])
def test_the_paper_is_found_behind_the_exam_s_other_pages(
    opened: tuple[Writing, WritingPage], part: str, *, over: bool
) -> None:
    pc, page = opened
    pc.part, pc.over = part, over
    found = page.find(pc)  # type: ignore[arg-type]
    assert (found.sight, found.takes_keys, found.note) == (Sight.EXAM, True, "")
    assert pc.text == SENTENCE


def test_a_sentence_that_the_keys_of_the_editor_changed_is_told_and_written_anew(
    opened: tuple[Writing, WritingPage],
) -> None:
    pc, page = opened
    pc.text = "Layanan"
    found = page.find(pc)  # type: ignore[arg-type]
    assert found.takes_keys
    assert "“Layanan”" in found.note
    assert pc.text == SENTENCE


def test_what_was_typed_beside_the_sentence_is_no_change_of_it(
    opened: tuple[Writing, WritingPage],
) -> None:
    pc, page = opened
    pc.text = f"{SENTENCE} abc abc"
    assert page.find(pc).note == ""  # type: ignore[arg-type]
    assert pc.text == SENTENCE


def test_a_page_from_which_nothing_reaches_the_server_has_not_held(
    monkeypatch: pytest.MonkeyPatch, opened: tuple[Writing, WritingPage]
) -> None:
    pc, page = opened
    pc._reaches_server = False
    monkeypatch.setattr(writing, "_TRIES", 1)
    found = page.find(pc)  # type: ignore[arg-type]
    assert not found.takes_keys
    assert found.sight is Sight.OTHER
    with pytest.raises(NotReadyError):
        page.open(pc)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("console", "bytes_read", "outcome"),
    [
        (MENU, 0, Outcome.ESCAPED),
        ("grub> ", 9_000_000, Outcome.ESCAPED),
        ("Enter username:", 9_000_000, Outcome.ESCAPED),
        ("Press ESC for boot menu", 512, Outcome.FIRMWARE),
        ("", 512, Outcome.FIRMWARE),
        ("", 9_000_000, None),
    ],
)
def test_a_start_is_held_by_the_boot_loader_by_the_firmware_or_by_nobody(
    console: str, bytes_read: int, outcome: Outcome | None
) -> None:
    verdict = judge_start(console, bytes_read)
    assert (verdict and verdict.outcome) is outcome


class Starting(SignIn):
    """A PC that its firmware keeps at a start in which a certain key is pressed."""

    def __init__(self, folder: Path, holding: str) -> None:
        super().__init__(0)
        self.frames = folder / "lan.pcap"
        self.frames.write_bytes(FRAMES)
        self.events: list[str] = []
        self.bytes_read = 9_000_000
        self._holding = holding

    def press(self, chord: str, times: int = 1) -> None:
        super().press(chord, times)
        if chord == self._holding:
            self.bytes_read = 0

    def close(self) -> None:
        return


def test_keys_are_pressed_at_starts_of_their_own_if_all_together_were_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("scripts.escaping.suite._START_SECONDS", 0.05)
    monkeypatch.setattr("scripts.escaping.suite._FIRMWARE_SECONDS", 0.05)
    starts: list[Starting] = []

    def switch_on() -> Machine:
        starts.append(Starting(tmp_path, "f2"))
        return starts[-1]  # type: ignore[return-value]

    def step(key: str) -> Step:
        return Step(key, lambda machine: machine.press(key))

    kept: list[Tried] = []
    trial = Trial(Place(switch_on), SignInPage(20), NOBODY, None, kept.append)
    attempt = Attempt("keys", Kind.START, (step("f2"), step("e")), is_at_start=True)
    tried = trial.run((attempt,))
    outcomes = [(one.step, one.verdict.outcome) for one in tried]
    assert outcomes == [
        ("", Outcome.FIRMWARE), ("f2", Outcome.FIRMWARE), ("e", Outcome.BLOCKED),
    ]  # fmt: skip
    assert kept == tried
    assert len(starts) == 4


def test_a_start_is_tried_with_the_keys_of_firmware_and_boot_loader() -> None:
    (attempt,) = (one for one in ATTEMPTS if one.is_at_start)
    names = {step.name for step in attempt.steps}
    assert {"esc", "shift", "f2", "f8", "f12", "delete", "e", "c"} <= names


class Returning(Starting):
    """A PC that shows an empty console for one look after a certain key."""

    _is_away = False

    def press(self, chord: str, times: int = 1) -> None:
        super().press(chord, times)
        self._is_away = chord == self._holding

    def look(self) -> Picture:
        if self._is_away:
            self._is_away = False
            return Picture(Image.new("RGB", (400, 300)))
        return super().look()


def test_a_screen_that_comes_back_by_itself_was_away_nevertheless(tmp_path: Path) -> None:
    pc = Returning(tmp_path, "f2")
    place = Place(lambda: pc)  # type: ignore[arg-type,return-value]
    trial = Trial(place, SignInPage(20), NOBODY, None, lambda _: None)
    away = Step("f2", lambda machine: machine.press("f2"))
    stays = Step("f3", lambda machine: machine.press("f3"))
    verdict = trial.try_whole(Attempt("keys", Kind.CONSOLES, (away, stays))).verdict
    assert verdict == Verdict(Outcome.ESCAPED, "in between the screen showed nothing")
    verdict = trial.try_whole(Attempt("key", Kind.CONSOLES, (stays,))).verdict
    assert verdict.outcome is Outcome.BLOCKED
