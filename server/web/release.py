"""The release officer's pages: the list of papers, one paper with what was found, the release.

Two steps black a passage out, because nobody here can bring back what stood there. The search goes
on a little with every look at the list, so that no page keeps anybody waiting.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, Final

from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Template
from litestar.types import ControllerRouterHandler

from exam.config import ExamConfig, Post
from exam.errors import ExamError, RefusedError
from exam.manuscript import Part, count_words
from exam.manuscript.asked import parts_of
from exam.seal import Manuscript
from server.accounts import is_opened
from server.checking import (
    CHECKED_PARTS,
    CheckDesk,
    CheckedPaper,
    OpenedPaper,
    Places,
    count_passages,
    small_pools,
    text_of,
)
from server.name_search import NameSearch, pool_of
from server.office import OpenExam
from server.release import release_paper
from server.timeline import MACHINE
from server.web.keyring import Keyring
from server.web.pages import page, status_of
from server.web.release_view import PASSAGES_FIELD, boxes_of, chosen, lines_of, struck_of
from server.web.session import Exam, Form, PeopleRequest, require_person

SEARCH_MILLISECONDS: Final = 1500
"""How long one look at the list searches papers."""
_HOME: Final = "/pemeriksa"

Check = NamedDependency[CheckDesk]
Search = NamedDependency[NameSearch]


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper in the list; `found` is how many places there are, or none if not searched yet."""

    code: str
    found: int | None
    redactions: int
    is_released: bool


@dataclass(frozen=True, slots=True)
class CheckedPost:
    """A post with its papers; `is_small` if there are so few that an author can be guessed."""

    post: Post
    papers: tuple[ListedPaper, ...]
    is_small: bool


def take_check_desk(request: PeopleRequest, exam: Exam) -> CheckDesk:
    """Sit a release officer down; the seed comes from the keyring and goes nowhere else.

    Raises:
        RefusedError: the session has ended.

    """
    keyring: Keyring = request.app.state.keyring
    seed = keyring.seed(request.get_session_id() or "")
    return CheckDesk(exam, require_person(request).staff_id, seed)


def take_search(state: State, exam: Exam) -> NameSearch:
    """Return what this process has found so far."""
    search: NameSearch = state.setdefault("name_search", NameSearch(exam.config))
    return search


@get("/", sync_to_thread=True)
def show_list(request: PeopleRequest, exam: Exam, check: Check, search: Search) -> Template:
    """List the papers by post, or say that they are not opened yet."""
    if not exam.store.read(is_opened):
        return page(request, "duty/release_officer.html", posts=None)
    papers = exam.store.read(check.papers)
    _search_on(exam, check, search, papers)
    pools = small_pools(papers, exam.config.posts)
    posts = [_post(exam, key, tuple(group), search, pools) for key, group in _by_post(papers)]
    return page(
        request,
        "duty/release_officer.html",
        posts=posts,
        papers=len(papers),
        released=sum(paper.is_released for paper in papers),
        searched=sum(search.known(paper.code) is not None for paper in papers),
    )


@get("/naskah/{code:str}", sync_to_thread=True)
def show_checked(
    request: PeopleRequest,
    code: FromPath[str],
    exam: Exam,
    check: Check,
    search: Search,
    struck: FromQuery[int] = 0,
) -> Template:
    """Show one paper with what was found in it."""
    paper = exam.store.read(lambda db: check.read(db, code))
    return _paper_page(request, exam, check, search, paper, {}, struck=struck)


@post("/naskah/{code:str}/hitam", sync_to_thread=True)
def black_passages_out(
    request: PeopleRequest,
    code: FromPath[str],
    data: Form,
    exam: Exam,
    check: Check,
    search: Search,
) -> Template | Redirect:
    """Show what would be blacked out; once that was confirmed, do it."""
    paper = exam.store.read(lambda db: check.read(db, code))
    try:
        places = _places_chosen(data, paper)
        if "sure" not in data:
            struck = struck_of(paper.manuscript, places)
            return page(request, "duty/release_confirm.html", paper=paper, struck=struck)
        exam.act_now(lambda db, now: check.redact(db, paper, places, now, os.urandom))
    except RefusedError as error:
        return _paper_page(request, exam, check, search, paper, data, error=error)
    search.forget(code)
    struck_out = count_passages(paper.manuscript, places)
    return Redirect(f"{_HOME}/naskah/{code}?struck={struck_out}", status_code=303)


