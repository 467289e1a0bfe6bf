"""What people read when the exam refuses."""

import ast
import gettext
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

from exam import errors
from exam.errors import CodeError, ExamError
from exam.protocol import Refusal
from exam.sentences import SENTENCES, sentence

ROOT = Path(__file__).parents[2]
ERROR_NAMES = {
    name
    for name, value in inspect.getmembers(errors, inspect.isclass)
    if issubclass(value, ExamError)
}
INDONESIAN = gettext.translation("exam", ROOT / "exam" / "locale", languages=["id"])


class Raised(NamedTuple):
    """One place where an error is made, as the source says it."""

    place: str
    code: str
    details: set[str]
    open_ended: bool


def sources() -> list[Path]:
    folders = (ROOT / package for package in ("exam", "kiosk", "server"))
    return sorted(file for folder in folders for file in folder.rglob("*.py"))


def raised_in(file: Path) -> Iterator[Raised]:
    """Every call of an error class whose code stands in the call."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and _called(node) in ERROR_NAMES and node.args:
            names = {keyword.arg for keyword in node.keywords}
            for code in _codes(node.args[0]):
                place = f"{file.relative_to(ROOT)}:{node.lineno}"
                yield Raised(place, code, {name for name in names if name}, None in names)


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _codes(argument: ast.expr) -> Iterator[str]:
    match argument:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from _codes(body)
            yield from _codes(orelse)
        case _:
            return


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def all_raised() -> tuple[Raised, ...]:
    """Every such call of the whole program, searched for when the first test asks."""
    return tuple(raised for file in sources() for raised in raised_in(file))


def test_the_sources_are_searched_where_errors_are_made() -> None:
    assert {"exam", "kiosk", "server"} == {
        raised.place.partition("/")[0] for raised in all_raised()
    }
    assert "code.length" in {raised.code for raised in all_raised()}


def test_every_code_that_is_raised_has_a_sentence() -> None:
    assert [raised for raised in all_raised() if raised.code not in SENTENCES] == []


def test_every_sentence_gets_the_details_that_it_names() -> None:
    lacking = [
        (raised.place, raised.code, missing)
        for raised in all_raised()
        if not raised.open_ended
        and (missing := placeholders(SENTENCES.get(raised.code, "")) - raised.details)
    ]
    assert lacking == []


def test_every_sentence_belongs_to_a_code_that_the_sources_name() -> None:
    written = "".join(file.read_text() for file in sources() if file.name != "sentences.py")
    assert [code for code in SENTENCES if f'"{code}"' not in written] == []


@pytest.mark.parametrize("code", SENTENCES)
def test_every_sentence_is_whole_and_says_it_in_indonesian_too(code: str) -> None:
    english = SENTENCES[code]
    assert english.endswith((".", "”."))
    assert english[0].isupper() or english[0] in "{“"
    indonesian = INDONESIAN.gettext(english)
    assert indonesian != english
    assert placeholders(indonesian) == placeholders(english)
    assert indonesian.endswith((".", "”."))


def test_an_error_is_said_with_its_details_in_the_readers_language() -> None:
    error = CodeError("code.length", length=11, expected=12)
    assert sentence(error, str) == "A code has 12 characters; 11 were typed."
    assert sentence(error, INDONESIAN.gettext) == (
        "Kode terdiri atas 12 huruf dan angka; jumlah yang Anda ketik: 11."
    )


def test_what_people_typed_is_never_read_as_a_placeholder() -> None:
    error = CodeError("code.character", character="{position}", position=3)
    assert "{position}" in sentence(error, str)


@pytest.mark.parametrize(
    "refusal", [Refusal("unheard.of", {}), Refusal("code.length", {"length": 3})]
)
def test_a_refusal_that_this_program_does_not_know_is_still_said(refusal: Refusal) -> None:
    assert refusal.code in sentence(refusal.to_error(), str)


def test_an_error_shows_its_code_and_details_in_the_log() -> None:
    assert str(CodeError("code.check")) == "code.check"
    assert str(CodeError("code.length", length=11, expected=12)) == (
        "code.length (length=11, expected=12)"
    )


def test_an_error_alone_is_all_that_is_wrong() -> None:
    error = CodeError("code.check")
    assert error.problems == (error,)
