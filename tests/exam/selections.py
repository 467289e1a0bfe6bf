"""Selections to test with: a small one, those of the domain facts, and ways to change a text."""

from pathlib import Path

import pytest

from exam.config import ExamConfig, parse_config
from exam.errors import ConfigError
from exam.sentences import SENTENCES

CONFIGS = Path(__file__).parents[2] / "exam_configs"
REAL = ("semarang", "sorong", "metro", "pekalongan", "boltara", "tiga-jabatan")
"""The selections of this repository that are no practice."""
FILE = "kota.toml"
SMALL = """
[exam]
name = "Seleksi"
agency = "Kota"
practice = true
card_kdf = "test-only"
[[sittings]]
id = "pagi"
date = 2026-12-05
start = 08:00:00
room = "Lab"
seats = 3
[sitting_rules]
minutes = 0.5
[[posts]]
id = "brida"
name = "Kepala Badan Riset"
[[posts]]
id = "damkar"
name = "Kepala Dinas Pemadam"
[paper]
words = { min = 1, max = 2 }
sections = ["Pendahuluan"]
[slides]
max_slides = 1
[topics]
file = "topics.toml"
[panel]
threshold = 2
[[panel.members]]
id = "ketua"
name = "Ketua"
role = "chair"
element = "internal"
[[panel.members]]
id = "penilai"
name = "Penilai"
element = "external"
[[staff]]
id = "pengawas"
name = "Pengawas"
role = "proctor"
[[stages]]
id = "makalah"
name = "Makalah"
weight = 60
source = "paper"
[[stages.rubric]]
id = "masalah"
name = "Masalah"
weight = 40.5
descriptor = "Jelas."
[[stages.rubric]]
id = "gagasan"
name = "Gagasan"
weight = 59.5
descriptor = "Baru."
[[stages]]
id = "asesmen"
name = "Asesmen"
weight = 40
source = "imported"
[rules]
conduct = ["Tertib."]
pledge = ["Jujur."]
"""
SECOND_SITTING = """[[sittings]]
id = "siang"
date = 2026-12-05
start = 13:00:00
room = "Lab"
seats = 3
groups = ["B"]
"""
INTERVIEW_STAGE = """[[stages]]
id = "wawancara"
name = "Wawancara"
weight = 0
source = "interview"
[[stages.rubric]]
id = "pribadi"
name = "Pribadi"
weight = 100
descriptor = "Tegas."
"""


def sample(name: str) -> str:
    """Return the TOML of a selection of this repository."""
    return (CONFIGS / f"{name}.toml").read_text("utf-8")


def parsed(text: str) -> ExamConfig:
    """Return the config that a text is."""
    return parse_config(text.encode(), FILE)


def refusal_of(text: str) -> ConfigError:
    """Return the error that refuses a text; it names the file, and can be said in one line."""
    with pytest.raises(ConfigError) as refused:
        parsed(text)
    return named(refused.value, FILE)


def named(error: ConfigError, file: str) -> ConfigError:
    """Return an error that names a file, and whose sentence has all that it needs."""
    assert str(error.details["place"]).startswith(file)
    said = SENTENCES[error.code].format(**error.details)
    assert said.startswith(str(error.details["place"]))
    assert "\n" not in said
    return error


def changed(*changes: tuple[str, str], text: str = SMALL) -> str:
    """Return a text with each first occurrence replaced; what is replaced has to be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def two_sittings(*changes: tuple[str, str]) -> str:
    """Return the small selection with two groups, each with a sitting of its own."""
    first = ("seats = 3\n", f'seats = 3\ngroups = ["A"]\n{SECOND_SITTING}')
    return changed(first, *changes)


def with_interview(*changes: tuple[str, str]) -> str:
    """Return the small selection with a last stage of interviews."""
    section = ("[panel]", "[interview]\nminutes = 60\n[panel]")
    return changed(section, ("[rules]", f"{INTERVIEW_STAGE}[rules]"), *changes)
