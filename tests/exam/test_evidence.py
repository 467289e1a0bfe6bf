"""The verifier: what is whole holds, any changed byte is named, what is not due yet is no fault."""

import io
import zipfile
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.chronicle import PaperReceived, SeatEnrolled
from exam.codes import Code, show_code
from exam.errors import EvidenceError
from exam.evidence import contents
from exam.evidence.disclosed import disclose
from exam.evidence.package import ARCHIVE, read_package, write_package
from exam.evidence.report import Check, Subject, Verdict
from exam.evidence.verifying import OnPaper, verify_package, verify_receipt
from exam.ledger import merkle_root
from exam.pairing import fingerprint_of
from exam.seal import Manuscript
from tests.exam.evidenced import Drama, signed, whole_drama

STEP = 1009
"""So many bytes lie between two that are changed; it is prime, so every kind of place comes up."""


@cache
def whole() -> bytes:
    drama = whole_drama()
    drama.disclose()
    return drama.package()


def codes_of(raw: bytes) -> set[str]:
    return {problem.code for problem in verify_package(raw).problems}


def files_named(raw: bytes) -> set[str]:
    return {str(problem.details.get("file", "")) for problem in verify_package(raw).problems}


def changed_at(raw: bytes, place: int, mask: int = 1) -> bytes:
    return raw[:place] + bytes([raw[place] ^ mask]) + raw[place + 1 :]


