"""The tables of formats say what the readers do."""

from typing import Annotated

import msgspec
import pytest

from scripts.formats import describe, document


class Sample(msgspec.Struct, array_like=True, tag="s"):
    """Something with a default of every kind."""

    name: Annotated[str, msgspec.Meta(max_length=200)]
    size: Annotated[int, msgspec.Meta(ge=0, le=2**32)] = 0
    run: Annotated[int, msgspec.Meta(ge=1, le=9)] = 1
    is_settled: bool = True
    is_done: bool = False
    key: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)] = b""
    parts: Annotated[tuple[int, ...], msgspec.Meta(max_length=64)] = ()
    other: bool | None = None


@pytest.mark.parametrize(
    "row",
    [
        "| `name` | text, up to 200 characters |  |",
        "| `size` | whole number, up to 2^32 | `0` |",
        "| `run` | whole number, 1 to 9 | `1` |",
        "| `is_settled` | true or false | `true` |",
        "| `is_done` | true or false | `false` |",
        "| `key` | 32 bytes | `empty` |",
        "| `parts` | list, up to 64 items: whole number | `none` |",
        "| `other` | true or false or null | `null` |",
    ],
)
def test_a_field_is_told_with_its_limits_and_default(row: str) -> None:
    assert row in describe(Sample).splitlines()


def test_every_field_of_every_structure_has_a_limit_in_the_document() -> None:
    text = document()
    assert "Array, tag `s`." in describe(Sample)
    assert text.count("\n### ") > 40
    assert "| text |" not in text
