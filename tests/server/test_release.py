"""The release check: nothing is read before it is let through, and what is blacked out is kept."""

import os
from collections.abc import Sequence

import pytest

from exam import keys
from exam.chronicle import decode_entry
from exam.custody_record import PaperRedacted, PaperReleased, ReleaseWaived
from exam.errors import RefusedError
from exam.manuscript import Part
from exam.redaction import BLACK, places_of
from exam.seal import Manuscript, unpad
from server.anonymity import Slot
from server.ceremony import Handouts
from server.checking import CheckDesk, OpenedPaper, redacted, small_pools
from server.name_search import NameSearch, count_findings, pool_of
from server.office import OpenExam
from server.opening import open_papers
from server.release import (
    has_release_check,
    release_paper,
    released_codes,
    waiting_codes,
    waive_check,
)
from server.staff import log_in
from tests.server.acting import candidate
from tests.server.custody_acting import OFFICER, TEXTS, open_three, quorum_of
from tests.server.handing_in import hand_in


@pytest.fixture
def opened(exam: OpenExam, made: Handouts) -> OpenExam:
    """An exam of which three papers are opened; two of them name their author."""
    open_three(exam, made)
    return exam


def desk_of(exam: OpenExam, made: Handouts, staff_id: str = OFFICER) -> CheckDesk:
    """Log somebody in and sit them down at the release desk."""
    (person,) = (one for one in made.staff if one.staff_id == staff_id)
    profile = exam.config.kdf_profile
    login = exam.store.read(
        lambda db: log_in(db, exam.exam_id, staff_id, person.passphrase, profile)
    )
    assert login.seed is not None
    return CheckDesk(exam, staff_id, login.seed)


@pytest.fixture
def desk(opened: OpenExam, made: Handouts) -> CheckDesk:
    return desk_of(opened, made)


def all_papers(desk: CheckDesk) -> list[OpenedPaper]:
    codes = [one.code for one in desk.exam.store.read(desk.papers)]
    return [read(desk, code) for code in codes]


def read(desk: CheckDesk, code: str) -> OpenedPaper:
    return desk.exam.store.read(lambda db: desk.read(db, code))


def naming(desk: CheckDesk, made: Handouts) -> tuple[OpenedPaper, str]:
    """Return the paper that ends with its author's name, and the name."""
    name = made.cards[0].application.name
    (paper,) = (one for one in all_papers(desk) if one.manuscript.paper.endswith(f",\n{name}"))
    return paper, name


def redact(desk: CheckDesk, paper: OpenedPaper, passage: str) -> None:
    places = {Part.PAPER: places_of(paper.manuscript.paper, passage)}
    desk.exam.act_now(lambda db, now: desk.redact(db, paper, places, now, os.urandom))


def entries(exam: OpenExam, kind: type) -> Sequence[object]:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger order by position")))
    return [one for one in (decode_entry(row["entry"]) for row in rows) if isinstance(one, kind)]


# Who may read


def test_no_panelist_reads_a_paper_before_it_is_released(desk: CheckDesk) -> None:
    exam = desk.exam
    assert exam.store.read(released_codes) == frozenset()
    first, *others = exam.store.read(waiting_codes)
    exam.act_now(lambda db, now: release_paper(db, first, OFFICER, now))
    assert exam.store.read(released_codes) == {first}
    assert list(exam.store.read(waiting_codes)) == others
    listed = {one.code: one.is_released for one in exam.store.read(desk.papers)}
    assert listed == {first: True, **dict.fromkeys(others, False)}


def test_a_release_is_on_the_record_once(desk: CheckDesk) -> None:
    exam = desk.exam
    code = exam.store.read(waiting_codes)[0]
    for _ in range(2):
        exam.act_now(lambda db, now: release_paper(db, code, OFFICER, now))
    (entry,) = entries(exam, PaperReleased)
    assert isinstance(entry, PaperReleased)
    assert (entry.code, entry.staff_id) == (code, OFFICER)


def test_there_is_no_paper_to_release_under_another_code(desk: CheckDesk) -> None:
    with pytest.raises(RefusedError) as caught:
        desk.exam.act_now(lambda db, now: release_paper(db, "tidak-ada", OFFICER, now))
    assert caught.value.code == "marking.no-paper"


