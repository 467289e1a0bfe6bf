"""The hatch between a desk and the screen in front of it: one screen after another.

The desk's texts are the texts. A screen is told them whenever what it must have by now, by what it
was told and what was taken from it, is not what stands at the desk.
"""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import replace
from typing import Final

import msgspec

from exam.config import encode_config
from exam.errors import ExamError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.appearance import AS_DESIGNED, is_somebody_elses
from kiosk.desk import Desk
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
    read_said,
)
from kiosk.view import QUIET_MILLISECONDS, Copies, DeskView
from kiosk.wire import Wire

LOOK_SECONDS: Final = 0.2
"""So often the desk is looked at for something that the screen does not know."""
_SECOND: Final = 1000
_MINUTE: Final = 60_000
_DISK_QUIET: Final = 2 * _SECOND


class Hatch:
    """Hands things from a desk to a screen and back."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wire: Wire | None = None
        self._turn = 0
        self._given = dict.fromkeys(Part, "")
        self._shown: DeskView | None = None
        self._open_part = Part.PAPER
        self._cursors: dict[Part, int] = {}
        self._copied = ""
        self._appearance = AS_DESIGNED
        self._phase: Phase | None = None
        self._calls: set[asyncio.Task[None]] = set()
        self.failure = ""

    async def run(self) -> None:
        """Keep the screen up to date until cancelled; what goes wrong with a call is raised."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for call in [call for call in self._calls if call.done()]:
                self._calls.discard(call)
                call.result()
            if self._wire is not None and self._wire.is_clear:
                self._look()

    async def serve(self, wire: Wire) -> None:
        """Serve one screen until it is gone; whatever it has said is taken."""
        self._wire, self._shown, self.failure = wire, None, ""
        seat_name, config = self._desk.seat_name, encode_config(self._desk.config)
        self._tell(Welcome(config, seat_name, self._place, self._copied, self._appearance))
        self._give_texts()
        self._look()
        with suppress(msgspec.MsgspecError):
            while (content := await wire.receive()) is not None:
                self._take(read_said(content))
        self._wire = None

    # -- what the screen is told

    def _tell(self, message: Told) -> None:
        if self._wire is not None:
            self._wire.send(encode(message))

    def _give_texts(self) -> None:
        """Begin a new turn: what the screen typed and has not arrived is void; a view follows."""
        self._turn += 1
        self._shown = None
        self._given = {part: self._desk.text(part) for part in Part}
        self._tell(Texts(self._turn, self._given))

    def _look(self) -> None:
        """Tell the screen what it does not know: first the texts, then the view."""
        if any(self._desk.text(part) != given for part, given in self._given.items()):
            self._give_texts()
        view = self._desk.view
        if view.phase is None:
            self._cursors, self._copied = {}, ""
        if is_somebody_elses(self._phase, view.phase):
            self._appearance = AS_DESIGNED
        self._phase = view.phase
        seen = _as_seen(view)
        if seen != self._shown:
            self._shown = seen
            self._tell(Shown(view))

    # -- what the screen says

    def _take(self, message: Said) -> None:
        match message:
            case EditMade():
                self._take_edit(message)
            case PlaceTaken(part=part, cursors=cursors):
                self._open_part, self._cursors = part, dict(cursors)
            case Copied(text=text):
                self._copied = text
            case AppearanceChosen(appearance=appearance):
                self._appearance = appearance
            case ScreenFailed(place=place):
                self.failure = place
            case _:
                self._do(message)
                self._look()

    def _do(self, message: Said) -> None:
        """Do what the desk is asked for."""
        match message:
            case SignInAsked(call, number, code, takes_older):
                self._begin(call, self._desk.sign_in(number, code, takes_older=takes_older))
            case HandInAsked(call=call):
                self._begin(call, self._desk.hand_in())
            case CardReplaceAsked(call=call, typed_code=typed_code):
                self._begin(call, self._desk.replace_card(typed_code))
            case ForksAsked(call=call):
                self._begin(call, self._tell_forks(call))
            case TransferAsked(call=call, pin=pin):
                self._begin(call, self._tell_transfer(call, pin))
            case PcPassAsked(call=call, pin=pin):
                self._begin(call, self._desk.pass_pc_check(pin))
            case StartAsked(call=call, pin=pin, typed_code=typed_code):
                self._begin(call, self._desk.enter_start(pin, typed_code))
            case _:
                self._note(message)

    def _note(self, message: Said) -> None:
        """Let the desk note what needs no answer: the view shows what came of it."""
        match message:
            case IdentityConfirmed():
                self._desk.confirm_identity()
            case IdentityRejected():
                self._desk.reject_identity()
            case RulesAccepted():
                self._desk.accept_rules()
            case MessageTaken(message_id=message_id):
                self._desk.read_message(message_id)
            case HelpAsked():
                self._desk.call_proctor()

    def _take_edit(self, edit: EditMade) -> None:
        """Record an edit, or give the screen the texts that stand here instead."""
        if edit.turn != self._turn:
            return
        part, given = edit.part, self._given[edit.part]
        stands = self._desk.text(part)
        if stands is given:
            with suppress(ExamError):
                self._desk.edit(part, edit.at, edit.removed, edit.inserted)
            stands = self._desk.text(part)
            if stands is not given or edit.removed == edit.inserted:
                self._given[part] = stands
                self._open_part = part
                self._cursors[part] = edit.at + len(edit.inserted)
                return
        self._give_texts()
        self._look()

    @property
    def _place(self) -> PlaceTaken | None:
        """Where somebody writes, if anything is known of it."""
        if not self._cursors:
            return None
        ends = {part: len(self._desk.text(part)) for part in Part}
        return PlaceTaken(self._open_part, ends | self._cursors)

    # -- calls, which take their time

    def _begin(self, call: int, work: Awaitable[None]) -> None:
        answering = self._answer(call, work, self._wire)
        self._calls.add(asyncio.get_running_loop().create_task(answering))

    async def _tell_forks(self, call: int) -> None:
        self._tell(ForksFound(call, await self._desk.forks()))

    async def _tell_transfer(self, call: int, pin: str) -> None:
        self._tell(Transferred(call, await self._desk.transfer(pin)))

    async def _answer(self, call: int, work: Awaitable[None], asked: Wire | None) -> None:
        """Do what was asked, and tell how it went after what there is to see of it."""
        try:
            await work
        except ExamError as error:
            answer = Answer(call, error.code, error.details)
        else:
            answer = Answer(call)
        if asked is not None and asked is self._wire:
            self._look()
            self._tell(answer)


def _as_seen(view: DeskView) -> DeskView:
    """Return a view with times as coarse as they are seen: seconds, and beats of the server."""
    return replace(
        view,
        remaining=view.remaining // _SECOND,
        starts_in=_rounded_up(view.starts_in, _SECOND),
        goes_on_in=_rounded_up(view.goes_on_in, _SECOND),
        synced_ago=_rounded_up(view.synced_ago, QUIET_MILLISECONDS),
        copies=Copies(
            disk=_as_old(view.copies.disk, _DISK_QUIET),
            server=_as_old(view.copies.server, QUIET_MILLISECONDS),
            stick=_as_old(view.copies.stick, QUIET_MILLISECONDS),
        ),
    )


def _as_old(age: int | None, quiet: int) -> int | None:
    """Return the age of a copy as it is told: none while it is young, then by its size."""
    if age is None or age <= quiet:
        return None if age is None else 0
    unit = 10 * _SECOND if age < _MINUTE else _MINUTE
    return max(_SECOND, age // unit * unit)


def _rounded_up(milliseconds: int | None, unit: int) -> int | None:
    return None if milliseconds is None else -(-milliseconds // unit)
