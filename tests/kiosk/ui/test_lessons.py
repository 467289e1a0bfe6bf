"""The lessons' rules, on a sheet without a screen: what counts as done, and what does not."""

from collections.abc import Callable

import pytest

from exam.manuscript import BlockKind, marks
from kiosk.language import load_catalog
from kiosk.text import Move, Sheet
from kiosk.ui.goals import Moment
from kiosk.ui.lessons import GOALS, LESSONS, Course, Lesson
from kiosk.ui.teaching import practice_text, teaching_of

TEXT = "Pasar pagi\nHari ini pasar ramai sekali.\n"
WIDTH = 76
"""Cells of a line beside the margins, on a screen of 80."""
_ = str


class Learner:
    """Somebody with a sheet, a clipboard and a course that has come to one lesson."""

    def __init__(self, lesson: Lesson, text: str = TEXT) -> None:
        self.sheet = Sheet(text, lambda *_: None)
        self.sheet.move(Move.TEXT_END)
        self.kept = ""
        self.course = Course()
        while self.course.lesson is not lesson:
            self.course.go_on()
        self.course.start_on(self.moment)
        self.finished: list[Lesson] = []

    @property
    def moment(self) -> Moment:
        return Moment(self.sheet.text, *self.sheet.selection, self.kept)

    def do(self, command: Callable[[Sheet], object]) -> "Learner":
        command(self.sheet)
        finished = self.course.see(self.moment)
        if finished is not None:
            self.finished.append(finished)
        return self

    def type(self, text: str) -> "Learner":
        for letter in text:
            self.do(lambda sheet, letter=letter: sheet.insert(letter))  # type: ignore[misc]
        return self

    def go(self, *moves: Move, extend: bool = False) -> "Learner":
        for move in moves:
            self.do(lambda sheet, move=move: sheet.move(move, extend=extend))  # type: ignore[misc]
        return self

    def keep(self, take: Callable[[Sheet], str]) -> "Learner":
        self.kept = take(self.sheet)
        return self.do(lambda _: None)


def set_bold(sheet: Sheet) -> None:
    """Type a word that is bold, as its marks stand in the text."""
    sheet.paste(f"{marks.BOLD_ON}penting{marks.BOLD_OFF}")


WAYS: dict[str, tuple[Lesson, Callable[[Learner], object]]] = {
    "ten letters and Enter": (
        Lesson.TYPING,
        lambda one: one.type("Pak Darto!").do(Sheet.break_line),
    ),
    "Enter first": (
        Lesson.TYPING,
        lambda one: one.do(Sheet.break_line).type("Pak Darto!"),
    ),
    "arrows": (
        Lesson.ARROWS,
        lambda one: one.go(Move.UP, Move.UP, Move.RIGHT, Move.LEFT),
    ),
    "a jump to the start, the end, and two clicks": (
        Lesson.ARROWS,
        lambda one: one.go(Move.TEXT_START, Move.TEXT_END)
        .do(lambda sheet: sheet.place_cursor(3))
        .do(lambda sheet: sheet.place_cursor(5))
        .do(lambda sheet: sheet.place_cursor(6)),
    ),
    "Backspace": (
        Lesson.BACKSPACE,
        lambda one: one.go(Move.LEFT, Move.LEFT).do(Sheet.delete_left).do(Sheet.delete_left)
        .do(Sheet.delete_left),
    ),
    "Delete": (
        Lesson.BACKSPACE,
        lambda one: one.go(Move.TEXT_START).do(Sheet.delete_right).do(Sheet.delete_right)
        .do(Sheet.delete_right),
    ),
    "a whole word deleted": (
        Lesson.BACKSPACE,
        lambda one: one.type("kue").do(Sheet.delete_word_left),
    ),
    "a heading": (
        Lesson.HEADING,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.HEADING_1)),
    ),
    "a smaller heading from the menu": (
        Lesson.HEADING,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.HEADING_3)),
    ),
    "a list that goes on": (
        Lesson.LIST,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.BULLET)).type("ya")
        .do(Sheet.break_line),
    ),
    "two lines numbered at once": (
        Lesson.LIST,
        lambda one: one.do(Sheet.select_all).do(lambda sheet: sheet.mark_lines(BlockKind.NUMBER)),
    ),
    "a bold word": (Lesson.BOLD, lambda one: one.do(set_bold)),
    "selected, copied, inserted": (
        Lesson.COPYING,
        lambda one: one.go(*[Move.LEFT] * 4, extend=True).keep(Sheet.copy).go(Move.TEXT_START)
        .do(lambda sheet: sheet.paste(one.kept)),
    ),
    "selected, cut, inserted in the place of something": (
        Lesson.COPYING,
        lambda one: one.go(*[Move.LEFT] * 4, extend=True).keep(Sheet.cut)
        .do(lambda sheet: sheet.select(0, 5)).do(lambda sheet: sheet.paste(one.kept)),
    ),
    "a word taken back": (Lesson.UNDO, lambda one: one.type("kue").do(Sheet.undo)),
    "a heading taken back, a word typed": (
        Lesson.UNDO,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.HEADING_1)).do(Sheet.undo)
        .type("kue"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_doing_what_a_lesson_asks_for_counts(way: str) -> None:
    lesson, learn = WAYS[way]
    learner = Learner(lesson)
    learn(learner)
    assert learner.finished == [lesson]


NOT_ENOUGH: dict[str, tuple[Lesson, Callable[[Learner], object]]] = {
    "letters without Enter": (Lesson.TYPING, lambda one: one.type("Pak Darto pulang")),
    "Enter without letters": (Lesson.TYPING, lambda one: one.do(Sheet.break_line)),
    "only up and down": (Lesson.ARROWS, lambda one: one.go(Move.UP, Move.DOWN, Move.UP)),
    "typing, which moves the cursor too": (Lesson.ARROWS, lambda one: one.type("Pak Darto")),
    "selecting, which moves it too": (
        Lesson.ARROWS,
        lambda one: one.go(Move.UP, Move.UP, Move.RIGHT, Move.RIGHT, extend=True),
    ),
    "two letters deleted": (
        Lesson.BACKSPACE,
        lambda one: one.do(Sheet.delete_left).do(Sheet.delete_left),
    ),
    "a list instead of a heading": (
        Lesson.HEADING,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.BULLET)),
    ),
    "an item alone": (
        Lesson.LIST,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.BULLET)).type("ya"),
    ),
    "two items that do not follow from Enter": (
        Lesson.LIST,
        lambda one: one.do(lambda sheet: sheet.mark_lines(BlockKind.BULLET)).go(Move.UP)
        .do(lambda sheet: sheet.mark_lines(BlockKind.BULLET)),
    ),
    "plain letters": (Lesson.BOLD, lambda one: one.type("penting")),
    "copied and not inserted": (
        Lesson.COPYING,
        lambda one: one.go(*[Move.LEFT] * 4, extend=True).keep(Sheet.copy),
    ),
    "copied, and something else typed": (
        Lesson.COPYING,
        lambda one: one.go(*[Move.LEFT] * 4, extend=True).keep(Sheet.copy).type("kue"),
    ),
    "a letter corrected with Backspace": (
        Lesson.UNDO,
        lambda one: one.type("kuee").do(Sheet.delete_left),
    ),
    "what was typed, selected and deleted": (
        Lesson.UNDO,
        lambda one: one.type("kue").go(*[Move.LEFT] * 3, extend=True).do(Sheet.delete_left),
    ),
    "the key of another lesson": (Lesson.MENU, lambda one: one.course.press(Lesson.HAND_IN)),
    "anything but its key": (Lesson.HAND_IN, lambda one: one.type("kue").do(Sheet.undo)),
}  # fmt: skip


