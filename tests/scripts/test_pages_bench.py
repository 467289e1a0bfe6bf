"""What the panel and proctors cost: that what is measured happened, and how it is judged."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from scripts.benching.crowd.stages import Stage
from scripts.benching.figures import spread_of
from scripts.benching.pages.browser import form_request, get_request
from scripts.benching.pages.hall import hall_counts, hall_tables, hall_times
from scripts.benching.pages.looks import EVERYBODY_WRITES, Looks
from scripts.benching.pages.opened import MEMBERS, large_panel, opened_exam
from scripts.benching.pages.panel import Pace, Panel, Read, panel_counts, panel_tables, panel_times
from scripts.benching.pages.reading import KINDS, LIST, LOG_IN, PAPER, readers_of
from scripts.benching.pages.watching import Hall, Seats, Watched, ask_nginx, looks_at, served_room
from scripts.benching.targets import Target
from server.office import visit_exam

STAGE = Stage(spread_of([1.0, 2.0]), 0, 4.0, 0.02, 0.1, 0.2)


def costing(seconds: float) -> Stage:
    return replace(STAGE, server_cpu=seconds)


def read(papers: int, costs: Mapping[str, float]) -> Read:
    stages = {kind: costing(costs.get(kind, 0.02)) for kind in KINDS}
    return Read(papers, 4, stages, {LIST: 100 * papers, PAPER: 4000}, 0)


def panel_of(cost_by_papers: Mapping[int, Mapping[str, float]]) -> Panel:
    few = tuple(read(papers, costs) for papers, costs in cost_by_papers.items())
    often = Stage(spread_of([1.0, 2.0] * 5), 0, 4.0, 0.1, 0.1, 0.2)
    whole = replace(few[-1], readers=20, stages=dict.fromkeys(KINDS, often))
    return Panel(Pace(2, 0.5), few, whole, {LIST: often, PAPER: often}, (STAGE, often))


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


def test_every_panelist_has_marked_every_paper() -> None:
    with opened_exam(2) as opened, visit_exam(opened.root) as exam:
        marked = exam.store.read(lambda db: db.table("drafts").count)
        waiting = exam.store.read(lambda db: db.table("papers").count - db.table("releases").count)
    assert (marked, waiting) == (2 * MEMBERS, 0)


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


def test_a_page_of_one_paper_that_grows_with_the_papers_fails() -> None:
    flat = outcomes(panel_counts(panel_of({8: {LIST: 0.02}, 64: {LIST: 0.16}})))
    assert set(flat.values()) == {True}
    steep = outcomes(panel_counts(panel_of({8: {PAPER: 0.02}, 64: {PAPER: 0.04}})))
    assert [name for name, passed in steep.items() if not passed] == [
        f"growth: CPU of “{PAPER}” by papers"
    ]


def test_a_request_that_failed_fails() -> None:
    panel = panel_of({8: {}, 64: {}})
    found = panel_counts(replace(panel, whole=replace(panel.whole, failed=1)))
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


def room_of(seats: int, cost: float, update: int = 100) -> Seats:
    looks = {EVERYBODY_WRITES: Looks((seats / 100, seats / 50), (0, update))}
    watched = (Watched(1, 0.01, 90.0), Watched(16, 0.02, 90.0))
    return Seats(seats, costing(cost), 1000 + 700 * seats, looks, watched)


def test_the_hall_is_held_against_its_targets() -> None:
    good = Hall((room_of(25, 0.02), room_of(200, 0.16)), STAGE, (300.0, 400.0))
    assert set(outcomes([*hall_times(good), *hall_counts(good)]).values()) == {True}
    worse = Hall((room_of(25, 0.02), room_of(400, 1.6, 20_001)), STAGE, (300.0, 1001.0))
    missed = outcomes([*hall_times(worse), *hall_counts(worse)])
    assert [name for name, passed in missed.items() if not passed] == [
        "look while everybody writes: 99 of 100",
        "first paint: longest",
        "largest update",
        "growth: CPU of the page by seats",
        "growth: bytes of a second by seats",
    ]


def test_where_there_is_no_browser_no_paint_is_judged() -> None:
    hall = Hall((room_of(25, 0.02), room_of(200, 0.16)), STAGE, ())
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
