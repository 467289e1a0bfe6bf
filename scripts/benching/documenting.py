"""What the Word and PowerPoint files of papers cost, by turns with plain scripts that write them.

Each paper is another one of the samples. All of them are made once more on every core at once, as
fast as this machine can.
"""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from time import perf_counter
from typing import Final

from exam.manuscript import count_words
from exam.seal import Manuscript
from scripts.benching.figures import Spread, spread_of
from scripts.benching.plain_documents import plain_docx, plain_pptx
from scripts.benching.spending import Spent, spent_on
from scripts.benching.steps import calls_of
from scripts.benching.writers import manuscript_of
from server.documents.paper import paper_docx
from server.documents.slides import slides_pptx

Written = Callable[[Manuscript], bytes]

_CODE: Final = "7KQ2"
_POST: Final = "Kepala Dinas"
_AT_ONCE: Final = 4
_THOUSAND: Final = 1000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file, ours and plain: milliseconds each, bytes for each thousand words.

    `cpu` are the milliseconds of CPU of one of ours in the mean.
    """

    ours: Spread
    plain: Spread
    cpu: float
    ours_bytes: float
    plain_bytes: float


@dataclass(frozen=True, slots=True)
class Documents:
    """What was measured; the growths are pairs of how many times as much, and calls in Python.

    `papers` were made on so many `cores` at once in so many `seconds`, both files of each.
    """

    words: int
    docx: Kind
    pptx: Kind
    docx_growth: tuple[tuple[int, int], ...]
    pptx_growth: tuple[tuple[int, int], ...]
    papers: int
    cores: int
    seconds: float


def measure_documents(by_turns: int, papers: int, words: int, times: Sequence[int]) -> Documents:
    """Write so many papers by turns with plain scripts, then so many on every core.

    `times` are how many times as long as that other papers and slides are.
    """
    print(f"{papers:,} papers to write…", file=sys.stderr)
    texts = [manuscript_of(words, at) for at in range(by_turns)]
    docx = _compare(texts, lambda text: paper_docx(text, _CODE, _POST), plain_docx, _paper_words)
    pptx = _compare(texts, lambda text: slides_pptx(text, _CODE), plain_pptx, _slide_words)
    cores = len(os.sched_getaffinity(0))
    return Documents(
        words=words,
        docx=docx,
        pptx=pptx,
        docx_growth=tuple(_docx_calls(words, each) for each in times),
        pptx_growth=tuple(_pptx_calls(texts[0].slides, each) for each in times),
        papers=papers,
        cores=cores,
        seconds=_at_once(texts, papers, cores),
    )


def _compare(
    texts: Sequence[Manuscript],
    ours: Written,
    plain: Written,
    words_in: Callable[[Manuscript], int],
) -> Kind:
    """Write each text in both ways, one right after the other."""
    spent: dict[Written, list[Spent]] = {ours: [], plain: []}
    size = dict.fromkeys(spent, 0)
    for at, text in enumerate(texts):
        # Whoever goes first finds colder caches, so that goes by turns as well.
        for write in (ours, plain) if at % 2 else (plain, ours):
            made, cost = spent_on(partial(write, text))
            size[write] += len(made)
            spent[write].append(cost)
    thousands = sum(map(words_in, texts)) / _THOUSAND
    return Kind(
        ours=spread_of(_THOUSAND * cost.seconds for cost in spent[ours]),
        plain=spread_of(_THOUSAND * cost.seconds for cost in spent[plain]),
        cpu=_THOUSAND * sum(cost.cpu for cost in spent[ours]) / len(texts),
        ours_bytes=round(size[ours] / thousands),
        plain_bytes=round(size[plain] / thousands),
    )


def _docx_calls(words: int, times: int) -> tuple[int, int]:
    text = manuscript_of(words * times)
    return times, calls_of(lambda: paper_docx(text, _CODE, _POST))


def _pptx_calls(slides: str, times: int) -> tuple[int, int]:
    text = Manuscript("", "\n".join([slides] * times))
    return times, calls_of(lambda: slides_pptx(text, _CODE))


def _at_once(texts: Sequence[Manuscript], papers: int, cores: int) -> float:
    """Return in how many seconds all cores write both files of so many papers."""
    all_texts = [texts[at % len(texts)] for at in range(papers)]
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        list(pool.map(_write_both, all_texts[:cores]))
        begun = perf_counter()
        list(pool.map(_write_both, all_texts, chunksize=_AT_ONCE))
        return perf_counter() - begun


def _write_both(text: Manuscript) -> int:
    return len(paper_docx(text, _CODE, _POST)) + len(slides_pptx(text, _CODE))


def _paper_words(text: Manuscript) -> int:
    return count_words(text.paper)


def _slide_words(text: Manuscript) -> int:
    return count_words(text.slides)
