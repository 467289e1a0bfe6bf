"""What single values may be: each refusal names file, line, key, the value and what is allowed."""

import gettext
import tomllib
from pathlib import Path

import pytest

from exam.config.faults import faults_of
from exam.config.selection import ExamConfig
from exam.config.source import Source
from exam.sentences import sentence
from tests.exam.selections import FILE, SMALL, changed, parsed, refusal_of, sample, with_interview

INDONESIAN = gettext.translation(
    "exam", Path(__file__).parents[2] / "exam" / "locale", languages=["id"]
)
RUBRIC = "stages[0:makalah].rubric"
TIE_BREAK = '[result]\ntie_break = ["a.b.c"]'


# Keys


@pytest.mark.parametrize(
    ("old", "new", "key", "near"),
    [
        ("[exam]", "[exam]\nnmae = 1", "exam.nmae", "name"),
        ("[exam]", "sitings = 1\n[exam]", "sitings", "sittings"),
        ('id = "damkar"', 'id = "damkar"\nnama = 1', "posts[1:damkar].nama", "name"),
        ('role = "chair"', 'role = "chair"\nRole = 1', "panel.members[0:ketua].Role", "role"),
        ("max = 2 }", "max = 2, mx = 1 }", "paper.words.mx", "max"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_that_is_known(
    old: str, new: str, key: str, near: str
) -> None:
    error = refusal_of(changed((old, new)))
    assert error.code == "config.unknown-key-near"
    assert (error.details["key"], error.details["near"]) == (key, near)


def test_an_unknown_key_like_no_other_is_refused_with_all_that_are_known() -> None:
    error = refusal_of(changed(("min = 1", "xyzzy = 1")))
    assert (error.code, error.details["known"]) == ("config.unknown-key", "min, max")


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ('"a key\\nof two lines" = 1', '"a key\\nof two lines"'),
        (f"{'x' * 300} = 1", "x" * 60 + "…"),
    ],
)
def test_an_odd_key_is_shown_in_one_line(written: str, key: str) -> None:
    error = refusal_of(f"{written}\n{SMALL}")
    assert error.details["key"] == key


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('agency = "Kota"\n', "exam.agency"),
        ("seats = 3\n", "sittings[0:pagi].seats"),
        ('source = "imported"\n', "stages[1:asesmen].source"),
        ('element = "internal"\n', "panel.members[0:ketua].element"),
        ("weight = 59.5\n", "stages[0:makalah].rubric[1:gagasan].weight"),
    ],
)
def test_a_missing_key_is_named(old: str, key: str) -> None:
    error = refusal_of(changed((old, "")))
    assert (error.code, error.details["key"]) == ("config.missing-key", key)


def test_a_missing_section_is_named() -> None:
    error = refusal_of(changed(("[panel]\nthreshold = 2\n", ""), ("[[panel.members]]", "[[x]]")))
    assert error.code == "config.unknown-key"
    assert refusal_of("[exam]\nname = 'A'\nagency = 'B'").details["key"] == "posts"


# Values


@pytest.mark.parametrize(
    ("old", "new", "code", "key", "value"),
    [
        ('"Seleksi"', "5", "config.type.text", "exam.name", "5"),
        ('"Seleksi"', "['a']", "config.type.text", "exam.name", "[…]"),
        ('"Seleksi"', "[]", "config.type.text", "exam.name", "[]"),
        ('"Seleksi"', "{a = 1}", "config.type.text", "exam.name", "{…}"),
        ('"Seleksi"', "{}", "config.type.text", "exam.name", "{}"),
        ("seats = 3", "seats = true", "config.type.whole", "sittings[0:pagi].seats", "true"),
        ("seats = 3", "seats = 3.0", "config.type.whole", "sittings[0:pagi].seats", "3.0"),
        ("0.5", '"0.5"', "config.type.number", "sitting_rules.minutes", '"0.5"'),
        ("0.5", "false", "config.type.number", "sitting_rules.minutes", "false"),
        ("practice = true", "practice = 1", "config.type.yes-no", "exam.practice", "1"),
        ("2026-12-05", '"2026-12-05"', "config.type.date", "sittings[0:pagi].date", '"2026-12-05"'),
        (
            "2026-12-05",
            "2026-12-05T08:00:00Z",
            "config.type.date",
            "sittings[0:pagi].date",
            "2026-12-05 08:00:00+00:00",
        ),
        ("08:00:00", "8", "config.type.time", "sittings[0:pagi].start", "8"),
        ('["Tertib."]', '"Tertib."', "config.type.list", "rules.conduct", '"Tertib."'),
        ("{ min = 1, max = 2 }", "1", "config.type.table", "paper.words", "1"),
    ],
)
def test_a_value_of_another_kind_is_refused_by_the_kind_that_is_needed(
    old: str, new: str, code: str, key: str, value: str
) -> None:
    error = refusal_of(changed((old, new)))
    assert (error.code, error.details["key"], error.details["value"]) == (code, key, value)