@post("/naskah/{code:str}/lepas", sync_to_thread=True)
def let_through(code: FromPath[str], exam: Exam, check: Check) -> Redirect:
    """Let panelists read a paper, and go on to the next one that waits."""
    exam.act_now(lambda db, now: release_paper(db, code, check.staff_id, now))
    waiting = [one.code for one in exam.store.read(check.papers) if not one.is_released]
    return Redirect(f"{_HOME}/naskah/{waiting[0]}" if waiting else _HOME, status_code=303)


def _places_chosen(data: Mapping[str, str], paper: OpenedPaper) -> Places:
    """Read what a form about this text of a paper chooses, which must be something."""
    if data.get("seen") != paper.mark:
        raise RefusedError("release.changed")
    places = chosen(data, paper.manuscript)
    if not any(places.values()):
        raise RefusedError("release.nothing-chosen")
    return places


def _search_on(
    exam: OpenExam, check: CheckDesk, search: NameSearch, papers: tuple[CheckedPaper, ...]
) -> None:
    """Search papers that were not searched yet until the time of one look is over."""
    waiting = [paper.code for paper in papers if search.known(paper.code) is None]
    if not waiting:
        return
    pool = exam.store.read(pool_of)
    end = MACHINE.monotonic() + SEARCH_MILLISECONDS
    for code in waiting:
        search.search(exam.store.read(partial(check.read, code=code)), pool)
        if MACHINE.monotonic() >= end:
            return


def _by_post(papers: tuple[CheckedPaper, ...]) -> Iterator[tuple[str, Iterator[CheckedPaper]]]:
    yield from groupby(papers, key=lambda paper: paper.post_id)


def _post(
    exam: OpenExam,
    post_id: str,
    papers: tuple[CheckedPaper, ...],
    search: NameSearch,
    pools: Mapping[str, int],
) -> CheckedPost:
    listed = tuple(_listed(paper, search) for paper in papers)
    return CheckedPost(exam.config.post(post_id), listed, post_id in pools)


def _listed(paper: CheckedPaper, search: NameSearch) -> ListedPaper:
    known = search.known(paper.code)
    found = None if known is None else boxes_of(known)
    return ListedPaper(paper.code, found, paper.redactions, paper.is_released)


def _paper_page(
    request: PeopleRequest,
    exam: OpenExam,
    check: CheckDesk,
    search: NameSearch,
    paper: OpenedPaper,
    typed: Mapping[str, str],
    *,
    struck: int = 0,
    error: ExamError | None = None,
) -> Template:
    papers, pool = exam.store.read(lambda db: (check.papers(db), pool_of(db)))
    found = search.search(paper, pool)
    texts = _shown_texts(paper.manuscript, exam.config)
    return page(
        request,
        "duty/release_paper.html",
        status_code=200 if error is None else status_of(error),
        paper=paper,
        parts={part.value: lines_of(text, part, found[part]) for part, text in texts.items()},
        words=count_words(paper.manuscript.paper),
        found=boxes_of(found),
        typed=typed,
        passages=typed.get(PASSAGES_FIELD, ""),
        struck=struck,
        error=error,
        **_place_in_list(exam, papers, paper.code),
    )


def _shown_texts(manuscript: Manuscript, config: ExamConfig) -> Mapping[Part, str]:
    """Return what there is to check: all that is asked for, and whatever else has a text."""
    asked = parts_of(config.writing.slides)
    texts = {part: text_of(manuscript, part) for part in CHECKED_PARTS}
    return {part: text for part, text in texts.items() if part in asked or text}


def _place_in_list(exam: OpenExam, papers: tuple[CheckedPaper, ...], code: str) -> dict[str, Any]:
    codes = [one.code for one in papers]
    at = codes.index(code)
    return {
        "line": papers[at],
        "post": exam.config.post(papers[at].post_id),
        "is_small": papers[at].post_id in small_pools(papers, exam.config.posts),
        "previous": codes[at - 1] if at > 0 else None,
        "following": codes[at + 1] if at + 1 < len(codes) else None,
    }


release_routes: Final[list[ControllerRouterHandler]] = [
    Router(
        path=_HOME,
        route_handlers=[show_list, show_checked, black_passages_out, let_through],
        dependencies={
            "check": Provide(take_check_desk, sync_to_thread=False),
            "search": Provide(take_search, sync_to_thread=False),
        },
        include_in_schema=False,
    )
]
