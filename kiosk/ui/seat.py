"""What the screens need of a desk; `kiosk.desk.Desk` is one, tests bring their own."""

from typing import Protocol

from exam.config import ExamConfig
from exam.manuscript import Part
from kiosk.view import DeskView, Fork


class SeatDesk(Protocol):
    """One candidate's sitting at this PC, as the screens see it."""

    @property
    def config(self) -> ExamConfig:
        """The selection."""

    @property
    def seat_name(self) -> str:
        """Name of this PC."""

    @property
    def view(self) -> DeskView:
        """What may be shown now; cheap."""

    async def sign_in(self, number: str, typed_code: str, *, takes_older: bool = False) -> None:
        """Sign a candidate in, with an older text if that is all that can be had."""

    def confirm_identity(self) -> None:
        """Note that the candidate is the one on the screen."""

    def reject_identity(self) -> None:
        """Go back to signing in."""

    def accept_rules(self) -> None:
        """Note that the candidate accepts the rules."""

    def read_message(self, message_id: str) -> None:
        """Note that the candidate has read a message of a proctor; again changes nothing."""

    def call_proctor(self) -> None:
        """Call a proctor; while one is called and has not answered, again changes nothing."""

    def text(self, part: Part) -> str:
        """Return the text of one part."""

    def take_texts(self) -> None:
        """Go on from the texts as they stand now; what edits them calls it when it begins."""

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        """Record an edit; never blocks."""

    async def hand_in(self) -> None:
        """Seal and submit."""

    async def replace_card(self, typed_code: str) -> None:
        """Let the code of a new card open the work from now on."""

    async def forks(self) -> tuple[Fork, ...]:
        """Return the candidate's texts that were written at other PCs."""

    async def transfer(self, pin: str) -> str:
        """Copy all that this PC keeps to a proctor's stick; returns the file's name."""

    async def pass_pc_check(self, pin: str) -> None:
        """Let people sign in at this PC whatever was found out about it."""

    async def enter_start(self, pin: str, typed_code: str) -> None:
        """Let the candidate begin now by the topic code."""

    async def run(self) -> None:
        """Keep disk, server and clock up to date until cancelled."""

    async def close(self) -> None:
        """Bring everything to disk and let go of the network."""
