"""What screen and desk say to each other comes out as it went in, or not at all."""

import msgspec
import pytest

from exam.config import Topic
from exam.errors import ExamError, RefusedError
from exam.events import Cause
from exam.limits import LONGEST_TEXT
from exam.manuscript import Part
from exam.sitting import Phase
from kiosk.exchange import (
    Answer,
    EditMade,
    HandInAsked,
    HelpAsked,
    IdentityConfirmed,
    IdentityRejected,
    MessageTaken,
    PlaceTaken,
    RulesAccepted,
    Said,
    ScreenFailed,
    Shown,
    SignInAsked,
    Texts,
    Told,
    Welcome,
    encode,
    read_said,
    read_told,
)
from kiosk.view import Call, DeskView, Message

_PLACE = PlaceTaken(Part.SLIDES, {Part.PAPER: 7, Part.SLIDES: 0})


@pytest.mark.parametrize(
    "message",
    [
        EditMade(3, Part.PAPER, 12, "lama", "“baru”\n"),
        _PLACE,
        SignInAsked(1, "017", "7KQ2-MX4P-9RT0"),
        HandInAsked(2),
        IdentityConfirmed(),
        IdentityRejected(),
        RulesAccepted(),
        MessageTaken("0" * 32),
        HelpAsked(),
        ScreenFailed("ZeroDivisionError editor.py:17"),
    ],
    ids=lambda message: type(message).__name__,
)
def test_what_a_screen_says_is_what_the_desk_hears(message: Said) -> None:
    assert read_said(encode(message)) == message


@pytest.mark.parametrize(
    "message",
    [
        Welcome(b"config", "PC-07", None),
        Welcome(b"config", "PC-07", _PLACE, "disalin"),
        Texts(4, {Part.PAPER: "漢" * LONGEST_TEXT, Part.SLIDES: "", Part.NOTES: ""}),
        Shown(DeskView()),
        Shown(DeskView(Phase.SEALED, topic=Topic("brida", "Judul", "Isi"), cause=Cause.TIME_UP)),
        Shown(DeskView(messages=(Message("0" * 32, "Tenang", True),), call=Call.OPEN)),
        Answer(5),
        Answer(6, "sign-in.wrong", {"left": 3}),
    ],
    ids=lambda message: type(message).__name__,
)
def test_what_a_desk_says_is_what_the_screen_hears(message: Told) -> None:
    assert read_told(encode(message)) == message


def test_a_trouble_is_said_with_its_code_and_details() -> None:
    trouble = RefusedError("seat.fenced", seat="PC-02")
    told = read_told(encode(Shown(DeskView(trouble=trouble))))
    assert isinstance(told, Shown)
    heard = told.view.trouble
    assert heard is not None
    assert (heard.code, heard.details) == (trouble.code, trouble.details)


def test_an_answer_that_refuses_raises_what_was_refused() -> None:
    Answer(1).settle()
    with pytest.raises(ExamError) as refused:
        Answer(1, "link.unreachable", {"address": "10.0.0.1:8443"}).settle()
    assert refused.value.code == "link.unreachable"
    assert refused.value.details == {"address": "10.0.0.1:8443"}


@pytest.mark.parametrize("content", [b"", b"\xc1", b"\x91\xa4what", encode(HandInAsked(1))[:-1]])
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(msgspec.MsgspecError):
        read_said(content)
    with pytest.raises(msgspec.MsgspecError):
        read_told(content)


def test_an_edit_longer_than_a_text_is_refused() -> None:
    edit = encode(EditMade(1, Part.PAPER, 0, "", "x" * (LONGEST_TEXT + 1)))
    with pytest.raises(msgspec.MsgspecError):
        read_said(edit)
