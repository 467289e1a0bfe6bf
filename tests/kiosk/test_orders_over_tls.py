"""A proctor's orders at the real server, and what a kiosk makes of them over TLS."""

from pathlib import Path

from exam.chronicle import DeedReported, OrderIssued, PaperReceived
from exam.events import (
    Cause,
    CreditGranted,
    Deed,
    EndOrdered,
    HandInReopened,
    Order,
    PaperSealed,
    PauseAcknowledged,
    PauseOrdered,
    ResumeOrdered,
    SeatAdmitted,
    StartOrdered,
)
from exam.manuscript import Part
from exam.seal import Manuscript
from exam.sitting import Phase
from kiosk.desk import Desk
from server.evidence import export_ledger, verify_lines
from server.hall import Hall
from server.seat_line import SeatLine
from server.seating import seat_lines
from server.store import ledger_size
from tests.kiosk.room import let_pass, new_id, running
from tests.kiosk.school import School

LENGTH = 240 * 60_000
LEAD = 10_000
ALONE, BOTH = ("pengawas-1",), ("pengawas-1", "pengawas-2")


async def sit_down(school: School, desk: Desk, card: int) -> str:
    """Sign in with a card and accept the rules; returns the application."""
    who = school.handouts.cards[card]
    await desk.sign_in(who.application.number, who.code)
    desk.confirm_identity()
    desk.accept_rules()
    return who.application.id


def line_of(school: School, desk: Desk) -> SeatLine:
    """The proctor's line of a candidate, by what is recorded alone."""
    lines = school.exam.store.read(lambda db: seat_lines(db, school.exam, Hall(), school.now))
    (line,) = [line for line in lines if line.number == desk.view.number]
    return line


def orders_in(school: School) -> list[type[Order]]:
    """The kinds of the orders in the ledger."""
    return [type(entry.order) for entry in school.ledger() if isinstance(entry, OrderIssued)]


def deeds_in(school: School) -> list[Deed]:
    """The deeds in the ledger."""
    return [entry.deed for entry in school.ledger() if isinstance(entry, DeedReported)]


def require_whole_ledger(school: School) -> None:
    """Check the ledger as a stranger would."""
    exam = school.exam
    lines = exam.store.read(
        lambda db: export_ledger(db, exam.exam_id, exam.signing_secret, school.now)
    )
    checked = verify_lines(lines, exam.manifest.server_signing_key)
    assert checked.size == exam.store.read(ledger_size) == len(school.ledger())


def phase_of(desk: Desk) -> Phase | None:
    return desk.view.phase


async def begin(school: School, desk: Desk, card: int = 0) -> str:
    """Let a candidate come in and begin to write; returns the application."""
    application_id = await sit_down(school, desk, card)
    school.order_start()
    await let_pass(school.clock, desk, LEAD + 2_000)
    assert phase_of(desk) is Phase.WRITING
    return application_id


async def test_a_pause_and_a_credit_reach_the_kiosk_and_the_ledger(
    school: School, tmp_path: Path
) -> None:
    desk = school.open_desk(tmp_path / "seat")
    with running(desk):
        application_id = await begin(school, desk)
        desk.edit(Part.PAPER, 0, "", "Sebelum listrik padam")
        await let_pass(school.clock, desk, 3_000)
        paused = PauseOrdered(new_id(), school.now, "Listrik padam")
        school.order(paused)
        await let_pass(school.clock, desk, 5_000)
        left = desk.view.remaining
        assert (phase_of(desk), line_of(school, desk).phase) == (Phase.PAUSED, Phase.PAUSED)
        await let_pass(school.clock, desk, 60_000)
        assert desk.view.remaining == line_of(school, desk).remaining == left
        desk.edit(Part.PAPER, 0, "", "Hilang. ")
        assert desk.text(Part.PAPER) == "Sebelum listrik padam"
        school.order(ResumeOrdered(new_id(), school.now, paused.id, school.now + LEAD))
        await let_pass(school.clock, desk, LEAD + 5_000)
        assert (phase_of(desk), line_of(school, desk).phase) == (Phase.WRITING, Phase.WRITING)
        assert desk.view.remaining == line_of(school, desk).remaining == left - 5_000
        credit = CreditGranted(new_id(), school.now, 600_000, ALONE, "Listrik padam")
        school.order(credit, application_id)
        await let_pass(school.clock, desk, 2_000)
        assert desk.view.remaining == line_of(school, desk).remaining == left + 593_000
    await desk.close()
    assert orders_in(school) == [
        SeatAdmitted, StartOrdered, PauseOrdered, ResumeOrdered, CreditGranted,
    ]  # fmt: skip
    (acknowledged,) = [deed for deed in deeds_in(school) if isinstance(deed, PauseAcknowledged)]
    assert acknowledged.pause_id == paused.id
    assert paused.issued_at <= acknowledged.at <= paused.issued_at + 2_000
    require_whole_ledger(school)


