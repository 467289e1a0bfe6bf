"""The kiosk's screens as one program: the desk's phase decides which page is shown.

No key leaves it, nothing leaves through a clipboard, and an unforeseen error ends it with a plain
sentence instead of a traceback, which could show what was written.
"""

import asyncio
import contextlib
import signal
import traceback
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from textual import events
from textual.app import App
from textual.scrollbar import ScrollBar
from textual.worker import Worker, WorkerError, WorkerFailed

from exam.sitting import Phase
from kiosk.language import load_catalog
from kiosk.ui.colours import PAPER
from kiosk.ui.editor import Editor
from kiosk.ui.field import Field
from kiosk.ui.handed_in import HandedInPage
from kiosk.ui.identity import IdentityPage
from kiosk.ui.page import Page
from kiosk.ui.paused import PausedPage
from kiosk.ui.rules import RulesPage
from kiosk.ui.scrollbar import PlainScrollBar
from kiosk.ui.seat import SeatDesk
from kiosk.ui.sign_in import SignInPage
from kiosk.ui.waiting import WaitingPage
from kiosk.ui.writing import Bookmark, WritingPage

FAILURE_EXIT_CODE: Final = 70
"""EX_SOFTWARE of sysexits.h: an internal error."""
_POLL_SECONDS: Final = 0.2
_PACKAGE: Final = Path(__file__).parents[1]
_BURST_SECONDS: Final = 0.01

_PAGES: Final[dict[Phase | None, type[Page]]] = {
    None: SignInPage,
    Phase.SIGNED_IN: IdentityPage,
    Phase.IDENTITY_CONFIRMED: RulesPage,
    Phase.READY: WaitingPage,
    Phase.WRITING: WritingPage,
    Phase.PAUSED: PausedPage,
    Phase.SEALED: HandedInPage,
    Phase.SUBMITTED: HandedInPage,
}


class KioskApp(App[None], inherit_bindings=False):
    """Shows one desk."""

    CSS_PATH = "kiosk.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    NOTIFICATION_TIMEOUT = 0
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-high")]  # noqa: RUF012 - as App declares it

    def __init__(self, desk: SeatDesk, catalog: NullTranslations | None = None) -> None:
        ScrollBar.renderer = PlainScrollBar
        super().__init__()
        self.desk = desk
        self.catalog = catalog or load_catalog(desk.config.exam.language)
        self.register_theme(PAPER)
        self.theme = PAPER.name
        self._page: type[Page] | None = None
        self._bookmark: Bookmark | None = None
        self._desk_worker: Worker[None] | None = None
        self._failure = ""
        self._gave_way_at = 0.0

    async def on_mount(self) -> None:
        """Let the desk run, show the first page, and look at the desk from then on."""
        self._desk_worker = self.run_worker(self.desk.run(), name="desk")
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.exit)
        self.look()
        self.set_interval(_POLL_SECONDS, self.look)

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
        letters that follow; here every key is finished before the next is begun. Only while a page
        is being put in front, which then has no focus yet, a key waits for that page.
        """
        if isinstance(event, events.Key) and not event.is_forwarded and self.focused:
            taken = isinstance(self.focused, Editor | Field) and self.focused.take_key(event)
            if not taken:
                await self._check_bindings(event.key)
            await self._give_way()
        else:
            await super().on_event(event)

    async def _give_way(self) -> None:
        """Let the screen be drawn and the disk be written during a burst of keys."""
        now = asyncio.get_running_loop().time()
        if now - self._gave_way_at > _BURST_SECONDS:
            await asyncio.sleep(0)
            self._gave_way_at = now

    def on_page_moved(self) -> None:
        """Look at the desk at once, without waiting for the next time."""
        self.look()

    def look(self) -> None:
        """Show the page that the phase asks for, with the state of now; nothing while closing."""
        if not self.screen_stack:
            return
        view = self.desk.view
        kind = _PAGES[view.phase]
        if kind is not self._page:
            self._turn_to(kind)
        elif isinstance(self.screen, Page):
            self.screen.bring_up_to_date(view)

    def _turn_to(self, kind: type[Page]) -> None:
        """Take away what is in front and show another page."""
        self._page = kind
        self._keep_place(kind)
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if kind is WritingPage:
            self.push_screen(WritingPage(self.desk, self.catalog, self._bookmark))
        else:
            self.push_screen(kind(self.desk, self.catalog))

    def _keep_place(self, kind: type[Page]) -> None:
        """Remember where somebody was writing, until somebody else signs in."""
        for screen in self.screen_stack:
            if isinstance(screen, WritingPage):
                self._bookmark = screen.bookmark
        if kind is SignInPage:
            self._bookmark = None

    # -- nothing leaves

    def copy_to_clipboard(self, text: str) -> None:
        """Keep what was copied inside the kiosk."""
        self._clipboard = text

    async def action_quit(self) -> None:
        """Do nothing: no key leaves the kiosk."""

    def action_suspend_process(self) -> None:
        """Do nothing: there is no shell to go to."""

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Do nothing: nothing is written down outside the journal."""

    def run(self, **options: object) -> None:
        """Run until the end; an internal error ends the process with its own exit code."""
        result = super().run(**options)  # type: ignore[arg-type]
        if self.return_code:
            raise SystemExit(self.return_code)
        return result

    def _handle_exception(self, error: Exception) -> None:
        """End with a plain sentence; what was typed is in the journal."""
        self._return_code = FAILURE_EXIT_CODE
        if not self._failure:
            self._failure = _where(error)
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        if self._failure:
            sentence = self.catalog.gettext(
                "The program has to be started again. Your text is safe. Please call the proctor. "
                "({place})"
            )
            print_line = self.error_console.print
            print_line(sentence.format(place=self._failure), markup=False, highlight=False)


def _where(error: BaseException) -> str:
    """Name the kind and place of an error, and nothing of what it was about."""
    if isinstance(error, WorkerFailed):
        return _where(error.error)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)] or frames
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "-"
    return f"{type(error).__name__} {place}"