def member_at(raw: bytes, place: int) -> str:
    """Say in which member a byte lies, by another reader of ZIP archives."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        begin = archive.start_dir
        found = ARCHIVE
        for info in sorted(archive.infolist(), key=lambda one: one.header_offset):
            if info.header_offset <= place < begin:
                found = info.filename
        return found


def test_a_whole_exam_holds_in_everything() -> None:
    report = verify_package(whole())
    assert [str(problem) for problem in report.problems] == []
    assert report.holds
    assert {check.subject: check.verdict for check in report.checks} == dict.fromkeys(
        Subject, Verdict.HOLDS
    )
    counts = {check.subject: check.count for check in report.checks}
    assert counts[Subject.RECEIPTS] == counts[Subject.ENVELOPES] == 3
    assert (counts[Subject.SHEETS], counts[Subject.ROUNDS], counts[Subject.SCORES]) == (6, 4, 12)
    assert (report.language, report.withheld) == ("id", 2)


def test_each_so_manieth_byte_that_is_changed_is_found_and_its_file_named() -> None:
    for place in range(0, len(whole()), STEP):
        assert member_at(whole(), place) in files_named(changed_at(whole(), place))


def test_every_file_is_found_when_its_first_middle_or_last_byte_is_changed() -> None:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        members = archive.infolist()
    assert len(members) == 22
    for info in members:
        start = info.header_offset + 30 + len(info.filename)
        for place in {0, info.file_size // 2, info.file_size - 1}:
            assert info.filename in files_named(changed_at(whole(), start + place))


@given(st.data())
def test_any_changed_byte_is_found_and_its_file_named(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(whole()) - 1))
    mask = data.draw(st.integers(1, 255))
    assert member_at(whole(), place) in files_named(changed_at(whole(), place, mask))


@pytest.mark.parametrize(
    "raw", [b"", b"PK", b"not a package", whole()[:200]], ids=["empty", "zip", "text", "cut"]
)
def test_what_is_no_package_says_so_and_no_more(raw: bytes) -> None:
    report = verify_package(raw)
    assert [problem.code for problem in report.problems] == ["evidence.manifest"]
    assert (report.exam_id, report.root, report.language) == (b"", b"", "")


def test_a_missing_and_an_added_file_are_named() -> None:
    files = dict(read_package(whole()).members)
    del files[contents.SCORES]
    files["lain.txt"] = b"lain"
    report = verify_package(write_package(files))
    found = {(problem.code, problem.details.get("file")) for problem in report.problems}
    assert ("evidence.missing", contents.SCORES) in found
    assert ("evidence.unlisted", "lain.txt") in found


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (None, "evidence.missing"),
        (b"{}", "evidence.changed"),
        (b'{"format":2,"exam_id":"' + b"0" * 64 + b'","files":[]}\n', "evidence.version"),
        (b'{"format": 1,"exam_id":"' + b"0" * 64 + b'","files":[]}\n', "evidence.changed"),
    ],
)
def test_a_list_of_files_that_cannot_be_used_is_refused(changed: bytes | None, code: str) -> None:
    files = dict(read_package(whole()).members)
    del files[contents.CONTENTS]
    if changed is not None:
        files[contents.CONTENTS] = changed
    problems = list(verify_package(write_package(files)).problems)
    assert (problems[0].code, problems[0].details.get("file", contents.CONTENTS)) == (
        code,
        contents.CONTENTS,
    )


def test_a_list_of_another_exam_is_refused() -> None:
    files = dict(read_package(whole()).members)
    listed = read_package(whole()).members[contents.CONTENTS]
    exam_id = verify_package(whole()).exam_id.hex().encode()
    files[contents.CONTENTS] = listed.replace(exam_id, b"0" * 64)
    assert {"evidence.changed", "evidence.unsigned"} <= codes_of(write_package(files))


def verdicts(drama: Drama) -> dict[Subject, Verdict]:
    report = verify_package(drama.package())
    assert [str(problem) for problem in report.problems] == []
    return {check.subject: check.verdict for check in report.checks}


def test_what_is_not_due_yet_is_told_as_such_at_every_moment() -> None:
    drama = Drama()
    late = [Subject.OPENING, Subject.SHEETS, Subject.ROUNDS, Subject.IDENTITIES, Subject.SCORES]
    late += [Subject.OUTSIDE, Subject.RANKING, Subject.DISCLOSED]
    assert [one for one, said in verdicts(drama).items() if said is Verdict.NOT_YET] == late
    drama.write_papers()
    assert [one for one, said in verdicts(drama).items() if said is Verdict.NOT_YET] == late
    drama.open_papers()
    late = [Subject.IDENTITIES, Subject.SCORES, Subject.OUTSIDE, Subject.RANKING]
    late += [Subject.DISCLOSED]
    assert [one for one, said in verdicts(drama).items() if said is Verdict.NOT_YET] == late


def test_a_check_with_a_problem_is_broken_even_before_it_is_due() -> None:
    check = Check(Subject.SCORES, 0, [EvidenceError("evidence.papers", papers=1)], is_due=False)
    assert check.verdict is Verdict.BROKEN


def test_what_was_written_down_is_compared() -> None:
    report = verify_package(whole())
    fingerprint = show_code(fingerprint_of(report.exam_id))
    for root in (report.root, report.root_at_close):
        paper = OnPaper(fingerprint.lower(), show_code(fingerprint_of(root)).replace("-", " "))
        assert verify_package(whole(), paper).holds
    wrong = OnPaper("0000-0000-0000-0000", "0000-0000-0000-0000")
    assert {problem.code for problem in verify_package(whole(), wrong).problems} == {
        "evidence.other-fingerprint",
        "evidence.other-checkpoint",
    }


def test_a_log_that_was_rewritten_and_signed_anew_is_told_by_the_checkpoint_on_paper() -> None:
    drama = whole_drama()
    written = show_code(fingerprint_of(verify_package(drama.package()).root_at_close))
    assert isinstance(drama.entries[1], SeatEnrolled)
    drama.entries[1] = msgspec.structs.replace(drama.entries[1], seat_name="PC-99")
    assert verify_package(drama.package()).holds
    problems = verify_package(drama.package(), OnPaper(checkpoint=written)).problems
    assert [problem.code for problem in problems] == ["evidence.other-checkpoint"]


def test_the_roots_are_those_of_the_log_now_and_at_its_close() -> None:
    drama = Drama()
    drama.write_papers()
    report = verify_package(drama.package())
    assert report.root == report.root_at_close
    drama.open_papers()
    later = verify_package(drama.package())
    assert later.root_at_close == report.root != later.root
    assert verify_package(Drama().package()).root_at_close == b""
    assert merkle_root([]) not in (report.root, later.root)


def receipt_codes(drama: Drama) -> list[str]:
    return [one.receipt_code for one in drama.entries if isinstance(one, PaperReceived)]


def test_a_receipt_is_found_by_its_printed_code() -> None:
    drama = whole_drama()
    code = Code(receipt_codes(drama)[1])
    found = verify_receipt(drama.package(), code)
    assert (found.receipt.application_id, found.receipt.revision) == ("b2", 1)
    assert drama.entries[found.position] == found.entry
    with pytest.raises(EvidenceError, match=r"evidence\.no-receipt"):
        verify_receipt(drama.package(), Code("000000000000"))


def test_a_receipt_whose_envelope_or_signature_is_gone_does_not_hold() -> None:
    drama = whole_drama()
    code = Code(receipt_codes(drama)[0])
    files = drama.package_files()
    envelope = next(name for name in files if name.startswith(contents.ENVELOPES))
    for changed in ({envelope: b"rusak"}, {contents.RECEIPTS: b""}):
        with pytest.raises(EvidenceError, match=r"evidence\.receipt \("):
            verify_receipt(signed({**files, **changed}), code)


def test_a_changed_byte_between_files_is_told_apart_from_one_in_a_file() -> None:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        info = archive.getinfo(contents.SCORES)
    checksum = changed_at(whole(), info.header_offset + 14)
    assert codes_of(checksum) == {"evidence.structure"}
    assert files_named(checksum) == {contents.SCORES}
    assert codes_of(changed_at(whole(), len(whole()) - 1)) == {"evidence.archive"}


def test_a_paper_in_clear_has_a_file_of_slides_only_if_there_are_any() -> None:
    alone, whole = (disclose("ab", bytes(32), Manuscript("Isi", slides)) for slides in ("", "A"))
    assert set(alone) == {"disclosed/ab.key", "disclosed/ab.paper.txt"}
    assert set(whole) - set(alone) == {"disclosed/ab.slides.txt"}
