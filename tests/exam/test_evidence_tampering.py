"""What an operator finds who changes the evidence and signs all of it anew: each lie has a name.

The operator has the server's key, so every list, root, receipt and order below is signed. What is
still found rests on keys of others (seats, panelists) and on digests that were on the record before
what they fix could be known.
"""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam import keys
from exam.chronicle import (
    ExamCreated,
    IdentitiesOpened,
    OrderIssued,
    PaperReceived,
    PapersOpened,
    SeatRecovered,
)
from exam.events import StartOrdered
from exam.evidence import contents
from exam.evidence.ledger_lines import join_lines
from exam.evidence.lines import OutsideLine, PaperLine, ReceiptLine, ScoreLine, SheetLine
from exam.evidence.verifying import verify_package
from exam.identity_map import PaperCode, commit_to_map, make_map
from exam.receipts import Receipt, sign_receipt
from exam.result_record import OutsideScoresImported, ResultIssued
from exam.scoring import encode_sheet
from exam.scoring_record import (
    RevealForced,
    RoundBegan,
    RoundOpened,
    ScoreCorrected,
    SheetCommitted,
)
from exam.seal import envelope_digest
from tests.exam.evidenced import PAPERS, Drama, sheet_of, signed, whole_drama
from tests.exam.sources import SERVER_SECRET, fixed

Change = Callable[[Drama], object]


def codes_of(raw: bytes) -> set[str]:
    return {problem.code for problem in verify_package(raw).problems}


def place_of(drama: Drama, kind: type, nth: int = 0) -> int:
    """Say where in the ledger the so manieth entry of a kind stands."""
    return [at for at, entry in enumerate(drama.entries) if isinstance(entry, kind)][nth]


def put(kind: type, nth: int = 0, **changed: Any) -> Change:
    """Change an entry of the ledger."""

    def change(drama: Drama) -> None:
        at = place_of(drama, kind, nth)
        drama.entries[at] = msgspec.structs.replace(drama.entries[at], **changed)

    return change


def take(kind: type, nth: int = 0) -> Change:
    """Take an entry out of the ledger."""
    return lambda drama: drama.entries.pop(place_of(drama, kind, nth))


def again(kind: type, nth: int = 0) -> Change:
    """Write an entry down once more, at the end."""
    return lambda drama: drama.entries.append(drama.entries[place_of(drama, kind, nth)])


def move(kind: type, nth: int, before: type, before_nth: int = 0) -> Change:
    """Put an entry before another one."""

    def change(drama: Drama) -> None:
        entry = drama.entries.pop(place_of(drama, kind, nth))
        drama.entries.insert(place_of(drama, before, before_nth), entry)

    return change


def another_seat(drama: Drama) -> None:
    """Leave out of the log that somebody was admitted to the PC at which they wrote."""
    drama.entries.pop(place_of(drama, OrderIssued))
    drama.orders.pop(0)


def recovered_seat(drama: Drama) -> None:
    """Give a PC another key later, as a restored server would that lies."""
    key = keys.signing_public_key(bytes(32)).hex()
    drama.note(SeatRecovered(drama.now, "seat-a1", "PC-a1", key))


def other_receipt(drama: Drama) -> None:
    """Sign a receipt that says another time."""
    line = drama.receipts[0]
    digest = bytes.fromhex(line.envelope_digest)
    receipt = sign_receipt(Receipt(drama.exam_id, "a1", 1, digest, 77), SERVER_SECRET)
    drama.receipts[0] = ReceiptLine(
        receipt.body.hex(), receipt.signature.hex(), line.envelope_digest
    )


def forged_receipt(drama: Drama) -> None:
    line = drama.receipts[0]
    drama.receipts[0] = ReceiptLine(line.body, "00" * 64, line.envelope_digest)


def swap_envelopes(drama: Drama) -> None:
    """Exchange what two candidates handed in."""
    one, other = [name for name in drama.files if name.startswith(contents.ENVELOPES)][:2]
    drama.files[one], drama.files[other] = drama.files[other], drama.files[one]


def unknown_envelope(drama: Drama) -> None:
    raw = b"lain"
    drama.files[f"{contents.ENVELOPES}{envelope_digest(raw).hex()}.bin"] = raw


def lose_envelope(drama: Drama) -> None:
    del drama.files[next(name for name in drama.files if name.startswith(contents.ENVELOPES))]


def claim(**claims: Any) -> Change:
    """Write down that a hand-in was made otherwise than its envelope says."""
    return put(PaperReceived, **claims)