@pytest.mark.parametrize(
    ("old", "new", "key", "choices"),
    [
        ('"chair"', '"boss"', "panel.members[0:ketua].role", '"chair", "member"'),
        ('"chair"', "7", "panel.members[0:ketua].role", '"chair", "member"'),
        ('"test-only"', '"weak"', "exam.card_kdf", '"standard", "test-only"'),
        ('"internal"', "[]", "panel.members[0:ketua].element", '"external", "internal"'),
        ("[paper]", '[paper]\npage = "A5"', "paper.page", '"A4", "F4"'),
        (
            "[paper]",
            '[paper]\nfont = "Comic Sans"',
            "paper.font",
            '"Arial", "Bookman Old Style", "Times New Roman"',
        ),
    ],
)
def test_a_choice_that_there_is_not_is_refused_with_those_that_there_are(
    old: str, new: str, key: str, choices: str
) -> None:
    error = refusal_of(changed((old, new)))
    assert (error.code, error.details["key"]) == ("config.choice", key)
    assert error.details["choices"] == choices


@pytest.mark.parametrize(
    ("old", "new", "key", "value", "allowed"),
    [
        ("seats = 3", "seats = 0", "sittings[0:pagi].seats", "0", ("1", "5000")),
        ("seats = 3", f"seats = {10**30}", "sittings[0:pagi].seats", "> 10^18", ("1", "5000")),
        ("seats = 3", f"seats = -{10**30}", "sittings[0:pagi].seats", "< -10^18", ("1", "5000")),
        ("0.5", "0", "sitting_rules.minutes", "0", ("0.05", "600")),
        ("0.5", "601", "sitting_rules.minutes", "601", ("0.05", "600")),
        ("0.5", "nan", "sitting_rules.minutes", "nan", ("0.05", "600")),
        ("0.5", "-inf", "sitting_rules.minutes", "-inf", ("0.05", "600")),
        ("0.5", f"1{'0' * 400}", "sitting_rules.minutes", "> 10^18", ("0.05", "600")),
        ("weight = 60", "weight = 101", "stages[0:makalah].weight", "101", ("0", "100")),
        ("[paper]", "[paper]\nfont_points = 9.5", "paper.font_points", "9.5", ("10", "14")),
        (
            "[paper]",
            "[paper]\nmargins_cm = { left = 5 }",
            "paper.margins_cm.left",
            "5",
            ("2", "4"),
        ),
        ("[paper]", "[paper]\nline_spacing = 3", "paper.line_spacing", "3", ("1", "2")),
        (
            "minutes = 0.5",
            "minutes = 0.5\nwarnings = [5, 0]",
            "sitting_rules.warnings[1]",
            "0",
            ("1", "600"),
        ),
    ],
)
def test_a_number_out_of_range_is_refused_with_its_range(
    old: str, new: str, key: str, value: str, allowed: tuple[str, str]
) -> None:
    error = refusal_of(changed((old, new)))
    assert (error.code, error.details["key"], error.details["value"]) == (
        "config.range",
        key,
        value,
    )
    assert (error.details["least"], error.details["most"]) == allowed


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('"brida"', '"Brida"', "config.text.identifier", "posts[0:Brida].id"),
        ('"brida"', '"../brida"', "config.text.identifier", "posts[0].id"),
        ('"brida"', '"a--b"', "config.text.identifier", "posts[0:a--b].id"),
        ('"brida"', '"brida\\n"', "config.text.identifier", "posts[0].id"),
        ('"brida"', '""', "config.text.identifier", "posts[0].id"),
        ('"brida"', f'"{"a" * 65}"', "config.text.long", f"posts[0:{'a' * 60}…].id"),
        ('"Seleksi"', '""', "config.text.name", "exam.name"),
        ('"Seleksi"', '" Seleksi"', "config.text.name", "exam.name"),
        ('"Seleksi"', '"Seleksi "', "config.text.name", "exam.name"),
        ('"Seleksi"', '"Sel\\neksi"', "config.text.name", "exam.name"),
        ('"Seleksi"', '"Sel\\u2028eksi"', "config.text.name", "exam.name"),
        ('"Seleksi"', '"Sel\\uE001eksi"', "config.text.name", "exam.name"),
        ('"Seleksi"', f'"{"é" * 201}"', "config.text.long", "exam.name"),
        ('"Jelas."', '" \\n "', "config.text.blank", f"{RUBRIC}[0:masalah].descriptor"),
        ('"Tertib."', f'"{"a" * 4001}"', "config.text.long", "rules.conduct[0]"),
        ('["Pendahuluan"]', '["", "x"]', "config.text.name", "paper.sections[0]"),
        ("[rules]", f"{TIE_BREAK}\n[rules]", "config.text.score-key", "result.tie_break[0]"),
    ],
)
def test_a_text_that_cannot_be_is_refused_by_what_it_should_be(
    old: str, new: str, code: str, key: str
) -> None:
    error = refusal_of(changed((old, new)))
    assert (error.code, error.details["key"]) == (code, key)


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        ('pledge = ["Jujur."]', "pledge = []", "rules.pledge", 0),
        ('["Pendahuluan"]', "[" + '"A", ' * 31 + "]", "paper.sections", 31),
    ],
)
def test_a_list_that_is_too_long_or_too_short_is_refused(
    old: str, new: str, key: str, found: int
) -> None:
    error = refusal_of(changed((old, new)))
    assert (error.code, error.details["key"]) == ("config.list-length", key)
    assert error.details["found"] == found


