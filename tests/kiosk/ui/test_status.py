"""The two rows above the text: what they say at each width, and that nothing that counts is cut."""

import re
from dataclasses import replace

import pytest

from exam.manuscript import Asked, Part, Range
from exam.manuscript.asked import asked_of
from kiosk.language import load_catalog
from kiosk.ui.entries import SlidePlace
from kiosk.ui.rows import Said
from kiosk.ui.safety import copies_item
from kiosk.ui.status import Counts, Status, clock_item
from kiosk.view import Copies, DeskView
from tests.kiosk.ui.fake_desk import CONFIG, WRITING

MINUTE = 60_000
INDONESIAN = load_catalog("id")
_ = INDONESIAN.gettext
USUAL = asked_of(CONFIG.writing.paper, CONFIG.writing.slides)
VIEW = replace(WRITING, words=1_445, pages=5, slide_count=8)
WELL, OLD = Copies(server=400), Copies(disk=12_000, server=200_000)


def text_of(said: Said, width: int) -> str:
    """Return the one row as it is read, with single blanks."""
    (row,) = said.rows(width)
    return " ".join("".join(text for text, _look in row).split())


def first(view: DeskView, width: int) -> str:
    """Return the first row."""
    return text_of(Status(CONFIG, "PC-07", INDONESIAN).state(view, copies_item(view, _)), width)


def second(
    view: DeskView,
    width: int,
    part: Part = Part.PAPER,
    slide: SlidePlace | None = None,
    asked: Asked = USUAL,
) -> str:
    """Return the second row."""
    return text_of(Counts(asked, _).row(view, part, slide), width)


# -- the clock


@pytest.mark.parametrize(
    ("remaining", "said", "look"),
    [
        (239 * MINUTE + 12_000, "Sisa waktu 3:59:12 (3 jam 59 menit)", "bar--strong"),
        (60 * MINUTE + 1, "Sisa waktu 1:00:01 (1 jam)", "bar--strong"),
        (60 * MINUTE, "Sisa waktu 1:00:00 · satu jam terakhir", "bar--strong"),
        (45 * MINUTE, "Sisa waktu 0:45:00 · satu jam terakhir", "bar--strong"),
        (30 * MINUTE, "Sisa waktu 0:30:00 · mulai rapikan tulisan", "bar--strong"),
        (15 * MINUTE, "Sisa waktu 0:15:00 · baca ulang tulisan", "bar--soon"),
        (5 * MINUTE, "Sisa waktu 0:05:00 · selesaikan kalimat terakhir", "bar--last"),
        (MINUTE, "Sisa waktu 0:01:00 · nanti terkumpul sendiri", "bar--last"),
        (0, "Sisa waktu 0:00:00 · nanti terkumpul sendiri", "bar--last"),
    ],
)
def test_the_clock_changes_its_words_and_its_colour(remaining: int, said: str, look: str) -> None:
    item = clock_item(remaining, _)
    assert (item.forms[0].strip(), item.look) == (said, look)


# -- the first row


def test_on_the_smallest_screen_all_is_said_while_all_is_well() -> None:
    shown = first(VIEW, 80)
    assert shown == "Sisa waktu 3:59:12 (3 jam 59 menit) Tersimpan: PC, server PC-07 Peserta 017"


def test_a_silent_server_and_a_slow_disk_are_said_with_their_age() -> None:
    shown = first(replace(VIEW, synced_ago=None, copies=OLD), 110)
    assert shown.endswith(") Tersimpan: PC 10 dtk lalu, server 3 mnt lalu PC-07 Peserta 017")


def test_a_time_that_no_server_has_confirmed_is_marked() -> None:
    alone = replace(VIEW, is_time_confirmed=False)
    assert first(alone, 80).startswith("Sisa waktu ±3:59:12 (3 jam 59 menit)")
    assert "± 3" not in first(replace(alone, remaining=4 * MINUTE), 60)
    assert "Sisa waktu ±0:04:00 · selesaikan" in first(replace(alone, remaining=4 * MINUTE), 60)


@pytest.mark.parametrize("remaining", [240, 60, 59, 30, 15, 14, 5, 1, 0])
@pytest.mark.parametrize("is_confirmed", [True, False])
@pytest.mark.parametrize("copies", [WELL, OLD, Copies(disk=None, server=9_000_000, stick=0)])
def test_on_the_smallest_screen_nothing_that_counts_is_cut(
    remaining: int, copies: Copies, is_confirmed: bool
) -> None:
    view = replace(
        VIEW, remaining=remaining * MINUTE, copies=copies, is_time_confirmed=is_confirmed
    )
    shown = first(view, 80)
    assert "…" not in shown
    forms = clock_item(view.remaining, _, is_confirmed=is_confirmed).forms
    assert any(form.strip() in shown for form in forms)
    assert copies is not WELL or "Tersimpan: PC, server" in shown
    assert copies is not OLD or "PC 10 dtk lalu, server 3 mnt lalu" in shown
    assert copies in (WELL, OLD) or "PC belum, server 2 jam lalu" in shown


@pytest.mark.parametrize("width", range(46, 161, 6))
def test_time_and_saving_are_the_last_to_go(width: int) -> None:
    shown = first(replace(VIEW, remaining=4 * MINUTE), width)
    assert "Sisa waktu 0:04:00 · selesaikan" in shown
    assert "Tersimpan" in shown


# -- the second row


