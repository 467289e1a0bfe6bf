"""Many kiosks at one server: that what is measured happened, and how growth is told."""

import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from scripts.benching.crowd.errand import Call, Caller, Errand, request
from scripts.benching.crowd.load import Line, Scene
from scripts.benching.crowd.measuring import Crowd, Size, Stage
from scripts.benching.crowd.muster import Scenes, prose_of
from scripts.benching.crowd.room import HAND_IN, SIGN_IN, WRITING, play, room_of
from scripts.benching.crowd.tables import crowd_tables, crowd_targets, exponent, growth_targets
from scripts.benching.figures import spread_of
from server.web.doors import listening

KIOSKS = 3
STAGE = Stage(spread_of([1.0, 2.0]), 0, 4.0, 1.0, 0.1, 0.2)
CROWD = Crowd(
    size=Size(1000, 1, 1, 100_000),
    sign_in=STAGE,
    writing=STAGE,
    hand_in=STAGE,
    nginx_writing=STAGE,
    nginx_hand_in=STAGE,
    nginx_flush=4.0,
    commits=STAGE.calls,
    disk_seconds=1.0,
    idle_mb=100.0,
    busy_mb=200.0,
    typed=10,
    disk_bytes=1000,
)


def of_size(kiosks: int, cost: float) -> Crowd:
    stage = replace(STAGE, server_cpu=cost, seconds=1.0)
    size, grown = replace(CROWD.size, kiosks=kiosks), round(100 * cost)
    busy = 100 + cost
    return replace(CROWD, size=size, writing=stage, hand_in=stage, busy_mb=busy, disk_bytes=grown)


@pytest.mark.alone
def test_every_kiosk_signs_in_writes_and_has_its_receipt() -> None:
    with room_of(KIOSKS, Scenes(0.5, 2.5, 5_000)) as room:
        before = room.disk_bytes()
        signed_in = play(room.load, SIGN_IN)
        time.sleep(int(room.server.ask("start")) / 1000)
        written = play(room.load, WRITING)
        handed_in = play(room.load, HAND_IN)
        with closing(sqlite3.connect(next(room.root.glob("*.db")))) as db:
            (kept,) = db.execute("select count(distinct application_id) from envelopes").fetchone()
            (records,) = db.execute("select sum(count) from batches").fetchone()
        grown = room.disk_bytes() - before
    assert [signed_in.refused, written.refused, handed_in.refused] == [0, 0, 0]
    assert len(signed_in.milliseconds) == len(handed_in.milliseconds) == kept == KIOSKS
    assert len(written.milliseconds) == room.beats
    assert 0 < records <= room.typed
    assert grown > 0


def test_a_call_to_nobody_is_told_as_failed() -> None:
    with listening("127.0.0.1", 0) as free:
        port = int(free.getsockname()[1])
    call = Call(0.0, request("POST", "/beat", "nobody", b"", "text/plain"))
    errand = Errand("127.0.0.1", port, "", "nobody", (Caller("", ((call, call),)),))
    took = Scene([Line(errand, errand.callers[0])], 0).play()
    assert (took.refused, took.milliseconds) == (2, ())


@pytest.mark.parametrize("law", [0.5, 1.0, 2.0])
def test_growth_is_told_by_its_exponent(law: float) -> None:
    assert exponent((size, 3 * size**law) for size in (56, 250, 1000)) == pytest.approx(law)


def test_of_one_size_no_growth_is_told() -> None:
    assert exponent([(1000, 3.0)]) is None
    assert {target.passed for target in growth_targets([CROWD])} == {None}


def test_what_grows_faster_than_the_work_fails() -> None:
    straight = growth_targets([of_size(10, 1.0), of_size(100, 10.0)])
    steep = growth_targets([of_size(10, 1.0), of_size(100, 100.0)])
    assert {target.passed for target in straight} == {True}
    assert False in {target.passed for target in steep}


def test_targets_are_of_a_thousand_kiosks() -> None:
    by_name = {target.name: target for target in crowd_targets([of_size(56, 9.0), CROWD])}
    assert by_name["beats: server's part of one core"].measured == 25
    assert by_name["time-up: time against nginx with fsync"].measured == 0.5
    assert all(target.passed for target in by_name.values())
    assert crowd_targets([of_size(56, 9.0)]) == []


def test_the_tables_name_every_size() -> None:
    tables = crowd_tables([of_size(56, 9.0), CROWD])
    assert tables.count("| 56") == tables.count("| 1,000") == 3


def test_nobody_writes_what_another_writes() -> None:
    assert len(prose_of(5_000, "1")) == 5_000
    assert prose_of(5_000, "1") != prose_of(5_000, "2")