def test_where_nobody_checks_every_opened_paper_is_read(exam: OpenExam, made: Handouts) -> None:
    exam.store.write_now(lambda db: db.table("staff").update(OFFICER, {"is_closed": 1}))
    hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    opening = open_papers(exam, quorum_of(exam, made).seed(), os.urandom)
    assert not exam.store.read(has_release_check)
    assert exam.store.read(released_codes) == set(opening.codes)


def test_the_chair_releases_what_nobody_checked_with_a_reason(desk: CheckDesk) -> None:
    exam = desk.exam
    first = exam.store.read(waiting_codes)[0]
    exam.act_now(lambda db, now: release_paper(db, first, OFFICER, now))
    assert exam.act_now(lambda db, now: waive_check(db, "ketua", "Petugas sakit", now)) == 2
    assert exam.store.read(waiting_codes) == ()
    (entry,) = entries(exam, ReleaseWaived)
    assert isinstance(entry, ReleaseWaived)
    assert (entry.papers, entry.staff_id, entry.reason) == (2, "ketua", "Petugas sakit")
    with pytest.raises(RefusedError) as caught:
        exam.act_now(lambda db, now: waive_check(db, "ketua", "Sekali lagi", now))
    assert caught.value.code == "release.none-waits"


# What the officer holds


def test_the_officer_holds_the_reading_key_and_nothing_else(desk: CheckDesk) -> None:
    query = "select kind from key_slots where panelist_id = ?"
    rows = desk.exam.store.read(lambda db: list(db.query(query, [OFFICER])))
    assert [row["kind"] for row in rows] == [Slot.READING.value]


def test_somebody_without_a_key_reads_nothing(opened: OpenExam, made: Handouts) -> None:
    opened.store.write_now(lambda db: db.table("key_slots").delete((OFFICER, Slot.READING.value)))
    code = opened.store.read(waiting_codes)
    desk = desk_of(opened, made)
    assert code == ()
    listed = opened.store.read(desk.papers)
    with pytest.raises(RefusedError) as caught:
        read(desk, listed[0].code)
    assert caught.value.code == "release.no-key"


def test_papers_stand_by_post_in_an_order_of_the_officers_own(desk: CheckDesk) -> None:
    papers = desk.exam.store.read(desk.papers)
    posts = [post.id for post in desk.exam.config.posts]
    assert [posts.index(one.post_id) for one in papers] == sorted(
        posts.index(one.post_id) for one in papers
    )
    assert desk.exam.store.read(desk.papers) == papers


def test_few_papers_of_a_post_are_a_warning(desk: CheckDesk) -> None:
    papers = desk.exam.store.read(desk.papers)
    pools = small_pools(papers, desk.exam.config.posts)
    assert sum(pools.values()) == len(TEXTS)
    assert small_pools(papers * 5, desk.exam.config.posts) == {}


# Blacking out


def test_what_is_blacked_out_is_gone_for_everybody_who_reads(
    desk: CheckDesk, made: Handouts
) -> None:
    paper, name = naming(desk, made)
    redact(desk, paper, name)
    after = read(desk, paper.code)
    assert after.manuscript.paper == paper.manuscript.paper.replace(name, BLACK)
    assert after.mark != paper.mark
    (listed,) = (o for o in desk.exam.store.read(desk.papers) if o.code == paper.code)
    assert (listed.redactions, listed.is_released) == (1, False)


def test_the_original_is_kept_for_the_quorum_and_for_nobody_else(
    desk: CheckDesk, made: Handouts
) -> None:
    paper, name = naming(desk, made)
    redact(desk, paper, name)
    exam = desk.exam
    (row,) = exam.store.read(lambda db: list(db.table("originals").rows))
    context, seed = (exam.exam_id, paper.code, 1), quorum_of(exam, made).seed()
    plain = unpad(keys.open_sealed(seed, row["sealed"], "original", *context))
    assert name.encode() in plain
    with pytest.raises(Exception, match="keys"):
        keys.open_sealed(desk.seed, row["sealed"], "original", *context)


