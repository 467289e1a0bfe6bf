"""One word for one thing: what docs/wording.md gives up stands in no catalog and in no guide."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGS = ("exam", "kiosk", "server")
ROW = re.compile(r"^\|(?! ---)(.+)\|$", re.MULTILINE)
NOT_LOOKED_AT = re.compile(r"\{[^}]*\}|%\(\w+\)s|“[^”]*”|`[^`]*`|```.*?```|\]\([^)]*\)", re.DOTALL)


def given_up(language: str) -> Sequence[str]:
    """Return the words of one of the table's last two columns."""
    text = (ROOT / "docs" / "wording.md").read_text("utf-8")
    _head, *rows = ([cell.strip() for cell in row.split("|")] for row in ROW.findall(text))
    column = {"id": 3, "en": 4}[language]
    return [word for row in rows for word in re.split(r",\s*", row[column]) if word]


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Return every sentence of the catalogs and every guide, each with where it stands."""
    for name in CATALOGS:
        path = ROOT / name / "locale" / "id" / "LC_MESSAGES" / f"{name}.po"
        with path.open("rb") as file:
            for message in read_po(file):
                said = (message.string if language == "id" else message.id) or ()
                for text in (said,) if isinstance(said, str) else said:
                    if message.id:
                        yield name, text
    for path in sorted((ROOT / "docs" / "guides" / language).glob("*.md")):
        yield path.name, path.read_text("utf-8")


def found_in(text: str, words: Sequence[str]) -> list[str]:
    """Return which words stand in a text as words of their own."""
    read = NOT_LOOKED_AT.sub(" ", text).replace("&", "")
    each: Mapping[str, re.Pattern[str]] = {
        word: re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE) for word in words
    }
    return [word for word, pattern in each.items() if pattern.search(read)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_sentence_uses_a_word_that_was_given_up(language: str) -> None:
    words = given_up(language)
    found = [
        f"{place}: {', '.join(there)}: {text[:80]}"
        for place, text in texts(language)
        if (there := found_in(text, words))
    ]
    assert found == []


def test_the_table_is_read_and_words_are_found_as_words() -> None:
    words = given_up("id")
    assert {"flashdisk", "jejak audit", "klik"} <= set(words)
    assert "ledger" in given_up("en")
    assert found_in("Salin ke Flashdisk, lalu &klik.", words) == ["flashdisk", "klik"]
    assert found_in("Tahapan ini, {file} dan “file”", words) == []
