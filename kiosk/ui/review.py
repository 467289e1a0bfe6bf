"""The first step of handing in: what there is, what is still missing, what names the author.

The page is there at once; what takes time is looked for beside it. Going back is what Enter does.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from gettext import NullTranslations
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from exam.manuscript import Part
from exam.manuscript.asked import asked_of
from kiosk.ui.advice import say_advice
from kiosk.ui.choice import Choice
from kiosk.ui.confirm import ConfirmPage
from kiosk.ui.findings import Point, Work, look_over, say_point
from kiosk.ui.keybar import KeyHint
from kiosk.ui.page import Page, choices, lead, note, title
from kiosk.ui.phrases import say_time
from kiosk.ui.point_list import PointList
from kiosk.ui.remarks import say_length, say_more, say_slides, say_verdict
from kiosk.ui.seat import SeatDesk
from kiosk.view import DeskView

GoTo = Callable[[Part, tuple[int, int] | None, str], None]
"""Opens a part, selects what stands from one place of it to another, and says what to do there."""

_LEAST_ROWS: Final = 4
_MOST_SHOWN: Final = 200
"""More points than these are counted, and listed once some of these are mended."""


class ReviewPage(Page):
    """Shows the state of the work, and goes to the place of whatever is to be looked at."""

    AUTO_FOCUS = "#back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", show=False),
        Binding("tab,right", "other_choice(1)", show=False),
        Binding("shift+tab,left", "other_choice(-1)", show=False),
    ]

    def __init__(self, desk: SeatDesk, catalog: NullTranslations, go_to: GoTo) -> None:
        super().__init__(desk, catalog)
        self._go_to = go_to
        self._points: tuple[Point, ...] = ()

    # -- what there is

    def body(self) -> Iterable[Widget]:
        """Yield the facts, the points and the two ways."""
        _ = self._
        yield title(_("Hand in: step 1 of 2"))
        yield from self._facts()
        verdict = lead(_("Your work is being checked ... You need not wait for it."))
        verdict.id = "verdict"
        yield verdict
        yield PointList("points")
        yield note("", "more")
        yield choices(
            Choice(_("Back to writing"), "back"), Choice(_("Go on to hand in"), "forward")
        )
        yield note("", "clock")

    def _facts(self) -> Iterable[Widget]:
        _ = self._
        notes = _("are yours alone and are not handed in")
        slides = [(_("Slides"), "slides", "")] if self.desk.config.writing.has_slides else []
        facts = [(_("Paper"), "length", ""), *slides, (_("Notes"), "", notes)]
        for name, fact_id, fact in facts:
            yield Horizontal(
                Static(name, markup=False, classes="label"),
                Static(fact, markup=False, classes="value", id=fact_id or None),
                classes="fact",
            )

    def hints(self) -> Sequence[KeyHint]:
        """Name the keys that work where one is."""
        _ = self._
        if isinstance(self.focused, PointList):
            return (("↑ ↓", _("points")), ("Enter", _("go there")), ("Esc", _("back to writing")))
        walk = [("↑ ↓", _("points"))] if self._points else []
        return (*walk, ("← →", _("choose")), ("Enter", _("confirm")), ("Esc", _("back")))

    def show_view(self, view: DeskView) -> None:
        """Show the facts, and the time, which runs."""
        writing = self.desk.config.writing
        asked = asked_of(writing.paper, writing.slides)
        self.tell("#length", say_length(view, asked, self._))
        if writing.slides is not None:
            self.tell("#slides", say_slides(view, writing.slides.max_slides, self._))
        sentence = self._("Time remaining: {time}. You can still go back to writing.")
        self.tell("#clock", sentence.format(time=say_time(view.remaining, self._)))

    # -- what is to be looked at

    def on_mount(self) -> None:
        """Begin to look; the page does not wait for it."""
        self.query_one(PointList).display = False
        self.run_worker(self._look_over(), exit_on_error=False)

    async def _look_over(self) -> None:
        found = await asyncio.to_thread(look_over, self._work())
        if not self.is_attached:
            return
        self._points = found
        points = self.query_one(PointList)
        points.display = bool(self._points)
        shown = self._points[:_MOST_SHOWN]
        points.show_points([(each.weight, say_point(each, self._)) for each in shown])
        self.tell("#verdict", say_verdict(self._points, self._))
        self.name_keys()
        self.bring_up_to_date(self.desk.view)

    def _work(self) -> Work:
        view, writing = self.desk.view, self.desk.config.writing
        return Work(
            paper=self.desk.text(Part.PAPER),
            slides=self.desk.text(Part.SLIDES),
            asked=asked_of(writing.paper, writing.slides),
            name=view.name,
            nip=view.nip,
            office=view.office,
            unit=view.unit,
            post=view.post_name,
            topic="" if view.topic is None else f"{view.topic.title}\n{view.topic.text}",
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say that looking failed, for nobody is kept from handing in by it."""
        if event.state is WorkerState.ERROR:
            sentence = self._("The check did not succeed. You may hand in all the same.")
            self.tell("#verdict", sentence)

    def _fit_reading(self) -> None:
        """Give the list the rows that are left, as many as it needs."""
        # The page may be on its way out: then there is nothing left to fit.
        for points in self.query(PointList).results():
            self._fit_list(points)

    def _fit_list(self, points: PointList) -> None:
        if points.outer_size.height:
            middle, column = self.query_one(".middle"), self.query_one(".column")
            around = column.virtual_size.height - points.outer_size.height
            room = middle.size.height - column.gutter.height - around
            points.styles.height = max(_LEAST_ROWS, min(room, len(points.roll.rows)))

    @on(PointList.Turned)
    def tell_more(self) -> None:
        """Say how many points are out of sight."""
        for points in self.query(PointList).results():
            self.tell("#more", say_more(points.roll.above, points.roll.below, self._))
        self._fit_reading()

    # -- keys

    def on_descendant_focus(self) -> None:
        """Name the keys of what has the focus now."""
        self.name_keys()

    def action_turn(self, step: int) -> None:
        """Walk from the choices into the list: down to its first point, up to its last."""
        if self._points:
            points = self.query_one(PointList)
            points.point_at(0 if step > 0 else len(points.roll) - 1)
            self.set_focus(points)

    def action_turn_page(self, step: int) -> None:
        """Turn to other points, from the choices as well."""
        self.query_one(PointList).action_page(step)

    def action_other_choice(self, step: int) -> None:
        """Go to the other choice; from the list to the first one."""
        ways = ("#back", "#forward")
        at = next((at for at, way in enumerate(ways) if self.query_one(way).has_focus), -step)
        self.set_focus(self.query_one(ways[(at + step) % len(ways)]))

    @on(PointList.Passed)
    def leave_list(self) -> None:
        """Go on from the last point to the choices."""
        self.set_focus(self.query_one("#back"))

    @on(PointList.Chosen)
    def go_to_point(self, event: PointList.Chosen) -> None:
        """Go back to writing, at the place of a point."""
        if self.app.screen is self:
            point = self._points[event.at]
            self.leave()
            self._go_to(point.part, point.place, say_advice(point, self._))

    @on(Choice.Chosen, "#back")
    def action_back(self) -> None:
        """Go back to the editor."""
        self.leave()

    @on(Choice.Chosen, "#forward")
    def go_on(self) -> None:
        """Go to the last step."""
        self.give_way_to(ConfirmPage(self.desk, self.catalog))
