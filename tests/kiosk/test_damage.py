"""Files that were cut, spoilt or filled with zeros: what is good is found, the rest is told."""

from pathlib import Path

import pytest

from exam.draft import Draft
from exam.journal import parse_header
from exam.manuscript import Part
from kiosk.framing import begin_file, frame
from kiosk.recovery import Recovery, StoredSegment, recover
from tests.kiosk.disks import CARD_KEY, FIRST, Workplace

WORDS = ("satu ", "dua ", "tiga ", "empat ", "lima ")


async def written() -> tuple[Workplace, Path, StoredSegment]:
    """A file with a record for each word, where it is, and what stands in it."""
    place = Workplace()
    pen = place.pen()
    for word in WORDS:
        pen.edit(Part.PAPER, len(pen.draft.paper), "", word)
        await pen.save()
    (path,) = place.disk.files_in(FIRST)
    (stored,) = place.spool.segments()
    return place, path, stored


def text_of(count: int) -> str:
    """The text after so many records; the first two are no words."""
    return "".join(WORDS[: max(0, count - 2)])


def places_in(whole: bytes, stored: StoredSegment) -> list[int]:
    """Every place among the records, and some in the header."""
    beginning = len(begin_file(stored.header))
    return [*range(0, beginning, 7), *range(beginning - 2, len(whole))]


def ends_of(stored: StoredSegment) -> list[int]:
    """Where each record ends in the file."""
    ends = [len(begin_file(stored.header))]
    for record in stored.records:
        ends.append(ends[-1] + len(frame(record)))
    return ends[1:]


async def test_a_file_cut_at_any_byte_keeps_every_whole_record_and_counts_the_rest() -> None:
    place, path, stored = await written()
    whole, beginning = bytes(place.disk.contents[path]), len(begin_file(stored.header))
    for length in [*places_in(whole, stored), len(whole)]:
        place.disk.contents[path] = bytearray(whole[:length])
        recovery = place.recovered()
        count = sum(end <= length for end in ends_of(stored))
        assert recovery.draft.paper == text_of(count), length
        assert recovery.trouble is None
        good = ends_of(stored)[count - 1] if count else beginning
        assert recovery.cut == max(0, length - good)
        assert bytes(place.disk.contents[path]) == whole[:length]


async def test_zeros_in_place_of_what_was_not_written_yet_are_cut_off() -> None:
    place, path, stored = await written()
    whole, ends = bytes(place.disk.contents[path]), ends_of(stored)
    for length in range(ends[1], len(whole)):
        spoilt = whole[:length] + bytes(len(whole) - length + 4096)
        place.disk.contents[path] = bytearray(spoilt)
        recovery = place.recovered()
        good = sum(spoilt[:end] == whole[:end] for end in ends)  # a record may end with a zero
        assert recovery.draft.paper == text_of(good), length
        assert recovery.trouble is None, length
        assert recovery.cut == len(whole) + 4096 - ends[good - 1]


async def test_a_spoilt_byte_anywhere_is_never_silent_and_takes_nothing_before_it() -> None:
    place, path, stored = await written()
    whole, ends = bytes(place.disk.contents[path]), ends_of(stored)
    for at in places_in(whole, stored):
        for mask in (0x01, 0x80):
            spoilt = bytearray(whole)
            spoilt[at] ^= mask
            place.disk.contents[path] = spoilt
            recovery = place.recovered()
            if at >= ends[0] - len(frame(stored.records[0])):
                good = sum(end <= at for end in ends)
                assert recovery.draft.paper == text_of(good), (at, mask)
                assert recovery.trouble is not None or recovery.cut, (at, mask)
            else:
                assert (
                    recovery.draft.paper == "".join(WORDS) if at == 0 else recovery.draft == Draft()
                )
                assert at == 0 or recovery.trouble or place.reported(), (at, mask)
            assert place.disk.contents[path] == spoilt


async def test_what_one_copy_lost_in_its_middle_another_one_supplies() -> None:
    place, path, stored = await written()
    whole, ends = bytes(place.disk.contents[path]), ends_of(stored)
    at_server = StoredSegment(stored.header, stored.records[:5])
    for begin in range(ends[1], ends[3]):
        for end in (begin + 1, ends[3]):
            spoilt = bytearray(whole)
            spoilt[begin:end] = bytes(byte ^ 0xFF for byte in whole[begin:end])
            place.disk.contents[path] = spoilt
            recovery = recover([at_server, *place.spool.segments()], CARD_KEY)
            assert recovery.draft.paper == "".join(WORDS), (begin, end)
            assert recovery.segments == (stored,)
            assert (recovery.trouble, recovery.cut) == (None, 0)


async def test_damage_that_no_copy_makes_good_is_told_with_the_number_of_the_change() -> None:
    place, path, stored = await written()
    place.disk.contents[path][ends_of(stored)[3] - 1] ^= 1
    recovery = place.recovered()
    assert recovery.draft.paper == text_of(3)
    assert recovery.segments == (StoredSegment(stored.header, stored.records[:3]),)
    assert_told(recovery, 3)
    assert_told(recover([spoil(stored, 3)], CARD_KEY), 3)


@pytest.mark.parametrize("at_server", [2, 5, 7])
async def test_a_torn_end_that_the_server_has_is_no_loss(at_server: int) -> None:
    place, path, stored = await written()
    del place.disk.contents[path][-10:]
    server = StoredSegment(stored.header, stored.records[:at_server])
    recovery = recover([server, *place.spool.segments()], CARD_KEY)
    assert recovery.draft.paper == text_of(max(at_server, 6))
    assert (recovery.cut == 0) == (at_server == 7)


async def test_the_last_record_tells_when_somebody_was_last_writing() -> None:
    place = Workplace()
    pen = place.pen()
    place.now += 5_000
    pen.edit(Part.PAPER, 0, "", "satu")
    await pen.save()
    assert place.recovered().last_at == 5_000
    place.now += 2_000
    pen = place.pen(place.recovered())
    await pen.save()
    assert parse_header(place.spool.segments()[-1].header).generation == 1
    assert place.recovered().last_at == 0


def assert_told(recovery: Recovery, index: int) -> None:
    assert recovery.trouble is not None
    assert (recovery.trouble.code, recovery.trouble.details) == ("journal.record", {"index": index})


def spoil(stored: StoredSegment, index: int) -> StoredSegment:
    """The copy of a server that holds other bytes in one record."""
    records = list(stored.records)
    records[index] = bytes(len(records[index]))
    return StoredSegment(stored.header, tuple(records))
