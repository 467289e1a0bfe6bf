"""The kiosk's screens as one program: the desk's phase decides which page is shown.

Every key is finished before the next is begun, whatever page it leads to.
"""

import asyncio
import contextlib
import signal
from collections.abc import Callable
from gettext import NullTranslations
from typing import ClassVar, Final, Protocol, runtime_checkable

from textual import events
from textual.binding import Binding, BindingType
from textual.scrollbar import ScrollBar
from textual.worker import Worker, WorkerError

from exam.sitting import Phase
from kiosk.appearance import AS_DESIGNED, Appearance, is_somebody_elses
from kiosk.language import load_catalog
from kiosk.ui import proctor_panel
from kiosk.ui.appearance import AppearancePage
from kiosk.ui.call_page import CallPage
from kiosk.ui.dress import TellAppearance
from kiosk.ui.enclosed import EnclosedApp
from kiosk.ui.fenced import FencedPage
from kiosk.ui.lull import Lull
from kiosk.ui.menu import MenuPage
from kiosk.ui.page import Page
from kiosk.ui.phases import page_for
from kiosk.ui.safety import is_fenced
from kiosk.ui.scrollbar import PlainScrollBar
from kiosk.ui.seat import SeatDesk
from kiosk.ui.sheet_view import SheetView
from kiosk.ui.sheets_page import Bookmark, bookmark_at
from kiosk.ui.sign_in import SignInPage
from kiosk.ui.stick import StickPage
from kiosk.ui.writing import WritingPage
from kiosk.view import DeskView

_POLL_SECONDS: Final = 0.2
_PLACE_SECONDS: Final = 1.0
_BURST_SECONDS: Final = 0.01
_QUIET_TURNS, _MOST_TURNS = 5, 200
"""Turns of the loop: after so many without a message all are handled; no more are waited for."""
_PROCTOR_KEY: Final = "f11"
"""Goes to no page: a message is read wherever one is."""


TellPlace = Callable[[Bookmark], None]
"""Takes where somebody writes, now and then."""


@runtime_checkable
class TakesKeys(Protocol):
    """Something that is written in."""

    def take_key(self, event: events.Key) -> bool:
        """Do what a key does here; False if it does nothing here."""