def late_hand_in(drama: Drama) -> None:
    drama.hand_in("a1", revision=2)


def other_post(drama: Drama) -> None:
    drama.papers[0] = PaperLine(drama.papers[0].code, "lain")


def lose_paper(drama: Drama) -> None:
    drama.papers.pop()


def resealed_sheet(drama: Drama) -> None:
    """Seal another sheet in a panelist's name, after the round was open."""
    line = drama.sheets[0]
    public_key = keys.sealing_public_key(drama.seeds[line.stage_id, line.number])
    sheet = sheet_of(dict.fromkeys(PAPERS, (100, 100)))
    context = (line.panelist_id, drama.exam_id, line.stage_id, line.number)
    sealed = keys.seal_to(public_key, encode_sheet(sheet), "sheet", *context)
    drama.sheets[0] = SheetLine(line.stage_id, line.number, line.panelist_id, sealed.hex())


def resealed_and_recorded(drama: Drama) -> None:
    """Do the same, and write its digest into the ledger; the digest of the values stays."""
    resealed_sheet(drama)
    sealed = bytes.fromhex(drama.sheets[0].sealed)
    put(SheetCommitted, digest=keys.digest("sealed-sheet", sealed).hex())(drama)


def lose_sheet(drama: Drama) -> None:
    drama.sheets.pop()


def other_round_key(drama: Drama) -> None:
    public_key = keys.sealing_public_key(bytes(32)).hex()
    drama.rounds[0] = msgspec.structs.replace(drama.rounds[0], public_key=public_key)


def other_share(drama: Drama) -> None:
    shares = {**drama.rounds[0].shares, "ketua": "00" * 32}
    drama.rounds[0] = msgspec.structs.replace(drama.rounds[0], shares=shares)


def lose_share(drama: Drama) -> None:
    drama.rounds[0] = msgspec.structs.replace(drama.rounds[0], shares={})


def lose_round(drama: Drama) -> None:
    drama.rounds.pop()


def unknown_round(drama: Drama) -> None:
    drama.rounds.append(msgspec.structs.replace(drama.rounds[0], stage_id="lain"))


def other_map(drama: Drama) -> None:
    """Show another map than the one that was committed to."""
    drama.files[contents.MAP] = make_map({PaperCode("KKKK"): "b2"}, fixed())


def replaced_map(drama: Drama, applications: dict[str, str]) -> None:
    """Show another map, and write its commitment into the ledger at both places."""
    coded = {PaperCode(code): who for code, who in applications.items()}
    raw = make_map(coded, fixed())
    commitment = commit_to_map(raw).hex()
    drama.files[contents.MAP] = raw
    put(PapersOpened, map_commitment=commitment)(drama)
    put(IdentitiesOpened, map_commitment=commitment)(drama)


def lose_map(drama: Drama) -> None:
    del drama.files[contents.MAP]


def raised_score(drama: Drama) -> None:
    line = drama.scores[0]
    values = {**line.values, "gagasan": 100}
    drama.scores[0] = ScoreLine(line.stage_id, line.subject, line.panelist_id, values)


def lose_score(drama: Drama) -> None:
    drama.scores.pop()


def other_outside(drama: Drama) -> None:
    line = drama.outside[0]
    drama.outside[0] = OutsideLine(line.stage_id, "e" * 64, line.application_id, line.score)


def raised_outside(drama: Drama) -> None:
    line = drama.outside[0]
    drama.outside[0] = OutsideLine(line.stage_id, line.file_digest, line.application_id, "99")


def twice_outside(drama: Drama) -> None:
    drama.outside.append(drama.outside[0])


def other_result(drama: Drama) -> None:
    drama.files[contents.RESULT] = drama.files[contents.RESULT].replace(b'"rank":1', b'"rank":2')


def other_config(drama: Drama) -> None:
    drama.files[contents.CONFIG] += b" "


def other_order(drama: Drama) -> None:
    """Write down another start than was signed."""
    nth = [isinstance(one, OrderIssued) for one in drama.entries].index(True)
    for at, entry in enumerate(drama.entries[nth:], start=nth):
        if isinstance(entry, OrderIssued) and isinstance(entry.order, StartOrdered):
            order = msgspec.structs.replace(entry.order, at=entry.order.at + 1)
            drama.entries[at] = msgspec.structs.replace(entry, order=order)


def lose_order(drama: Drama) -> None:
    drama.orders.pop()


