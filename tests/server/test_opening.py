"""The opening: envelopes become papers without names, once, and leave no clear text behind."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from sqlite_utils import Database

from exam import keys
from exam.chronicle import PapersOpened, decode_entry
from exam.codes import ALPHABET
from exam.errors import ExamError, KeyMismatchError, RefusedError, SealError, ShareError
from exam.events import Cause, PaperSealed, PauseAcknowledged
from exam.limits import LONGEST_TEXT
from server import summaries
from server.anonymity import Slot, draw_paper_codes, empty_slot, open_map, open_paper
from server.ceremony import Handouts
from server.office import OpenExam, open_exam
from server.opening import Opening, open_papers
from server.rounds import own_share
from server.scored import find_stage
from server.shares import join_seed, read_share
from server.staff import Login, log_in
from server.starting import order_start
from tests.server.acting import Candidate, Hand, candidate, place_seat
from tests.server.at_work import pause, reopening, two_at_work
from tests.server.handing_in import hand_in, sit_down

TEXTS = [f"Makalah nomor {at} tentang kota ini, dengan gagasan yang baru." for at in range(4)]


def seed_of(made: Handouts) -> bytes:
    return join_seed([read_share(one.words.encode(), one.panelist_id) for one in made.shares[1:4]])


@pytest.fixture
def writers(exam: OpenExam, made: Handouts) -> list[Candidate]:
    """Four candidates who handed in `TEXTS`."""
    people = [candidate(exam, card) for card in made.cards[: len(TEXTS)]]
    for who, text in zip(people, TEXTS, strict=True):
        hand_in(exam, who, text)
    return people


def opened(exam: OpenExam, made: Handouts, waived: Sequence[str] = ()) -> Opening:
    return open_papers(exam, seed_of(made), os.urandom, waived)


def panel_seeds(exam: OpenExam, made: Handouts) -> dict[str, bytes]:
    """Log every panelist in and return what that opens."""

    def log_all_in(db: Database) -> list[Login]:
        return [
            log_in(db, exam.exam_id, one.staff_id, one.passphrase, exam.config.kdf_profile)
            for one in made.staff
        ]

    logins = exam.store.read(log_all_in)
    return {one.staff_id: one.seed for one in logins if one.role.is_panelist and one.seed}


def round_shares(exam: OpenExam, made: Handouts) -> list[bytes]:
    """Open everybody's shares of both rounds."""
    scored = find_stage(exam.exam_id, exam.config, "makalah")

    def open_all(db: Database) -> list[bytes]:
        return [
            own_share(db, scored, number, panelist_id, seed)
            for panelist_id, seed in panel_seeds(exam, made).items()
            for number in (1, 2)
        ]

    return exam.store.read(open_all)


def slots(exam: OpenExam, made: Handouts, slot: Slot) -> list[bytes]:
    """Open one kind of slot of every panelist; release officers hold the reading key too."""
    sealed = {
        row["panelist_id"]: row["sealed"]
        for row in exam.store.read(lambda db: list(db.table("key_slots").rows))
        if row["kind"] == slot.value
    }
    seeds = panel_seeds(exam, made)
    officers = {"pemeriksa"} if slot is Slot.READING else set()
    assert sealed.keys() == seeds.keys() | officers
    return [empty_slot(seeds[who], sealed[who], exam.exam_id, who, slot) for who in seeds]


def change_envelope(exam: OpenExam, who: Candidate, signed: bytes) -> None:
    change_row(exam, who, {"signed": signed})


def change_row(exam: OpenExam, who: Candidate, changes: Mapping[str, object]) -> None:
    """Change the only envelope of somebody behind the program's back."""
    query = "select digest from envelopes where application_id = ?"
    (row,) = exam.store.read(lambda db: list(db.query(query, [who.application_id])))
    exam.store.write_now(lambda db: db.table("envelopes").update(row["digest"], dict(changes)))


def signed_of(exam: OpenExam, who: Candidate) -> bytes:
    query = "select signed from envelopes where application_id = ?"
    (row,) = exam.store.read(lambda db: list(db.query(query, [who.application_id])))
    return bytes(row["signed"])


