"""The opening: a quorum's seed turns what counts into papers without names.

Clear texts and secrets are only ever in memory. What is written down is sealed to panelists, in an
order that says nothing about who handed in when; it happens once, whole or not at all. A sitting
that nobody closed is closed with it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sqlite_utils import Database

from exam import keys
from exam.chronicle import PapersOpened, encode_entry
from exam.clock import ExamTime
from exam.codes import Randomness
from exam.errors import IntegrityError, RefusedError, ShareError
from exam.events import HeadAcknowledged
from exam.hand_ins import Outcome
from exam.sitting import Phase, Sitting
from server.anonymity import PaperCode
from server.closing import close_sitting, is_before_reopening, outcomes_of, unclosed_sittings
from server.heads import record_heads
from server.language import load_catalog
from server.office import OpenExam
from server.orders import terms_of
from server.papers import Paper, Record
from server.recovering import require_over
from server.sittings import all_sittings, common_sitting
from server.store import append_entry
from server.unsealing import Unsealed, unseal

_CONCERNED: Final = """
    select id, number, post_id from applications
    where admission > 0 or id in (select application_id from envelopes)
    order by number
"""
"""Everybody who ever sat down, and of whom anything was brought."""

_HANDED_IN: Final = (Phase.SEALED, Phase.SUBMITTED)


Told = Callable[[int, int], None]
"""Is told how many candidates are done, of how many."""


def _tell_nobody(_done: int, _all: int) -> None:
    """Go on without a word."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """What counts of somebody and could not be opened, and why."""

    application_id: str
    number: str
    reason: IntegrityError


@dataclass(frozen=True, slots=True)
class Opening:
    """How the opening went: papers by code, what was set aside, and whose last hand-in is missing.

    By candidates' numbers: `without_envelope` are those of whom nothing is here,
    `before_reopening` those of whom an earlier hand-in counts, `escrowed` those of whom the last
    records count that reached the server, `rejoined` those whose text under a lost card was added,
    and `late` those who sealed after the grace.
    """

    codes: tuple[PaperCode, ...]
    set_aside: tuple[SetAside, ...]
    without_envelope: tuple[str, ...]
    before_reopening: tuple[str, ...]
    escrowed: tuple[str, ...] = ()
    rejoined: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """One candidate who was signed in, and what counts of them."""

    application_id: str
    number: str
    post_id: str
    sitting: Sitting
    outcome: Outcome

    @property
    def is_escrow(self) -> bool:
        """Whether what counts are the last records that the server had."""
        return isinstance(self.outcome.counted, HeadAcknowledged)


@dataclass(frozen=True, slots=True)
class _Found:
    """What is behind all that counts: texts, what does not open, and of whom nothing is here."""

    opened: tuple[tuple[_Case, Unsealed], ...]
    set_aside: tuple[tuple[_Case, IntegrityError], ...]
    missing: tuple[_Case, ...]


def open_papers(
    exam: OpenExam,
    seed: bytes,
    random: Randomness,
    waived: Collection[str] = (),
    told: Told = _tell_nobody,
) -> Opening:
    """Open what counts of every candidate, and write the papers down without names.

    `waived` are the numbers of candidates who signed in and of whom nothing is here; `told` hears
    after each how far it is.

    Raises:
        ShareError: the seed is not the one of this exam's panel key.
        RefusedError: already opened, still being written, a restored server has not heard every
            seat, a paper is missing that is not waived, or there is nothing that opens.

    """
    if keys.sealing_public_key(seed) != exam.manifest.panel_public_key:
        raise ShareError("share.other-exam")
    now = exam.timeline.now()
    exam.store.write_now(lambda db: _make_ready(db, exam, now))
    found = exam.store.read(lambda db: _unseal_all(db, exam, seed, told))
    _require_complete(found, waived)
    papers = [
        Paper(case.application_id, case.post_id, unsealed.manuscript)
        for case, unsealed in found.opened
    ]
    record = Record(exam, papers, random)
    exam.store.write_now(lambda db: _write_down(db, exam, record, found, now))
    return _opening(record.codes, found)


def require_unopened(db: Database) -> None:
    """Refuse an exam whose papers have been opened.

    Raises:
        RefusedError: they have.

    """
    if db.execute("select 1 from opening").fetchone() is not None:
        raise RefusedError("opening.done")


def _make_ready(db: Database, exam: OpenExam, now: ExamTime) -> None:
    """Refuse while anything may still come; record what is here of those who hand nothing in."""
    require_unopened(db)
    require_over(db)
    _require_sittings_closed(db, exam)
    sittings = all_sittings(db)
    terms = terms_of(exam)
    wait = max(terms.lead, terms.grace)
    writing = [
        row["number"] for row in db.query(_CONCERNED) if _may_write(sittings[row["id"]], now, wait)
    ]
    if writing:
        raise RefusedError("opening.still-writing", number=writing[0], count=len(writing))
    record_heads(db, exam, now)


def _require_sittings_closed(db: Database, exam: OpenExam) -> None:
    """Refuse while a sitting of several is open: papers of one post are opened together."""
    missing = unclosed_sittings(db, exam)
    if missing:
        names = ", ".join(missing)
        raise RefusedError("opening.sittings-open", sittings=names, count=len(missing))


def _may_write(sitting: Sitting, now: ExamTime, wait: int) -> bool:
    """Whether somebody has time, or may be handing in, for which the close waits as well."""
    if sitting.start is None or sitting.closed_at is not None:
        return False
    has_time = sitting.remaining_at(ExamTime(now - wait)) > 0
    return sitting.phase_at(now) not in _HANDED_IN and has_time


def _unseal_all(db: Database, exam: OpenExam, seed: bytes, told: Told) -> _Found:
    sittings = all_sittings(db)
    outcomes = outcomes_of(sittings, exam)
    _ = load_catalog(exam.config.exam.language).gettext
    heading = _("Earlier text")
    opened, set_aside, missing = [], [], []
    rows = list(db.query(_CONCERNED))
    for done, row in enumerate(rows):
        told(done, len(rows))
        key = row["id"]
        case = _Case(key, row["number"], row["post_id"], sittings[key], outcomes[key])
        try:
            unsealed = _unsealed(db, exam.exam_id, case, seed, heading)
        except IntegrityError as error:
            set_aside.append((case, error))
        else:
            if unsealed is None:
                missing.append(case)
            else:
                opened.append((case, unsealed))
    told(len(rows), len(rows))
    return _Found(tuple(opened), tuple(set_aside), tuple(missing))


def _unsealed(
    db: Database, exam_id: bytes, case: _Case, seed: bytes, heading: str
) -> Unsealed | None:
    """Open what counts of one candidate; records in which nothing was written are no paper."""
    counted = case.outcome.counted
    if counted is None:
        return None
    unsealed = unseal(db, exam_id, case.application_id, counted, seed, heading)
    return None if case.is_escrow and unsealed.is_empty else unsealed


def _require_complete(found: _Found, waived: Collection[str]) -> None:
    missing = [case.number for case in found.missing if case.number not in waived]
    if missing:
        raise RefusedError("opening.missing", numbers=", ".join(missing), count=len(missing))
    if not found.opened:
        raise RefusedError("opening.no-papers", set_aside=len(found.set_aside))


def _write_down(db: Database, exam: OpenExam, record: Record, found: _Found, now: ExamTime) -> None:
    """Close what is not closed and write the papers down, inside an act."""
    require_unopened(db)
    common = common_sitting(db, 0)
    if common.has_begun_at(now) and common.closed_at is None:
        close_sitting(db, exam, "", now)
    entry = PapersOpened(
        at=now,
        papers=len(record.codes),
        refused=_ids(case for case, _ in found.set_aside),
        missing=_ids(found.missing),
        map_commitment=record.write(db),
        escrowed=_ids(case for case, _ in found.opened if case.is_escrow),
        rejoined=_ids(case for case, text in found.opened if text.is_rejoined),
    )
    append_entry(db, encode_entry(entry))
    record.begin_scoring(db, now)


def _ids(cases: Iterable[_Case]) -> tuple[str, ...]:
    return tuple(sorted(case.application_id for case in cases))


def _opening(codes: tuple[PaperCode, ...], found: _Found) -> Opening:
    opened = [case for case, _ in found.opened]
    return Opening(
        codes=codes,
        set_aside=tuple(
            SetAside(case.application_id, case.number, error) for case, error in found.set_aside
        ),
        without_envelope=tuple(case.number for case in found.missing),
        before_reopening=tuple(
            case.number for case in opened if is_before_reopening(case.sitting, case.outcome)
        ),
        escrowed=tuple(case.number for case in opened if case.is_escrow),
        rejoined=tuple(case.number for case, text in found.opened if text.is_rejoined),
        late=tuple(case.number for case in opened if case.outcome.is_late),
    )