def test_a_name_may_hold_every_letter_of_a_title() -> None:
    name = "Dr. Ir. Hj. Ni’mah, S.E., M.M. – “Ketua” (Bappeda) 2/3"
    assert parsed(changed(("Seleksi", name))).exam.name == name


def test_all_faults_are_found_and_the_first_is_told() -> None:
    text = changed(
        ("[exam]", "[exam]\nxyzzy = 1"), ('"Seleksi"', "5"), ('"chair"', '"boss"'), ("= 3", "= 0")
    )
    source = Source(FILE, text, tomllib.loads(text))
    assert [fault.details["key"] for fault in faults_of(source, ExamConfig)] == [
        "exam.xyzzy",
        "exam.name",
        "sittings[0:pagi].seats",
        "panel.members[0:ketua].role",
    ]
    assert refusal_of(text).details["key"] == "exam.xyzzy"


# Sentences


def test_a_refusal_says_everything_in_one_indonesian_sentence() -> None:
    error = refusal_of(changed(('role = "chair"', 'role = "boss"'), text=sample("semarang")))
    assert sentence(error, str) == (
        'kota.toml:186: “panel.members[0:ketua].role” is "boss"; allowed are "chair", "member".'
    )
    assert sentence(error, INDONESIAN.gettext) == (
        'kota.toml:186: “panel.members[0:ketua].role” berisi "boss"; yang diperbolehkan: '
        '"chair", "member".'
    )


def test_an_optional_section_is_checked_like_the_others() -> None:
    error = refusal_of(with_interview(("minutes = 60", "minutes = 0")))
    assert (error.code, error.details["key"]) == ("config.range", "interview.minutes")


@pytest.mark.parametrize(
    "unseen", ["\x1b[2J", "\x07", "\x9b", "\u200b", "\u202e", "\ue001", "\ufeff"]
)
@pytest.mark.parametrize(
    ("old", "code"),
    [('"Seleksi"', "config.text.name"), ('"Tertib."', "config.text.blank")],
    ids=["name", "prose"],
)
def test_no_text_holds_what_cannot_be_seen_or_drives_a_terminal(
    old: str, code: str, unseen: str
) -> None:
    escaped = "".join(f"\\u{ord(sign):04x}" for sign in f"a{unseen}b")
    assert refusal_of(changed((old, f'"{escaped}"'))).code == code


def test_prose_may_have_several_lines_and_tabs() -> None:
    config = parsed(changed(('"Tertib."', '"Tertib.\\n\\tJujur."')))
    assert config.rules is not None
    assert config.rules.conduct == ("Tertib.\n\tJujur.",)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_date_of_the_calendar_are_read(day: str) -> None:
    text = changed(("2026-12-05", day), ("08:00:00", "23:59:59"))
    assert parsed(text).sittings[0].date.isoformat() == day
