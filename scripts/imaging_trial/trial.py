"""The sitting: one candidate, one stick, two PCs, and the power cut twice."""

import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import replace
from gettext import NullTranslations
from pathlib import Path
from typing import Final

from kiosk.language import load_catalog
from scripts.escaping.board import Board, MachineError
from scripts.escaping.machine import Machine, overlay_of
from scripts.faulting.archive import Archive, read_seed
from scripts.imaging_trial.paper import (
    FIRST,
    LAST,
    SECOND,
    THIRD,
    Typing,
    loss_of,
    text_on,
)
from scripts.imaging_trial.record import Record, Step, TrialError
from scripts.imaging_trial.seat import Seat
from scripts.imaging_trial.technician import START_SECONDS, enrol, make_stick, open_stick
from scripts.practice.candidate import Candidate
from scripts.practice.office import Proctor
from scripts.practice.premises import Premises, Server
from scripts.practice.samples import Sample
from scripts.practice.shortening import Haste

KIOSK_PORT: Final = 8443
"""A PC that is started from the stick knows no other port of its server."""
_MINUTES: Final = 120
_LEAD_SECONDS: Final = 5
_SHARES: Final = 3
_STICK: Final = "4G"
_OTHER_CARD: Final = "52:54:00:65:43:21"
_SCREEN_SECONDS: Final = 120
_POLL_SECONDS: Final = 0.5
_Start = Callable[[Step], None]


