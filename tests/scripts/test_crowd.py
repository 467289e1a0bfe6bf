"""Many kiosks at one server: that what is measured happened, and that no cost outgrows the work."""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from exam.protocol import MEDIA_TYPE, SERVER_NAME, BeatReply, ServerTime
from scripts.benching.crowd.among import Among, all_among
from scripts.benching.crowd.capacity import largest
from scripts.benching.crowd.errand import Call, Caller, Errand, request
from scripts.benching.crowd.four_hours import Sitting, simulated
from scripts.benching.crowd.intake import intake_counts, intake_tables, intake_times
from scripts.benching.crowd.load import Line, Scene
from scripts.benching.crowd.measuring import Crowd, Measured, Reach, Size, crowd_of
from scripts.benching.crowd.muster import Scenes, prose_of
from scripts.benching.crowd.rivals import Rivals, measure_rivals
from scripts.benching.crowd.stages import Stage
from scripts.benching.crowd.start import start_counts, start_tables, start_times
from scripts.benching.crowd.tables import load_note
from scripts.benching.crowd.time_up import time_up_counts, time_up_tables, time_up_times
from scripts.benching.figures import spread_of
from scripts.benching.growth import exponent
from scripts.benching.processes import find_program
from scripts.benching.steps import Steps
from scripts.benching.targets import Target
from server.web.doors import listening
from tests.kiosk.doors import Wire, answering

SMALL = tuple(
    Size(kiosks, Scenes(kiosks / 200, 0.4, 0.8, 100_000, beat=0.4)) for kiosks in (10, 80)
)
STAGE = Stage(spread_of([1.0, 2.0]), 0, 4.0, 1.0, 0.1, 0.2)
CROWD = Crowd(
    size=Size(1000, Scenes(60, 4, 30, 100_000)),
    sign_in=STAGE,
    waiting=STAGE,
    reach=Reach(0.1, 2.1, 0),
    writing=STAGE,
    hand_in=STAGE,
    idle_mb=100.0,
    busy_mb=200.0,
    full_mb=220.0,
    typed=10,
    record_bytes=370,
    written_bytes=1000,
    paper_bytes=131_000_000,
    envelope_bytes=133_000,
)
RIVALS = Rivals(STAGE, 1000, STAGE, 4.0, STAGE, STAGE.calls, 1.0, 0.5)
STEPS = tuple(Among(kiosks, Steps(9, 9), Steps(8, 8), Steps(7, 7)) for kiosks in (25, 50, 100))


def counts_of(
    crowds: Sequence[Crowd], sitting: Sitting, steps: Sequence[Among] = STEPS
) -> list[Target]:
    """Return all counts that are held of crowds."""
    intake = intake_counts(crowds, sitting, steps)
    return [*intake, *start_counts(crowds, steps), *time_up_counts(crowds, steps)]


def times_of(crowds: Sequence[Crowd]) -> list[Target]:
    """Return all times that are held of crowds."""
    found = [Measured(each, None) for each in crowds]
    return [*intake_times(crowds), *start_times(crowds), *time_up_times(found)]


@pytest.fixture(scope="module")
def an_hour() -> Sitting:
    """One candidate who types for an hour."""
    return simulated(1, 1)


def broken(targets: Sequence[Target]) -> list[Target]:
    """Return the targets that were not kept."""
    return [target for target in targets if target.passed is False]


@pytest.mark.alone
def test_no_cost_outgrows_the_number_of_kiosks_and_no_call_fails(an_hour: Sitting) -> None:
    crowds = [crowd_of(size) for size in SMALL]
    for crowd in crowds:
        receipts, beats = crowd.hand_in.calls.count, crowd.writing.calls.count
        assert (receipts, beats) == (crowd.kiosks, 2 * crowd.kiosks)
        assert 0 < crowd.record_bytes < crowd.written_bytes
        assert 0 <= crowd.reach.first < crowd.reach.last
    counts = counts_of(crowds, an_hour)
    assert not broken(counts)
    assert sum(target.measured is not None for target in counts) >= len(counts) - 1


