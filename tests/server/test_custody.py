"""The panel key in the hands of its keepers: rehearsed, used for one paper, destroyed."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from docx import Document
from sqlite_utils import Database

from exam import keys
from exam.chronicle import decode_entry
from exam.clock import ExamTime
from exam.codes import show_code
from exam.custody_record import KeysDestroyed, PaperDisclosed, SharesRehearsed
from exam.draft import Edited, Event, Opened
from exam.errors import RefusedError, ShareError
from exam.journal import Owner, SegmentWriter
from exam.journal import Place as Seat
from exam.manuscript import Part
from exam.pairing import fingerprint_of
from exam.protocol import VERSION, SubmitRequest
from exam.seal import Manuscript, open_with_content_key, peek_envelope
from server.ceremony import Handouts
from server.disclosing import disclose
from server.documents.appeal_paper import appeal_paper
from server.envelopes import accept_envelope
from server.interview_scoring import begin_interviews
from server.office import OpenExam, open_exam
from server.opening import open_papers
from server.quorum import quorum_for
from server.retention import destroy_keys
from server.scored import KeyMaking, find_stage
from server.share_rehearsal import rehearse_recovery, require_fingerprint
from tests.server.acting import Candidate, candidate
from tests.server.custody_acting import quorum_of
from tests.server.handing_in import hand_in, sit_down

DUE = date(2027, 12, 31)
LARGE = "Paragraf yang masuk sekaligus dan tidak diketik huruf demi huruf. " * 5
TEXT = f"Gagasan pertama.\n{LARGE}"


def entries(exam: OpenExam, kind: type) -> list[object]:
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger order by position")))
    return [one for one in (decode_entry(row["entry"]) for row in rows) if isinstance(one, kind)]


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises((RefusedError, ShareError)) as caught:
        act()
    return caught.value.code


# Rehearsal


def test_a_rehearsal_is_on_the_record_and_keeps_no_share(exam: OpenExam, made: Handouts) -> None:
    quorum = quorum_of(exam, made)
    members = rehearse_recovery(exam, quorum)
    assert members == tuple(sorted(share.panelist_id for share in made.shares[: quorum.needed]))
    assert quorum.members == ()
    (entry,) = entries(exam, SharesRehearsed)
    assert isinstance(entry, SharesRehearsed)
    panel_key = exam.manifest.panel_public_key
    assert entry.panel_key_digest == keys.digest("panel-key", panel_key).hex()
    rows = exam.store.read(lambda db: list(db.query("select entry from ledger")))
    words = {word for share in made.shares for word in share.words.split()[4:]}
    assert all(word.encode() not in row["entry"] for row in rows for word in words if len(word) > 6)


def test_shares_that_do_not_fit_are_forgotten_and_not_on_the_record(
    exam: OpenExam, made: Handouts
) -> None:
    quorum = quorum_for(exam)
    quorum.add(made.shares[0].words.encode(), "Kartu")
    assert refusal(lambda: rehearse_recovery(exam, quorum)) == "share.few"
    assert quorum.members == ()
    assert entries(exam, SharesRehearsed) == []


def test_after_the_opening_there_is_nothing_to_rehearse(exam: OpenExam, made: Handouts) -> None:
    hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    open_papers(exam, quorum_of(exam, made).seed(), os.urandom)
    quorum = quorum_of(exam, made)
    assert refusal(lambda: rehearse_recovery(exam, quorum)) == "share.rehearsal-late"


def test_the_fingerprint_of_a_card_is_compared_however_it_is_typed(exam: OpenExam) -> None:
    shown = show_code(fingerprint_of(exam.exam_id))
    require_fingerprint(exam, shown.lower().replace("-", " "))
    assert refusal(lambda: require_fingerprint(exam, shown[:-1])) == "share.fingerprint"
    assert refusal(lambda: require_fingerprint(exam, "")) == "share.fingerprint"


# Disclosure


def write(exam: OpenExam, who: Candidate, seat_id: str, admission: int) -> None:
    """Keep the journal of somebody who types a little and then inserts a lot."""
    owner = Owner(exam.exam_id, who.application_id, bytes(32), exam.manifest.panel_public_key)
    segment = SegmentWriter(owner, Seat(seat_id, admission), None, os.urandom)
    events: list[Event] = [
        Opened(0, 1, ExamTime(0), seat_id),
        Edited(1_000, Part.PAPER, 0, "", "Gagasan"),
        Edited(400_000, Part.PAPER, 7, "", " pertama.\n"),
        Edited(401_000, Part.PAPER, 17, "", LARGE),
    ]
    records = [segment.append(event) for event in events]
    row = {"id": segment.header.segment_id, "ordinal": 0, "application_id": who.application_id}
    header = {"seat_id": seat_id, "header": segment.header_bytes}
    batch = {"segment_id": segment.header.segment_id, "first": 0, "count": len(records)}
    packed = {"records": msgspec.msgpack.encode(records), "head": segment.head}
    exam.store.write_now(lambda db: db.table("segments").insert({**row, **header}))
    exam.store.write_now(lambda db: db.table("batches").insert({**batch, **packed}))


@pytest.fixture
def decided(exam: OpenExam, made: Handouts) -> OpenExam:
    """An exam whose papers are read and whose names are open; the first author appeals."""
    who = candidate(exam, made.cards[0])
    place = sit_down(exam, who, "PC-01")
    query = "select admission from applications where id = ?"
    ((admission,),) = exam.store.read(lambda db: db.execute(query, [who.application_id]).fetchall())
    write(exam, who, place.seat.id, admission)
    sealed = who.envelope(place.seat.id, place.signing_secret, TEXT, admission=admission)
    request, now = SubmitRequest(VERSION, sealed), exam.timeline.now()
    exam.store.write_now(lambda db: accept_envelope(db, exam, request, now))
    hand_in(exam, candidate(exam, made.cards[1]), "Makalah orang lain yang tetap tertutup")
    opening = open_papers(exam, quorum_of(exam, made).seed(), os.urandom)
    ids = [made.cards[0].application.id, made.cards[1].application.id]
    exam.store.write_now(
        lambda db: db.table("identities").insert_all(
            {"paper_code": code, "application_id": one}
            for code, one in zip(opening.codes, ids, strict=True)
        )
    )
    return exam


def number_of(made: Handouts) -> str:
    return made.cards[0].application.number


def words_of(document: bytes) -> str:
    opened = Document(BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in opened.paragraphs), *cells])


def test_one_paper_is_disclosed_with_a_key_that_opens_it_alone(
    decided: OpenExam, made: Handouts
) -> None:
    shown = disclose(decided, quorum_of(decided, made), number_of(made), "Sanggahan")
    assert shown.manuscript == Manuscript(TEXT, "")
    rows = decided.store.read(lambda db: list(db.query("select digest, signed from envelopes")))
    envelopes = {row["digest"].hex(): peek_envelope(row["signed"]) for row in rows}
    own = envelopes.pop(shown.envelope_digest)
    assert open_with_content_key(own, shown.content_key) == shown.manuscript
    for other in envelopes.values():
        with pytest.raises(Exception, match="seal"):
            open_with_content_key(other, shown.content_key)


def test_how_it_was_written_is_told_from_the_journal(decided: OpenExam, made: Handouts) -> None:
    writing = disclose(decided, quorum_of(decided, made), number_of(made), "Sanggahan").writing
    assert [one.milliseconds for one in writing.pauses] == [399_000]
    assert [one.text for one in writing.insertions] == [LARGE]
    assert writing.stands[-1].paper == TEXT


def test_the_document_says_all_of_it_and_is_on_the_record(
    decided: OpenExam, made: Handouts
) -> None:
    quorum = quorum_of(decided, made)
    document = appeal_paper(decided, quorum, number_of(made), "Sanggahan peserta")
    words = words_of(document)
    for wanted in ("Gagasan pertama.", LARGE.strip()[:60], "Sanggahan peserta", "PC-01"):
        assert wanted in words
    assert made.cards[0].application.name in words
    assert re.search(r"^\w+, \d+ \w+ \d{4}, pukul \d\d\.\d\d\.\d\d$", words, re.MULTILINE)
    assert "orang lain" not in words
    assert quorum.members == ()
    (entry,) = entries(decided, PaperDisclosed)
    assert isinstance(entry, PaperDisclosed)
    assert entry.document_digest == keys.digest("disclosure", document).hex()
    assert entry.application_id == made.cards[0].application.id
    assert entry.reason == "Sanggahan peserta"


def test_equal_things_give_an_equal_document(decided: OpenExam, made: Handouts) -> None:
    first, second = (
        appeal_paper(decided, quorum_of(decided, made), number_of(made), "Sanggahan")
        for _ in range(2)
    )
    assert first == second


def test_nothing_is_disclosed_by_name_while_names_are_closed(
    exam: OpenExam, made: Handouts
) -> None:
    hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    quorum = quorum_of(exam, made)
    asked = refusal(lambda: disclose(exam, quorum, number_of(made), "Sanggahan"))
    assert asked == "disclosure.before-reveal"
    assert quorum.members == ()


def test_nobody_is_disclosed_who_is_unknown_or_brought_nothing(
    decided: OpenExam, made: Handouts
) -> None:
    for number, code in (("999", "order.nobody"), ("010", "disclosure.nothing")):
        quorum = quorum_of(decided, made)
        assert refusal(lambda q=quorum, n=number: disclose(decided, q, n, "Apa")) == code  # type: ignore[misc]
    assert entries(decided, PaperDisclosed) == []


def test_of_a_dead_pc_the_records_are_disclosed(decided: OpenExam, made: Handouts) -> None:
    who = made.cards[0].application.id
    drop = "delete from envelopes where application_id = ?"
    decided.store.write_now(lambda db: db.execute(drop, [who]))
    shown = disclose(decided, quorum_of(decided, made), number_of(made), "Sanggahan")
    assert (shown.envelope_digest, shown.content_key) == ("", b"")
    assert shown.manuscript.paper == TEXT
    document = appeal_paper(decided, quorum_of(decided, made), number_of(made), "Sanggahan")
    assert LARGE.strip()[:60] in words_of(document)


def test_without_a_journal_the_paper_alone_is_disclosed(decided: OpenExam, made: Handouts) -> None:
    decided.store.write_now(lambda db: db.execute("delete from batches"))
    decided.store.write_now(lambda db: db.execute("delete from segments"))
    document = appeal_paper(decided, quorum_of(decided, made), number_of(made), "Sanggahan")
    assert "Gagasan pertama." in words_of(document)


# Retention


def sealed_values(exam: OpenExam) -> Iterator[bytes]:
    """Yield what is sealed to people of the panel."""
    for table, column in (("key_slots", "sealed"), ("staff", "sealed_seed")):
        for row in exam.store.read(lambda db, table=table: list(db.table(table).rows)):  # type: ignore[misc]
            if row[column]:
                yield row[column]


def on_disk(root: Path) -> bytes:
    return b"".join(one.read_bytes() for one in root.rglob("*") if one.is_file())


def test_before_the_day_no_key_is_destroyed(decided: OpenExam) -> None:
    early = date(2027, 12, 30)
    assert refusal(lambda: destroy_keys(decided, DUE, early, "x")) == "retention.early"
    assert list(sealed_values(decided))


def test_on_the_day_every_key_is_gone_from_the_disk(
    decided: OpenExam, exam_root: Path, made: Handouts
) -> None:
    sealed = list(sealed_values(decided))
    assert all(one in on_disk(exam_root) for one in sealed)
    done = destroy_keys(decided, DUE, DUE, "Masa simpan berakhir")
    assert (done.seeds, done.envelopes) == (
        sum(one.role.has_seal for one in made.staff),
        2,
    )
    assert list(sealed_values(decided)) == []
    (entry,) = entries(decided, KeysDestroyed)
    assert isinstance(entry, KeysDestroyed)
    assert (entry.due, entry.slots, entry.seeds, entry.sealed) == (
        "2027-12-31",
        done.slots,
        done.seeds,
        done.sealed,
    )
    decided.store.close()
    held = on_disk(exam_root)
    assert not [one for one in sealed if one[-64:] in held]


def test_results_and_log_stay(decided: OpenExam) -> None:
    before = decided.store.read(lambda db: list(db.table("identities").rows))
    destroy_keys(decided, DUE, DUE, "Masa simpan berakhir")
    assert decided.store.read(lambda db: list(db.table("identities").rows)) == before


def test_what_is_still_needed_is_not_destroyed(exam: OpenExam, made: Handouts) -> None:
    hand_in(exam, candidate(exam, made.cards[0]), "Isi")
    assert refusal(lambda: destroy_keys(exam, DUE, DUE, "x")) == "retention.unfinished"
    open_papers(exam, quorum_of(exam, made).seed(), os.urandom)
    assert refusal(lambda: destroy_keys(exam, DUE, DUE, "x")) == "retention.unfinished"
    assert list(sealed_values(exam))


def test_keys_stay_while_an_interview_is_scored(decided: OpenExam, made: Handouts) -> None:
    stage = find_stage(decided.exam_id, decided.config, "wawancara")
    panel_key = decided.manifest.panel_public_key
    scorers: dict[str, list[str]] = {made.cards[0].application.id: ["ketua"]}

    def begin(db: Database, now: ExamTime) -> None:
        begin_interviews(db, stage, scorers, KeyMaking(panel_key, os.urandom, now))

    decided.act_now(begin)
    assert refusal(lambda: destroy_keys(decided, DUE, DUE, "x")) == "retention.scoring"
    assert list(sealed_values(decided))


def test_keys_of_an_exam_that_never_was_are_destroyed(exam: OpenExam) -> None:
    done = destroy_keys(exam, DUE, DUE, "Dibatalkan")
    assert (done.slots, done.sealed, done.envelopes, done.journals) == (0, 0, 0, 0)


def test_the_quorum_opens_envelopes_even_then(decided: OpenExam, made: Handouts) -> None:
    destroy_keys(decided, DUE, DUE, "Masa simpan berakhir")
    shown = disclose(decided, quorum_of(decided, made), number_of(made), "Sanggahan")
    assert shown.manuscript.paper == TEXT


def test_an_exam_without_keys_is_still_opened_for_work(decided: OpenExam, exam_root: Path) -> None:
    destroy_keys(decided, DUE, DUE, "Masa simpan berakhir")
    decided.store.close()
    with open_exam(exam_root) as exam:
        assert entries(exam, KeysDestroyed)
