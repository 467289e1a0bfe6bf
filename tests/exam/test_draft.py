"""What is written down while somebody writes, and the texts that it amounts to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.draft import (
    MOST_DEEDS,
    Draft,
    Edited,
    Event,
    Fold,
    Noted,
    Observed,
    Opened,
    Snapshot,
    TopicOpened,
    replay,
)
from exam.errors import JournalError
from exam.events import Deed, PauseAcknowledged
from exam.limits import LONGEST_TEXT
from exam.manuscript import Part
from exam.manuscript.marks import ALL_MARKS
from tests.exam.journals import ACCEPTED, CONFIRMED, EVENTS, SEALED, TOPIC_KEY

LETTERS = st.characters(codec="utf-8") | st.sampled_from(
    [*ALL_MARKS, "\u0301", "\u200d", "𝒩", "👩‍👩‍👧"]
)
TEXTS = st.lists(LETTERS, max_size=6).map("".join)
FULL = "x" * LONGEST_TEXT


def deed(number: int) -> Deed:
    return PauseAcknowledged(f"{number:032x}", number)


def refused(draft: Draft, event: Event) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(JournalError) as error:
        draft.after(event)
    return error.value.code, dict(error.value.details)


@given(st.data())
def test_any_edits_of_any_texts_replay_to_what_they_made(data: st.DataObject) -> None:
    texts, events = dict.fromkeys(Part, ""), list[Event]()
    for part in data.draw(st.lists(st.sampled_from(Part), max_size=12)):
        text, inserted = texts[part], data.draw(TEXTS)
        at = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(at, len(text)))
        events.append(Edited(len(events), part, at, text[at:end], inserted))
        texts[part] = text[:at] + inserted + text[end:]
    draft = replay(events)
    assert {part: draft.text(part) for part in Part} == texts
    assert draft == Draft(texts[Part.PAPER], texts[Part.SLIDES], texts[Part.NOTES])


@given(TEXTS, st.lists(TEXTS, min_size=3, max_size=3), st.booleans())
def test_a_snapshot_replaces_everything_before_it(
    before: str, texts: list[str], sealed: bool
) -> None:
    paper, slides, notes = texts
    deeds = (CONFIRMED, SEALED) if sealed else ()
    events: list[Event] = [Edited(1, Part.NOTES, 0, "", before), Noted(2, ACCEPTED)]
    assert replay([*events, Snapshot(3, paper, slides, notes, deeds)]) == Draft(
        paper, slides, notes, deeds
    )


def test_nothing_written_is_an_empty_draft() -> None:
    assert replay(()) == Draft("", "", "", ())


def typed(text: str, at: int = 0) -> list[Event]:
    return [Edited(at, Part.PAPER, at + place, "", one) for place, one in enumerate(text)]


class Listening(Fold):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Event] = []

    def note(self, event: Event) -> None:
        self.heard.append(event)


def test_what_is_typed_on_at_one_place_goes_into_the_text_as_one() -> None:
    fold, ahead, letters = Listening(), Edited(9, Part.PAPER, 0, "", "»"), typed("makalah")
    for event in (*letters, ahead):
        fold.take(event)
    assert (fold.draft.paper, fold.good, fold.heard) == ("makalah", 7, [letters[-1]])
    fold.settle()
    fold.settle()
    assert (fold.draft.paper, fold.good, fold.heard) == ("»makalah", 8, [letters[-1], ahead])


def test_of_what_was_typed_on_everything_counts_that_still_fitted() -> None:
    fold = Fold()
    for event in (Snapshot(0, FULL[2:], "", "", ()), *typed("abc")):
        fold.take(event)
    with pytest.raises(JournalError, match=r"journal\.full"):
        fold.settle()
    assert (fold.draft.paper, fold.good) == (f"ab{FULL[2:]}", 3)


def test_an_edit_that_does_not_fit_comes_after_all_that_was_typed() -> None:
    fold = Fold()
    fold.take(typed("a")[0])
    with pytest.raises(JournalError, match=r"journal\.edit"):
        fold.take(Edited(1, Part.PAPER, 0, "b", ""))
    assert (fold.draft.paper, fold.good) == ("a", 1)


def test_what_is_only_observed_changes_nothing() -> None:
    draft = Draft("paper", "slides", "notes", (CONFIRMED,))
    assert draft.after(Opened(0, 1, 5, "seat-1")) is draft
    assert draft.after(Observed(0, "focus", "lost")) is draft


def test_a_day_at_the_desk_adds_up() -> None:
    assert replay(EVENTS) == Draft("Bak 𝒩", "S", "", (CONFIRMED, SEALED), TOPIC_KEY)


def test_a_topic_key_stays_whatever_is_written_and_done_and_goes_into_the_next_snapshot() -> None:
    events: list[Event] = [
        TopicOpened(0, TOPIC_KEY),
        Edited(1, Part.PAPER, 0, "", "Bab"),
        Noted(2, CONFIRMED),
        Observed(3, "focus"),
    ]
    assert replay(events) == Draft("Bab", deeds=(CONFIRMED,), topic_key=TOPIC_KEY)
    again = Snapshot(4, "Bab", "", "", (CONFIRMED,), TOPIC_KEY)
    assert replay([again]) == replay(events)
    assert replay([*events, Snapshot(4, "", "", "", ())]).topic_key == ""


def test_a_deed_is_kept_once_in_the_order_of_its_first_record() -> None:
    deeds: list[Deed] = [SEALED, CONFIRMED, SEALED, deed(1), CONFIRMED, deed(2)]
    draft = replay(Noted(at, one) for at, one in enumerate(deeds))
    assert draft.deeds == (SEALED, CONFIRMED, deed(1), deed(2))


def test_a_deed_more_than_there_is_room_for_is_refused() -> None:
    draft = replay(Noted(0, deed(number)) for number in range(MOST_DEEDS))
    assert len(draft.deeds) == MOST_DEEDS
    assert draft.after(Noted(0, deed(0))) is draft
    assert refused(draft, Noted(0, deed(MOST_DEEDS))) == ("journal.full", {"limit": MOST_DEEDS})


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize(
    ("at", "removed"),
    [(0, "b"), (1, "a"), (2, "b"), (3, "x"), (2, "cd"), (4, ""), (-1, ""), (-1, "c"), (0, "abcd")],
)
def test_an_edit_that_does_not_fit_is_refused(part: Part, at: int, removed: str) -> None:
    draft = Draft(paper="abc", slides="abc", notes="abc")
    assert refused(draft, Edited(0, part, at, removed, "x")) == ("journal.edit", {"at": at})


@pytest.mark.parametrize(
    ("at", "removed", "after"), [(0, "abc", "x"), (3, "", "abcx"), (2, "c", "abx")]
)
def test_an_edit_may_reach_both_ends(at: int, removed: str, after: str) -> None:
    assert Draft(paper="abc").after(Edited(0, Part.PAPER, at, removed, "x")) == Draft(paper=after)


def test_a_combining_character_stands_apart_from_its_letter() -> None:
    draft = Draft(paper="e\u0301")
    assert draft.after(Edited(0, Part.PAPER, 1, "\u0301", "")).paper == "e"
    assert refused(draft, Edited(0, Part.PAPER, 0, "é", "")) == ("journal.edit", {"at": 0})


@pytest.mark.parametrize("part", Part)
def test_a_text_has_room_up_to_its_limit(part: Part) -> None:
    full = Draft(FULL, FULL, FULL)
    for edit in (Edited(0, part, 5, "", "y"), Edited(0, part, 5, "x", "yz")):
        assert refused(full, edit) == ("journal.full", {"limit": LONGEST_TEXT})
    changed = full.after(Edited(0, part, 5, "x", "y"))
    assert len(changed.text(part)) == LONGEST_TEXT
    assert Draft().after(Edited(0, part, 0, "", FULL)).text(part) == FULL


def test_a_refused_edit_leaves_the_draft_as_it_was() -> None:
    draft = Draft("abc")
    refused(draft, Edited(0, Part.PAPER, 9, "", "x"))
    assert draft == Draft("abc")