def test_every_text_comes_out_unchanged_under_a_code(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    opening = opened(exam, made)
    assert (opening.set_aside, opening.without_envelope) == ((), ())
    reading_key, *others = slots(exam, made, Slot.READING)
    assert set(others) == {reading_key}
    rows = exam.store.read(lambda db: list(db.table("papers").rows))
    read = {row["code"]: open_paper(reading_key, row["code"], row["sealed"]) for row in rows}
    assert sorted(one.paper for one in read.values()) == TEXTS
    assert set(read) == set(opening.codes)
    assert len(writers) == len(rows)


def test_how_far_it_is_is_told_after_every_candidate(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    told: list[tuple[int, int]] = []
    open_papers(exam, seed_of(made), os.urandom, (), lambda *far: told.append(far))
    assert told == [(done, len(writers)) for done in range(len(writers) + 1)]


def test_all_panelists_together_and_no_fewer_open_the_map(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    opened(exam, made)
    (row,) = exam.store.read(lambda db: list(db.table("opening").rows))
    shares = slots(exam, made, Slot.IDENTITY)
    sealed, commitment = row["sealed_map"], row["map_commitment"]
    found = open_map(keys.join_shares(shares), exam.exam_id, sealed, commitment)
    assert set(found.applications.values()) == {who.application_id for who in writers}
    reading_key = slots(exam, made, Slot.READING)[0]
    papers = {
        row["code"]: (row["post_id"], open_paper(reading_key, row["code"], row["sealed"]).paper)
        for row in exam.store.read(lambda db: list(db.table("papers").rows))
    }
    posts = {str(card.application.id): card.application.post_id for card in made.cards}
    for who, text in zip(writers, TEXTS, strict=True):
        (code,) = [code for code, one in found.applications.items() if one == who.application_id]
        assert papers[code] == (posts[who.application_id], text)
    with pytest.raises(KeyMismatchError):
        open_map(keys.join_shares(shares[1:]), exam.exam_id, sealed, commitment)


def test_a_map_that_was_not_committed_to_is_refused(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    opened(exam, made)
    assert writers
    (row,) = exam.store.read(lambda db: list(db.table("opening").rows))
    key = keys.join_shares(slots(exam, made, Slot.IDENTITY))
    with pytest.raises(SealError) as caught:
        open_map(key, exam.exam_id, row["sealed_map"], bytes(32))
    assert caught.value.code == "seal.map"


def test_the_keys_of_both_rounds_are_shared_among_all_panelists(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    opened(exam, made)
    assert writers
    shares = round_shares(exam, made)
    assert len(set(shares)) == len(shares)
    slots = exam.store.read(lambda db: list(db.table("round_slots").rows))
    panel = {member.id for member in exam.config.panel.members}
    assert {(row["number"], row["panelist_id"]) for row in slots} == {
        (number, panelist_id) for number in (1, 2) for panelist_id in panel
    }
    given = exam.store.read(lambda db: list(db.table("assignments").rows))
    assert len(given) == len(panel) * len(writers)


def test_papers_are_stored_in_the_order_of_their_random_codes(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    opening = opened(exam, made)
    rows = exam.store.read(lambda db: list(db.query("select code from papers order by rowid")))
    assert [row["code"] for row in rows] == sorted(opening.codes)
    assert len(writers) == len(rows)


def test_every_stored_paper_has_the_same_size(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    hand_in(exam, candidate(exam, made.cards[10]), "x" * 300_000)
    opened(exam, made)
    sizes = exam.store.read(
        lambda db: [row["size"] for row in db.query("select length(sealed) size from papers")]
    )
    assert len(sizes) == len(writers) + 1
    assert len(set(sizes)) == 1


def test_a_monstrous_paper_does_not_swell_the_others(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    hand_in(exam, candidate(exam, made.cards[10]), "€" * LONGEST_TEXT)
    opened(exam, made)
    sizes = exam.store.read(
        lambda db: [row["size"] for row in db.query("select length(sealed) size from papers")]
    )
    assert sum(size < 600_000 for size in sizes) == len(writers)
    assert max(sizes) > 3 * LONGEST_TEXT


def test_the_ledger_names_the_commitment_and_no_code(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    opening = opened(exam, made)
    entries = exam.store.read(lambda db: [row["entry"] for row in db.table("ledger").rows])
    (row,) = exam.store.read(lambda db: list(db.table("opening").rows))
    last = decode_entry(entries[-3])
    assert isinstance(last, PapersOpened)
    assert (last.papers, last.refused) == (len(writers), ())
    assert last.map_commitment == row["map_commitment"].hex()
    assert not any(code.encode() in entry for code in opening.codes for entry in entries[-3:])


def test_nothing_of_a_paper_and_no_key_is_on_the_disk_in_clear(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    assert len(opened(exam, made).codes) == len(writers)
    seed = seed_of(made)
    secrets = [
        seed,
        *slots(exam, made, Slot.READING),
        *slots(exam, made, Slot.IDENTITY),
        *round_shares(exam, made),
        *panel_seeds(exam, made).values(),
        *(text.encode()[:20] for text in TEXTS),
        *(text.encode("utf-16-le")[:20] for text in TEXTS),
    ]
    for path in exam.directory.root.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not any(secret in content for secret in secrets), path.name


def test_a_damaged_envelope_is_set_aside_and_the_others_open(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    signed = bytearray(signed_of(exam, writers[0]))
    signed[len(signed) // 2] ^= 1
    change_envelope(exam, writers[0], bytes(signed))
    opening = opened(exam, made)
    assert [one.application_id for one in opening.set_aside] == [writers[0].application_id]
    assert opening.set_aside[0].reason.code == "seal.signature"
    assert len(opening.codes) == len(writers) - 1
    entries = exam.store.read(lambda db: [row["entry"] for row in db.table("ledger").rows])
    last = decode_entry(entries[-3])
    assert isinstance(last, PapersOpened)
    assert last.refused == (writers[0].application_id,)


def test_an_envelope_under_another_name_is_set_aside(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    stranger = place_seat(exam, "PC-X")
    claimed = writers[1].envelope(stranger.seat.id, stranger.signing_secret)
    row = {"signed": claimed, "seat_id": stranger.seat.id}
    change_row(exam, writers[0], row)
    opening = opened(exam, made)
    assert [(one.application_id, one.reason.code) for one in opening.set_aside] == [
        (writers[0].application_id, "seal.other")
    ]


def test_a_text_sealed_to_another_panel_key_is_set_aside(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    place = place_seat(exam, "PC-X")
    other_key = keys.sealing_public_key(os.urandom(32))
    owner = type(writers[0].owner)(exam.exam_id, writers[0].application_id, bytes(32), other_key)
    impostor = Candidate(writers[0].number, writers[0].application_id, bytes(32), owner)
    row = {
        "signed": impostor.envelope(place.seat.id, place.signing_secret),
        "seat_id": place.seat.id,
    }
    change_row(exam, writers[0], row)
    opening = opened(exam, made)
    assert [one.reason.code for one in opening.set_aside] == ["seal.panel-key"]


def test_opening_twice_is_refused_and_changes_nothing(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    first = opened(exam, made)
    with pytest.raises(RefusedError) as caught:
        opened(exam, made)
    assert caught.value.code == "opening.done"
    rows = exam.store.read(lambda db: [row["code"] for row in db.table("papers").rows])
    assert sorted(rows) == sorted(first.codes)
    assert len(rows) == len(writers)


def test_the_shares_of_another_exam_open_nothing(exam: OpenExam, writers: list[Candidate]) -> None:
    with pytest.raises(ShareError) as caught:
        open_papers(exam, os.urandom(32), os.urandom)
    assert caught.value.code == "share.other-exam"
    assert exam.store.read(lambda db: db.table("papers").count) == 0
    assert writers


def test_there_is_nothing_to_open_before_anybody_handed_in(exam: OpenExam, made: Handouts) -> None:
    with pytest.raises(RefusedError) as caught:
        opened(exam, made)
    assert caught.value.code == "opening.no-papers"


def test_an_opening_of_damaged_envelopes_alone_changes_nothing(
    exam: OpenExam, made: Handouts, writers: list[Candidate]
) -> None:
    for who in writers:
        change_envelope(exam, who, b"damaged")
    with pytest.raises(ExamError) as caught:
        opened(exam, made)
    assert caught.value.details == {"set_aside": len(writers)}
    assert exam.store.read(lambda db: db.table("opening").count) == 0


@pytest.fixture
def hand() -> Hand:
    """Clocks that the test moves."""
    return Hand()


def test_nothing_is_opened_while_somebody_may_still_be_writing(
    made: Handouts, exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        people = [candidate(exam, card) for card in made.cards[:2]]
        exam.topics.key = made.topic_key
        exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", exam.timeline.now()))
        hand_in(exam, people[0], TEXTS[0])
        sit_down(exam, people[1], "PC-late")
        hand.move(240 * 60)
        with pytest.raises(RefusedError) as caught:
            opened(exam, made)
        assert caught.value.code == "opening.still-writing"
        assert caught.value.details == {"number": people[1].number, "count": 1}
        hand.move(exam.config.writing.sitting_rules.grace_seconds + 60)
        with pytest.raises(RefusedError) as missing:
            opened(exam, made)
        assert missing.value.code == "opening.missing"
        assert missing.value.details == {"numbers": people[1].number, "count": 1}
        opening = opened(exam, made, waived=[people[1].number])
        entries = exam.store.read(lambda db: [row["entry"] for row in db.table("ledger").rows])
    assert opening.without_envelope == (people[1].number,)
    assert len(opening.codes) == 1
    last = decode_entry(entries[-3])
    assert isinstance(last, PapersOpened)
    assert last.missing == (people[1].application_id,)


def test_nothing_is_opened_while_a_reopened_paper_is_written_on(
    made: Handouts, exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(30)
        room.hand_in(0, exam.timeline.now())
        room.hand_in(1, exam.timeline.now())
        room.order(reopening(exam.timeline.now()), room.ids[0])
        hand.move(240 * 60)
        with pytest.raises(RefusedError) as writing:
            opened(exam, made)
        assert writing.value.code == "opening.still-writing"
        assert writing.value.details == {"number": room.people[0].number, "count": 1}
        hand.move(180)
        opening = opened(exam, made)
        entries = exam.store.read(lambda db: [row["entry"] for row in db.table("ledger").rows])
    assert opening.without_envelope == ()
    assert opening.before_reopening == (room.people[0].number,)
    said = summaries.opened(opening, str)
    assert f"What was handed in before the reopening counts: {room.people[0].number}" in said
    assert "handed nothing in" not in said
    assert len(opening.codes) == 2
    last = decode_entry(entries[-3])
    assert isinstance(last, PapersOpened)
    assert last.missing == ()


def test_of_a_reopened_paper_the_last_revision_is_opened(
    made: Handouts, exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(30)
        now = exam.timeline.now()
        for at, text in enumerate(("tetap", "lama")):
            room.hand_in(at, now, text=text)
        room.order(reopening(now), room.ids[1])
        room.hand_in(1, now, revision=2, text="baru")
        opening = opened(exam, made)
        reading_key = slots(exam, made, Slot.READING)[0]
        rows = exam.store.read(lambda db: list(db.table("papers").rows))
        texts = {open_paper(reading_key, row["code"], row["sealed"]).paper for row in rows}
    assert texts == {"tetap", "baru"}
    assert (opening.without_envelope, opening.before_reopening) == ((), ())


def test_a_paper_that_was_sealed_and_never_arrived_is_missing_and_not_being_written(
    made: Handouts, exam_root: Path, hand: Hand
) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(30)
        now = exam.timeline.now()
        room.hand_in(0, now)
        room.report(1, PaperSealed(1, 1, now, Cause.SUBMITTED), now=now)
        with pytest.raises(RefusedError) as missing:
            opened(exam, made)
    assert missing.value.code == "opening.missing"
    assert missing.value.details == {"numbers": room.people[1].number, "count": 1}


def test_nothing_is_opened_in_a_pause(made: Handouts, exam_root: Path, hand: Hand) -> None:
    with open_exam(exam_root, hand.clocks) as exam:
        hand.move(60)
        room = two_at_work(exam, made, exam.timeline.now())
        hand.move(30)
        room.hand_in(0, exam.timeline.now())
        paused = pause(exam.timeline.now())
        room.order(paused)
        room.report(1, PauseAcknowledged(paused.id, exam.timeline.now()))
        hand.move(10 * 3600)
        with pytest.raises(RefusedError, match=r"opening\.still-writing"):
            opened(exam, made)


def test_paper_codes_are_different_and_of_the_code_alphabet() -> None:
    codes = draw_paper_codes(500, os.urandom)
    assert len(set(codes)) == 500
    assert {len(code) for code in codes} == {4}
    assert set("".join(codes)) <= set(ALPHABET)


def test_a_code_that_is_drawn_twice_is_drawn_again() -> None:
    draws = iter([b"\x00\x00\x01", b"\x00\x00\x01", b"\x00\x00\x02"])
    assert len(set(draw_paper_codes(2, lambda _size: next(draws)))) == 2
