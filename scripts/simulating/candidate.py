"""A candidate: signs in, writes, hands in or waits for zero, and goes where they are sent."""

import asyncio
from collections.abc import Coroutine
from random import Random
from typing import TYPE_CHECKING, Any

from exam import keys
from exam.codes import Code
from exam.errors import ExamError
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.desk import Desk
from scripts.simulating.machine import Computer
from scripts.simulating.memory import Memory
from scripts.simulating.parting import Parting
from scripts.simulating.typing import Stroke, Typist
from server.ceremony import Card

if TYPE_CHECKING:
    from scripts.simulating.world import World

_RETRY_SECONDS = 2.0
_PATIENCE_SECONDS = 120.0
"""So long somebody waits at most for a text that a PC does not have, before they take an older."""
_HANDED_IN = (Phase.SEALED, Phase.SUBMITTED)


class Person:
    """Somebody with a card, at a PC."""

    def __init__(self, world: "World", card: Card, computer: Computer) -> None:
        self.world = world
        self.number = card.application.number
        self.code = card.code
        self.application_id = card.application.id
        self.computer = computer
        self.memory = Memory()
        self.parting: Parting | None = None
        self.is_seated = False
        self.has_begun = False
        self.may_be_rejoined = False
        self._new_code: Code | None = None
        self._has_new_card = False
        self.is_done = False
        self._has_sealed = False
        self._waits_until: float | None = None
        self._random: Random = world.dice.stream(f"person {self.number}")
        self._typist = Typist(self._random, world.shape.pace)
        self._hands_in_at = self._random.uniform(0.5, 1.0) if self._random.random() < 0.45 else 2.0

    @property
    def is_writing(self) -> bool:
        """Whether the text here is being written on, under the card that is in hand."""
        is_open = not self.is_done and not self._has_sealed
        return self.has_begun and is_open and self._new_code is None

    @property
    def card_key(self) -> bytes:
        """What the code on the card opens."""
        exam_id, profile = self.world.premises.exam_id, self.world.premises.config.kdf_profile
        return keys.stretch(self.code, "card", exam_id, self.number, profile=profile).wrap

    async def live(self) -> None:
        """Come, and do what a candidate does until it is all over."""
        await asyncio.sleep(self.world.shape.arrival * self._random.random())
        while True:
            computer = self.computer
            if not computer.is_running or computer.desk is None:
                self.leave("went dark")
                await asyncio.sleep(0.3)
            elif await self._sign_in(computer, computer.desk):
                await self._sit(computer, computer.desk)
            else:
                await asyncio.sleep(_RETRY_SECONDS * (0.9 + 0.2 * self._random.random()))

    def take_card(self, code: Code) -> None:
        """Get a new card; the one before admits nobody any more."""
        self.code = self._new_code = code

    def leave(self, how: str) -> None:
        """Lose the screen; what took it away first counts."""
        if self.is_seated:
            self.is_seated = False
            self.parting = Parting.now(self.world, self.computer, how)
            self.world.story.tell(self.number, f"leaves {self.computer.name}: {how}")

    async def _type_new_code(self, computer: Computer, desk: Desk) -> None:
        """Go on under the new card at the same PC, as soon as the server can be asked."""
        code = self._new_code
        if code is not None and await self._do(computer, desk.replace_card(code)) is None:
            self.world.story.tell(self.number, "goes on under the new card")
            self._has_new_card = True
            self._new_code = None if self._new_code == code else self._new_code

    async def _sign_in(self, computer: Computer, desk: Desk) -> bool:
        takes_older = self._waits_until is not None and self.world.now >= self._waits_until
        signing_in = desk.sign_in(self.number, self.code, takes_older=takes_older)
        error = await self._do(computer, signing_in)
        if error is not None:
            self.world.story.counts[f"sign-in {error}"] += 1
            if error == "sign-in.older" and self._waits_until is None:
                self._waits_until = self.world.now + self._random.uniform(0, _PATIENCE_SECONDS)
            if error == "sign-in.wrong":  # a restored server knows the card before
                await self.world.errands.replace_card(self)
            return False
        if desk.view.phase is None:
            return False
        if takes_older:
            self.world.story.counts["an older text, rather than waiting on"] += 1
        self._waits_until = None
        if self._new_code is not None:  # what was written under the old card stays locked
            self.may_be_rejoined, self._new_code = True, None
            self.world.story.tell(self.number, "begins anew under a new card")
        self._look(desk)
        return True

    async def _do(self, computer: Computer, coroutine: Coroutine[Any, Any, None]) -> str | None:
        """Let the program do something; returns why it did not."""
        program = computer.program
        if program is None:
            coroutine.close()
            return "dark"
        task = program.start(coroutine)
        await asyncio.wait({task})
        if task.cancelled():
            return "dark"
        error = task.exception()
        if isinstance(error, ExamError):
            return error.code
        if error is not None:
            self.world.story.violate("kiosk", f"{computer.name} failed: {error!r}")
            return "failed"
        return None

    def _look(self, desk: Desk) -> None:
        """Look at what came back, and go on from there."""
        found = (desk.text(Part.PAPER), desk.text(Part.SLIDES))
        if desk.view.phase not in _HANDED_IN:  # what was handed in is judged at the end
            self.world.watch.judge_return(self, found)
        elif not self._has_sealed:  # at zero, and nobody saw it before the program died
            self.memory.cut_short.add(self.memory.texts)
        if self._has_new_card and self.world.was_restored and not any(found):
            # What was written under the new card may be lost with the server's disk and this PC.
            self.may_be_rejoined = True
        self.memory.go_on_from(found)
        self.is_seated, self.parting = True, None
        self.world.story.tell(self.number, f"sits at {self.computer.name}")

    async def _sit(self, computer: Computer, desk: Desk) -> None:
        """Be at a PC as long as it shows this candidate's sitting."""
        while computer.desk is desk and computer.is_running and self.computer is computer:
            view = desk.view
            if view.phase is None or view.number != self.number:
                self.leave("fenced")
                return
            await self._act(computer, desk, view.phase)
        self.leave("moved" if self.computer is not computer else "went dark")

    async def _act(self, computer: Computer, desk: Desk, phase: Phase) -> None:
        self.is_done = phase is Phase.SUBMITTED
        self._has_sealed = phase in _HANDED_IN
        if self._has_sealed:
            self.memory.hand_in()
        if phase is Phase.SIGNED_IN:
            await asyncio.sleep(0.5 + self._random.random())
            if self._is_still_here(computer, desk):
                desk.confirm_identity()
        elif phase is Phase.IDENTITY_CONFIRMED:
            await asyncio.sleep(0.5 + self._random.random())
            if self._is_still_here(computer, desk):
                desk.accept_rules()
        elif phase is Phase.WRITING:
            self.has_begun = True
            await self._write(computer, desk)
        else:
            await asyncio.sleep(0.5 if phase is not Phase.SUBMITTED else 1.0)

    def move_to(self, computer: Computer) -> None:
        """Go to another PC."""
        self.leave("moved")
        self.world.story.tell(self.number, f"goes to {computer.name}")
        self.computer = computer

    def _is_still_here(self, computer: Computer, desk: Desk) -> bool:
        here = computer.desk is desk and computer.is_running and self.computer is computer
        return here and computer.is_awake

    async def _write(self, computer: Computer, desk: Desk) -> None:
        """Type a word or so, or hand in."""
        if self._new_code is not None:
            await self._type_new_code(computer, desk)
        if self.world.progress() >= self._hands_in_at:
            self._hands_in_at = 2.0
            await self._hand_in(computer, desk)
            return
        for stroke in self._typist.burst(self.memory.parts()):
            await asyncio.sleep(stroke.after)
            if not self._is_still_here(computer, desk) or not self._strike(desk, stroke):
                return

    def _strike(self, desk: Desk, stroke: Stroke) -> bool:
        """Press a key; returns whether it was taken."""
        desk.edit(stroke.part, stroke.at, stroke.removed, stroke.inserted)
        parts = self.memory.parts()
        text = parts[stroke.part]
        after = text[: stroke.at] + stroke.inserted + text[stroke.at + len(stroke.removed) :]
        shown = desk.text(stroke.part)
        if shown == after:
            parts[stroke.part] = after
            self.memory.type(self.world.now, (parts[Part.PAPER], parts[Part.SLIDES]))
            self.world.story.counts["edits"] += 1
            return True
        view = desk.view
        if view.phase is Phase.WRITING and view.number == self.number and view.remaining > 1000:
            self.world.story.violate("P3", f"{self.number}: a key was not taken while writing")
        return False

    async def _hand_in(self, computer: Computer, desk: Desk) -> None:
        before = self.memory.texts
        error = await self._do(computer, desk.hand_in())
        if error == "dark":
            self.memory.cut_short.add(before)
        self.world.story.tell(self.number, f"hands in: {error or 'done'}")
        if error is None:
            self.memory.hand_in()
