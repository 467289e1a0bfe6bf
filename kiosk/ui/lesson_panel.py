"""The lesson above the practice text: what was done well, what it is called, what to press."""

from gettext import NullTranslations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from kiosk.ui.bar import Bar
from kiosk.ui.lessons import LESSONS, Course
from kiosk.ui.teaching import teaching_of


class LessonPanel(Vertical):
    """Shows one lesson: what was done well, its name, its steps with those done ticked."""

    def __init__(self, catalog: NullTranslations) -> None:
        super().__init__(classes="lesson")
        self._ = catalog.gettext
        self._said = Bar(classes="said")
        self._title = Bar(classes="name")
        self._steps = Static("", markup=False, classes="steps")

    def compose(self) -> ComposeResult:
        """Yield what is said, the name and the steps."""
        yield self._said
        yield self._title
        yield self._steps

    def show_lesson(self, course: Course) -> None:
        """Show the lesson of now, or that all are done."""
        _ = self._
        if course.lesson is None:
            self._title.say(_("You are ready."))
            self._show_steps(_("Try out whatever you like below, or press Esc to go back."))
            return
        said = teaching_of(course.lesson, _)
        name = _("Lesson {number} of {count}: {name}")
        self._title.say(name.format(number=course.number, count=len(LESSONS), name=said.name))
        steps = zip(course.reached, said.steps, strict=True)
        rows = (f"[{'X' if reached else ' '}] {step}" for reached, step in steps)
        self._show_steps("\n".join(rows))

    def _show_steps(self, steps: str) -> None:
        """Show the steps in the room that is kept for them; those that stand there stay."""
        if self._steps.content != steps:
            self._steps.update(steps, layout=False)

    def say(self, sentence: str) -> None:
        """Say a short warm word above the lesson."""
        self._said.say(sentence)