def unrecorded_order(drama: Drama) -> None:
    drama.order(StartOrdered("e" * 32, 5, 5))
    drama.entries.pop()


def forged_order(drama: Drama) -> None:
    line = drama.orders[0]
    drama.orders[0] = msgspec.structs.replace(line, signature="00" * 64)


def twin_order(drama: Drama) -> None:
    """Sign another order under the id of one that is in the log."""
    recorded = drama.entries[place_of(drama, OrderIssued)]
    assert isinstance(recorded, OrderIssued)
    drama.order(StartOrdered(recorded.order.id, 5, 5))
    drama.entries.pop()
    drama.orders.insert(0, drama.orders.pop())


def incomplete_sheets(drama: Drama) -> None:
    """Let a colluding panelist commit a sheet that leaves a paper out."""
    fresh = Drama()
    fresh.write_papers()
    fresh.open_papers()
    fresh.score("makalah", 1, {"ketua": sheet_of({"KKKK": (1, 1)}), "penilai": {}})
    drama.__dict__.update(fresh.__dict__)


def needless_second_sheet(drama: Drama) -> None:
    """Let somebody change in round two what did not diverge."""
    fresh = Drama()
    fresh.write_papers()
    fresh.open_papers()
    agreed = sheet_of(dict.fromkeys(PAPERS, (70, 70)))
    fresh.score("makalah", 1, dict.fromkeys(("ketua", "penilai"), agreed))
    raised = sheet_of({"KKKK": (100, 100)}, "Naik.")
    fresh.score("makalah", 2, {"ketua": raised, "penilai": {}})
    drama.__dict__.update(fresh.__dict__)