def test_the_open_part_is_marked_by_more_than_colour() -> None:
    names = {Part.PAPER: "Makalah", Part.SLIDES: "Slide", Part.NOTES: "Catatan"}
    for part, name in names.items():
        shown = second(VIEW, 160, part)
        assert [f"[ {each} ]" in shown for each in names.values()] == [
            each is part for each in names
        ]
        assert name in shown


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (80, "Halaman 5 Kata 1.445 (1.500–3.500)"),
        (100, "Slide: 8 (maks. 12) Halaman 5 Kata 1.445 (1.500–3.500)"),
        (50, "[ Makalah ] Slide Catatan Kata 1.445"),
    ],
)
def test_words_and_pages_of_the_paper_are_counted(width: int, said: str) -> None:
    assert second(VIEW, width).endswith(said)


def test_pages_are_said_once_they_are_known() -> None:
    assert "Halaman" not in second(replace(VIEW, pages=None), 160)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(Range(1500, 3500), Range(3, 10)), "Halaman 5 (3–10) Kata 1.445 (1.500–3.500)"),
        (
            Asked(Range(0, 3500), Range(0, 4)),
            "Halaman 5 (maks. 4) lebih 1 Kata 1.445 (maks. 3.500)",
        ),
        (Asked(Range(), Range(3, 10)), "Kata 1.445 Halaman 5 (3–10)"),
        (Asked(Range(), Range(0, 4)), "Kata 1.445 Halaman 5 (maks. 4) lebih 1"),
        (Asked(Range(1, 1400)), "Halaman 5 Kata 1.445 (maks. 1.400) lebih 45"),
    ],
)
def test_limits_are_named_and_what_is_too_much_is_said_in_words(asked: Asked, said: str) -> None:
    assert second(VIEW, 160, asked=asked).endswith(said)


def test_pages_that_are_asked_for_have_their_place_before_they_are_counted() -> None:
    asked = Asked(pages=Range(5, 10))
    assert second(replace(VIEW, pages=None), 80, asked=asked).endswith("Halaman ... (5–10)")


@pytest.mark.parametrize("width", range(40, 161, 6))
def test_what_a_paper_is_measured_by_is_the_last_to_go(width: int) -> None:
    in_pages, in_words = Asked(pages=Range(5, 10)), Asked(words=Range(1500, 3500))
    assert re.search(r"(Halaman|Hal\.) 5", second(VIEW, width, asked=in_pages))
    assert "Kata 1.445" in second(VIEW, width, asked=in_words)


def test_too_many_pages_stand_out_as_too_many_words_do() -> None:
    view = replace(VIEW, pages=11, words=3_600)
    for asked in (Asked(pages=Range(5, 10)), Asked(Range(1500, 3500))):
        measured = Counts(asked, _).row(view, Part.PAPER, None).right[-1]
        assert measured.look == "bar--strong"
        assert "lebih 1" in measured.forms[-1]


@pytest.mark.parametrize("part", [Part.PAPER, Part.NOTES])
def test_where_no_slides_are_asked_for_none_are_named(part: Part) -> None:
    for width in (80, 160):
        shown = second(VIEW, width, part, asked=replace(USUAL, slides=None))
        assert "Slide" not in shown
        assert "Makalah" in shown
        assert "Catatan" in shown


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (80, "Slide 3 dari 8 (maks. 12) Kata di slide ini 45"),
        (76, "Slide 3/8 (maks. 12) Kata di slide ini 45"),
        (70, "Slide 3/8 (maks. 12) Kata 45"),
        (60, "Slide 3/8 Kata 45"),
    ],
)
def test_in_the_slides_one_sees_which_slide_and_how_full_it_is(width: int, said: str) -> None:
    assert second(VIEW, width, Part.SLIDES, SlidePlace(3, 45)).endswith(said)


def test_a_slide_that_is_too_full_is_said_so() -> None:
    asked = replace(USUAL, words_per_slide=40)
    shown = second(VIEW, 100, Part.SLIDES, SlidePlace(3, 45), asked)
    assert shown.endswith("Slide 3 dari 8 (maks. 12) Kata di slide ini 45 (maks. 40) lebih 5")


def test_without_a_slide_yet_their_number_is_said() -> None:
    shown = second(replace(VIEW, slide_count=0), 80, Part.SLIDES)
    assert shown.endswith("Slide: 0 (maks. 12)")


def test_the_slide_with_the_cursor_counts_before_the_desk_has_counted_it() -> None:
    assert "Slide 9 dari 9" in second(VIEW, 80, Part.SLIDES, SlidePlace(9, 1))


def test_notes_say_that_they_are_not_handed_in() -> None:
    assert "tidak ikut dikumpulkan Kata 1.445" in second(VIEW, 80, Part.NOTES)
    assert "Hanya untuk Anda" in second(VIEW, 120, Part.NOTES)


@pytest.mark.parametrize("part", Part)
def test_on_the_smallest_screen_no_part_and_no_limit_is_left_out(part: Part) -> None:
    asked = replace(USUAL, pages=Range(3, 10), words_per_slide=60)
    view = replace(VIEW, words=12_445, pages=12, slide_count=12)
    shown = second(view, 80, part, SlidePlace(12, 112), asked)
    assert "…" not in shown
    assert all(name in shown for name in ("Makalah", "Slide", "Catatan"))
    if part is Part.PAPER:
        assert "Kata 12.445" in shown
        assert "Hal. 12" in shown
        assert "lebih 8.945" in shown
    if part is Part.SLIDES:
        assert "Slide 12/12 (maks. 12)" in shown
        assert "Kata 112" in shown
        assert "lebih 52" in shown