def test_a_call_takes_as_many_steps_among_many_kiosks_as_among_few(an_hour: Sitting) -> None:
    steps = all_among()
    assert [each.kiosks for each in steps] == [25, 50, 100, 200]
    assert all(each.beat.calls > 100 < each.beat.instructions for each in steps)
    assert not broken(counts_of([of_size(10, 1), of_size(100, 10)], an_hour, steps))


@pytest.mark.parametrize("call", ["sign_in", "beat", "hand_in"])
@pytest.mark.parametrize("kind", ["calls", "instructions"])
def test_a_call_that_looks_at_all_kiosks_fails(an_hour: Sitting, call: str, kind: str) -> None:
    looking = tuple(
        replace(each, **{call: replace(getattr(each, call), **{kind: 100 + 2 * each.kiosks})})
        for each in STEPS
    )
    crowds = [of_size(10, 1), of_size(100, 10)]
    assert len(broken(counts_of(crowds, an_hour, looking))) == 1


def test_the_disk_is_foretold_within_a_seventh_for_anybody_who_types(an_hour: Sitting) -> None:
    assert an_hour.typed > 8_000
    assert 0.85 < an_hour.foretold < 1.15
    assert an_hour.used_bytes > an_hour.journal_bytes > 0


def slower(sitting: Sitting, law: float) -> Sitting:
    """Return a sitting in which a beat costs more the longer it has lasted."""
    minutes = tuple(
        replace(each, steps=Steps(round(1e6 * (at + 1) ** law), 1))
        for at, each in enumerate(sitting.minutes)
    )
    return replace(sitting, minutes=minutes)


@pytest.mark.parametrize(("law", "is_kept"), [(0.0, True), (0.5, False)])
def test_a_beat_that_costs_more_in_a_longer_text_fails(
    an_hour: Sitting, law: float, is_kept: bool
) -> None:
    counts = counts_of([of_size(10, 1), of_size(100, 10)], slower(an_hour, law))
    assert (broken(counts) == []) is is_kept


def of_size(kiosks: int, cost: float) -> Crowd:
    """Return a crowd of which everything costs so much."""
    stage = replace(STAGE, server_cpu=cost, seconds=1.0)
    return replace(
        CROWD,
        size=replace(CROWD.size, kiosks=kiosks),
        sign_in=stage,
        waiting=stage,
        writing=stage,
        hand_in=stage,
        busy_mb=100 + cost,
        full_mb=100 + 2 * cost,
        written_bytes=round(100 * cost),
        paper_bytes=kiosks * 131_000,
    )


@pytest.mark.parametrize("law", [1.3, 2.0])
def test_whatever_costs_more_than_the_work_fails(an_hour: Sitting, law: float) -> None:
    straight = [of_size(kiosks, kiosks / 10) for kiosks in (10, 20, 40, 80)]
    steep = [of_size(kiosks, (kiosks / 10) ** law) for kiosks in (10, 20, 40, 80)]
    assert not broken([*counts_of(straight, an_hour), *times_of(straight)])
    assert {target.name for target in broken(counts_of(steep, an_hour))} == {
        "growth: memory beyond an idle server",
        "growth: disk with the number of kiosks",
        "growth: memory for hand-ins",
    }
    assert {target.name for target in broken(times_of(steep))} == {
        "growth: server's CPU while all type",
        "growth: server's CPU for sign-ins",
        "growth: server's CPU while all wait",
        "growth: server's CPU for hand-ins",
    }


@pytest.mark.parametrize("law", [0.5, 1.0, 2.0])
def test_growth_is_told_by_its_exponent(law: float) -> None:
    assert exponent((size, 3 * size**law) for size in (56, 250, 1000)) == pytest.approx(law)


def test_one_size_says_nothing_of_growth() -> None:
    assert exponent([(1000, 3.0)]) is None


