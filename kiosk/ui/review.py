"""The first step of handing in: what there is, and what is still missing."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from exam.manuscript import Part, missing_sections
from kiosk.ui.choice import Choice
from kiosk.ui.confirm import ConfirmPage
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, Reading, choices, lead, note, title
from kiosk.ui.phrases import say_number, say_time
from kiosk.view import DeskView

Finding = tuple[bool, str]
"""Whether a point is as it should be, and the sentence about it."""


class ReviewPage(Page):
    """Shows the paper's state; going back is what Enter does."""

    AUTO_FOCUS = "#back"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f10", "back", show=False)]

    def body(self) -> Iterable[Widget]:
        """Yield the findings and the two ways."""
        _ = self._
        yield title(_("Hand in: step 1 of 2"))
        findings = tuple(self.findings(self.desk.view))
        if all(good for good, _sentence in findings):
            yield lead(_("Everything that was asked for is there."))
        else:
            yield lead(_("Please look at the points marked with ! before you hand in."))
        yield Reading(*(self._row(good, sentence) for good, sentence in findings))
        yield choices(
            Choice(_("Back to writing"), "back"), Choice(_("Go on to hand in"), "forward")
        )
        yield note("", "clock")

    def findings(self, view: DeskView) -> Iterator[Finding]:
        """Judge words, sections and slides."""
        yield self._words(view.words)
        asked = self.desk.config.writing.paper.sections
        missing = missing_sections(self.desk.text(Part.PAPER), asked)
        yield self._sections(missing)
        yield self._slides(view.slide_count)

    def _words(self, words: int) -> Finding:
        _, limits = self._, self.desk.config.writing.words
        if words < limits.min:
            sentence, other = (
                _("The paper has {words} words; {other} are missing."),
                (limits.min - words),
            )
        elif words > limits.max:
            sentence, other = (
                _("The paper has {words} words; {other} too many."),
                (words - limits.max),
            )
        else:
            sentence, other = _("The paper has {words} words, within the limits."), 0
        good = limits.min <= words <= limits.max
        return good, sentence.format(words=say_number(words, _), other=say_number(other, _))

    def _sections(self, missing: Sequence[str]) -> Finding:
        _ = self._
        if not missing:
            return True, _("All sections are there.")
        sentence = _("No heading yet for: {sections}. (F6 makes a line a heading.)")
        return False, sentence.format(sections=", ".join(missing))

    def _slides(self, count: int) -> Finding:
        _, rules = self._, self.desk.config.writing.slides
        most = rules.max_slides
        if rules.required and not count:
            return False, _("There are no slides yet. (F3 opens the slides.)")
        if count > most:
            sentence = _("Slides: {count}. At most {most} are allowed.")
        else:
            sentence = _("Slides: {count}, within the limit of {most}.")
        return count <= most, sentence.format(count=count, most=most)

    @staticmethod
    def _row(good: bool, sentence: str) -> Widget:
        return Horizontal(
            Static("[x]" if good else "[!]", markup=False, classes="sign"),
            Static(sentence, markup=False, classes="text"),
            classes="item" if good else "item -missing",
        )

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys."""
        _ = self._
        return (("← →", _("choose")), ("Enter", _("confirm")), ("Esc", _("back")))

    def show_view(self, view: DeskView) -> None:
        """Show the time, which runs."""
        sentence = self._("Time remaining: {time}. You can still go back to writing.")
        self.tell("#clock", sentence.format(time=say_time(view.remaining, self._)))

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back to the editor."""
        self.leave()

    @on(Choice.Chosen, "#forward")
    def go_on(self) -> None:
        """Go to the last step."""
        self.give_way_to(ConfirmPage(self.desk, self.catalog))
