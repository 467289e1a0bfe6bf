"""What is written down while somebody writes, and the texts that it amounts to.

A draft is the fold of its events: replaying them from the empty text gives the same texts, always.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

import msgspec

from exam.errors import JournalError
from exam.events import Deed
from exam.limits import LONGEST_TEXT, Count, Instant, Name, PartText, Reason, Span
from exam.manuscript import Part

MOST_DEEDS: Final = 1000
_TopicKey = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{64})?\Z")]
"""In hexadecimal digits; empty where nobody typed it."""
_Deeds = Annotated[tuple[Deed, ...], msgspec.Meta(max_length=MOST_DEEDS)]


class Opened(msgspec.Struct, frozen=True, array_like=True, tag="o"):
    """The segment began at this PC, at that exam time (milliseconds) of that run of the server."""

    elapsed: Span
    run: Count
    exam_time: Instant
    seat_id: Name


class Edited(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """At a character offset of a part, `removed` gave way to `inserted`."""

    elapsed: Span
    part: Part
    at: Count
    removed: PartText
    inserted: PartText


class Snapshot(msgspec.Struct, frozen=True, array_like=True, tag="s"):
    """All texts and deeds so far, whole, and the topic key if it was typed."""

    elapsed: Span
    paper: PartText
    slides: PartText
    notes: PartText
    deeds: _Deeds
    topic_key: _TopicKey = ""


class Noted(msgspec.Struct, frozen=True, array_like=True, tag="n"):
    """The candidate or the kiosk did something that the sitting depends on."""

    elapsed: Span
    deed: Deed


class TopicOpened(msgspec.Struct, frozen=True, array_like=True, tag="t"):
    """A proctor typed the topic code at this PC, because no order to start brought its key."""

    elapsed: Span
    topic_key: _TopicKey


class Observed(msgspec.Struct, frozen=True, array_like=True, tag="w"):
    """Something worth keeping that the sitting does not depend on: focus, help, a finding."""

    elapsed: Span
    what: Name
    detail: Reason = ""


Event = Opened | Edited | Snapshot | Noted | TopicOpened | Observed


@dataclass(frozen=True, slots=True)
class Draft:
    """What a chain of events amounts to: the texts, and the deeds in the order of their record.

    `topic_key` is what a proctor typed, in hexadecimal digits, empty if nobody did.
    """

    paper: str = ""
    slides: str = ""
    notes: str = ""
    deeds: tuple[Deed, ...] = ()
    topic_key: str = ""

    def text(self, part: Part) -> str:
        """Return the text of one part."""
        return self._texts[part]

    @property
    def _texts(self) -> dict[Part, str]:
        return {Part.PAPER: self.paper, Part.SLIDES: self.slides, Part.NOTES: self.notes}

    def _with(self, part: Part, text: str) -> "Draft":
        texts = self._texts | {part: text}
        paper, slides, notes = texts[Part.PAPER], texts[Part.SLIDES], texts[Part.NOTES]
        return replace(self, paper=paper, slides=slides, notes=notes)

    def after(self, event: Event) -> "Draft":
        """Return the draft that this event leads to.

        Raises:
            JournalError: an edit removes what does not stand there, or there is no more room.

        """
        match event:
            case Edited():
                return self._with(event.part, _edited(self.text(event.part), event))
            case Snapshot():
                texts = (event.paper, event.slides, event.notes)
                return Draft(*texts, event.deeds, event.topic_key)
            case TopicOpened(topic_key=topic_key):
                return replace(self, topic_key=topic_key)
            case Noted(deed=deed) if deed not in self.deeds:
                if len(self.deeds) == MOST_DEEDS:
                    raise JournalError("journal.full", limit=MOST_DEEDS)
                return replace(self, deeds=(*self.deeds, deed))
            case _:
                return self


def _edited(text: str, edit: Edited) -> str:
    end = edit.at + len(edit.removed)
    if not 0 <= edit.at <= len(text) or text[edit.at : end] != edit.removed:
        raise JournalError("journal.edit", at=edit.at)
    if len(text) - len(edit.removed) + len(edit.inserted) > LONGEST_TEXT:
        raise JournalError("journal.full", limit=LONGEST_TEXT)
    return text[: edit.at] + edit.inserted + text[end:]


class Fold:
    """Folds events into a draft; what was typed on at one place goes into the text as one.

    So a hundred thousand key presses cost by the key press, not each by the length of the text.
    `good` is how many events the draft has.
    """

    def __init__(self) -> None:
        self.draft = Draft()
        self.good = 0
        self._typed: list[Edited] = []
        self._goes_on: tuple[Part, int] | None = None

    def take(self, event: Event) -> None:
        """Take the next event.

        Raises:
            JournalError: it, or one that was typed before it, does not fit; `good` says which.

        """
        if not isinstance(event, Edited) or event.removed:
            self.settle()
            self._apply(event)
            return
        if (event.part, event.at) != self._goes_on:
            self.settle()
        self._typed.append(event)
        self._goes_on = (event.part, event.at + len(event.inserted))

    def settle(self) -> None:
        """Put into the text what was typed last.

        Raises:
            JournalError: some of it does not fit.

        """
        typed, self._typed, self._goes_on = self._typed, [], None
        if typed:
            self._put(typed)

    def note(self, event: Event) -> None:
        """Hear of the event that the draft was led to last."""

    def _apply(self, event: Event) -> None:
        self.draft, self.good = self.draft.after(event), self.good + 1
        self.note(event)

    def _put(self, typed: Sequence[Edited]) -> None:
        """Put what was typed on at one place into the text; if not all fits, as much as does."""
        inserted = "".join(event.inserted for event in typed)
        joined = msgspec.structs.replace(typed[0], inserted=inserted)
        try:
            after = self.draft.after(joined)
        except JournalError:
            if len(typed) == 1:
                raise
            half = len(typed) // 2
            self._put(typed[:half])
            self._put(typed[half:])
        else:
            self.draft, self.good = after, self.good + len(typed)
            self.note(typed[-1])


def replay(events: Iterable[Event]) -> Draft:
    """Fold events into the draft that they lead to.

    Raises:
        JournalError: one of them does not fit.

    """
    fold = Fold()
    for event in events:
        fold.take(event)
    fold.settle()
    return fold.draft
