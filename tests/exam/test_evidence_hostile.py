"""What a verifier says to a package that was made to mislead or to exhaust it.

Rounds that begin anew, papers that were left out at the opening, lines that stand twice, rubbish
without end: each is named, and none takes long.
"""

import dataclasses

import pytest
from msgspec.structs import replace

from exam.chronicle import IdentitiesOpened, PapersOpened
from exam.errors import EvidenceError, ExamError
from exam.evidence import contents
from exam.evidence.ledger_lines import MOST_PROBLEMS
from exam.evidence.lines import ScoreLine
from exam.evidence.package import MOST_MEMBERS, read_package
from exam.evidence.reading import read_evidence
from exam.evidence.rounds import story_of
from exam.evidence.verifying import verify_package
from exam.identity_map import PaperCode, commit_to_map, make_map
from exam.scoring_record import PanelistExcused
from tests.exam.evidenced import PAPERS, Drama, sheet_of, signed, whole_drama
from tests.exam.sources import fixed


def codes_of(raw: bytes) -> set[str]:
    return {problem.code for problem in verify_package(raw).problems}


def begun_anew(*excused: str, opened: bool = False) -> Drama:
    """Let a round begin anew without a panelist, whether or not that one was excused."""
    drama = Drama()
    drama.write_papers()
    drama.open_papers()
    sheets = {who: sheet_of(dict.fromkeys(PAPERS, (70, 70))) for who in ("ketua", "penilai")}
    if opened:
        drama.score("makalah", 1, sheets)
    else:
        drama.commit("makalah", 1, "ketua", sheets["ketua"])
    drama.sheets.clear()
    drama.rounds = [one for one in drama.rounds if one.number != 1]
    for who in excused:
        drama.note(PanelistExcused(drama.now, "makalah", who, "ketua", "Sakit."))
    drama.begin_round("makalah", 1, ("ketua",))
    drama.score("makalah", 1, {"ketua": sheet_of(dict.fromkeys(PAPERS, (80, 80)))})
    drama.scores = [
        ScoreLine("makalah", code, "ketua", {"gagasan": 80, "masalah": 80}) for code in PAPERS
    ]
    return drama


@pytest.mark.parametrize(
    ("drama", "codes"),
    [
        (begun_anew("penilai"), set()),
        (begun_anew(), {"evidence.began-again"}),
        (begun_anew("siapa"), {"evidence.began-again"}),
        (begun_anew("penilai", "ketua"), {"evidence.began-again"}),
        (begun_anew("penilai", opened=True), {"evidence.began-again"}),
    ],
)
def test_without_panel_key_a_closed_round_begins_anew_without_the_excused(
    drama: Drama, codes: set[str]
) -> None:
    evidence = read_evidence(drama.package_files())
    panel = replace(evidence.config.panel, threshold=None)
    keyless = dataclasses.replace(evidence, config=replace(evidence.config, panel=panel))
    story = story_of(keyless)
    assert {problem.code for problem in story.round_problems} == codes
    assert story.rounds["makalah", 1].commits.keys() == {"ketua"}


def test_with_a_panel_key_no_round_begins_anew() -> None:
    assert codes_of(begun_anew("penilai").package()) == {"evidence.began-again"}


def test_what_was_handed_in_is_opened_or_named() -> None:
    for refused, codes in (((), {"evidence.left-out"}), (("c3",), set())):
        drama = Drama()
        drama.write_papers()
        drama.open_papers()
        there = {PaperCode(code): who for code, who in PAPERS.items() if who != "c3"}
        drama.map = make_map(there, fixed("left out"))
        commitment = commit_to_map(drama.map).hex()
        drama.entries = [one for one in drama.entries if not isinstance(one, PapersOpened)]
        drama.note(PapersOpened(drama.now, len(there), refused, (), commitment))
        drama.papers = [one for one in drama.papers if one.code in there]
        drama.files[contents.MAP] = drama.map
        drama.note(IdentitiesOpened(drama.now, commitment))
        assert codes_of(drama.package()) - {"evidence.reveal-early"} == codes


def test_two_lines_about_the_same_are_named() -> None:
    for table in ("receipts", "papers", "rounds", "sheets", "scores", "outside", "orders"):
        drama = whole_drama()
        lines = getattr(drama, table)
        lines.insert(0, lines[0])
        assert "evidence.repeated" in codes_of(drama.package())


def test_a_file_of_rubbish_is_read_so_far_as_to_say_so() -> None:
    files = whole_drama().package_files()
    for file in (contents.LEDGER, contents.SCORES):
        report = verify_package(signed({**files, file: b"\n" * 50_000}))
        (check,) = [one for one in report.checks if any(unreadable(file, p) for p in one.problems)]
        assert sum(unreadable(file, problem) for problem in check.problems) == MOST_PROBLEMS


def unreadable(file: str, problem: ExamError) -> bool:
    return problem.code == ("evidence.entry" if file == contents.LEDGER else "evidence.line")


def test_a_file_that_no_evidence_has_proves_nothing_though_the_server_signed_it() -> None:
    files = whole_drama().package_files()
    (problem,) = verify_package(signed({**files, "../penjelasan.txt": b"-"})).problems
    assert (problem.code, problem.details["file"]) == ("evidence.unlisted", "../penjelasan.txt")


def test_members_without_end_are_not_read() -> None:
    with pytest.raises(EvidenceError) as refused:
        read_package(b"PK\x03\x04".ljust(30, b"\0") * (MOST_MEMBERS + 2))
    assert refused.value.code == "evidence.too-large"
