"""The package as a file: any ZIP program reads it, and no byte of it changes unseen."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.errors import EvidenceError
from exam.evidence import package
from exam.evidence.package import ARCHIVE, read_package, write_package
from tests.exam.sources import each_byte_changed

MEMBERS = {"b/satu.bin": bytes(range(256)), "a.txt": b"", "c.txt": b"PK\x03\x04 di dalam"}
NAMES = st.text("abcdefghij./-_0123456789", min_size=1, max_size=20)
WHOLE = write_package(MEMBERS)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_members_come_back_and_their_order_does_not_matter(members: Mapping[str, bytes]) -> None:
    raw = write_package(members)
    assert write_package(dict(reversed(list(members.items())))) == raw
    found = read_package(raw)
    assert (dict(found.members), found.damaged) == (dict(members), ())


def test_any_program_for_zip_archives_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == MEMBERS
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_changed_byte_is_found() -> None:
    for raw in each_byte_changed(WHOLE):
        found = read_package(raw)
        assert found.damaged or dict(found.members) != MEMBERS


def test_a_changed_byte_of_the_contents_names_its_member() -> None:
    place = WHOLE.index(bytes(range(256))) + 100
    raw = WHOLE[:place] + b"!" + WHOLE[place + 1 :]
    assert "b/satu.bin" in read_package(raw).damaged


def test_behind_a_member_whose_sign_is_damaged_the_others_are_read() -> None:
    start = WHOLE.index(b"PK\x03\x04", 4)
    found = read_package(WHOLE[:start] + b"XX" + WHOLE[start + 2 :])
    assert set(found.members) >= {"a.txt", "c.txt"}
    assert "b/satu.bin" not in found.members
    assert found.damaged


def test_a_size_that_is_damaged_is_taken_from_its_second_place() -> None:
    start = WHOLE.index(b"b/satu.bin") - 30
    for place in (start + 18, start + 22):
        raw = WHOLE[:place] + b"\x07" + WHOLE[place + 1 :]
        found = read_package(raw)
        assert found.damaged == ("b/satu.bin",)
        assert dict(found.members) == MEMBERS


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x03\x04", WHOLE[:50], WHOLE[:-1], WHOLE + b"x"])
def test_what_is_cut_short_or_goes_on_is_damaged(raw: bytes) -> None:
    assert read_package(raw).damaged[-1] == ARCHIVE


def test_a_member_that_is_there_twice_is_damaged() -> None:
    one = write_package({"a": b"1"})
    end = one.index(b"PK\x01\x02")
    assert "a" in read_package(one[:end] + one).damaged


def test_too_large_and_too_many_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PACKAGE_BYTES", 50)
    for refused in (lambda: write_package(MEMBERS), lambda: read_package(WHOLE)):
        with pytest.raises(EvidenceError, match=r"evidence\.too-large"):
            refused()
    monkeypatch.undo()
    monkeypatch.setattr(package, "MOST_MEMBERS", 2)
    for refused in (lambda: write_package(MEMBERS), lambda: read_package(WHOLE)):
        with pytest.raises(EvidenceError, match=r"evidence\.too-large"):
            refused()
