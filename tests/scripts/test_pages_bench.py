"""What the panel and proctors cost: that what is measured happened, and how it is judged."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.benching.crowd.stages import Stage
from scripts.benching.figures import spread_of
from scripts.benching.pages.browser import form_request, get_request
from scripts.benching.pages.hall import Hall, hall_counts, hall_tables, hall_times
from scripts.benching.pages.hall import steps_counts as hall_steps_counts
from scripts.benching.pages.hall_steps import RoomSteps, steps_in_room
from scripts.benching.pages.looks import EVERYBODY_WRITES, Looks
from scripts.benching.pages.opened import MEMBERS, large_panel, opened_exam
from scripts.benching.pages.panel import Pace, Panel, Read, panel_counts, panel_tables, panel_times
from scripts.benching.pages.panel import steps_counts as panel_steps_counts
from scripts.benching.pages.panel_steps import PanelSteps, steps_among
from scripts.benching.pages.reading import KINDS, LIST, LOG_IN, PAPER, readers_of
from scripts.benching.pages.watching import Seats, Watched, ask_nginx, looks_at, served_room
from scripts.benching.steps import Steps
from scripts.benching.targets import Target
from server.office import visit_exam

STAGE = Stage(spread_of([1.0, 2.0]), 0, 4.0, 0.02, 0.1, 0.2)


def costing(seconds: float) -> Stage:
    return replace(STAGE, server_cpu=seconds)


def counted(papers: int, kinds: Mapping[str, Steps]) -> PanelSteps:
    every = {kind: kinds.get(kind, Steps(100, 100)) for kind in KINDS}
    return PanelSteps(papers, every, {LIST: 100 * papers, PAPER: 4000}, [(papers, 100 * papers)])


def panel_of(kinds_by_papers: Mapping[int, Mapping[str, Steps]]) -> Panel:
    often = Stage(spread_of([1.0, 2.0] * 5), 0, 4.0, 0.1, 0.1, 0.2)
    whole = Read(max(kinds_by_papers), dict.fromkeys(KINDS, often), {LIST: 6400, PAPER: 4000})
    steps = tuple(counted(papers, kinds) for papers, kinds in kinds_by_papers.items())
    return Panel(Pace(2, 0.5), steps, whole, {LIST: often, PAPER: often})


def outcomes(targets: list[Target]) -> dict[str, bool | None]:
    return {target.name: target.passed for target in targets}


@pytest.mark.alone
def test_a_panel_reads_and_saves_before_a_served_exam() -> None:
    with opened_exam(3) as opened, readers_of(opened, 2, 2, 0.1) as readers:
        stages = {kind: readers.read(kind) for kind in KINDS}
        assert {kind: (stage.calls.count, stage.failed) for kind, stage in stages.items()} == (
            dict.fromkeys(KINDS, (4, 0))
        )
        assert readers.pages[PAPER].count(b"<h1>") == 1
        assert readers.pages[LIST].count(b'class="paper-link scored"') == 3
    assert {slip.id for slip in opened.slips} == {one.id for one in large_panel().panel.members}
    assert len(opened.slips) == MEMBERS


@pytest.mark.alone
def test_proctors_who_watch_are_told_of_what_changes() -> None:
    with served_room(5) as room:
        assert room.page.count(b"<tr ") >= 5
        watched = room.watch(2, 2)
        assert (room.ask(2).failed, room.ask(2).calls.count) == (0, 2)
    assert watched.told_bytes > 0
    assert watched.watchers == 2


@pytest.mark.alone
def test_nginx_gives_the_same_bytes(tmp_path: Path) -> None:
    stage = ask_nginx(b"<p>Halaman</p>", 2)
    assert (stage.calls.count, stage.failed) == (2, 0)


def test_a_page_takes_as_much_among_many_papers_as_among_few() -> None:
    counted = []
    for papers, at_once in ((2, ()), (16, (1, 3))):
        with opened_exam(papers, words=60) as opened:
            with visit_exam(opened.root) as exam:
                marked = exam.store.read(lambda db: db.table("drafts").count)
            assert marked == papers * MEMBERS
            counted.append(steps_among(opened, at_once))
    assert all(steps.calls > 1000 for each in counted for steps in each.kinds.values())
    assert counted[1].kinds[LIST].calls > 1.5 * counted[0].kinds[LIST].calls
    assert set(outcomes(panel_steps_counts(counted)).values()) == {True}


@pytest.mark.parametrize("steep", [Steps(200, 100), Steps(100, 200)], ids=["calls", "instructions"])
def test_a_page_of_one_paper_that_grows_with_the_papers_fails(steep: Steps) -> None:
    flat = outcomes(panel_counts(panel_of({8: {}, 64: {LIST: Steps(800, 800)}})))
    assert set(flat.values()) == {True}
    grown = outcomes(panel_counts(panel_of({8: {}, 64: {PAPER: steep}})))
    what = "calls in Python" if steep.calls > 100 else "SQLite's steps"
    assert [name for name, passed in grown.items() if not passed] == [
        f"growth: {what} of “{PAPER}” by papers"
    ]


def test_a_request_that_failed_fails() -> None:
    panel = panel_of({8: {}, 64: {}})
    stages = {**panel.whole.stages, LIST: replace(STAGE, failed=1)}
    found = panel_counts(replace(panel, whole=replace(panel.whole, stages=stages)))
    assert found[0].measured == 1
    assert not found[0].passed


def test_who_waits_too_long_for_a_page_is_told() -> None:
    panel = panel_of({8: {}, 64: {}})
    slow = replace(STAGE, calls=spread_of([251.0]))
    stages = {**panel.whole.stages, LOG_IN: slow, LIST: slow}
    missed = panel_times(replace(panel, whole=replace(panel.whole, stages=stages)))
    assert [one.name for one in missed if not one.passed] == ["log-in: p99"]


def test_the_tables_of_the_panel_have_each_page_and_its_ratio() -> None:
    tables = panel_tables(panel_of({8: {}, 64: {}}))
    assert all(tables.count(f"| {kind} ") == 2 for kind in KINDS)
    assert tables.count("1 ×, 1 ×") == 2


def room_of(seats: int, update: int = 100) -> Seats:
    looks = {EVERYBODY_WRITES: Looks((seats / 100, seats / 50), (0, update))}
    watched = (Watched(1, 0.01, 90.0), Watched(16, 0.02, 90.0))
    return Seats(seats, STAGE, 1000 + 700 * seats, looks, watched)


FLAT = Steps(100, 100)


def room_steps(seats: int, as_much: Steps, alike: Steps = FLAT) -> RoomSteps:
    return RoomSteps(
        seats=seats,
        page=as_much,
        page_bytes=1000 + 700 * seats,
        asking=as_much,
        look=as_much,
        told_bytes=2 * seats,
        stop_one=alike,
        stop_all=alike,
        news=[] if as_much is FLAT else [(1, FLAT), (16, as_much)],
    )


def hall_of(room: Seats, *counted: RoomSteps, paints: tuple[float, ...] = (300.0, 400.0)) -> Hall:
    return Hall(room, STAGE, paints, counted)


GOOD = hall_of(room_of(200), room_steps(25, FLAT), room_steps(200, Steps(800, 800)))


def test_a_room_takes_no_more_for_each_seat_and_who_watches_than_it_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.web.hall_news.LOOK_SECONDS", 0.1)
    counted = [steps_in_room(5, 10), steps_in_room(40, 10, (1, 8))]
    assert counted[1].page.calls > 1.5 * counted[0].page.calls
    assert all(steps.calls > 100 < steps.instructions for _, steps in counted[1].news)
    assert set(outcomes(hall_steps_counts(counted)).values()) == {True}


def test_the_hall_is_held_against_its_targets() -> None:
    assert set(outcomes([*hall_times(GOOD), *hall_counts(GOOD)]).values()) == {True}
    worse = hall_of(
        room_of(400, 20_001),
        room_steps(25, FLAT),
        room_steps(400, Steps(3200, 1600), Steps(200, 100)),
        paints=(300.0, 1001.0),
    )
    missed = outcomes([*hall_times(worse), *hall_counts(worse)])
    assert [name for name, passed in missed.items() if not passed] == [
        "look while everybody writes: 99 of 100",
        "first paint: longest",
        "largest update",
        "growth: calls in Python of the page by seats",
        "growth: calls in Python of what is asked by seats",
        "growth: calls in Python of a look by seats",
        "growth: calls in Python of two looks by who watches",
        "growth: calls in Python of stopping one's time by seats",
        "growth: calls in Python of stopping all time by seats",
    ]


def test_where_there_is_no_browser_no_paint_is_judged() -> None:
    hall = replace(GOOD, paints=())
    assert outcomes(hall_times(hall))["first paint: longest"] is None
    assert "| –" in hall_tables(hall)


def test_looks_are_counted_by_what_happens() -> None:
    looks = looks_at(6, 3)
    assert len(looks[EVERYBODY_WRITES].milliseconds) == 3
    assert max(looks["a pause of all, acknowledged by all"].sizes) > 0
    assert 0 < looks[EVERYBODY_WRITES].median <= looks[EVERYBODY_WRITES].late


def test_a_browser_shows_its_cookies_and_sends_its_form_whole() -> None:
    asked = get_request("/panel", {"a": "1", "b": "2"})
    assert asked.endswith(b"Cookie: a=1; b=2\r\n\r\n")
    sent = form_request("/masuk", {}, {"account": "penilai", "passphrase": "dua kata"})
    head, _, body = sent.partition(b"\r\n\r\n")
    assert body == b"account=penilai&passphrase=dua+kata"
    assert f"Content-Length: {len(body)}".encode() in head