class KioskApp(EnclosedApp, inherit_bindings=False):
    """Shows one desk, from where a screen before this one was left, if it is told where.

    A desk that does not tell of news is looked at several times a second.
    """

    CSS_PATH = "kiosk.tcss"
    NOTIFICATION_TIMEOUT = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "stick", show=False),
        Binding(_PROCTOR_KEY, "proctor", show=False),
        Binding("f12", "appearance", show=False),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012 - as App declares it

    def __init__(
        self,
        desk: SeatDesk,
        catalog: NullTranslations | None = None,
        *,
        bookmark: Bookmark | None = None,
        tell_place: TellPlace | None = None,
        appearance: Appearance = AS_DESIGNED,
        tell_appearance: TellAppearance | None = None,
        polls: bool = True,
    ) -> None:
        ScrollBar.renderer = PlainScrollBar
        super().__init__(appearance, tell_appearance)
        self.desk = desk
        self.catalog = catalog or load_catalog(desk.config.exam.language)
        self._phase: Phase | None = None
        self._page: type[Page] | None = None
        self._page_is_void = False
        self._fence_is_read = False
        self._bookmark = bookmark
        self._tell_place = tell_place
        self._polls = polls
        self._desk_worker: Worker[None] | None = None
        self._gave_way_at = 0.0
        self._read_at = float("-inf")
        self._lull = Lull()
        self._unfinished = False

    async def on_mount(self) -> None:
        """Let the desk run, show the first page, and look at the desk from then on."""
        self._desk_worker = self.run_worker(self.desk.run(), name="desk")
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.exit)
        self.look()
        if self._polls:
            self.set_interval(_POLL_SECONDS, self.look)
        self.set_interval(_PLACE_SECONDS, self._note_place)

    async def on_unmount(self) -> None:
        """Let the desk bring everything to disk."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().remove_signal_handler(number)
        if self._desk_worker is not None:
            self._desk_worker.cancel()
            with contextlib.suppress(WorkerError):
                await self._desk_worker.wait()
        await self.desk.close()

    async def on_event(self, event: events.Event) -> None:
        """Take keys in the order in which they came, however fast.

        Textual runs the bindings of a widget when a key has bubbled up from it, that is, after the
        letters that follow; here every key is finished before the next is begun, and what the mouse
        or the choice on a page has set going, too. Only while a page is being put in front, which
        then has no focus yet, a key waits for that page. While the app ends there is no page.
        """
        if isinstance(event, events.InputEvent) and not self.screen_stack:
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._lull.press(asyncio.get_running_loop().time())
            await self._finish()
        if isinstance(event, events.Key) and not event.is_forwarded and self.focused:
            focused = self.focused
            taken = (
                event.key != _PROCTOR_KEY
                and isinstance(focused, TakesKeys)
                and focused.take_key(event)
            )
            self._unfinished = not (taken and isinstance(focused, SheetView))
            if not taken:
                await self._check_bindings(event.key)
            await self._give_way()
        else:
            self._unfinished = self._unfinished or isinstance(event, events.MouseEvent)
            await super().on_event(event)

    async def _finish(self) -> None:
        """Let the messages be handled that the mouse or a page's key has set going."""
        quiet = 0 if self._unfinished else _QUIET_TURNS
        for _ in range(_MOST_TURNS):
            if quiet >= _QUIET_TURNS:
                break
            await asyncio.sleep(0)
            pumps = (self.screen, self.focused)
            waiting = any(pump.message_queue_size for pump in pumps if pump is not None)
            quiet = 0 if waiting else quiet + 1
        self._unfinished = False

    async def _give_way(self) -> None:
        """Let the screen be drawn and the disk be written during a burst of keys."""
        now = asyncio.get_running_loop().time()
        if now - self._gave_way_at > _BURST_SECONDS:
            await asyncio.sleep(0)
            self._gave_way_at = now

    def on_page_moved(self) -> None:
        """Look at the desk at once, without waiting for the next time."""
        self.look()

    def hear_of_view(self) -> None:
        """Look at the desk, which has something else to show, in the next lull between keys.

        Another page is shown at once, that is, once the keys before are done.
        """
        if self._page_is_void or self._kind_for(self.desk.view) is not self._page:
            self.call_later(self.look)
        elif self._lull.ask(asyncio.get_running_loop().time()):
            self._look_in_a_lull()

    def _look_in_a_lull(self) -> None:
        """Look now, or try again when the hands may rest."""
        loop = asyncio.get_running_loop()
        wait = self._lull.wait(loop.time())
        if wait:
            loop.call_later(wait, self._look_in_a_lull)
        else:
            self.call_later(self.look)

    def hear_of_texts(self) -> None:
        """Show what stands at the desk instead of what was typed, with the view that follows."""
        self._page_is_void = True

    def hear_of_end(self) -> None:
        """End with the desk."""
        self.exit()

    def look(self) -> None:
        """Show the page that the phase asks for, with the state of now; nothing while closing."""
        if not self.screen_stack:
            return
        view = self.desk.view
        if is_somebody_elses(self._phase, view.phase):
            self.undress()
        self._phase = view.phase
        self._fence_is_read = self._fence_is_read and is_fenced(view)
        kind = self._kind_for(view)
        is_void, self._page_is_void = self._page_is_void and kind is WritingPage, False
        if is_void or kind is not self._page:
            self._turn_to(kind)
        elif isinstance(self.screen, Page):
            self.screen.bring_up_to_date(view)

    def _kind_for(self, view: DeskView) -> type[Page]:
        return page_for(view, fence_is_read=self._fence_is_read)

    def on_fenced_page_read(self) -> None:
        """Let somebody sign in where somebody else has moved on."""
        self._fence_is_read = True
        self.look()

    def action_stick(self) -> None:
        """Let a proctor copy what this PC keeps, from where nobody writes."""
        if isinstance(self.screen, Page) and self.screen.OFFERS_STICK:
            self.screen.put_in_front(StickPage(self.desk, self.catalog))

    # -- the proctor

    def action_proctor(self) -> None:
        """Say that the message in front is read; where there is none, lead to calling a proctor.

        Whoever presses the key twice by habit has read a message, and calls nobody.
        """
        page, now = self.screen, asyncio.get_running_loop().time()
        if not isinstance(page, Page):
            return
        if page.read_message():
            self._read_at = now
        elif isinstance(page, CallPage):
            page.leave()
        elif self.desk.view.may_call and now - self._read_at >= proctor_panel.SEEN_SECONDS:
            show = page.give_way_to if isinstance(page, MenuPage) else page.put_in_front
            show(CallPage(self.desk, self.catalog))

    # -- how everything looks

    def action_appearance(self) -> None:
        """Let somebody choose how everything looks."""
        if isinstance(self.screen, Page):
            self.screen.put_in_front(AppearancePage(self.desk, self.catalog))

    # -- from page to page

    def _turn_to(self, kind: type[Page]) -> None:
        """Take away what is in front and show another page."""
        self._page = kind
        self._keep_place(kind)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if kind is WritingPage:
            left_at = self._bookmark or bookmark_at(self.desk.view.last_place)
            self.push_screen(WritingPage(self.desk, self.catalog, left_at))
        else:
            self.push_screen(kind(self.desk, self.catalog))

    def _keep_place(self, kind: type[Page]) -> None:
        """Remember where somebody was writing, until somebody else signs in."""
        self._note_place()
        if kind in (SignInPage, FencedPage):
            self._bookmark = None

    def _note_place(self) -> None:
        """Note where somebody is writing, and tell it if it is news."""
        before = self._bookmark
        for screen in self.screen_stack:
            if isinstance(screen, WritingPage):
                self._bookmark = screen.bookmark
        if self._tell_place and self._bookmark and self._bookmark != before:
            self._tell_place(self._bookmark)
