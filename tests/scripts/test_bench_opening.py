"""The bench opens real exams, and writes with and without our templates what stands in them."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import msgspec
import pytest
from docx import Document
from pptx import Presentation

from exam.draft import Draft, replay
from exam.manuscript import blocks_of, count_words, letters_of, slides_of
from scripts.benching import opening
from scripts.benching.documenting import Documents, Kind, measure_documents
from scripts.benching.figures import spread_of
from scripts.benching.plain_documents import plain_docx, plain_pptx
from scripts.benching.steps import Steps
from scripts.benching.targets import Target
from scripts.benching.unsealing import Opened, measure_opening, open_all, opening_steps
from scripts.benching.writers import keystrokes_of, manuscript_of, trace_of, writers_at

WORDS = 60
KIND = Kind(spread_of([10.0]), spread_of([20.0]), 9.0, 14_000, 13_000)
GROWTH = ((1, 200), (2, 400))
STEPS = [(20, Steps(100, 100)), (40, Steps(200, 200))]
DOCUMENTS = Documents(WORDS, KIND, KIND, GROWTH, GROWTH, 1000, 2, 60.0)


def opened(papers: int, seconds: float, missing: int = 0) -> Opened:
    each = spread_of([1.0])
    return Opened(papers, seconds, seconds, each, each, missing, bare=0.5)


def failed(targets: Sequence[Target]) -> list[str]:
    return [target.name for target in targets if not target.passed]


def test_papers_and_journals_are_opened_and_timed() -> None:
    found = measure_opening(3, WORDS)
    assert (found.papers, found.missing) == (3, 0)
    assert (found.from_envelope.count, found.from_journal.count) == (2, 1)
    assert 0 < found.from_envelope.longest < 1000 * found.seconds
    assert found.bare > 0


def test_the_steps_of_an_opening_grow_no_faster_than_the_papers() -> None:
    steps = [opening_steps(papers) for papers in (2, 8)]
    kept = opening.answer_of(opened(1000, 20), steps, DOCUMENTS).counts
    assert failed(kept) == []
    assert all(each.calls > 1000 < each.instructions for _, each in steps)


def test_a_paper_that_does_not_open_is_counted() -> None:
    with writers_at(2) as writers:
        writers.begin()
        writers.write(writers.dead, keystrokes_of(manuscript_of(WORDS)))
        writers.hand_in(manuscript_of(WORDS))
        writers.close()
        damage = "update batches set records = zeroblob(9) where count > 2"
        writers.exam.store.write_now(lambda db: db.execute(damage))
        found = open_all(writers)
    assert (found.papers, found.missing) == (2, 1)


def test_both_files_are_written_in_both_ways_and_on_every_core() -> None:
    found = measure_documents(2, 3, WORDS, (1, 2))
    assert found.docx.ours.count == found.pptx.plain.count == 2
    assert (found.papers, [times for times, _ in found.pptx_growth]) == (3, [1, 2])
    assert min(found.docx.ours_bytes, found.pptx.plain_bytes, found.seconds) > 0


def test_the_plain_scripts_write_the_same_content() -> None:
    manuscript = manuscript_of(500, first=2)
    paragraphs = Document(io.BytesIO(plain_docx(manuscript))).paragraphs
    lines = [letters_of(block.text) for block in blocks_of(manuscript.paper)]
    assert [one.text for one in paragraphs] == lines
    pages = Presentation(io.BytesIO(plain_pptx(manuscript))).slides
    slides = slides_of(manuscript.slides)
    assert [page.shapes.title.text_frame.text for page in pages] == [one.name for one in slides]
    bodies = [page.placeholders[1].text_frame.text for page in pages]
    assert bodies == ["\n".join(letters_of(line.text) for line in one.body) for one in slides]


def test_a_paper_has_the_words_that_were_asked_for() -> None:
    assert abs(count_words(manuscript_of(500).paper) - 500) <= 20
    assert manuscript_of(500, first=1).paper != manuscript_of(500).paper


def test_key_presses_lead_to_the_paper() -> None:
    manuscript = manuscript_of(WORDS)
    assert replay(keystrokes_of(manuscript)) == Draft(manuscript.paper, manuscript.slides)


def test_a_trace_fits_itself_and_is_shorter_at_a_slower_pace() -> None:
    quick, slow = (list(islice(trace_of(pace), 30)) for pace in (1.0, 4.0))
    written = replay(event for minute in quick for event in minute)
    assert count_words(written.paper) > 100
    assert 2 * sum(map(len, slow)) < sum(map(len, quick))
    assert all(event.elapsed // 60_000 == at for at, minute in enumerate(quick) for event in minute)


def test_what_is_quick_enough_is_kept() -> None:
    answer = opening.answer_of(opened(1000, 20), STEPS, DOCUMENTS)
    assert failed([*answer.times, *answer.counts]) == []
    assert re.search(r"\| 1,000 +\| 20.00 +\| 20.00 +\| 1.0 / 1.0", answer.tables)
    assert msgspec.json.decode(msgspec.json.encode(answer.data))["documents"]["papers"] == 1000


def test_few_papers_are_held_against_what_a_thousand_may_take() -> None:
    documents = replace(DOCUMENTS, papers=10, seconds=2.0)
    answer = opening.answer_of(opened(10, 0.7), STEPS, documents)
    assert failed(answer.times) == ["opening: 1,000 papers", "documents: both of 1,000 papers"]


def test_whatever_is_worse_than_promised_fails() -> None:
    large = replace(KIND, ours_bytes=20_000)
    steep = ((1, 200), (2, 800))
    costly = [(20, Steps(100, 100)), (40, Steps(400, 400))]
    documents = replace(DOCUMENTS, docx=large, pptx=large, docx_growth=steep, pptx_growth=steep)
    answer = opening.answer_of(opened(1000, 40, missing=1), costly, documents)
    assert failed(answer.counts) == [
        "opening: papers that did not open",
        ".docx: bytes for 1,000 words against the library's",
        ".pptx: bytes for 1,000 words against the library's",
        "growth: calls in Python of the opening by papers",
        "growth: SQLite's steps of the opening by papers",
        "growth: calls in Python of a .docx by words",
        "growth: calls in Python of a .pptx by slides",
    ]


def test_quick_is_the_same_with_fewer_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def measured(papers: int, words: int) -> Opened:
        asked.append((papers, words))
        return opened(papers, papers / 50)

    def counted(papers: int) -> tuple[int, Steps]:
        asked.append((papers,))
        return papers, Steps(papers, papers)

    def documents(*sizes: object) -> Documents:
        asked.append(sizes)
        return DOCUMENTS

    monkeypatch.setattr(opening, "measure_opening", measured)
    monkeypatch.setattr(opening, "opening_steps", counted)
    monkeypatch.setattr(opening, "measure_documents", documents)
    for quick in (False, True):
        assert failed(opening.ENTRY.answer(quick).counts) == []
    sizes = [(20,), (40,), (80,), (160,)]
    assert asked == [
        *sizes,
        (1000, 3500),
        (104, 1000, 3500, (1, 2, 4, 8)),
        *sizes,
        (160, 3500),
        (8, 16, 3500, (1, 2, 4, 8)),
    ]
