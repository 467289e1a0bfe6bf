"""The first page of observers: what they may see.

An observer changes nothing here and sees nobody's name: counts, the ledger's size and short hash,
and what was decided so far.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.response import Template
from litestar.types import ControllerRouterHandler
from sqlite_utils import Database

from exam.clock import ExamTime
from exam.errors import RefusedError
from server.bundle import bundle_of
from server.hall import Hall
from server.language import load_catalog
from server.observing import Noted, Observation, Observed
from server.office import OpenExam
from server.scores import is_between_rounds
from server.seating import Seating
from server.web.downloads import attachment
from server.web.moments import Moments
from server.web.pages import page
from server.web.seat_view import Summary, summarise
from server.web.session import Exam, PeopleRequest, TheHall

TheObservation = NamedDependency[Observation]
EVIDENCE_NAME: Final = "bukti.zip"


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


HAPPENINGS: Final[Mapping[str, str]] = {
    "StartOrdered": _("Start ordered"),
    "PauseOrdered": _("Pause ordered"),
    "ResumeOrdered": _("End of a pause ordered"),
    "CreditGranted": _("Time given"),
    "EndOrdered": _("End ordered"),
    "HandInReopened": _("Hand-in opened again"),
    "SeatAdmitted": _("Admitted to a PC"),
    "SittingClosed": _("Sitting closed"),
    "MessageSent": _("Message sent"),
    "CallAnswered": _("Call for a proctor answered"),
    "WorkLocked": _("Work locked"),
    "LockLifted": _("Lock lifted"),
    "TimeSettled": _("Time of the server settled"),
    "RecoveryBegan": _("Server found out that it was restored"),
    "OrderRecovered": _("Order came back from a PC"),
    "SeatRecovered": _("PC came back after a restore"),
    "SeatWaived": _("A PC is not waited for any more"),
    "CardReplaced": _("Card replaced"),
    "WorkImported": _("Work brought in from a stick"),
    "PapersOpened": _("Papers opened"),
    "IdentitiesOpened": _("Identities opened"),
    "CheckInOpened": _("Check-in opened"),
    "CheckInClosed": _("Check-in closed"),
    "AttendanceNoted": _("Attendance noted"),
    "IncidentNoted": _("Incident noted"),
    "ExitPermitted": _("Left the room with leave"),
    "ExitEnded": _("Came back into the room"),
    "SeatRevoked": _("PC revoked"),
    "CreditProposed": _("Time proposed"),
    "CreditWithdrawn": _("Proposal withdrawn"),
    "AnnouncementMade": _("Announcement made"),
    "AnnouncementEnded": _("Announcement taken away"),
    "AccountOpened": _("Account opened"),
    "PassphraseRenewed": _("Passphrase renewed"),
    "AccountClosed": _("Account closed"),
    "SeatsDrawn": _("Seats drawn by lot"),
    "PlaceChanged": _("Place changed"),
    "TopicsUnlocked": _("Topics unlocked by their holders"),
    "CopyMade": _("Final copy made"),
    "CardShown": _("New card shown once, to print it"),
    "RehearsalHeld": _("Rehearsal held"),
    "PaperReleased": _("Paper released to the panel"),
    "ReleaseWaived": _("Papers released without a check"),
    "PaperRedacted": _("Passages of a paper blacked out"),
    "SharesRehearsed": _("Shares of the panel key tried out"),
    "PaperDisclosed": _("Paper disclosed for an appeal"),
    "PapersShown": _("Papers shown in clear in a bundle"),
    "KeysDestroyed": _("Keys destroyed"),
    "RoundBegan": _("A scoring round began"),
    "Recused": _("A panelist does not score a subject"),
    "SubjectUnheard": _("A candidate was not heard"),
    "SheetCommitted": _("Scores of one panelist committed"),
    "RoundOpened": _("A scoring round opened"),
    "PanelistExcused": _("The panel goes on without a panelist"),
    "RevealForced": _("Shares of a lost panelist released"),
    "ScoreCorrected": _("A score corrected"),
    "CorrectionRefused": _("A correction refused"),
    "HearingsScheduled": _("Interviews scheduled"),
    "HearingMoved": _("An interview moved to another hour"),
    "HearingMissed": _("Noted whether a candidate came to the interview"),
    "OutsideScoresImported": _("Scores from outside taken"),
    "ParticipationDecided": _("Decided whether a candidate takes part"),
    "StageAnnounced": _("A stage announced"),
    "ResultIssued": _("Result issued"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """A line as the page shows it."""

    at: str
    what: str
    number: str
    staff_id: str


@get("/pengamat", sync_to_thread=True, include_in_schema=False)
def show_observer(
    request: PeopleRequest, exam: Exam, hall: TheHall, observation: TheObservation
) -> Template:
    """Show an observer where the exam stands."""
    now = exam.timeline.now()

    def read(db: Database) -> tuple[Summary | None, Observed, Mapping[str, str], bool]:
        summary = _summary(db, exam, hall, now) if exam.config.has_paper else None
        return summary, observation.look(db), _numbers(db), is_between_rounds(db)

    summary, observed, numbers, between_rounds = exam.store.read(read)
    wall, translate = datetime.now().astimezone(), load_catalog(exam.config.exam.language).gettext
    dated = Moments(now, wall).dated
    return page(
        request,
        "duty/observer.html",
        summary=summary,
        people=len(numbers),
        observed=observed,
        has_evidence=_has_evidence(exam, observed),
        between_rounds=between_rounds,
        happened=[_happened(line, numbers, dated, translate) for line in observed.lines],
        shown_at=f"{wall:%H.%M.%S (%d-%m-%Y)}",
    )


def _summary(db: Database, exam: OpenExam, hall: Hall, now: ExamTime) -> Summary:
    return summarise(Seating(db, exam, hall, now).lines())


def _has_evidence(exam: OpenExam, observed: Observed) -> bool:
    """Whether evidence can be taken home: nobody writes, or somebody has done so."""
    return observed.is_closed or not exam.config.has_paper


def _numbers(db: Database) -> Mapping[str, str]:
    return {row["id"]: row["number"] for row in db.query("select id, number from applications")}


def _happened(
    line: Noted,
    numbers: Mapping[str, str],
    dated: Callable[[int], str],
    translate: Callable[[str], str],
) -> Happened:
    what = translate(HAPPENINGS.get(line.kind, line.kind))
    number = numbers.get(line.application_id, "")
    return Happened(dated(line.at), what, number, line.staff_id)


@get("/pengamat/bukti.zip", sync_to_thread=True, include_in_schema=False)
def give_evidence(exam: Exam, observation: TheObservation) -> Response[bytes]:
    """Hand out the evidence as it stands, from the close of a sitting on, if there is any sitting.

    Not while values of round one could reach somebody who may still change theirs.
    """
    if not _has_evidence(exam, exam.store.read(observation.look)):
        raise RefusedError("evidence.not-closed")
    if exam.store.read(is_between_rounds):
        raise RefusedError("evidence.between-rounds")
    return attachment(bundle_of(exam), EVIDENCE_NAME, "application/zip")


duty_routes: Final[list[ControllerRouterHandler]] = [show_observer, give_evidence]
