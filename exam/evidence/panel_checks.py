"""Checks of the panel's work: the opening, sheets against the ledger, rounds, identities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exam import keys
from exam.chronicle import PaperReceived, PapersOpened
from exam.errors import EvidenceError, ExamError
from exam.evidence import contents
from exam.evidence.lines import ApplicationLine, PaperLine, RoundLine, SheetLine
from exam.evidence.reading import Evidence
from exam.evidence.report import Check, Subject
from exam.evidence.rounds import RoundKey, RoundStory, Story
from exam.identity_map import IdentityMap, read_map
from exam.scoring import Sheet, decode_sheet, digest_of_sheets

Opened = Mapping[RoundKey, Mapping[str, Sheet]]
"""The sheets of every open round, in clear, by panelist."""


def check_opening(evidence: Evidence) -> Check:
    """Check that the papers were opened once, after the last hand-in, as many as are listed."""
    papers = evidence.table(PaperLine)
    openings = list(evidence.entries(PapersOpened))
    check = Check(Subject.OPENING, len(papers), is_due=bool(openings))
    check.add(evidence.problems[contents.PAPERS])
    posts = {post.id for post in evidence.config.posts}
    codes = {paper.code for paper in papers}
    expected = openings[0][1].papers if openings else 0
    if len(codes) != len(papers) or len(codes) != expected or len(openings) > 1:
        check.problems.append(EvidenceError("evidence.papers", papers=expected))
    if any(paper.post_id not in posts for paper in papers):
        check.problems.append(EvidenceError("evidence.post", file=contents.PAPERS))
    late = [at for at, _ in evidence.entries(PaperReceived) if openings and at > openings[0][0]]
    check.add(EvidenceError("evidence.after-opening", position=position) for position in late)
    return check


def check_sheets(evidence: Evidence, story: Story) -> Check:
    """Check that every sheet is sealed as it was when the ledger took its digest, and is here."""
    sheets = evidence.table(SheetLine)
    check = Check(Subject.SHEETS, len(sheets), is_due=bool(story.rounds))
    check.add(evidence.problems[contents.SHEETS])
    check.add(story.sheet_problems)
    found = {
        (one.stage_id, one.number, one.panelist_id): _digest("sealed-sheet", one.sealed)
        for one in sheets
    }
    committed = {
        (*key, panelist): digest
        for key, one in story.rounds.items()
        for panelist, digest in one.commits.items()
    }
    for stage_id, number, panelist in sorted(found.keys() | committed.keys()):
        place = (stage_id, number, panelist)
        if found.get(place) != committed.get(place):
            check.problems.append(
                EvidenceError("evidence.sheet", stage=stage_id, round=number, panelist=panelist)
            )
    return check


@dataclass(frozen=True, slots=True)
class OpenRounds:
    """What came of opening the rounds again: the check, and the sheets in clear."""

    check: Check
    sheets: Opened


def check_rounds(evidence: Evidence, story: Story) -> OpenRounds:
    """Join the released shares of every open round, and open its sheets again."""
    rounds = {(one.stage_id, one.number): one for one in evidence.table(RoundLine)}
    check = Check(Subject.ROUNDS, len(rounds), is_due=bool(story.rounds))
    check.add(evidence.problems[contents.ROUNDS])
    check.add(story.round_problems)
    opened = {}
    for key in sorted(story.rounds.keys() | rounds.keys()):
        line, told = rounds.get(key), story.rounds.get(key)
        try:
            opened[key] = _open_round(evidence, key, line, told)
        except ExamError:
            stage_id, number = key
            check.problems.append(EvidenceError("evidence.round", stage=stage_id, round=number))
    return OpenRounds(check, opened)


def _open_round(
    evidence: Evidence, key: RoundKey, line: RoundLine | None, told: RoundStory | None
) -> dict[str, Sheet]:
    """Open all sheets of a round; none of one that is not open.

    Raises:
        ExamError: its key is not the one of the ledger, the shares do not make it, a sheet does
            not open, or what comes out is not what the ledger says.

    """
    broken = EvidenceError("evidence.round", stage=key[0], round=key[1])
    if line is None or told is None:
        raise broken
    if _digest("round-key", line.public_key) != told.key_digest:
        raise broken
    if line.shares.keys() != (told.panelists if told.is_open else set()):
        raise broken
    if not told.is_open:
        return {}
    seed = keys.join_shares([bytes.fromhex(share) for share in line.shares.values()])
    if keys.sealing_public_key(seed).hex() != line.public_key:
        raise broken
    sheets = {
        one.panelist_id: _open_sheet(evidence.exam_id, seed, one)
        for one in evidence.table(SheetLine)
        if (one.stage_id, one.number) == key
    }
    if digest_of_sheets(sheets).hex() != told.scores_digest:
        raise broken
    return sheets


def _open_sheet(exam_id: bytes, seed: bytes, line: SheetLine) -> Sheet:
    context = (line.panelist_id, exam_id, line.stage_id, line.number)
    return decode_sheet(keys.open_sealed(seed, bytes.fromhex(line.sealed), "sheet", *context))


@dataclass(frozen=True, slots=True)
class Identities:
    """What came of checking the map: the check, and whose each paper is, once that is open."""

    check: Check
    applications: Mapping[str, str]


def check_identities(evidence: Evidence, story: Story) -> Identities:
    """Check that names opened after the last lock, and that the map is the one committed to."""
    raw = evidence.files.get(contents.MAP)
    check = Check(Subject.IDENTITIES, is_due=bool(story.revealed))
    check.add(story.reveal_problems)
    if not story.revealed and raw is None:
        return Identities(check, {})
    commitments = {entry.map_commitment for _, entry in story.revealed}
    commitments |= {entry.map_commitment for _, entry in evidence.entries(PapersOpened)}
    found = _read_map(raw, commitments)
    if found is None or not story.revealed:
        check.problems.append(EvidenceError("evidence.map", file=contents.MAP))
        return Identities(check, {})
    check.count = len(found.applications)
    check.add(_map_problems(evidence, found))
    return Identities(check, {str(code): one for code, one in found.applications.items()})


def _read_map(raw: bytes | None, commitments: set[str]) -> IdentityMap | None:
    """Return the map if there is one, and one commitment only, which is to it."""
    if raw is None or len(commitments) != 1:
        return None
    try:
        return read_map(raw, bytes.fromhex(*commitments))
    except ExamError:
        return None


def _map_problems(evidence: Evidence, found: IdentityMap) -> Iterator[EvidenceError]:
    papers = {paper.code: paper.post_id for paper in evidence.table(PaperLine)}
    posts = {one.application_id: one.post_id for one in evidence.table(ApplicationLine)}
    handed_in = {entry.application_id for _, entry in evidence.entries(PaperReceived)}
    named = {
        name
        for _, entry in evidence.entries(PapersOpened)
        for name in (*entry.refused, *entry.missing)
    }
    for application_id in sorted(handed_in - named - set(found.applications.values())):
        yield EvidenceError("evidence.left-out", application=application_id)
    handed_in |= {name for _, entry in evidence.entries(PapersOpened) for name in entry.escrowed}
    if found.applications.keys() != papers.keys():
        yield EvidenceError("evidence.map", file=contents.MAP)
    if len(set(found.applications.values())) != len(found.applications):
        yield EvidenceError("evidence.map", file=contents.MAP)
    for code, application_id in found.applications.items():
        if posts.get(application_id) != papers.get(code) or application_id not in handed_in:
            yield EvidenceError("evidence.author", paper=code)


def _digest(purpose: str, body: str) -> str:
    return keys.digest(purpose, bytes.fromhex(body)).hex()
