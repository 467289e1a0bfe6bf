"""The keys named below the text: all ten at 80 columns, or those of the work in hand."""

import pytest

from exam.manuscript import Part
from kiosk.language import load_catalog
from kiosk.ui.hints import hints_for
from kiosk.ui.keybar import Keys
from kiosk.ui.work import Work

BARS = [
    (Part.PAPER, Part.PAPER, Work()),
    (Part.SLIDES, Part.SLIDES, Work()),
    (Part.SLIDES, Part.SLIDES, Work(on_title=True)),
    (Part.NOTES, Part.PAPER, Work()),
    (Part.NOTES, Part.SLIDES, Work()),
    (Part.PAPER, Part.PAPER, Work(is_marking=True)),
    (Part.PAPER, Part.PAPER, Work(in_table=True)),
]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("part", "back_to", "work"), BARS)
def test_no_word_is_cut_at_eighty_columns(
    language: str, part: Part, back_to: Part, work: Work
) -> None:
    hints = tuple(hints_for(part, back_to, work, load_catalog(language).gettext, has_slides=True))
    (row,) = Keys(hints).rows(80)
    said = "".join(text for text, _look in row)
    assert len(said) == 80
    for _key, label in hints:
        assert label in said


def test_all_ten_function_keys_are_named_while_one_writes() -> None:
    hints = hints_for(Part.PAPER, Part.PAPER, Work(), str, has_slides=True)
    assert [key for key, _label in hints] == [f"F{number}" for number in range(1, 11)]


@pytest.mark.parametrize("part", [Part.PAPER, Part.NOTES])
def test_without_slides_no_key_leads_to_them(part: Part) -> None:
    asked = dict(hints_for(part, Part.PAPER, Work(), str, has_slides=True))
    hints = dict(hints_for(part, Part.PAPER, Work(), str, has_slides=False))
    assert hints == {key: label for key, label in asked.items() if key != "F3"}
    assert not any("lide" in label for label in hints.values())


@pytest.mark.parametrize(
    ("part", "back_to", "f3", "f4"),
    [
        (Part.PAPER, Part.PAPER, "Slides", "Notes"),
        (Part.SLIDES, Part.SLIDES, "Paper", "Notes"),
        (Part.NOTES, Part.PAPER, "Slides", "Paper"),
        (Part.NOTES, Part.SLIDES, "Paper", "Slides"),
    ],
)
def test_f3_and_f4_are_named_by_where_they_lead(
    part: Part, back_to: Part, f3: str, f4: str
) -> None:
    hints = dict(hints_for(part, back_to, Work(), str, has_slides=True))
    assert (hints["F3"], hints["F4"]) == (f3, f4)


def test_selecting_and_tables_have_keys_of_their_own() -> None:
    selecting, in_table = (
        dict(hints_for(Part.PAPER, Part.PAPER, work, str, has_slides=False))
        for work in (Work(is_marking=True, in_table=True), Work(in_table=True))
    )
    assert {"F8", "Ctrl+C", "Esc"} <= selecting.keys()
    assert {"Tab", "Enter", "F9"} <= in_table.keys()


def test_f6_is_named_by_what_it_does_to_the_line() -> None:
    names = [
        dict(hints_for(part, Part.PAPER, work, str, has_slides=True))["F6"]
        for part, work in (
            (Part.PAPER, Work()),
            (Part.SLIDES, Work()),
            (Part.SLIDES, Work(on_title=True)),
        )
    ]
    assert names == ["Heading", "New slide", "Plain text"]
