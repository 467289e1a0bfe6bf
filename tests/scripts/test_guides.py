"""The guides say what the program says: their bold words, pictures and links are really there."""

import ast
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from ipaddress import IPv4Interface
from pathlib import Path
from typing import Final

import pytest
from babel.messages.pofile import read_po

from kiosk.__main__ import cli as kiosk
from scripts.imaging.system import MODULES
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.room import Room, parse_server
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.setup import summary
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
    "teknisi": "technician",
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
_FILLED: Final = re.compile(r"%\(\w+\)s|\{\w+(?::[^{}]*)?\}")
_FILLING: Final = r"\S+(?: \S+)?"
_FEWEST_LETTERS: Final = 4
"""A text with fewer letters around what is filled in would be found everywhere."""
_LETTER: Final = re.compile(r"^&\d |&")
"""What marks the key of a command in the menu: a letter in its name, or a digit before it."""
_SENTENCE: Final = re.compile(r"(?<=[.?!]) ")
_EXAMPLE: Final = {"id": "tebal", "en": "bold"}
"""With which a guide shows what its bold words are."""
_PROVISIONING: Final = ROOT / "scripts" / "provisioning"
_CONSOLE: Final = [
    *(ROOT / module for module in MODULES),
    *_PROVISIONING.glob("*.py"),
    *(_PROVISIONING / "files" / "kiosk" / "usr" / "local" / "lib" / "makalah").glob("*.py"),
]
"""Programs that speak to technicians at a bare console, each in the one language that it has."""
_SHELL: Final = [
    ROOT / "scripts" / "packing" / "files" / "pasang",
    ROOT / "scripts" / "imaging" / "files" / "etc" / "initramfs-tools" / "scripts" / "makalah",
]
_QUOTED: Final = re.compile(r'"([^"\n]+)"')
_STARTED: Final = "../../lab/"
"""Pictures of a PC that was started, as seen from a guide; they are of no language."""
_MOST_BYTES: Final = 60_000


def bold_words(text: str) -> Iterator[str]:
    """Yield what a guide prints in bold, outside commands and keys."""
    for found in _BOLD.finditer(_CODE.sub("", text)):
        yield " ".join(found[1].split())


@cache
def said(language: str, *, at_console: bool) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return what the program says in a language, and a pattern for what it fills in."""
    texts = [*_texts(language), *(_console_texts() if at_console else ())]
    phrases = {one for text in texts for one in spoken(text)}
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


def _console_texts() -> Iterator[str]:
    for path in _CONSOLE:
        yield from written_in(path.read_text())
    for path in _SHELL:
        yield from _QUOTED.findall(path.read_text())


def written_in(program: str) -> Iterator[str]:
    """Yield the texts of a program, with braces where something is filled in; no docstrings."""
    tree = ast.parse(program)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)
             for part in node.values}  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in alone | parts:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            pieces = (one.value if isinstance(one, ast.Constant) else "{x}" for one in node.values)
            yield "".join(map(str, pieces))


def spoken(text: str) -> Iterator[str]:
    """Yield a text of the catalogs as a screen shows it, and each of its sentences."""
    shown = " ".join(_LETTER.sub("", text).replace("%%", "%").split())
    yield from filter(None, (shown, *_SENTENCE.split(shown)))


def is_said(words: str, language: str, *, at_console: bool = False) -> bool:
    """Whether a screen, a page or a printed paper says these words."""
    plain, filled = said(language, at_console=at_console)
    return words in plain or filled.fullmatch(words) is not None


def test_nobody_is_without_a_guide() -> None:
    there = {path for folder in ("id", "en") for path in (GUIDES / folder).glob("*.md")}
    assert there == set(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_guide_prints_in_bold_stands_on_a_screen(path: Path) -> None:
    language, at_console = path.parent.name, path.stem in ("teknisi", "technician")
    strange = [
        words
        for words in bold_words(path.read_text())
        if words != _EXAMPLE[language] and not is_said(words, language, at_console=at_console)
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
    folders = (f"../../pictures/{path.parent.name}/", _STARTED)
    pictures = _PICTURE.findall(path.read_text())
    assert [
        (text, link) for text, link in pictures if not text or not link.startswith(folders)
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


@pytest.mark.parametrize("words", ["Arsip rusak. Salin sekali lagi.", "Kalimat sandi"])
def test_what_is_said_at_a_bare_console_is_known_in_the_guides_of_technicians_only(
    words: str,
) -> None:
    assert is_said(words, "en", at_console=True)
    assert not is_said(words, "en")


def test_bold_words_are_read_across_lines_and_not_in_commands() -> None:
    text = "**one\n  two** `**three**`\n```\n**four**\n```\n**five**"
    assert list(bold_words(text)) == ["one two", "five"]


def test_the_texts_of_a_program_are_found_with_what_is_filled_in_but_no_docstrings() -> None:
    program = '"""Of a module."""\nsay(f"{name} sudah " f"siap.")\nask("Nama PC")\n'
    assert sorted(written_in(program)) == ["Nama PC", "{x} sudah siap."]


@pytest.mark.parametrize("name", ["id/teknisi.md", "en/technician.md"])
def test_the_answers_stand_in_the_guides_of_technicians_as_a_pc_shows_them(name: str) -> None:
    servers = tuple(parse_server(f"192.168.1.{last}:8444") for last in (10, 11))
    shown = summary(Room("PC-01", servers, address=IPv4Interface("192.168.1.21/24")))
    assert textwrap.indent(shown.strip("\n"), "   ") in (GUIDES / name).read_text()


def test_every_picture_of_a_started_pc_is_small_and_is_shown_somewhere() -> None:
    pictures = [path for path in (ROOT / "docs" / "lab").iterdir() if path.suffix == ".png"]
    shown = {
        Path(link).name for path in FILES for _text, link in _PICTURE.findall(path.read_text())
    }
    assert [path.name for path in pictures if path.name not in shown] == []
    assert [path.name for path in pictures if path.stat().st_size > _MOST_BYTES] == []
