"""What both official minutes have in common: opening, checkpoint of the log, hours, signatures."""

from datetime import date
from typing import Final

from server.day_record import DayRecord
from server.documents.dates import full_date, hour_on, in_words, month, weekday, zone
from server.documents.sheet import BODY, CENTER, HEAD, Look, Sheet
from server.documents.sheet_parts import Signer, put_facts, put_signatures
from server.evidence import short_root
from server.lengths import FULL, show_lasting
from server.mapping import PERSON, SEATS
from server.minutes_data import Checkpoint
from server.wall import Jump

_PRELIMINARY: Final = Look(points=11, bold=True, align=CENTER, after=6)
_CLOSING: Final = Look(before=8, after=10)


def put_opening(sheet: Sheet, record: DayRecord, happened: str) -> None:
    """Say on which day, where and for which exam; mark what was not closed yet as preliminary."""
    _ = sheet.occasion.translate
    config = sheet.occasion.config
    if record.day.closed_at is None:
        text = _("PRELIMINARY – the sitting has not been closed")
        sheet.line(text, _PRELIMINARY)
    opening = _("On {day}, in {room}, {happened} for {exam} of {agency}, as follows.").format(
        day=_solemn_date(day_held(record, sheet.occasion.sitting.date), sheet),
        room=sheet.occasion.sitting.room,
        happened=happened,
        exam=config.exam.name,
        agency=config.exam.agency,
    )
    sheet.line(opening, BODY)


def put_hours(sheet: Sheet, record: DayRecord) -> None:
    """Say whose clock the hours are by, and what of them cannot be known."""
    _ = sheet.occasion.translate
    sheet.line(_("About the hours"), HEAD).paragraph_format.keep_with_next = True
    sheet.line(_hours_by(sheet, record), BODY)
    held = day_held(record, sheet.occasion.sitting.date)
    for jump in record.wall.jumps:
        sheet.line(_jump(sheet, jump, hour_on(record.wall.at(jump.at), held)), BODY)


def put_checkpoint(sheet: Sheet, checkpoint: Checkpoint | None) -> None:
    """Write the seal of the log at the close, short to compare and whole to verify."""
    _ = sheet.occasion.translate
    sheet.line(_("The exam's log"), HEAD).paragraph_format.keep_with_next = True
    if checkpoint is None:
        sheet.line(_("The log has no checkpoint of the close yet."), BODY)
        return
    facts = (
        (_("Entries up to the close"), f"{checkpoint.size}"),
        (_("Checkpoint"), short_root(checkpoint.root)),
        (_("Copied by hand"), "........  ........  ........  ........"),
        (_("Root of the log"), _in_groups(checkpoint.root.hex())),
        (_("Exam fingerprint"), sheet.occasion.fingerprint),
    )
    put_facts(sheet, facts)
    text = _(
        "Whoever has the log can work the checkpoint out again; another one means that something "
        "before the close was changed."
    )
    sheet.line(text, BODY)


def put_end(sheet: Sheet) -> None:
    """End with the customary sentence and room for everybody who has to sign."""
    _ = sheet.occasion.translate
    config = sheet.occasion.config
    closing = _("These minutes were made truthfully, to be used as they should.")
    sheet.line(closing, _CLOSING).paragraph_format.keep_with_next = True
    proctors = [Signer(_("Proctor"), one.name) for one in config.staff if one.role == "proctor"]
    office = [
        Signer(_("Secretariat"), one.name) for one in config.staff if one.role == "secretariat"
    ]
    chairs = [one.name for one in config.panel.members if one.role == "chair"]
    put_signatures(sheet, [*(proctors or [Signer(_("Proctor"))]), *(office or _nobody(sheet))])
    chair = Signer(_("Chair of the selection committee"), next(iter(chairs), ""))
    put_signatures(sheet, [chair], columns=1)


def _nobody(sheet: Sheet) -> list[Signer]:
    _ = sheet.occasion.translate
    return [Signer(_("Secretariat"))]


def day_held(record: DayRecord, planned: date) -> date:
    """Return the day on which the sitting began, or for which it is planned."""
    started_at = record.day.started_at
    return planned if started_at is None else record.wall.at(started_at).date()


def _solemn_date(day: date, sheet: Sheet) -> str:
    """Write the date in words and figures, as Indonesian minutes do; plainly in English."""
    _ = sheet.occasion.translate
    if sheet.occasion.config.exam.language != "id":
        return full_date(day, _)
    return (
        f"hari ini, {weekday(day, _)}, tanggal {in_words(day.day)} bulan {month(day, _)} "
        f"tahun {in_words(day.year)} ({day:%d-%m-%Y})"
    )


def _hours_by(sheet: Sheet, record: DayRecord) -> str:
    _ = sheet.occasion.translate
    shown = zone(record.wall.at(record.day.started_at or 0))
    return _(
        "Hours are in {zone} by the clock of the server. Lengths of time are of the exam's own "
        "clock, which no change of that clock moves. While a server that was started again was "
        "still asking for the time, entries may bear an hour that is too early, at most by the "
        "time for which it was away."
    ).format(zone=shown)


def _jump(sheet: Sheet, jump: Jump, at: str) -> str:
    _ = sheet.occasion.translate
    ahead = _("{span} ahead").format(span=show_lasting(abs(jump.milliseconds), _, FULL))
    behind = _("{span} behind").format(span=show_lasting(abs(jump.milliseconds), _, FULL))
    return _(
        "At {hour} a restarted server took up its work, its clock {distance} of where the clock "
        "before would have been; exam time went on by {basis}. Which of the two clocks was right "
        "is not on the record."
    ).format(
        hour=at,
        distance=ahead if jump.milliseconds > 0 else behind,
        basis=_basis(sheet, jump.basis),
    )


def _basis(sheet: Sheet, basis: str) -> str:
    _ = sheet.occasion.translate
    if basis == SEATS:
        return _("the PCs of the candidates")
    return _("what a person said") if basis == PERSON else _("the server's clock")


def _in_groups(text: str, size: int = 8) -> str:
    return " ".join(text[start : start + size] for start in range(0, len(text), size))