@pytest.mark.parametrize("way", NOT_ENOUGH)
def test_what_is_not_yet_what_a_lesson_asks_for_does_not_count(way: str) -> None:
    lesson, learn = NOT_ENOUGH[way]
    learner = Learner(lesson)
    learn(learner)
    assert not learner.finished
    assert learner.course.lesson is lesson


def test_steps_are_ticked_one_by_one_and_in_any_order() -> None:
    learner = Learner(Lesson.TYPING)
    assert learner.course.reached == (False, False)
    learner.do(Sheet.break_line)
    assert learner.course.reached == (False, True)


def test_keys_that_change_no_text_finish_their_lessons_when_pressed() -> None:
    course = Learner(Lesson.MENU).course
    assert course.press(Lesson.MENU) is Lesson.MENU
    course.go_on()
    assert course.press(Lesson.HAND_IN) is Lesson.HAND_IN
    course.go_on()
    assert course.lesson is None


def test_a_lesson_that_is_done_stays_with_its_ticks_until_one_goes_on() -> None:
    learner = Learner(Lesson.UNDO).type("kue").do(Sheet.undo)
    assert learner.finished == [Lesson.UNDO]
    assert (learner.course.lesson, learner.course.reached) == (Lesson.UNDO, (True, True))
    learner.type("ubi").do(Sheet.undo)
    assert learner.finished == [Lesson.UNDO]
    assert learner.course.press(Lesson.UNDO) is None
    learner.course.go_on()
    assert (learner.course.lesson, learner.course.is_done) == (Lesson.MENU, False)


def test_what_was_typed_behind_the_last_tick_counts_for_no_lesson() -> None:
    learner = Learner(Lesson.BOLD, TEXT).do(set_bold)
    learner.type("Pak Darto pulang")
    learner.course.go_on()
    assert not any(learner.course.reached)


def test_one_may_go_back_and_on_and_no_further_than_both_ends() -> None:
    course = Course()
    course.go_back()
    seen = [course.lesson]
    for _lesson in (*LESSONS, None):
        course.go_on()
        seen.append(course.lesson)
    course.go_back()
    assert seen == [*LESSONS, None, None]
    assert (course.lesson, course.number) == (LESSONS[-1], len(LESSONS))


def test_behind_the_last_lesson_nothing_is_finished_any_more() -> None:
    learner = Learner(Lesson.HAND_IN)
    learner.course.go_on()
    learner.type("Pak Darto").do(Sheet.break_line).do(Sheet.undo)
    assert not learner.finished


def test_a_lesson_taken_again_begins_without_ticks() -> None:
    learner = Learner(Lesson.TYPING).do(Sheet.break_line)
    learner.course.go_on()
    learner.course.go_back()
    assert learner.course.reached == (False, False)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_a_step_in_words_for_each_goal(lesson: Lesson) -> None:
    assert len(teaching_of(lesson, _).steps) == len(GOALS[lesson])


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sentence_of_a_lesson_fits_on_one_line_of_the_smallest_screen(language: str) -> None:
    translate = load_catalog(language).gettext
    for said in (teaching_of(lesson, translate) for lesson in LESSONS):
        for sentence in (said.praise, *(f"[ ] {step}" for step in said.steps)):
            assert len(sentence) <= WIDTH, sentence


def test_the_practice_text_can_be_practised_on_from_its_first_key() -> None:
    title, *paragraphs, last = practice_text(_).split("\n")
    assert title
    assert paragraphs
    assert not last