def test_a_call_to_nobody_is_told_as_failed() -> None:
    with listening("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    call = Call(0.0, request("POST", "/beat", "nobody", b"", "text/plain"))
    errand = Errand("127.0.0.1", port, "", "nobody", (Caller("", ((call, call),)),))
    took = Scene([Line(errand, errand.callers[0])], 0).play()
    assert (took.refused, took.milliseconds) == (2, ())


@pytest.mark.parametrize("served", [1, 90, 999, 1_000, 1_300, 2_900, 7_999])
def test_the_largest_number_that_is_served_is_found_to_a_tenth(served: int) -> None:
    tried: list[int] = []

    def is_served(kiosks: int) -> bool:
        tried.append(kiosks)
        return kiosks <= served

    found = largest(is_served)
    assert 0.85 * served <= found <= served
    assert len(tried) < 12
    assert len(tried) == len(set(tried))


def test_more_than_the_most_is_not_looked_for() -> None:
    assert largest(lambda _kiosks: True, first=10, most=40) == 40


def test_nobody_writes_what_another_writes() -> None:
    assert len(prose_of(5_000, "1")) == 5_000
    assert prose_of(5_000, "1") != prose_of(5_000, "2")


def test_times_are_held_for_a_thousand_kiosks_only() -> None:
    assert all(target.name.startswith("growth: ") for target in times_of([of_size(56, 9.0)]))
    held = {target.name: target for target in times_of([CROWD])}
    assert held["beats: server's part of one core"].measured == 25
    assert held["start: first to last kiosk that has the order"].measured == 1


def test_hand_ins_are_held_against_the_quicker_nginx() -> None:
    targets = time_up_times([Measured(CROWD, RIVALS), Measured(of_size(56, 9.0), None)])
    assert [target.measured for target in targets[:2]] == [4.0, 1.0]


def test_the_tables_name_every_size_and_what_was_not_measured(an_hour: Sitting) -> None:
    found = [Measured(of_size(56, 9.0), None), Measured(CROWD, RIVALS)]
    tables = intake_tables(found, an_hour, ())
    assert (tables.count("| 56"), tables.count("| 1,000")) == (1, 2)
    assert "Not searched" in tables
    assert start_tables([each.crowd for each in found]).count("| 1,000") == 1
    assert time_up_tables(found).count("| 1,000") == 2


def test_a_load_program_that_is_late_or_busy_says_so() -> None:
    late, busy = replace(STAGE, late=200.0), replace(STAGE, load_cpu=3.9)
    assert load_note([(10, STAGE)]) == ""
    assert "With 20, 1,000 kiosks" in load_note([(10, STAGE), (20, late), (1000, busy)])


@pytest.mark.alone
@pytest.mark.skipif(find_program("nginx") is None, reason="needs nginx: apt-get install nginx")
def test_nginx_and_the_disk_take_the_same_papers() -> None:
    rivals = measure_rivals(3, Scenes(0, 0, 1, 5_000), 200, 133_000)
    stages = (rivals.texts, rivals.papers, rivals.flushed)
    assert [stage.failed for stage in stages] == [0, 0, 0]
    assert [stage.calls.count for stage in stages] == [3, 3, 3]
    assert rivals.text_bytes == 3 * 2_500
    assert min(rivals.flush_seconds, rivals.files_seconds, rivals.one_file_seconds) > 0


@pytest.mark.parametrize(("idle_seconds", "visits"), [(60.0, 1), (0.0, 2)])
async def test_a_connection_that_rested_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle_seconds: float, visits: int
) -> None:
    monkeypatch.setattr("scripts.benching.crowd.load._IDLE_SECONDS", idle_seconds)
    wire = Wire(tmp_path)
    async with wire.door(answering(BeatReply(ServerTime(1, 1000)))) as door:
        authority = ssl.DER_cert_to_PEM_cert(wire.seat(door.address).manifest.ca_certificate)
        call = Call(0.0, request("POST", "/beat", SERVER_NAME, b"x", MEDIA_TYPE))
        caller = Caller("", ((call,), (call,)))
        errand = Errand(door.address.host, door.address.port, authority, SERVER_NAME, (caller,))
        line = Line(errand, caller)
        for scene in (0, 1):
            took = await asyncio.to_thread(Scene([line], scene).play)
            assert (took.refused, len(took.milliseconds)) == (0, 1)
        assert door.visits == visits
        line.drop()
