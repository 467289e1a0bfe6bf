"""The scenes: every page of the kiosk in every state that looks different.

A scene is a state of the desk and the keys that are pressed in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from exam.config import ExamConfig
from exam.errors import DirectoryError, RefusedError
from exam.events import Cause
from exam.manuscript import Part, pages_of
from exam.manuscript.asked import paper_format
from exam.pc_check import Finding, PcKind, Severity
from exam.sitting import Phase
from kiosk.appearance import AS_DESIGNED, Appearance, Spacing, Width
from kiosk.view import Call, Copies, DeskView, Fork
from scripts.picturing.texts import BEGUN, PAPER, whole_paper
from tests.kiosk.ui.fake_desk import (
    CARD_CODE,
    CONFIG,
    IN_BOTH,
    IN_PAGES,
    MESSAGES,
    PAPER_ONLY,
    PERSON,
    PROVISIONAL,
    RECEIPT,
    WRITING,
)

Size = tuple[int, int]
"""Columns and rows."""
_MINUTE: Final = 60_000
_WORDS: Final = 1_500
"""The least that the usual exam asks for."""


@dataclass(frozen=True)
class Scene:
    """A desk, what is pressed at it, and what was chosen of looks; the theme is not its own.

    A variant differs from another scene in a line or two: it is kept at the smallest size only.
    """

    name: str
    view: DeskView = field(default_factory=DeskView)
    keys: tuple[str, ...] = ()
    texts: Mapping[Part, str] = field(default_factory=dict)
    refusal: Exception | None = None
    found: tuple[Fork, ...] = ()
    appearance: Appearance = AS_DESIGNED
    config: ExamConfig = CONFIG
    is_variant: bool = False


_READY: Final = replace(PERSON, phase=Phase.READY)
_CUT_OFF: Final = replace(_READY, synced_ago=60_000)
_PAUSED: Final = replace(WRITING, phase=Phase.PAUSED)
_LOCKED: Final = replace(
    WRITING, phase=Phase.LOCKED, lock_reason="Telepon genggam di meja; menunggu pemeriksaan."
)
_SEALED: Final = replace(
    WRITING, phase=Phase.SEALED, provisional=PROVISIONAL, cause=Cause.SUBMITTED
)
_RECEIVED: Final = replace(
    _SEALED, phase=Phase.SUBMITTED, provisional=None, receipt=RECEIPT, synced_ago=400
)
_FULL_DISK: Final = DirectoryError("spool.disk", problem="No space left on device")
_ALL: Final = {
    **BEGUN,
    Part.PAPER: whole_paper(tuple(CONFIG.writing.paper.sections), _WORDS),
}
_GIVEN_AWAY: Final = {**_ALL, Part.PAPER: f"{_ALL[Part.PAPER]}\nSaya, {PERSON.name}, {PERSON.nip}."}
"""Texts that say who wrote them."""
_CODE: Final = tuple(CARD_CODE.replace("-", "").lower())
_LINE: Final = _CODE
_SIGNING_IN: Final = ("0", "1", "7", "enter", *_CODE, "enter")
_ASK_PROCTOR: Final = RefusedError("sign-in.ask-proctor", seat="PC-03")
_OLDER: Final = RefusedError("sign-in.older", age=39 * 60_000)
_PIN: Final = ("f9", *"27182818", "enter")
_WRONG_PIN: Final = RefusedError("transfer.pin")
_FOUND: Final = (Finding(PcKind.REMOTE_ACCESS, Severity.STOP, "anydesk, x11vnc"),)
_NOWHERE: Final = Copies(disk=200_000, server=260_000)
_FORKS: Final = (
    Fork("PC-03", BEGUN, 118),
    Fork("PC-11", {Part.PAPER: PAPER[:400], Part.SLIDES: "", Part.NOTES: ""}, 52),
)


def _writing(name: str, *keys: str, **fields: object) -> Scene:
    """Somebody in the middle of a paper, at its beginning."""
    view = replace(WRITING, **fields)  # type: ignore[arg-type]
    return Scene(f"writing-{name}", view, ("ctrl+t", *keys), BEGUN)


def _before_writing() -> tuple[Scene, ...]:
    confirmed = replace(PERSON, phase=Phase.IDENTITY_CONFIRMED)
    return (
        Scene("sign-in"),
        Scene("sign-in-refused", keys=_SIGNING_IN, refusal=RefusedError("made-up.code")),
        Scene("sign-in-unfinished", keys=("enter", "enter")),
        Scene("sign-in-trouble", DeskView(trouble=_FULL_DISK)),
        Scene("sign-in-offline", keys=_SIGNING_IN, refusal=RefusedError("sign-in.offline")),
        Scene("sign-in-waiting", keys=_SIGNING_IN, refusal=_ASK_PROCTOR),
        Scene("sign-in-settling", keys=_SIGNING_IN, refusal=RefusedError("server.settling")),
        Scene("sign-in-older", keys=_SIGNING_IN, refusal=_OLDER),
        Scene("fenced", DeskView(trouble=RefusedError("seat.fenced", seat="PC-12"), synced_ago=0)),
        Scene("pc-stop", DeskView(pc_stops=_FOUND)),
        Scene("pc-stop-wrong", DeskView(pc_stops=_FOUND), _PIN[1:], refusal=_WRONG_PIN),
        Scene("stick", keys=("f9",)),
        Scene("stick-wrong", keys=_PIN, refusal=_WRONG_PIN),
        Scene("stick-done", keys=_PIN),
        Scene("identity", PERSON),
        Scene("rules", confirmed),
        Scene("pledge", confirmed, ("enter",)),
        Scene("pledge-unticked", confirmed, ("enter", "tab", "enter")),
        Scene("pledge-ticked", confirmed, ("enter", "enter")),
        Scene("waiting", _READY),
        Scene("waiting-cut-off", _CUT_OFF),
        Scene("waiting-counting", replace(_READY, starts_in=8_400)),
        Scene("topic-code", _CUT_OFF, ("f8",)),
        Scene("topic-code-line-wrong", _CUT_OFF, ("f8", *_LINE[:-1], "x", "enter")),
        Scene("topic-code-pin", _CUT_OFF, ("f8", *(5 * (*_LINE, "enter")))),
        Scene("practice", _READY, ("enter",)),
        Scene("practice-going-on", _READY, ("enter", *"Kota")),
        Scene("practice-counting", replace(_READY, starts_in=8_400), ("enter",)),
        Scene("topic", WRITING),
        Scene("topic-again", WRITING, ("f2",), BEGUN),
    )


def _while_writing() -> tuple[Scene, ...]:
    wide, narrow = Appearance(width=Width.FULL), Appearance(width=Width.NARROW)
    double = Appearance(spacing=Spacing.DOUBLE)
    whole = Scene("writing", WRITING, ("ctrl+t",), BEGUN)
    return (
        Scene("writing-empty", WRITING, ("enter", "enter")),
        whole,
        replace(whole, name="writing-narrow", appearance=narrow),
        replace(whole, name="writing-full-width", appearance=wide),
        replace(whole, name="writing-double", appearance=double),
        _writing("selecting", "down", "f8", "down", "right"),
        _writing("selected", "down", "shift+down", "shift+down"),
        _writing("finding", "ctrl+f", "k", "e", "l"),
        _writing("replacing", "ctrl+f", "k", "e", "l", "tab", "x"),
        _writing("slides", "f3"),
        _writing("notes", "f4"),
        _writing("outline", "f5"),
        _writing("table", *["down"] * 11),
        _writing("menu", "f9"),
        _writing("menu-with-forks", "f9", forks=2),
        _writing("menu-in-table", *["down"] * 11, "f9"),
        _writing("table-size", "f9", "l"),
        _writing("reassured", "ctrl+s"),
        _writing("saving", copies=Copies(disk=12_400, server=400)),
        _writing("cut-off", synced_ago=200_000, copies=Copies(server=200_000)),
        _writing("stick", copies=Copies(server=400, stick=1_260_000)),
        _writing("unconfirmed", is_time_confirmed=False, synced_ago=None, copies=Copies()),
        _writing("trouble", trouble=_FULL_DISK, copies=Copies(disk=12_400, server=400)),
        _writing("trouble-alone", trouble=_FULL_DISK, synced_ago=200_000, copies=_NOWHERE),
        _writing("trouble-second", trouble=_FULL_DISK),
        _writing("with-forks", forks=2),
        replace(_writing("forks", "f9", "7", forks=2), found=_FORKS),
        replace(_writing("fork", "f9", "7", "enter", forks=2), found=_FORKS),
        _writing("new-card", "f9", "8", *_CODE),
        _writing("new-card-done", "f9", "8", *_CODE, "enter"),
        _writing("60-min", remaining=59 * _MINUTE),
        _writing("15-min", remaining=14 * _MINUTE),
        _writing("5-min", remaining=4 * _MINUTE),
        _writing("1-min", remaining=_MINUTE // 2),
        _writing("help", "f1"),
        _writing("preview", "ctrl+p"),
        _writing("preview-slides", "f3", "ctrl+p"),
    )


def _with_the_proctor() -> tuple[Scene, ...]:
    short, other, long = MESSAGES
    heard = tuple(replace(message, is_read=True) for message in MESSAGES)
    told = replace(WRITING, messages=(short,))
    return (
        _writing("message", messages=(short, other)),
        _writing("message-long", messages=(long,), call=Call.OPEN),
        _writing("called", call=Call.OPEN),
        _writing("called-cut-off", call=Call.OPEN, synced_ago=60_000),
        _writing("coming", call=Call.ANSWERED),
        _writing("call", "f11", messages=heard),
        _writing("call-again", "f11", call=Call.OPEN),
        _writing("call-cut-off", "f11", synced_ago=60_000),
        _writing("messages", "f9", "5", messages=heard),
        _writing("messages-none", "f9", "5"),
        _writing("menu-message", "f9", messages=(short,)),
        Scene("waiting-message", replace(_READY, messages=(short,))),
        Scene("paused-message", replace(told, phase=Phase.PAUSED), texts=BEGUN),
        Scene("received-message", replace(_RECEIVED, messages=(short,)), texts=BEGUN),
        Scene("locked", _LOCKED, texts=BEGUN),
        Scene("locked-message", replace(_LOCKED, messages=(long,), call=Call.OPEN), texts=BEGUN),
        Scene("locked-late", replace(_LOCKED, remaining=4 * _MINUTE, lock_reason=""), texts=BEGUN),
    )


def _around_the_end() -> tuple[Scene, ...]:
    finished = Scene("review-good", WRITING, ("f10",), _ALL)
    return (
        Scene("paused", _PAUSED, texts=BEGUN),
        Scene(
            "paused-unconfirmed",
            replace(_PAUSED, is_time_confirmed=False, synced_ago=None),
            texts=BEGUN,
        ),
        Scene("paused-going-on", replace(_PAUSED, goes_on_in=7_400), texts=BEGUN),
        _named("review", _writing("review", "f10")),
        Scene("review-findings", WRITING, ("f10",), _GIVEN_AWAY),
        Scene("review-empty", WRITING, ("enter", "enter", "f10")),
        finished,
        replace(finished, name="confirm", keys=("f10", "right", "enter")),
        replace(finished, name="confirm-wrong", keys=("f10", "right", "enter", "x", "enter")),
        Scene("sealed", _SEALED, texts=BEGUN),
        Scene("sealed-cut-off", replace(_SEALED, synced_ago=60_000), texts=BEGUN),
        Scene("sealed-by-time", replace(_SEALED, cause=Cause.TIME_UP), texts=BEGUN),
        Scene("received", _RECEIVED, texts=BEGUN),
        Scene("received-by-time", replace(_RECEIVED, cause=Cause.TIME_UP), texts=BEGUN),
        Scene("appearance", DeskView(), ("f12",)),
    )


def _of_other_exams() -> tuple[Scene, ...]:
    """Exams that ask for no slides, or measure a paper by its pages."""
    paper = {Part.PAPER: _ALL[Part.PAPER]}
    alone = Scene("paper-only", WRITING, ("ctrl+t",), paper, config=PAPER_ONLY)
    in_pages = _in_pages(replace(alone, name="pages", config=IN_PAGES))
    in_both = _in_pages(replace(alone, name="pages-and-words", texts=_ALL, config=IN_BOTH))
    long = {**_ALL, Part.PAPER: whole_paper(tuple(CONFIG.writing.paper.sections), 3 * _WORDS)}
    over = _in_pages(replace(in_both, texts=long))
    scenes = (
        alone,
        replace(alone, name="paper-only-f3", keys=("ctrl+t", "f3")),
        replace(alone, name="paper-only-notes", keys=("f4",)),
        replace(alone, name="paper-only-help", keys=("f1",)),
        in_pages,
        replace(in_pages, name="pages-uncounted", view=WRITING),
        replace(in_pages, name="pages-topic", keys=("f2",)),
        replace(in_pages, name="pages-review", keys=("f10",)),
        in_both,
        replace(over, name="pages-and-words-over"),
        replace(over, name="pages-and-words-review", keys=("f10",)),
    )
    ready = replace(alone, name="paper-only-waiting", view=_READY, keys=(), texts={})
    received = _in_pages(replace(in_pages, name="pages-received", view=_RECEIVED, keys=()))
    return (*scenes, ready, received)


def _in_pages(scene: Scene) -> Scene:
    """Let the pages of a paper be counted."""
    count = pages_of(scene.texts[Part.PAPER], paper_format(scene.config.writing.paper)).count
    return replace(scene, view=replace(scene.view, pages=count))


def _named(name: str, scene: Scene) -> Scene:
    return replace(scene, name=name)


_VARIANTS: Final = {
    "sign-in-unfinished", "sign-in-trouble", "pledge-unticked", "pledge-ticked", "waiting-cut-off",
    "practice-going-on", "practice-counting", "topic-again", "writing-selecting",
    "writing-replacing", "writing-table", "writing-menu-in-table", "writing-reassured",
    "writing-saving", "writing-cut-off", "writing-60-min", "writing-15-min", "writing-5-min",
    "writing-1-min", "paused-going-on", "review-empty", "confirm-wrong", "sealed-cut-off",
    "sealed-by-time", "received-by-time", "sign-in-offline", "sign-in-settling", "stick-wrong",
    "stick-done", "writing-stick", "writing-trouble-alone", "writing-trouble-second",
    "writing-with-forks", "writing-menu-with-forks", "writing-new-card-done", "stick",
    "pc-stop-wrong", "topic-code-line-wrong", "topic-code-pin",
    "writing-forks", "writing-new-card", "paused-unconfirmed",
    "writing-called-cut-off",
    "writing-coming", "writing-call-again", "writing-call-cut-off", "writing-messages-none",
    "paper-only-f3", "paper-only-notes", "paper-only-waiting", "pages-uncounted",
    "pages-and-words-over",
    "writing-menu-message", "paused-message", "received-message", "locked-late",
}  # fmt: skip
SCENES: Final = tuple(
    replace(scene, is_variant=scene.name in _VARIANTS)
    for scene in (
        *_before_writing(),
        *_while_writing(),
        *_with_the_proctor(),
        *_around_the_end(),
        *_of_other_exams(),
    )
)
"""In the order of the day."""
SIZES: Final[tuple[Size, ...]] = ((80, 24), (100, 30), (160, 50))
"""The console, a window, a large screen."""
KEPT_SCENES: Final = tuple((each, SIZES[:1] if each.is_variant else SIZES) for each in SCENES)
"""All scenes, each at the sizes at which it is kept."""
