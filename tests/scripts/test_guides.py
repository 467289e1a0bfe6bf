"""The guides say what the program says: their bold words, pictures and links are really there."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from kiosk.__main__ import cli as kiosk
from scripts.references import ROOT, broken_links, unknown_commands
from scripts.translations import DOMAINS
from server.__main__ import cli as server

GUIDES: Final = ROOT / "docs" / "guides"
PAIRS: Final = {
    "peserta": "candidate",
    "pengawas": "proctor",
    "sekretariat": "secretariat",
    "penilai": "panelist",
    "ketua": "chair",
    "pemeriksa": "release-officer",
    "saksi": "observer",
}
"""The guide of each person: in Indonesian and in English."""
FILES: Final = [
    *(GUIDES / "id" / f"{name}.md" for name in PAIRS),
    *(GUIDES / "en" / f"{name}.md" for name in PAIRS.values()),
]
_CODE: Final = re.compile(r"^ *```.*?^ *```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_BOLD: Final = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_COMMAND: Final = re.compile(r"makalah-(server|kiosk) ([a-z][a-z-]*)")
_HEADING: Final = re.compile(r"^(#+) ", re.MULTILINE)
_FILLED: Final = re.compile(r"%\(\w+\)s|\{\w+\}")
_FILLING: Final = r"\S+(?: \S+)?"
_FEWEST_LETTERS: Final = 4
"""A text with fewer letters around what is filled in would be found everywhere."""
_LETTER: Final = re.compile(r"^&\d |&")
"""What marks the key of a command in the menu: a letter in its name, or a digit before it."""
_SENTENCE: Final = re.compile(r"(?<=[.?!]) ")
_EXAMPLE: Final = {"id": "tebal", "en": "bold"}
"""With which a guide shows what its bold words are."""


def bold_words(text: str) -> Iterator[str]:
    """Yield what a guide prints in bold, outside commands and keys."""
    for found in _BOLD.finditer(_CODE.sub("", text)):
        yield " ".join(found[1].split())


@cache
def said(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return what the program says in a language, and a pattern for what it fills in."""
    phrases = {one for text in _texts(language) for one in spoken(text)}
    filled = {one for one in phrases if _FILLED.search(one)}
    patterns = [
        _FILLING.join(map(re.escape, _FILLED.split(one)))
        for one in sorted(filled)
        if sum(map(str.isalpha, _FILLED.sub("", one))) >= _FEWEST_LETTERS
    ]
    return frozenset(phrases - filled), re.compile("|".join(patterns))


def _texts(language: str) -> Iterator[str]:
    for side in DOMAINS:
        catalog = ROOT / side / "locale" / "id" / "LC_MESSAGES" / f"{side}.po"
        for message in read_po(BytesIO(catalog.read_bytes()), locale="id"):
            texts = message.id if language == "en" else message.string
            yield from (texts,) if isinstance(texts, str) else texts or ()


def spoken(text: str) -> Iterator[str]:
    """Yield a text of the catalogs as a screen shows it, and each of its sentences."""
    shown = " ".join(_LETTER.sub("", text).replace("%%", "%").split())
    yield from filter(None, (shown, *_SENTENCE.split(shown)))


def is_said(words: str, language: str) -> bool:
    """Whether a screen, a page or a printed paper says these words."""
    plain, filled = said(language)
    return words in plain or filled.fullmatch(words) is not None


def test_nobody_is_without_a_guide() -> None:
    there = {path for folder in ("id", "en") for path in (GUIDES / folder).glob("*.md")}
    assert there == set(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_guide_prints_in_bold_stands_on_a_screen(path: Path) -> None:
    strange = [
        words
        for words in bold_words(path.read_text())
        if words != _EXAMPLE[path.parent.name] and not is_said(words, path.parent.name)
    ]
    assert strange == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_guide_shows_and_names_only_what_is_there(path: Path) -> None:
    assert [*broken_links(path), *unknown_commands(path)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_command_that_a_guide_names_is_one(path: Path) -> None:
    programs = {"server": server.commands, "kiosk": kiosk.commands}
    named = _COMMAND.findall(path.read_text())
    assert [name for side, name in named if name not in programs[side]] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_pictures_are_described_and_of_the_language_of_the_guide(path: Path) -> None:
    folder = f"../../pictures/{path.parent.name}/"
    pictures = _PICTURE.findall(path.read_text())
    assert [
        (text, link) for text, link in pictures if not text or not link.startswith(folder)
    ] == []


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_headings_pictures_and_commands(name: str) -> None:
    texts = [(GUIDES / "id" / f"{name}.md").read_text()]
    texts.append((GUIDES / "en" / f"{PAIRS[name]}.md").read_text())
    levels, pictures, commands = zip(*map(_skeleton, texts), strict=True)
    assert levels[0] == levels[1]
    assert pictures[0] == pictures[1]
    assert commands[0] == commands[1]


def _skeleton(text: str) -> tuple[list[str], list[str], list[str]]:
    pictures = [Path(link).name for _text, link in _PICTURE.findall(text)]
    commands = [" ".join(one) for one in _COMMAND.findall(text)]
    return _HEADING.findall(_CODE.sub("", text)), pictures, commands


@pytest.mark.parametrize(
    ("words", "language", "is_there"),
    [
        ("Kembali menulis", "id", True),
        ("Back to writing", "id", False),
        ("Back to writing", "en", True),
        ("Kartu baru", "id", True),
        ("menurut denah: PC-07", "id", True),
        ("Server tidak menjawab.", "id", True),
        ("Server tidak", "id", False),
        ("", "id", False),
    ],
)
def test_words_are_looked_up_as_a_screen_shows_them(
    words: str, language: str, *, is_there: bool
) -> None:
    assert is_said(words, language) is is_there


def test_bold_words_are_read_across_lines_and_not_in_commands() -> None:
    text = "**one\n  two** `**three**`\n```\n**four**\n```\n**five**"
    assert list(bold_words(text)) == ["one two", "five"]