class Trial:
    """A sitting from a copy of an image, noted step by step."""

    def __init__(self, image: Path, record: Record, *, is_uefi: bool) -> None:
        self._image = image
        self._record = record
        self._boards = (Board(is_uefi=is_uefi), Board(_OTHER_CARD, is_uefi))
        self._power = ExitStack()

    def run(self) -> None:
        """Take all steps, up to the first that fails.

        Raises:
            TrialError: a step did not come out as it has to.
            ScreenTimeoutError: a screen never showed what was waited for.
            PracticeError: the server refused something.
            MachineError: there is no emulated PC.
            MonitorError: the emulated PC went away.

        """
        with ExitStack() as stack:
            self.prepare(stack)
            self.sit()
            text = self._cut_and_return(FIRST, SECOND, "same PC", self._start_same)
            text = self._cut_and_return(text, THIRD, "other PC", self._start_other)
            self._hand_in(text)

    def sit(self) -> None:
        """Take the steps from the sign-in page to the first sentences.

        Raises:
            TrialError: a step did not come out as it has to; all that `run` raises may be raised.

        """
        self._await_sign_in()
        self._sit_down()
        with self._record.step("first sentences") as step:
            self._candidate.write()
            step.found = f"{len(FIRST)} letters"
            self._require_text(FIRST)

    def prepare(self, stack: ExitStack) -> None:
        """Take the steps up to the sign-in page; what was opened for them ends with the stack.

        Raises:
            TrialError: a step did not come out as it has to; all that `run` raises may be raised.

        """
        with self._record.step("exam and server") as step:
            self._open_hall(stack)
            step.found = f"a practice exam, a new stick of {_STICK}"
        stack.callback(self._power.close)
        self._set_up()

    def switch_on_again(self) -> None:
        """Cut the power and switch the same PC on."""
        self.switch_off()
        self._switch_on(self._seat.name, self._boards[0])

    def begin_again(self) -> None:
        """Cut the power, start the same PC and give the card code.

        Raises:
            TrialError: a step did not come out as it has to; all that `run` raises may be raised.

        """
        self.switch_off()
        with self._record.step("started again") as step:
            self._start_same(step)
            self._text_after_code()

    def switch_off(self) -> None:
        """Cut the power."""
        self._record.look = None
        self._power.close()

    @property
    def disk(self) -> Path:
        """The stick."""
        return self._disk

    @property
    def seat(self) -> Seat:
        """The PC at which the candidate sits now."""
        return self._seat

    @property
    def catalog(self) -> NullTranslations:
        """The words of the exam's pages."""
        return load_catalog(self._premises.config.exam.language)

    @property
    def exam(self) -> Path:
        """The folder of the exam."""
        return self._premises.exam

    @property
    def ports(self) -> frozenset[int]:
        """The two ports at which the server answers."""
        return frozenset({KIOSK_PORT, self._server.people_port})

    def held(self) -> str:
        """Return the text that the server has by now."""
        return self._archive.text(self._archive.records(self._candidate.card.number))

    def _open_hall(self, stack: ExitStack) -> None:
        self._premises = Premises(Haste(_MINUTES, _LEAD_SECONDS))
        stack.callback(self._premises.remove)
        self._premises.create_exam()
        folder = self._premises.folder
        self._server = Server(self._premises.exam, folder / "server.log", KIOSK_PORT)
        stack.callback(self._server.stop)
        self._server.start()
        self._disk = stick_from(self._image, folder)
        seed = read_seed(self._premises.shares()[:_SHARES])
        self._archive = Archive(self._premises.exam, seed)

    # -- the technician

    def _set_up(self) -> None:
        name, code = self._premises.pairing_codes()[0]
        with self._record.step("first start") as step:
            self._switch_on(name, self._boards[0])
            self._seat.wait_for_question("Kalimat sandi:", START_SECONDS)
            step.found = "asks for the phrase of the stick"
        with self._record.step("stick made") as step:
            make_stick(self._seat)
            step.found = "asks for the name of the PC"
        with self._record.step("enrolled") as step:
            enrol(self._seat, self._server.people_port, code)
            self._await_sign_in()
            step.found = "the candidate's first page"

    # -- the candidate

    def _sit_down(self) -> None:
        card = self._premises.cards()[0]
        sample = Sample("trial", "", FIRST, "")
        self._candidate = Candidate(card, self._seat.name, sample, self._seat, self.catalog)
        slip = self._premises.slip("proctor")
        with Proctor(self._server.address, self._premises.authority, slip) as proctor:
            proctor.open_check_in()
            with self._record.step("signed in") as step:
                self._candidate.arrive()
                step.found = f"candidate {card.number} has accepted the rules"
            with self._record.step("exam started") as step:
                proctor.start(self._premises.topic_passphrases())
                step.found = "by the proctor"

    def _cut_and_return(self, before: str, more: str, where: str, start: _Start) -> str:
        """Cut the power within a sentence, start again, and write what was lost of it again."""
        with self._record.step(f"power cut, {where}") as step:
            typing = Typing.of(more, self._seat.type)
            self._seat.machine.cut()
            cut_at = time.monotonic()
            self.switch_off()
            text = before + more
            step.found = f"{len(text)} letters typed, {len(self.held())} at the server"
        with self._record.step(f"started, {where}") as step:
            start(step)
        with self._record.step(f"card code, {where}") as step:
            found = self._text_after_code()
            step.found = str(loss_of(before, typing, cut_at, found))
        with self._record.step(f"record, {where}") as step:
            held = self._require_held(found)
            step.found = f"the server has the {len(held)} letters on the screen"
        with self._record.step(f"writing on, {where}") as step:
            self._seat.press("C-End")
            self._seat.type(text[len(held) :])
            self._require_text(text)
            step.found = f"{len(text)} letters"
        return text

    def _text_after_code(self) -> str:
        self._candidate = replace(self._candidate, terminal=self._seat)
        self._candidate.sign_in()
        saved = self._candidate.catalog.gettext("Saved")
        screen = self._seat.wait_until(
            lambda screen: saved in screen and bool(text_on(screen)), "text", _SCREEN_SECONDS
        )
        return text_on(screen)

    def _require_text(self, text: str) -> None:
        """Wait until a text, and no other, is on the screen and at the server."""
        self._seat.wait_until(lambda screen: text_on(screen) == text, text[-20:], _SCREEN_SECONDS)
        self._require_held(text)

    def _require_held(self, text: str) -> str:
        """Wait until the server has what the screen shows; only it has a blank at the end."""
        deadline = time.monotonic() + _SCREEN_SECONDS
        while (held := self.held()).rstrip() != text.rstrip():
            if time.monotonic() > deadline:
                raise TrialError(f"on the screen is “{text}”, and at the server “{held}”")
            time.sleep(_POLL_SECONDS)
        return held

    def _hand_in(self, text: str) -> None:
        with self._record.step("handed in") as step:
            self._seat.type(LAST)
            text += LAST
            self._require_text(text)
            self._candidate.hand_in()
            receipt = self._candidate.take_receipt(_SCREEN_SECONDS)
            step.found = f"receipt {receipt}"
        with self._record.step("paper at the server") as step:
            number = self._candidate.card.number
            _, manuscript, _ = self._archive.handed_in(number)
            if manuscript.paper != text:
                raise TrialError(f"typed is “{text}”, and handed in “{manuscript.paper}”")
            step.found = f"opened with {_SHARES} shares: the {len(text)} letters that were typed"

    # -- power

    def _switch_on(self, name: str, board: Board) -> None:
        machine = self._power.enter_context(closing(Machine(self._disk, board)))
        self._seat = Seat(name, machine)
        self._record.look = self._seat.look

    def _start_same(self, step: Step) -> None:
        self._switch_on(self._seat.name, self._boards[0])
        self._await_sign_in()
        step.found = "no question, the candidate's first page"

    def _start_other(self, step: Step) -> None:
        self._switch_on(self._seat.name, self._boards[1])
        self._seat.wait_for_question("dibuat untuk PC lain", START_SECONDS)
        self._seat.wait_for_question("Kalimat sandi:", _SCREEN_SECONDS)
        open_stick(self._seat)
        self._await_sign_in()
        step.found = "asks for the phrase, then the candidate's first page"

    def _await_sign_in(self) -> None:
        self._seat.wait_for(self.catalog.gettext("Welcome"), START_SECONDS)


def stick_from(image: Path, folder: Path) -> Path:
    """Write an image on a new stick; the image itself is not changed.

    Raises:
        MachineError: it cannot be made; holds what was said.

    """
    stick = overlay_of(image, folder)
    done = subprocess.run(
        ["qemu-img", "resize", "-q", str(stick), _STICK],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise MachineError(done.stderr.strip())
    return stick
