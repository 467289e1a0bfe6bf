"""The map of codes to applications: fixed by its commitment, and by nothing less."""

import pytest

from exam.errors import SealError
from exam.identity_map import PaperCode, commit_to_map, make_map, read_map
from tests.exam.sources import each_byte_changed, fixed

MAP = make_map({PaperCode("MMMM"): "b2", PaperCode("KKKK"): "a1"}, fixed())


def test_a_map_comes_back_and_does_not_tell_in_which_order_it_was_made() -> None:
    found = read_map(MAP, commit_to_map(MAP))
    assert found.applications == {"KKKK": "a1", "MMMM": "b2"}
    assert list(found.applications) == ["KKKK", "MMMM"]


def test_two_maps_of_the_same_are_committed_to_differently() -> None:
    applications = {PaperCode("KKKK"): "a1"}
    one, other = make_map(applications, fixed("satu")), make_map(applications, fixed("dua"))
    assert commit_to_map(one) != commit_to_map(other)


def test_any_other_map_is_refused() -> None:
    commitment = commit_to_map(MAP)
    for changed in each_byte_changed(MAP):
        with pytest.raises(SealError, match=r"seal\.map"):
            read_map(changed, commitment)


def test_what_is_no_map_is_refused_though_it_was_committed_to() -> None:
    for raw in (b"", b"\x92\xc4\x01x\x80", MAP[:-1]):
        with pytest.raises(SealError, match=r"seal\.damaged"):
            read_map(raw, commit_to_map(raw))
