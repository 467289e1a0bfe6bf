"""What a desk shows of itself: all that a screen may know, and nothing that needs a key.

Desk and screen are two processes that share this; it loads neither cryptography nor network.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exam.clock import BEAT_SECONDS
from exam.config import Topic
from exam.errors import ExamError
from exam.events import Cause
from exam.manuscript import Part
from exam.pc_check import Finding
from exam.sitting import Phase

QUIET_MILLISECONDS: Final = 3 * BEAT_SECONDS * 1000
"""Three beats without an answer, and the server counts as out of reach."""


@dataclass(frozen=True, slots=True)
class Copies:
    """How old each copy of the text is, in milliseconds: 0 is the present text, None no copy."""

    disk: int | None = 0
    server: int | None = None
    stick: int | None = None


@dataclass(frozen=True, slots=True)
class Fork:
    """A text of the candidate beside the present one, written at a PC that was left."""

    seat_name: str
    texts: Mapping[Part, str]
    words: int


@dataclass(frozen=True, slots=True)
class Message:
    """What a proctor said; its text comes with no blank more than it needs."""

    message_id: str
    text: str
    is_read: bool = False


class Call(StrEnum):
    """How it stands with the last call for a proctor."""

    OPEN = "open"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class DeskView:
    """What a screen shows; times are milliseconds.

    `phase` is None while nobody is signed in; `synced_ago` is None while the server never answered;
    `cause` says why the paper was sealed, if it was sealed at this PC; `pages` of the paper, as it
    is printed, are None until they were counted. `is_time_confirmed` is false on a PC that was
    restarted and has not heard a server since; `last_place` is where work that was taken up was
    left, in characters; `forks` is how many texts of the candidate, written at other PCs, lie
    beside this one. `call` is None while no proctor was called, or one came long ago; `lock_reason`
    is what the proctor said who locked the work. `pc_stops` is what was found out about this PC and
    keeps people from signing in until a proctor passes it.
    """

    phase: Phase | None = None
    number: str = ""
    name: str = ""
    nip: str = ""
    office: str = ""
    unit: str = ""
    post_name: str = ""
    topic: Topic | None = None
    remaining: int = 0
    starts_in: int | None = None
    goes_on_in: int | None = None
    words: int = 0
    pages: int | None = None
    slide_count: int = 0
    saved: bool = True
    copies: Copies = Copies()
    is_time_confirmed: bool = True
    forks: int = 0
    synced_ago: int | None = None
    receipt: str | None = None
    provisional: str | None = None
    cause: Cause | None = None
    last_place: tuple[Part, int] | None = None
    trouble: ExamError | None = None
    messages: tuple[Message, ...] = ()
    call: Call | None = None
    lock_reason: str = ""
    pc_stops: tuple[Finding, ...] = ()

    @property
    def unread(self) -> tuple[Message, ...]:
        """The messages that the candidate has not yet said to have read, first come first."""
        return tuple(message for message in self.messages if not message.is_read)

    @property
    def may_call(self) -> bool:
        """Whether somebody is here who may call a proctor: who has confirmed to be this person."""
        return self.phase not in (None, Phase.SIGNED_IN)
