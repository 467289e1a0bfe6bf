"""Nothing that comes from outside is without a limit."""

from enum import Enum
from typing import Annotated, Any

import msgspec
import pytest

from exam import chronicle, draft, events, journal, ledger, limits, messages, protocol, seal
from tests.exam.shapes import shown_shortly, structs_of, unlimited_in

WIRE = (events, draft, journal, messages, protocol, chronicle, ledger, seal)
"""Every module that decodes what another machine or an earlier day wrote."""


class Colour(Enum):
    RED = "red"


class Inner(msgspec.Struct):
    text: str


class Outer(msgspec.Struct):
    parts: Annotated[tuple[Inner, ...], msgspec.Meta(max_length=3)]


@pytest.mark.parametrize("kind", [kind for module in WIRE for kind in structs_of(module)])
def test_nothing_that_is_decoded_is_without_a_limit(kind: type[msgspec.Struct]) -> None:
    assert unlimited_in(kind) == []


@pytest.mark.parametrize("kind", [draft.Event, events.SittingEvent, chronicle.AnyEntry])
def test_no_kind_of_what_is_decoded_is_without_a_limit(kind: Any) -> None:
    assert unlimited_in(kind) == []


@pytest.mark.parametrize(
    "kind",
    [
        str,
        bytes,
        int,
        float,
        Any,
        msgspec.Raw,
        list[bool],
        tuple[bool, ...],
        dict[limits.Name, bool],
        Annotated[dict[str, bool], msgspec.Meta(max_length=1)],
        Annotated[dict[limits.Name, str], msgspec.Meta(max_length=1)],
        Annotated[int, msgspec.Meta(ge=0)],
        Annotated[int, msgspec.Meta(le=0)],
        Annotated[str, msgspec.Meta(min_length=1)],
        Annotated[str, msgspec.Meta(pattern=r"^a*\Z")],
        Annotated[str, msgspec.Meta(pattern=r"^a{2}$")],
        Annotated[str, msgspec.Meta(pattern=r"a{2}\Z")],
        bool | str,
        tuple[bool, str],
        Annotated[tuple[str, ...], msgspec.Meta(max_length=1)],
        Inner,
        Outer,
    ],
)
def test_what_has_no_limit_is_found_wherever_it_lies(kind: Any) -> None:
    assert unlimited_in(kind) != []


@pytest.mark.parametrize(
    "kind",
    [
        bool,
        None,
        Colour,
        tuple[bool, limits.Count],
        limits.HexId,
        Annotated[dict[limits.Name, limits.Whole], msgspec.Meta(max_length=1)],
        limits.Name | None,
    ],
)
def test_what_has_a_limit_is_let_be(kind: Any) -> None:
    assert unlimited_in(kind) == []


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (limits.Instant, 0, 2**48),
        (limits.Span, 0, 2**36),
        (limits.Count, 0, 2**32),
        (limits.Version, 0, 65_535),
        (limits.Ordinal, 1, 65_535),
        (limits.Whole, -(2**63) + 1, 2**63 - 1),
    ],
)
def test_a_number_ends_where_its_limit_says(kind: Any, least: int, most: int) -> None:
    for number in (least, most):
        assert msgspec.convert(number, kind) == number
    for number in (least - 1, most + 1):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(number, kind)


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (limits.Id16, b"x" * 16, b"x" * 16),
        (limits.Hash32, b"x" * 32, b"x" * 32),
        (limits.Signature, b"x" * 64, b"x" * 64),
        (limits.HexId, "a" * 32, "0" * 32),
        (limits.HexHash, "f" * 64, "9" * 64),
        (limits.Name, "", "𝒩" * 200),
        (limits.Reason, "", "𝒩" * 2000),
        (limits.PartText, "", "x" * 400_000),
    ],
    ids=shown_shortly,
)
def test_a_text_ends_where_its_limit_says(kind: Any, least: Any, most: Any) -> None:
    for text in (least, most):
        assert msgspec.convert(text, kind) == text
    for text in [most + most[:1]] + ([least[:-1]] if least else []):
        with pytest.raises(msgspec.ValidationError):
            msgspec.convert(text, kind)


@pytest.mark.parametrize("text", ["A" * 32, "g" * 32, "a" * 31 + "\n", "a" * 32 + "\n", "٣" * 32])
def test_a_hexadecimal_id_has_lower_case_digits_only(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, limits.HexId)
