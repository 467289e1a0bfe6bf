"""The desk as the screen's process has it: what it was told last, and a wire to the real one.

Nothing here waits but what a candidate waits for. What was typed is on the wire as soon as the key
is drawn; if the desk has something else, it says so, and its texts count.
"""

import asyncio
import contextlib
import itertools
import os
import threading
from collections.abc import Mapping
from typing import Final, Protocol

from exam.config import ExamConfig, decode_config
from exam.manuscript import Part
from kiosk.appearance import Appearance
from kiosk.exchange import (
    Answer,
    AppearanceChosen,
    CardReplaceAsked,
    Copied,
    EditMade,
    ForksAsked,
    ForksFound,
    HandInAsked,
    HelpAsked,
    IdentityConfirmed,
    IdentityRejected,
    MessageTaken,
    PcPassAsked,
    PlaceTaken,
    RulesAccepted,
    Said,
    ScreenFailed,
    Shown,
    SignInAsked,
    StartAsked,
    Texts,
    Told,
    TransferAsked,
    Transferred,
    Welcome,
    encode,
    read_told,
)
from kiosk.terminal import LOST_EXIT_CODE
from kiosk.ui.replica import Replica
from kiosk.view import DeskView, Fork
from kiosk.wire import Wire

_GRACE_SECONDS: Final = 2.0
"""So long a screen whose desk is gone may take to end."""


class Watcher(Protocol):
    """Whoever shows the desk, and wants to hear of it."""

    def hear_of_view(self) -> None:
        """Something else is to be shown."""

    def hear_of_texts(self) -> None:
        """Other texts than what was typed stand at the desk; a view follows."""

    def hear_of_end(self) -> None:
        """There is no desk any more."""