LIES: dict[str, tuple[Change, str]] = {
    "no beginning": (take(ExamCreated), "evidence.other-exam"),
    "another panel key": (
        put(ExamCreated, panel_key_digest="0" * 64),
        "evidence.other-exam",
    ),
    "an application left out": (put(ExamCreated, applications=4), "evidence.applications"),
    "other settings": (other_config, "evidence.changed"),
    "another order": (other_order, "evidence.order"),
    "an order lost": (lose_order, "evidence.order"),
    "an order beside the log": (unrecorded_order, "evidence.order-unrecorded"),
    "an order forged": (forged_order, "evidence.order-signature"),
    "a receipt of another time": (other_receipt, "evidence.receipt"),
    "a receipt forged": (forged_receipt, "evidence.receipt"),
    "a hand-in left out": (take(PaperReceived), "evidence.receipt-unrecorded"),
    "its envelope stays": (take(PaperReceived), "evidence.envelope-unrecorded"),
    "envelopes exchanged": (swap_envelopes, "evidence.envelope"),
    "an envelope lost": (lose_envelope, "evidence.missing"),
    "an envelope added": (unknown_envelope, "evidence.envelope-unrecorded"),
    "another candidate's hand-in": (claim(application_id="b2"), "evidence.envelope"),
    "another time of sealing": (claim(sealed_at=1), "evidence.envelope"),
    "another PC": (claim(seat_id="seat-b2"), "evidence.envelope"),
    "a PC that was never enrolled": (claim(seat_id="seat-zz"), "evidence.envelope"),
    "an admission left out": (another_seat, "evidence.not-admitted"),
    "a PC with another key": (recovered_seat, "evidence.envelope"),
    "a hand-in after the opening": (late_hand_in, "evidence.after-opening"),
    "a paper for another post": (other_post, "evidence.post"),
    "a paper lost": (lose_paper, "evidence.papers"),
    "two openings": (again(PapersOpened), "evidence.papers"),
    "another sheet": (resealed_sheet, "evidence.sheet"),
    "another sheet, recorded": (resealed_and_recorded, "evidence.round"),
    "a sheet lost": (lose_sheet, "evidence.sheet"),
    "a lock left out": (take(SheetCommitted), "evidence.opened-early"),
    "a lock after the opening": (again(SheetCommitted), "evidence.commit"),
    "a lock before the round": (move(SheetCommitted, 0, RoundBegan), "evidence.commit"),
    "a lock of a stranger": (put(SheetCommitted, staff_id="lain"), "evidence.commit"),
    "a lock of round two in round one": (
        move(SheetCommitted, 2, RoundOpened),
        "evidence.commit",
    ),
    "a lock twice": (put(SheetCommitted, 1, staff_id="ketua"), "evidence.commit-twice"),
    "a round opened before a lock": (
        move(RoundOpened, 0, SheetCommitted, 1),
        "evidence.opened-early",
    ),
    "a round opened twice": (again(RoundOpened), "evidence.opened"),
    "a round without a beginning": (take(RoundBegan), "evidence.opened"),
    "another round key": (other_round_key, "evidence.round"),
    "another share": (other_share, "evidence.round"),
    "shares held back": (lose_share, "evidence.round"),
    "a round lost": (lose_round, "evidence.round"),
    "a round of nothing": (unknown_round, "evidence.round"),
    "other values on the record": (put(RoundOpened, scores_digest="0" * 64), "evidence.round"),
    "names before the last lock": (
        move(IdentitiesOpened, 0, RoundOpened, 1),
        "evidence.reveal-early",
    ),
    "another map": (other_map, "evidence.map"),
    "a map lost": (lose_map, "evidence.map"),
    "a map without names being opened": (take(IdentitiesOpened), "evidence.map"),
    "a map of fewer papers": (
        lambda drama: replaced_map(drama, {"KKKK": "a1"}),
        "evidence.map",
    ),
    "one author of two papers": (
        lambda drama: replaced_map(drama, {"KKKK": "a1", "MMMM": "a1", "PPPP": "c3"}),
        "evidence.map",
    ),
    "an author of another post": (
        lambda drama: replaced_map(drama, {"KKKK": "c3", "MMMM": "b2", "PPPP": "a1"}),
        "evidence.author",
    ),
    "a raised score": (raised_score, "evidence.score"),
    "a score left out": (lose_score, "evidence.score"),
    "an incomplete sheet": (incomplete_sheets, "evidence.sheet-subjects"),
    "a needless second sheet": (needless_second_sheet, "evidence.sheet-subjects"),
    "a correction left out": (take(ScoreCorrected), "evidence.score"),
    "a correction of another value": (
        put(ScoreCorrected, old_value=71),
        "evidence.correction",
    ),
    "a correction of nothing": (put(ScoreCorrected, subject="ZZZZ"), "evidence.correction"),
    "a correction that a stranger consented to": (
        put(ScoreCorrected, consented_by="lain"),
        "evidence.correction",
    ),
    "a correction of nobody": (
        put(ScoreCorrected, consented_by=""),
        "evidence.correction",
    ),
    "a correction before the last lock": (
        move(ScoreCorrected, 0, RoundOpened, 1),
        "evidence.correction",
    ),
    "a false score before the true one": (
        lambda drama: drama.scores.insert(0, msgspec.structs.replace(drama.scores[0], values={})),
        "evidence.repeated",
    ),
    "two orders of one id": (twin_order, "evidence.repeated"),
    "a correction by oneself": (
        put(ScoreCorrected, consented_by="penilai"),
        "evidence.correction",
    ),
    "other scores from outside": (other_outside, "evidence.outside"),
    "a score from outside raised": (raised_outside, "evidence.ranking"),
    "a score from outside twice": (twice_outside, "evidence.outside"),
    "scores from outside of nowhere": (take(OutsideScoresImported), "evidence.outside"),
    "another ranking": (other_result, "evidence.ranking"),
    "another result issued": (put(ResultIssued, digest="0" * 64), "evidence.issued"),
}


def test_the_exam_that_is_changed_here_holds() -> None:
    assert codes_of(whole_drama().package()) == set()


@pytest.mark.parametrize("name", LIES)
def test_a_lie_that_is_signed_by_the_server_has_a_name(name: str) -> None:
    change, code = LIES[name]
    drama = whole_drama()
    change(drama)
    assert code in codes_of(drama.package())


def test_a_lost_panelist_is_not_needed_if_as_many_cards_say_so_as_it_takes() -> None:
    for cards, codes in ((2, set()), (1, {"evidence.forced"})):
        drama = Drama()
        drama.write_papers()
        drama.open_papers()
        drama.commit("makalah", 1, "ketua", sheet_of(dict.fromkeys(PAPERS, (70, 70))))
        drama.note(RevealForced(drama.now, "makalah", "penilai", cards, "ketua", "Sakit."))
        sheets = {"ketua": sheet_of(dict.fromkeys(PAPERS, (70, 70)))}
        drama.open_round("makalah", 1, sheets)
        drama.scores = [
            ScoreLine("makalah", code, "ketua", {"gagasan": 70, "masalah": 70}) for code in PAPERS
        ]
        assert codes_of(drama.package()) == codes


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (contents.LEDGER, "evidence.entry"),
        (contents.CHECKPOINTS, "evidence.line"),
        (contents.ORDERS, "evidence.line"),
        (contents.RECEIPTS, "evidence.line"),
        (contents.APPLICATIONS, "evidence.line"),
        (contents.PAPERS, "evidence.line"),
        (contents.ROUNDS, "evidence.line"),
        (contents.SHEETS, "evidence.line"),
        (contents.SCORES, "evidence.line"),
        (contents.OUTSIDE, "evidence.line"),
    ],
)
def test_a_table_with_a_line_that_cannot_be_read_is_named(file: str, code: str) -> None:
    files = whole_drama().package_files()
    for line in (b"rusak", b'{"a": 1}', files[file].splitlines()[0].replace(b":", b": ", 1)):
        assert code in codes_of(signed({**files, file: files[file] + join_lines([line])}))


