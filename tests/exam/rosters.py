"""Lists of candidates for the tests: a small selection, its people, and their rows as CSV."""

import csv
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from exam.config import (
    Accommodation,
    ApplicationsSection,
    ExamConfig,
    InterviewDay,
    InterviewSection,
    Post,
    parse_config,
)
from exam.errors import RosterError
from exam.roster import Application, Roster
from exam.roster.headings import COLUMNS
from exam.roster.reading import parse_roster
from exam.roster.report import remarks_on
from exam.sentences import sentence

ROOT = Path(__file__).parents[2]
CONFIGS = ROOT / "exam_configs"
FILES = ROOT / "tests" / "data" / "rosters"
FILE = "daftar"
SEMARANG = parse_config((CONFIGS / "semarang.toml").read_bytes(), "semarang.toml")
POSTS = (
    Post(id="brida", name="Kepala Badan Riset dan Inovasi Daerah"),
    Post(id="damkar", name="Kepala Dinas Pemadam Kebakaran"),
    Post(id="staf-ahli", name="Staf Ahli Bidang Hukum, Politik & Pemerintahan"),
)
NIP, OTHER_NIP, THIRD_NIP = "197903012005032004", "196912311994031001", "198105172006041009"
HEADER = ",".join(COLUMNS)
ROW = f"001,Siti Aminah,{NIP},Kepala Bidang,Bappeda,{POSTS[0].name}"
OTHER = f"002,Budi Santoso,{OTHER_NIP},Sekretaris,Dinas,{POSTS[1].name}"
SITI = Application("001", "Siti Aminah", NIP, "Kepala Bidang", "Bappeda", "brida")
BUDI = Application("002", "Budi Santoso", OTHER_NIP, "Sekretaris", "Dinas", "damkar")
HEADINGS = ["No. Peserta", "Nama Lengkap", "NIP", "Jabatan", "Unit Kerja", "Jabatan yang Dilamar"]
SITIS = ROW.split(",")
BUDIS = OTHER.split(",")


def config_with(
    most_posts: int = 1,
    groups: Sequence[Sequence[str]] = (),
    accommodations: Sequence[Accommodation] = (),
    interview_groups: Sequence[str] = (),
) -> ExamConfig:
    """A selection of three posts; each sequence of groups is a sitting.

    Where a person may apply for several, each post is written for on a day of its own.
    """
    sitting, rules = SEMARANG.sittings[0], SEMARANG.sitting_rules
    assert rules is not None
    named = [{"groups": tuple(each)} for each in groups or ((),)]
    if most_posts > 1:
        named = [{"posts": (post.id,)} for post in POSTS]
    day = InterviewDay(
        id="hari-1",
        date=sitting.date,
        start=sitting.start,
        room=sitting.room,
        groups=tuple(interview_groups),
    )
    return msgspec.structs.replace(
        SEMARANG,
        posts=POSTS,
        applications=ApplicationsSection(most_per_person=most_posts),
        sittings=tuple(
            msgspec.structs.replace(
                sitting, id=f"sesi-{at}", date=sitting.date + timedelta(days=at), **who
            )
            for at, who in enumerate(named)
        ),
        sitting_rules=msgspec.structs.replace(rules, accommodations=tuple(accommodations)),
        interview=InterviewSection(minutes=30, days=(day,)) if interview_groups else None,
    )


CONFIG = config_with()


def read(raw: bytes | str, config: ExamConfig = CONFIG) -> Roster:
    """Read a list that has to be accepted."""
    return parse_roster(raw.encode() if isinstance(raw, str) else raw, FILE, config)


def applications(raw: bytes | str, config: ExamConfig = CONFIG) -> tuple[Application, ...]:
    """Read a list that has to be accepted without any repair."""
    roster = read(raw, config)
    assert roster.repairs == ()
    return roster.applications


def problems_of(raw: bytes | str, config: ExamConfig = CONFIG) -> list[RosterError]:
    """Read a list that has to be refused; every problem has a sentence with all its details."""
    with pytest.raises(RosterError) as refused:
        read(raw, config)
    problems = [one for one in refused.value.problems if isinstance(one, RosterError)]
    assert problems[0] is refused.value
    for problem in problems:
        said = sentence(problem, str)
        assert said.startswith(FILE)
        assert problem.code not in said
        assert said.isprintable()
    return problems


def problem_of(raw: bytes | str, config: ExamConfig = CONFIG) -> RosterError:
    """Read a list that has exactly one problem."""
    (problem,) = problems_of(raw, config)
    return problem


def remarks(raw: bytes | str, config: ExamConfig = CONFIG) -> list[str]:
    """What is said about a list that is accepted."""
    return [sentence(remark, str) for remark in remarks_on(read(raw, config).repairs)]


def row_with(column: str, value: str, row: str = ROW) -> str:
    """A row in which one cell is different."""
    cells = row.split(",")
    cells[COLUMNS.index(column)] = value
    return line_of(cells)


def line_of(cells: Sequence[str], delimiter: str = ",") -> str:
    """Write one row as a spreadsheet program would."""
    written = StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return written.getvalue().removesuffix("\r\n")


def lines(*rows: str) -> str:
    """A list with the plain header and these rows."""
    return "\n".join((HEADER, *rows, ""))