class RemoteDesk:
    """One candidate's sitting, behind a wire."""

    def __init__(self, wire: Wire, welcome: Welcome) -> None:
        self._wire = wire
        self.config: ExamConfig = decode_config(welcome.config)
        self.seat_name = welcome.seat_name
        self.place, self.copied = welcome.place, welcome.copied
        self.appearance = welcome.appearance
        self.view = DeskView()
        self._turn = 0
        self._new_texts: Texts | None = None
        self._replicas = {part: Replica() for part in Part}
        self._numbers = itertools.count(1)
        self._calls: dict[int, asyncio.Future[Answer]] = {}
        self._found: dict[int, ForksFound | Transferred] = {}
        self._watcher: Watcher | None = None

    def be_watched_by(self, watcher: Watcher) -> None:
        """Tell somebody of all news from now on."""
        self._watcher = watcher

    # -- what a candidate does

    async def sign_in(self, number: str, typed_code: str, *, takes_older: bool = False) -> None:
        """Sign a candidate in.

        Raises:
            ExamError: the desk refuses, and says why.

        """
        call = next(self._numbers)
        await self._ask(call, SignInAsked(call, number, typed_code, takes_older))

    async def hand_in(self) -> None:
        """Seal and submit.

        Raises:
            ExamError: the desk refuses, and says why.

        """
        call = next(self._numbers)
        await self._ask(call, HandInAsked(call))

    async def replace_card(self, typed_code: str) -> None:
        """Let the code of a new card open the work from now on.

        Raises:
            ExamError: the desk refuses, and says why; the old code goes on opening it.

        """
        call = next(self._numbers)
        await self._ask(call, CardReplaceAsked(call, typed_code))

    async def forks(self) -> tuple[Fork, ...]:
        """Return the candidate's texts that were written at other PCs.

        Raises:
            ExamError: the desk cannot have them now, and says why.

        """
        call = next(self._numbers)
        found = await self._ask(call, ForksAsked(call))
        return found.forks if isinstance(found, ForksFound) else ()

    async def transfer(self, pin: str) -> str:
        """Copy all that this PC keeps to a proctor's stick; returns the file's name.

        Raises:
            ExamError: the desk refuses, and says why.

        """
        call = next(self._numbers)
        done = await self._ask(call, TransferAsked(call, pin))
        return done.file if isinstance(done, Transferred) else ""

    async def pass_pc_check(self, pin: str) -> None:
        """Let people sign in at this PC whatever was found out about it.

        Raises:
            ExamError: the desk refuses, and says why.

        """
        call = next(self._numbers)
        await self._ask(call, PcPassAsked(call, pin))

    async def enter_start(self, pin: str, typed_code: str) -> None:
        """Let the candidate begin now by the topic code.

        Raises:
            ExamError: the desk refuses, and says why.

        """
        call = next(self._numbers)
        await self._ask(call, StartAsked(call, pin, typed_code))

    def confirm_identity(self) -> None:
        """Say that the candidate is the one on the screen."""
        self._say(IdentityConfirmed())

    def reject_identity(self) -> None:
        """Say that the candidate is not the one on the screen."""
        self._say(IdentityRejected())

    def accept_rules(self) -> None:
        """Say that the candidate accepts the rules."""
        self._say(RulesAccepted())

    def read_message(self, message_id: str) -> None:
        """Say that the candidate has read a message of a proctor."""
        self._say(MessageTaken(message_id))

    def call_proctor(self) -> None:
        """Say that the candidate calls a proctor."""
        self._say(HelpAsked())

    def text(self, part: Part) -> str:
        """Return the text of one part with all that was typed."""
        return self._replicas[part].text

    def take_texts(self) -> None:
        """Go on from the texts that the desk told last; what is typed from now on is typed there.

        Only what edits them calls this, when it begins anew with them.
        """
        if self._new_texts is not None:
            self._turn, texts = self._new_texts.turn, self._new_texts.texts
            self._replicas = {each: Replica(texts.get(each, "")) for each in Part}
            self._new_texts = None

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Say what was typed; never blocks, and never refuses: what is not taken is undone."""
        self._say(EditMade(self._turn, part, at, removed, inserted))
        self._replicas[part].note(at, len(removed), inserted)

    # -- what only a screen does

    def note_place(self, part: Part, cursors: Mapping[Part, int]) -> None:
        """Say where somebody writes, for the screen that may come after this one."""
        self._say(PlaceTaken(part, cursors))

    def note_copied(self, text: str) -> None:
        """Say what was cut or copied, if it is news."""
        if text != self.copied:
            self.copied = text
            self._say(Copied(text))

    def note_appearance(self, appearance: Appearance) -> None:
        """Say how the screens shall look."""
        self.appearance = appearance
        self._say(AppearanceChosen(appearance))

    async def report_failure(self, place: str) -> None:
        """Say why this screen ends, as the last thing, if anybody listens."""
        if self._wire.is_clear:
            self._say(ScreenFailed(place))
            await self.close()

    async def run(self) -> None:
        """Hear what the desk says until it is gone, or cancelled."""
        while (content := await self._wire.receive()) is not None:
            self.hear(read_told(content))
        _end_by_force(_GRACE_SECONDS)
        if self._watcher is not None:
            self._watcher.hear_of_end()

    async def close(self) -> None:
        """Let everything leave that was said, unless nobody takes it."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wire.flush(), _GRACE_SECONDS)

    def _say(self, message: Said) -> None:
        self._wire.send(encode(message))

    async def _ask(self, call: int, message: Said) -> ForksFound | Transferred | None:
        """Return what was found before the answer came, if anything."""
        self._calls[call] = asyncio.get_running_loop().create_future()
        self._say(message)
        try:
            (await self._calls[call]).settle()
            return self._found.get(call)
        finally:
            del self._calls[call]
            self._found.pop(call, None)

    def hear(self, message: Told) -> None:
        """Take what the desk says."""
        match message:
            case Texts():
                self._new_texts = message
                if self._watcher is not None:
                    self._watcher.hear_of_texts()
            case Shown(view=view):
                self.view = view
                if view.phase is None:  # the desk has forgotten it, too
                    self.copied = ""
                if self._watcher is not None:
                    self._watcher.hear_of_view()
            case ForksFound(call=call) | Transferred(call=call) if call in self._calls:
                self._found[call] = message
            case Answer(call=call) if call in self._calls:
                self._calls[call].set_result(message)


async def meet(wire: Wire) -> RemoteDesk | None:
    """Wait until the desk has said all that a first picture needs; None if there is no desk."""
    desk: RemoteDesk | None = None
    while (content := await wire.receive()) is not None:
        message = read_told(content)
        if isinstance(message, Welcome):
            desk = RemoteDesk(wire, message)
        elif desk is not None:
            desk.hear(message)
            if isinstance(message, Shown):
                desk.take_texts()
                return desk
    return None


def _end_by_force(grace_seconds: float) -> None:
    """End the process so long from now if it has not ended by itself."""
    timer = threading.Timer(grace_seconds, os._exit, (LOST_EXIT_CODE,))
    timer.daemon = True
    timer.start()