def test_the_record_has_digests_of_what_is_sealed_and_no_text(
    desk: CheckDesk, made: Handouts
) -> None:
    paper, name = naming(desk, made)
    redact(desk, paper, name)
    exam = desk.exam
    (entry,) = entries(exam, PaperRedacted)
    assert isinstance(entry, PaperRedacted)
    (original,) = exam.store.read(lambda db: list(db.table("originals").rows))
    (stored,) = exam.store.read(
        lambda db: list(db.query("select sealed from papers where code = ?", [paper.code]))
    )
    assert entry.original_digest == keys.digest("original", original["sealed"]).hex()
    assert entry.redacted_digest == keys.digest("paper", stored["sealed"]).hex()
    assert (entry.number, entry.passages, entry.staff_id) == (1, 1, OFFICER)
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    assert all(name.encode() not in row["entry"] for row in rows)


def test_no_size_tells_which_paper_was_blacked_out(desk: CheckDesk, made: Handouts) -> None:
    paper, name = naming(desk, made)
    redact(desk, paper, name)
    rows = desk.exam.store.read(lambda db: list(db.query("select sealed from papers")))
    assert len({len(row["sealed"]) for row in rows}) == 1


def test_every_redaction_keeps_what_stood_there_before_it(desk: CheckDesk, made: Handouts) -> None:
    paper, name = naming(desk, made)
    redact(desk, paper, name)
    redact(desk, read(desk, paper.code), "Gagasan")
    exam = desk.exam
    seed = quorum_of(exam, made).seed()
    rows = exam.store.read(lambda db: list(db.table("originals").rows))
    assert [row["number"] for row in rows] == [1, 2]
    texts = [
        unpad(
            keys.open_sealed(
                seed, row["sealed"], "original", exam.exam_id, paper.code, row["number"]
            )
        ).decode("utf-8", "replace")
        for row in rows
    ]
    assert (name in texts[0], name in texts[1], "Gagasan" in texts[1]) == (True, False, True)


def test_a_page_that_is_out_of_date_blacks_nothing_out(desk: CheckDesk, made: Handouts) -> None:
    paper, name = naming(desk, made)
    redact(desk, paper, name)
    with pytest.raises(RefusedError) as caught:
        redact(desk, paper, "Gagasan")
    assert caught.value.code == "release.changed"
    assert len(entries(desk.exam, PaperRedacted)) == 1


def test_nothing_chosen_changes_nothing(desk: CheckDesk, made: Handouts) -> None:
    paper, _name = naming(desk, made)
    with pytest.raises(RefusedError) as caught:
        redact(desk, paper, "tidak ada di sini")
    assert caught.value.code == "release.nothing-chosen"


def test_nothing_is_blacked_out_once_names_are_open(desk: CheckDesk, made: Handouts) -> None:
    paper, name = naming(desk, made)
    row = {"paper_code": paper.code, "application_id": made.cards[0].application.id}
    desk.exam.store.write_now(lambda db: db.table("identities").insert(row))
    with pytest.raises(RefusedError) as caught:
        redact(desk, paper, name)
    assert caught.value.code == "release.over"


def test_slides_are_blacked_out_like_the_paper() -> None:
    manuscript = Manuscript("Isi", "Oleh Teguh")
    places = {Part.SLIDES: places_of("Oleh Teguh", "Teguh")}
    assert redacted(manuscript, places) == Manuscript("Isi", f"Oleh {BLACK}")


# The search


def test_whoever_applied_is_found_without_anybody_knowing_whose_paper_it_is(
    desk: CheckDesk, made: Handouts
) -> None:
    exam = desk.exam
    pool, search = exam.store.read(pool_of), NameSearch(exam.config)
    paper, name = naming(desk, made)
    assert search.known(paper.code) is None
    found = search.search(paper, pool)
    quotes = {paper.manuscript.paper[one.start : one.end] for one in found[Part.PAPER]}
    assert any(quote in name for quote in quotes)
    assert search.known(paper.code) == found
    assert count_findings(found) == len(found[Part.PAPER])
    search.forget(paper.code)
    assert search.known(paper.code) is None


def test_a_paper_that_was_changed_is_searched_anew(desk: CheckDesk, made: Handouts) -> None:
    pool, search = desk.exam.store.read(pool_of), NameSearch(desk.exam.config)
    paper, _name = naming(desk, made)
    found = search.search(paper, pool)
    assert found[Part.PAPER]
    redact(desk, paper, paper.manuscript.paper.split("\n")[-1])
    after = search.search(read(desk, paper.code), pool)
    assert after[Part.PAPER] == ()
