"""A file as it is read: where a fault stands in it, and what is no TOML at all."""

import msgspec
import pytest

from exam.config.forms import LONGEST_CONFIG_BYTES
from exam.config.reading import read_record
from exam.config.selection import ExamConfig
from exam.config.source import Source, show
from exam.errors import ConfigError
from tests.exam.selections import FILE, SMALL, changed, named, parsed, refusal_of


def bytes_refused(raw: bytes) -> ConfigError:
    with pytest.raises(ConfigError) as refused:
        read_record(raw, FILE, ExamConfig, LONGEST_CONFIG_BYTES)
    return named(refused.value, FILE)


# Places


def test_the_line_of_a_fault_is_named() -> None:
    for old, new, line in (
        ('id = "damkar"', 'id = "Damkar"', 'id = "Damkar"'),
        ("max = 2 }", "max = -1 }", "words = {"),
        ("weight = 59.5", "weight = 159.5", "weight = 159.5"),
    ):
        text = changed((old, new))
        number = next(at for at, one in enumerate(text.split("\n"), 1) if line in one)
        assert refusal_of(text).details["place"] == f"{FILE}:{number}"


@pytest.mark.parametrize("quote", ['"""', "'''"])
def test_what_looks_like_toml_inside_a_long_text_is_no_place(quote: str) -> None:
    text = f"a = {quote}\n[exam]\nname = 1\n{quote}\n[exam]\nname = 2\n"
    source = Source(FILE, text, {})
    assert source.place(("exam", "name")) == f"{FILE}:6"


def test_a_table_within_the_last_of_a_list_is_found() -> None:
    text = "[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 1\n[[a.c]]\n[[a.c]]\nz.w = 1 # [d]\n[e] # mark\n"
    source = Source(FILE, text, {})
    places = {
        ("a",): 1,
        ("a", 0, "x"): 2,
        ("a", 1): 3,
        ("a", 1, "b", "y"): 5,
        ("a", 1, "c", 1, "z", "w"): 8,
        ("a", 1, "c", 1, "z", "w", "v"): 8,
        ("e", "lost"): 9,
    }
    assert {path: source.place(path) for path in places} == {
        path: f"{FILE}:{line}" for path, line in places.items()
    }
    assert source.place(("nowhere",)) == FILE


def test_a_value_that_is_not_there_is_shown_as_nothing() -> None:
    source = Source(FILE, "", {"a": [{"id": 5}], "b": 1})
    assert [source.value(path) for path in (("c",), ("a", 1), ("b", "x"), ("b", 0))] == [""] * 4
    assert source.key(("a", 0, "x")) == "a[0].x"


def test_a_long_value_is_cut() -> None:
    assert show("a" * 100) == '"' + "a" * 59 + "…"


# Files


@pytest.mark.parametrize(
    ("text", "place", "column", "shown"),
    [
        ("= 1", 1, 1, "= 1"),
        ("a = 1\n[exam\nb = 2", 2, 6, "[exam"),
        ("a = 1\na = 2\n", 2, 6, "a = 2"),
        (f"a = 1 {'x' * 100}", 1, 7, f"a = 1 {'x' * 54}…"),
    ],
)
def test_what_is_no_toml_is_shown_with_line_and_column(
    text: str, place: int, column: int, shown: str
) -> None:
    error = refusal_of(text)
    assert error.code == "config.syntax"
    assert error.details == {"place": f"{FILE}:{place}", "column": column, "line": shown}


@pytest.mark.parametrize("written", ["08:00", "8:00", "08.00", "08:00  # pagi"])
def test_a_time_without_seconds_is_told_how_to_write_it(written: str) -> None:
    error = refusal_of(changed(("08:00:00", written)))
    assert (error.code, error.details["line"]) == ("config.syntax-time", f"start = {written}")


@pytest.mark.parametrize("text", ["[exam", 'a = "', f"a = {'9' * 5000}", "a = '''\n"])
def test_what_breaks_off_is_refused_without_a_line(text: str) -> None:
    assert refusal_of(text).code == "config.syntax-somewhere"


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000 + "]" * 5000,
        "a = " + "{b=" * 5000,
        "a." * 9000 + "a = 1",
        "[" + '"a" . ' * 60 + "b]",
    ],
    ids=["lists", "tables", "keys", "header"],
)
def test_what_is_nested_too_deeply_is_refused(text: str) -> None:
    error = refusal_of(text)
    assert (error.code, error.details) == ("config.nesting", {"place": FILE})


def test_bytes_that_are_no_text_are_refused_with_their_line() -> None:
    error = bytes_refused(b'[exam]\nname = "Sel\xffeksi"\n')
    assert (error.code, error.details["place"]) == ("config.encoding", f"{FILE}:2")


def test_a_byte_order_mark_does_no_harm() -> None:
    _, config = read_record(
        b"\xef\xbb\xbf" + SMALL.encode(), FILE, ExamConfig, LONGEST_CONFIG_BYTES
    )
    assert config == parsed(SMALL)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_the_lines_of_windows_are_read_and_counted_alike(end: str) -> None:
    text = changed(("seats = 3", "seats = 0")).replace("\n", end)
    assert refusal_of(text).details["place"] == f"{FILE}:12"


def test_a_file_that_is_too_large_is_refused() -> None:
    error = bytes_refused(b"#" * (LONGEST_CONFIG_BYTES + 1))
    assert (error.code, error.details["most"]) == ("config.size", 256)
    assert parsed(SMALL + "#" * (LONGEST_CONFIG_BYTES - len(SMALL))) == parsed(SMALL)


def test_a_refusal_of_the_library_that_nothing_explains_is_still_said() -> None:
    class Even(msgspec.Struct):
        number: int

        def __post_init__(self) -> None:
            if self.number % 2:
                raise ValueError("odd")

    assert read_record(b"number = 2", FILE, Even, 100)[1].number == 2
    with pytest.raises(ConfigError) as refused:
        read_record(b"number = 3", FILE, Even, 100)
    assert (refused.value.code, refused.value.details["problem"]) == ("config.value", "odd")