async def test_a_reopening_leads_back_to_the_text_and_to_a_second_receipt(
    school: School, tmp_path: Path
) -> None:
    desk = school.open_desk(tmp_path / "seat")
    with running(desk):
        application_id = await begin(school, desk)
        desk.edit(Part.PAPER, 0, "", "Terlalu cepat")
        await desk.hand_in()
        await let_pass(school.clock, desk, 3_000)
        first = desk.view.receipt
        assert (phase_of(desk), line_of(school, desk).phase) == (Phase.SUBMITTED, Phase.SUBMITTED)
        assert first == line_of(school, desk).receipt_code
        reopened = HandInReopened(new_id(), school.now, 2, 60_000, BOTH, "Tak sengaja")
        school.order(reopened, application_id)
        await let_pass(school.clock, desk, 3_000)
        assert (phase_of(desk), line_of(school, desk).phase) == (Phase.WRITING, Phase.WRITING)
        desk.edit(Part.PAPER, 13, "", ", kini selesai")
        await desk.hand_in()
        await let_pass(school.clock, desk, 3_000)
        assert desk.view.receipt == line_of(school, desk).receipt_code
        assert desk.view.receipt not in (None, first)
    await desk.close()
    papers = [school.handed_in(application_id, revision) for revision in (1, 2)]
    assert papers == [
        Manuscript("Terlalu cepat", ""),
        Manuscript("Terlalu cepat, kini selesai", ""),
    ]
    sealed = [deed for deed in deeds_in(school) if isinstance(deed, PaperSealed)]
    assert [(deed.revision, deed.admission, deed.cause) for deed in sealed] == [
        (1, 1, Cause.SUBMITTED),
        (2, 1, Cause.SUBMITTED),
    ]
    received = [entry.revision for entry in school.ledger() if isinstance(entry, PaperReceived)]
    assert received == [1, 2]
    assert orders_in(school) == [SeatAdmitted, StartOrdered, HandInReopened]
    require_whole_ledger(school)


async def test_what_was_ordered_for_one_and_a_pause_that_is_over_are_nothing_to_another(
    school: School, tmp_path: Path
) -> None:
    first = school.open_desk(tmp_path / "first", 0)
    with running(first):
        one = await sit_down(school, first, 0)
        school.order_start()
        await let_pass(school.clock, first, LEAD)
        paused = PauseOrdered(new_id(), school.now)
        school.order(paused)
        school.order(CreditGranted(new_id(), school.now, 600_000, ALONE, "Komputer rusak"), one)
        await let_pass(school.clock, first, 20_000)
        school.order(ResumeOrdered(new_id(), school.now, paused.id, school.now + LEAD))
        await let_pass(school.clock, first, LEAD)
    await first.close()
    second = school.open_desk(tmp_path / "second", 1)
    await sit_down(school, second, 1)
    assert phase_of(second) is Phase.WRITING
    assert second.view.remaining == LENGTH - 20_000 - LEAD
    await second.close()


async def test_an_early_end_and_an_end_for_one_are_told_on_the_last_screen(
    school: School, tmp_path: Path
) -> None:
    for place, cause in enumerate((Cause.ORDERED, Cause.ENDED_EARLY)):
        desk = school.open_desk(tmp_path / cause, place)
        with running(desk):
            application_id = await sit_down(school, desk, place)
            school.order_start()
            await let_pass(school.clock, desk, LEAD)
            desk.edit(Part.PAPER, 0, "", "Belum selesai")
            end = EndOrdered(new_id(), school.now, school.now + LEAD, cause, "Selesai")
            school.order(end, application_id if cause is Cause.ORDERED else "")
            await let_pass(school.clock, desk, LEAD - 500)
            assert phase_of(desk) is Phase.WRITING
            await let_pass(school.clock, desk, 3_000)
            assert (phase_of(desk), desk.view.cause) == (Phase.SUBMITTED, cause)
        await desk.close()
        assert school.handed_in(application_id, 1).paper == "Belum selesai"
    causes = [entry.cause for entry in school.ledger() if isinstance(entry, PaperReceived)]
    assert causes == [Cause.ORDERED, Cause.ENDED_EARLY]