def test_checkpoints_that_are_not_of_this_log_are_named() -> None:
    files = whole_drama().package_files()
    longer = whole_drama()
    longer.note(longer.entries[0])
    other = longer.package_files()[contents.CHECKPOINTS]
    assert {"evidence.root", "evidence.checkpoint"} <= codes_of(
        signed({**files, contents.CHECKPOINTS: other})
    )
    close, last = files[contents.CHECKPOINTS].splitlines()
    assert codes_of(signed({**files, contents.CHECKPOINTS: join_lines([last])})) == {
        "evidence.no-close"
    }
    assert "evidence.root" in codes_of(signed({**files, contents.CHECKPOINTS: join_lines([close])}))
    forged = last.replace(b'"signature":"', b'"signature":"00')[:-4] + b'"}'
    raw = join_lines([close, forged])
    assert {"evidence.root", "evidence.checkpoint"} <= codes_of(
        signed({**files, contents.CHECKPOINTS: raw})
    )


def test_a_changed_checkpoint_of_the_same_length_is_named() -> None:
    drama = whole_drama()
    changed = whole_drama()
    put(ExamCreated, applications=9)(changed)
    files = {
        **drama.package_files(),
        contents.CHECKPOINTS: changed.package_files()[contents.CHECKPOINTS],
    }
    assert {"evidence.root", "evidence.checkpoint"} <= codes_of(signed(files))


def test_what_is_shown_in_clear_has_to_be_what_was_sealed() -> None:
    drama = whole_drama()
    drama.disclose()
    files = drama.package_files()
    shown = [name for name in files if name.startswith(contents.DISCLOSED)]
    assert codes_of(signed(files)) == set()
    for name in shown:
        assert codes_of(signed({**files, name: b"lain"})) == {"evidence.disclosed"}
    for name in ("disclosed/lain.txt", f"disclosed/{'0' * 64}.key"):
        assert codes_of(signed({**files, name: bytes(32)})) == {"evidence.disclosed"}


def test_a_ranking_before_its_time_is_no_ranking() -> None:
    drama = Drama()
    drama.files[contents.RESULT] = b"{}"
    assert codes_of(drama.package()) == {"evidence.ranking"}


WHOLE = whole_drama().package_files()
TABLES = sorted(name for name in WHOLE if name.endswith(".jsonl"))
ODD = st.sampled_from(
    [
        "",
        "0",
        "00" * 32,
        "00" * 64,
        "ff" * 1216,
        "makalah",
        "a1",
        "KKKK",
        "\x00",
        0,
        1,
        2,
        2**40,
        {},
    ]
)


@given(st.data())
def test_whatever_stands_in_a_table_the_verifier_says_so_and_goes_on(data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(TABLES))
    lines = WHOLE[file].splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    line = msgspec.json.decode(lines[at], type=dict[str, Any])
    line[data.draw(st.sampled_from(sorted(line)))] = data.draw(ODD)
    if data.draw(st.booleans()):
        lines.append(lines[at])
    lines[at] = msgspec.json.encode(line, order="sorted")
    verify_package(signed({**WHOLE, file: join_lines(lines)}))


@given(st.sampled_from(sorted(WHOLE)), st.binary(max_size=60))
def test_whatever_a_file_is_the_verifier_says_so_and_goes_on(file: str, raw: bytes) -> None:
    if file != contents.MANIFEST:
        verify_package(signed({**WHOLE, file: raw}))


@given(st.lists(st.integers(0, 36), min_size=1, max_size=37))
def test_in_whatever_order_entries_stand_the_verifier_says_so_and_goes_on(order: list[int]) -> None:
    drama = whole_drama()
    drama.entries = [drama.entries[at % len(drama.entries)] for at in order]
    verify_package(drama.package())
