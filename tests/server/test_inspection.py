"""What is found in the secretariat's files at once, and how a person reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from server.inspection import Inspection, inspect_drafts
from server.plan import Draft, read_draft, topics_beside
from server.readout import readout_of, readout_text, verdict_of
from server.readout_config import Mark

FREE = 10**12
Inspect = Callable[..., Inspection]


@pytest.fixture
def inspect(config_file: Path, roster_file: Path) -> Inspect:
    """Look at the practice files, of which a test may replace what it likes."""

    def look(
        *changes: tuple[str, str], roster: bytes | None = None, free: int = FREE
    ) -> Inspection:
        text = config_file.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        people = roster_file.read_bytes() if roster is None else roster
        beside = topics_beside(config_file)
        return inspect_drafts(
            Draft("kota.toml", text.encode()), beside, Draft("daftar.csv", people), free
        )

    return look


def lines_of(found: Inspection) -> dict[str, Mark]:
    return {line.text: line.mark for one in readout_of(found, str) for line in one.lines}


def codes(found: Inspection) -> list[str]:
    return [problem.code for problem in found.problems]


def test_files_as_they_should_be_can_run_and_nothing_is_wrong(inspect: Inspect) -> None:
    found = inspect()
    assert found.can_run
    assert found.plan is not None
    assert Mark.WRONG not in lines_of(found).values()
    assert verdict_of(found, str).startswith("The exam can be created.")


def test_a_config_that_cannot_be_read_is_the_only_thing_said(inspect: Inspect) -> None:
    found = inspect(("minutes = 240", "minutes = 2400"))
    assert codes(found) == ["config.range"]
    assert not found.can_run
    assert [section.title for section in readout_of(found, str)] == ["What must be corrected"]


def test_topics_and_roster_are_both_told_of_when_both_are_wrong(inspect: Inspect) -> None:
    found = inspect(("topics.toml", "nowhere.toml"), roster=b"nama\nBudi\n")
    assert codes(found)[0] == "directory.missing"
    assert codes(found)[1].startswith("roster.")
    titles = [section.title for section in readout_of(found, str)]
    assert titles[0] == "What must be corrected"
    assert "Sitting" in titles


def test_every_problem_of_the_roster_names_file_and_row(
    inspect: Inspect, roster_file: Path
) -> None:
    spoilt = roster_file.read_bytes().replace(b"1970", b"1x70", 2)
    wrong = [text for text, mark in lines_of(inspect(roster=spoilt)).items() if mark is Mark.WRONG]
    assert len(wrong) == 2
    assert all(text.startswith("daftar.csv, row ") for text in wrong)


def test_what_was_repaired_in_the_roster_is_said(inspect: Inspect, roster_file: Path) -> None:
    found = inspect(roster=roster_file.read_bytes().replace(b"001,", b"  001 ,", 1))
    told = next(one for one in readout_of(found, str) if one.title.startswith("What was repaired"))
    assert [line.mark for line in told.lines] == [Mark.LOOK]
    assert found.can_run


def test_a_room_that_is_too_small_cannot_run(inspect: Inspect) -> None:
    found = inspect(("spare_seats = 6", "spare_seats = 10"))
    assert codes(found) == ["places.few"]
    assert lines_of(found)["54 candidates for 50 places, and 10 spare PCs."] is Mark.WRONG


def test_a_disk_that_is_too_small_cannot_run_and_a_tight_one_can(inspect: Inspect) -> None:
    short = inspect(free=1_000_000)
    assert codes(short) == ["check.disk"]
    assert not short.can_run
    assert short.forecast is not None
    tight = inspect(free=short.forecast.total)
    assert tight.can_run
    assert any(": tight" in text and mark is Mark.LOOK for text, mark in lines_of(tight).items())


def test_posts_with_too_few_candidates_are_marked(inspect: Inspect) -> None:
    found = inspect(("minimum_applicants = 3", "minimum_applicants = 5"))
    too_few = {text for text in lines_of(found) if "too few, at least 5" in text}
    assert "Kepala Dinas Pertanian: 4 – too few, at least 5 are needed" in too_few
    assert len(too_few) == 3
    assert found.can_run


def test_who_has_a_longer_time_is_named_by_number(inspect: Inspect, roster_file: Path) -> None:
    head, *rows = roster_file.read_text("utf-8").splitlines()
    spread = "\n".join((f"{head},akomodasi", f"{rows[0]},netra", *(f"{one}," for one in rows[1:])))
    told = [text for text in lines_of(inspect(roster=spread.encode())) if "(001)" in text]
    assert told == ["Peserta disabilitas netra: 1 (001); they sit in front or at an aisle."]


def test_the_settings_are_told_in_plain_words(inspect: Inspect) -> None:
    told = "\n".join(lines_of(inspect()))
    assert "05-12-2026, Laboratorium CAT BKPSDM: writing from 08.00 to 12.00, 240 minutes." in told
    assert "Check-in opens at 07.00 and closes at 07.55." in told
    assert "60 PCs, 6 of them spare; rows from the front: 10, 10, 10, 10, 10, 10." in told
    assert "(“netra”): 33,3 % more time." in told
    assert "The paper has 1500 to 3500 words." in told


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('rule = "drop"', 'rule = "time-runs"\nlatest_minutes = 15', "until the common end."),
        ('rule = "drop"', 'rule = "full-time"\nlatest_minutes = 15', "late has the whole time."),
        ("extra_percent = 33.3", "extra_minutes = 30", "(“netra”): 30 minutes more."),
        ("min = 1500, ", "", "The paper has at most 3500 words."),
        ("max_slides = 12", "max_slides = 12\nrequired = false", "; may be left out."),
        (
            'output = "shortlist"',
            'output = "recommendation"\nrecommendations = [{ name = "Baik", from_points = 0 }]',
            "a recommendation for each person.",
        ),
    ],
)
def test_other_settings_are_told_as_they_are(
    inspect: Inspect, old: str, new: str, said: str
) -> None:
    found = inspect((old, new))
    assert any(text.endswith(said) for text in lines_of(found))


def test_the_report_of_a_terminal_marks_what_is_wrong(inspect: Inspect) -> None:
    text = readout_text(inspect(("spare_seats = 6", "spare_seats = 10")), str)
    assert "\nX There are 54 candidates" in text
    assert text.endswith("Correct what is named, then check again.")


def test_a_draft_is_a_file_under_its_own_name(config_file: Path) -> None:
    assert read_draft(config_file) == Draft(str(config_file), config_file.read_bytes())


REAL = (
    ("practice = true", "practice = false"),
    ('card_kdf = "test-only"', 'card_kdf = "standard"'),
)


def without_brida(roster_file: Path) -> bytes:
    """Leave two of those who apply for a post in the list."""
    rows = roster_file.read_text("utf-8-sig").splitlines()
    apply = [row for row in rows if "Riset" in row]
    assert len(apply) > 2
    return "\n".join(row for row in rows if row not in apply[2:]).encode()


def test_a_post_with_too_few_applicants_stops_a_real_exam_and_no_practice(
    inspect: Inspect, roster_file: Path
) -> None:
    short = without_brida(roster_file)
    found = inspect(*REAL, roster=short)
    assert codes(found) == ["roster.few-applicants"]
    assert "(brida): 2 < 3" in readout_text(found, str)
    assert inspect(roster=short).can_run
    ((line, mark),) = [(text, mark) for text, mark in lines_of(found).items() if "too few," in text]
    assert mark is Mark.WRONG
    assert lines_of(inspect(roster=short))[line] is Mark.LOOK


def test_a_post_that_is_not_held_is_named_with_its_applicants_and_counted_nowhere(
    inspect: Inspect, roster_file: Path
) -> None:
    short = without_brida(roster_file)
    found = inspect(*REAL, ('id = "brida"\n', 'id = "brida"\nheld = false\n'), roster=short)
    assert found.can_run
    assert found.plan is not None
    assert {one.post_id for one in found.plan.set_aside} == {"brida"}
    text = readout_text(found, str)
    assert "not held; 2 applied" in text
    assert text.count("is set aside; the post") == 2
    assert len(found.plan.applications) == inspect(roster=short).forecast.candidates - 2  # type: ignore[union-attr]
