"""What screen and desk say to each other.

An edit names the turn of the texts on which it was made, and every `Texts` begins a new turn: what
was typed on texts that have been replaced since is never mixed into others.
"""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from exam.errors import Detail, ExamError
from exam.limits import Count, HexId, Name, PartText
from exam.manuscript import Part
from kiosk.appearance import AS_DESIGNED, Appearance
from kiosk.view import DeskView, Fork


class _Message(msgspec.Struct, frozen=True, array_like=True):
    """Anything that is said."""


# -- from the screen to the desk


class EditMade(_Message, frozen=True, tag="edit"):
    """At a character offset of a part, `removed` gave way to `inserted`."""

    turn: Count
    part: Part
    at: Count
    removed: PartText
    inserted: PartText


class PlaceTaken(_Message, frozen=True, tag="place"):
    """Where somebody writes: the open part, and the cursor in each, in characters."""

    part: Part
    cursors: Mapping[Part, Count]


class Copied(_Message, frozen=True, tag="copied"):
    """Something was cut or copied, for the screen that may come after this one."""

    text: PartText


class AppearanceChosen(_Message, frozen=True, tag="appearance"):
    """Somebody wants the screens to look so, also the one that may come after this one."""

    appearance: Appearance


class SignInAsked(_Message, frozen=True, tag="sign-in"):
    """Somebody signs in, with an older text if need be; an answer to the call is wanted."""

    call: Count
    number: Name
    typed_code: Name
    takes_older: bool = False


class HandInAsked(_Message, frozen=True, tag="hand-in"):
    """Somebody hands in; an answer with the number of the call is wanted."""

    call: Count


class CardReplaceAsked(_Message, frozen=True, tag="card"):
    """The candidate has a new card, whose code opens the work from now on."""

    call: Count
    typed_code: Name


class ForksAsked(_Message, frozen=True, tag="forks"):
    """The candidate wants to see the texts that were written at other PCs."""

    call: Count


class TransferAsked(_Message, frozen=True, tag="transfer"):
    """A proctor takes everything that this PC keeps to a stick, by the proctors' PIN."""

    call: Count
    pin: Name


class PcPassAsked(_Message, frozen=True, tag="pass-pc"):
    """A proctor lets people sign in at a PC that was stopped, by the proctors' PIN."""

    call: Count
    pin: Name


class StartAsked(_Message, frozen=True, tag="start"):
    """A proctor lets the candidate begin by the topic code, by the proctors' PIN."""

    call: Count
    pin: Name
    typed_code: Name


class IdentityConfirmed(_Message, frozen=True, tag="confirm"):
    """The candidate is the one on the screen."""


class IdentityRejected(_Message, frozen=True, tag="reject"):
    """The candidate is not the one on the screen."""


class RulesAccepted(_Message, frozen=True, tag="accept"):
    """The candidate accepts the rules."""


class MessageTaken(_Message, frozen=True, tag="read"):
    """The candidate has read a message of a proctor."""

    message_id: HexId


class HelpAsked(_Message, frozen=True, tag="help"):
    """The candidate calls a proctor."""


class ScreenFailed(_Message, frozen=True, tag="failed"):
    """The screen ends by an unforeseen error: its kind and place, and nothing of a text."""

    place: Name


Said = (
    EditMade
    | PlaceTaken
    | Copied
    | AppearanceChosen
    | SignInAsked
    | HandInAsked
    | CardReplaceAsked
    | ForksAsked
    | TransferAsked
    | PcPassAsked
    | StartAsked
    | IdentityConfirmed
    | IdentityRejected
    | RulesAccepted
    | MessageTaken
    | HelpAsked
    | ScreenFailed
)

# -- from the desk to the screen


class Welcome(_Message, frozen=True, tag="welcome"):
    """The first that a screen hears: where the one before it was, its clipboard and looks."""

    config: bytes
    seat_name: str
    place: PlaceTaken | None
    copied: PartText = ""
    appearance: Appearance = AS_DESIGNED


class Texts(_Message, frozen=True, tag="texts"):
    """What stands at the desk; whatever the screen had is void."""

    turn: Count
    texts: Mapping[Part, PartText]


class Shown(_Message, frozen=True, tag="shown"):
    """What may be shown from now on."""

    view: DeskView


class ForksFound(_Message, frozen=True, tag="found"):
    """The texts that were asked for; the answer to the call follows."""

    call: Count
    forks: tuple[Fork, ...]


class Transferred(_Message, frozen=True, tag="transferred"):
    """Where the file was written that was asked for; the answer to the call follows."""

    call: Count
    file: str


class Answer(_Message, frozen=True, tag="answer"):
    """A call is done; a code says that it was refused."""

    call: Count
    code: str = ""
    details: Mapping[str, Detail] = {}

    def settle(self) -> None:
        """Return if the call was granted.

        Raises:
            ExamError: it was refused.

        """
        if self.code:
            raise ExamError(self.code, **self.details)


Told = Welcome | Texts | Shown | ForksFound | Transferred | Answer


def encode(message: Said | Told) -> bytes:
    """Write a message."""
    return _ENCODER.encode(message)


def read_said(content: bytes) -> Said:
    """Read what a screen says.

    Raises:
        msgspec.MsgspecError: it is nothing that a screen says.

    """
    return _SAID.decode(content)


def read_told(content: bytes) -> Told:
    """Read what a desk says.

    Raises:
        msgspec.MsgspecError: it is nothing that a desk says.

    """
    return _TOLD.decode(content)


def _take_apart(error: Any) -> tuple[str, Mapping[str, Detail]]:  # noqa: ANN401 - msgspec's hook
    if not isinstance(error, ExamError):
        raise NotImplementedError(type(error).__name__)
    return error.code, error.details


def _put_together(_kind: type, parts: Any) -> ExamError:  # noqa: ANN401 - msgspec's hook
    code, details = parts
    return ExamError(code, **details)


_ENCODER: Final = msgspec.msgpack.Encoder(enc_hook=_take_apart)
_SAID: Final[msgspec.msgpack.Decoder[Said]] = msgspec.msgpack.Decoder(Said)
_TOLD: Final[msgspec.msgpack.Decoder[Told]] = msgspec.msgpack.Decoder(Told, dec_hook=_put_together)
