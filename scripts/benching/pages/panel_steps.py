"""What each kind of page takes for one of the panel, in steps, however many papers there are."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.benching.pages.inside import Inside
from scripts.benching.pages.opened import Opened
from scripts.benching.pages.reading import KINDS, LIST, PAPER, requests_of, sheet_of
from scripts.benching.steps import Steps, Tally
from scripts.practice.forms import form_to
from scripts.practice.office import paper_codes_on
from server.hall import Hall
from server.office import open_exam

AT_ONCE: Final = (1, 2, 4)
"""So many papers are opened in the same instant, to see what each more takes."""


@dataclass(frozen=True, slots=True)
class PanelSteps:
    """Steps of each kind of page among so many papers, and how long list and paper are.

    `at_once` are pairs of how many papers were opened at once, and the calls in Python of all.
    """

    papers: int
    kinds: Mapping[str, Steps]
    sizes: Mapping[str, int]
    at_once: Sequence[tuple[int, int]]


def steps_among(opened: Opened, at_once: Sequence[int] = ()) -> PanelSteps:
    """Let one of the panel ask for each kind of page in this process."""
    tally = Tally()
    with open_exam(opened.root) as exam, tally.in_new_threads():
        return asyncio.run(_count(Inside(exam, Hall(), tally), opened, at_once))


async def _count(inside: Inside, opened: Opened, at_once: Sequence[int]) -> PanelSteps:
    slip = opened.slips[0]
    await inside.log_in(slip)
    codes = paper_codes_on(await inside.read("/panel"))[:1]
    paper, save = sheet_of(codes[0])
    fields = form_to(save, await inside.read(paper)).fields
    requests = {
        kind: request
        for kind, (request,) in requests_of(slip, codes, inside.cookies, fields).items()
    }
    kinds = {kind: await inside.steps_of(requests[kind]) for kind in KINDS}
    sizes = {kind: len((await inside.ask(requests[kind])).body) for kind in (LIST, PAPER)}
    together = [(number, await _together(inside, requests[PAPER], number)) for number in at_once]
    return PanelSteps(opened.papers, kinds, sizes, together)


async def _together(inside: Inside, request: bytes, number: int) -> int:
    """Return how many calls it takes to answer so many requests that come at once.

    SQLite's steps are not among it: each of them reads at a connection of its own.
    """

    async def ask_all() -> None:
        await asyncio.gather(*(inside.ask(request) for _ in range(number)))

    return (await inside.count([ask_all] * 2)).calls
