"""What the proctor's page says of a seat, in signs: a few words each, with a tone and a time.

A sign that counts carries the instant since when, never how long: so it changes only when something
happened, and whoever shows it counts on. `{time}` in its words stands for how long it has been.
"""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from exam.pc_check import Finding, Severity
from exam.pc_sentences import PC_NAMES
from exam.proceedings import Attendance
from exam.sitting import Phase
from server.lengths import show_lasting
from server.web.seat_view import Alarm, Seat, trouble_at_a_pc

GOOD: Final = "good"
WARN: Final = "warn"
BAD: Final = "bad"
CALL: Final = "call"
MUTED: Final = "muted"
_SECOND: Final = 1000


class Sign(msgspec.Struct, frozen=True, array_like=True):
    """A few words, how grave they are, and since when (exam time) what they say has been so."""

    text: str
    tone: str = ""
    since: int | None = None


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


_PHASES: Final[Mapping[Phase, str]] = {
    Phase.SIGNED_IN: _("signed in"),
    Phase.IDENTITY_CONFIRMED: _("reading the rules"),
    Phase.READY: _("ready"),
    Phase.WRITING: _("writing"),
    Phase.PAUSED: _("time stopped"),
    Phase.LOCKED: _("locked"),
    Phase.SEALED: _("sealed, on its way"),
    Phase.SUBMITTED: _("handed in"),
}
_NEWS: Final[Mapping[Alarm, tuple[str, str]]] = {
    Alarm.NONE: (_("just now"), GOOD),
    Alarm.UNHEARD: (_("not heard yet"), MUTED),
    Alarm.OFF: (_("not connected"), MUTED),
    Alarm.LATE: (_("late: {time}"), WARN),
    Alarm.TROUBLED: (_("troubled: {time}"), WARN),
    Alarm.LOST: (_("lost: {time}"), BAD),
}
_ATTENDANCE: Final[Mapping[Attendance | None, str]] = {
    Attendance.LATE: _("came late"),
    Attendance.ABSENT: _("absent"),
}


class Signage:
    """Writes the signs of seats in one language."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self._translate = translate

    def state(self, seat: Seat) -> tuple[Sign, ...]:
        """Say where the candidate stands, and the code of their receipt."""
        line, _ = seat.line, self._translate
        if line.number is None:
            return ()
        if line.barred_at:
            return (Sign(_("does not come"), MUTED),)
        if line.phase is None:
            return (Sign(_("not signed in"), MUTED),)
        text = _(_PHASES[line.phase])
        if line.phase is Phase.LOCKED and not line.is_obeyed:
            text = _("being locked")
        pill = Sign(text, f"phase-{line.phase.value}")
        return (pill, Sign(line.receipt_code, "receipt")) if line.receipt_code else (pill,)

    def news(self, seat: Seat) -> Sign:
        """Say when the PC was last heard of; one that is in time is heard now."""
        line = seat.line
        if line.seat_name is None:
            return Sign("–", MUTED)
        text, tone = _NEWS[seat.alarm]
        since = None if line.last_beat_age is None else line.at - line.last_beat_age
        text = self._translate(text)
        return Sign(text, tone, _whole(since) if "{time}" in text else None)

    def copies(self, seat: Seat) -> tuple[Sign, ...]:
        """Say where the text lies safely, or where it does not."""
        line, _ = seat.line, self._translate
        if not seat.has_copies or line.copies is None:
            return (Sign("–", MUTED),)
        signs = []
        if not seat.disk_is_behind and not seat.server_is_behind:
            signs.append(Sign(_("PC and server"), GOOD))
        if seat.disk_is_behind:
            signs.append(self._old(line.copies.disk, _("PC: none"), _("PC: {time} old"), line.at))
        if seat.server_is_behind:
            none, old = _("server: none yet"), _("server: {time} old")
            signs.append(self._old(line.copies.server, none, old, line.at))
        if line.copies.stick == 0:
            signs.append(Sign(_("stick: up to date"), MUTED))
        elif line.copies.stick is not None:
            since = _whole(line.at - line.copies.stick)
            signs.append(Sign(_("stick: {time} old"), MUTED, since))
        return tuple(signs)

    def flags(self, seat: Seat) -> tuple[Sign, ...]:
        """Say what else a proctor should know, the gravest first."""
        of_the_pc = (*self._of_the_pc(seat), *self._of_the_check(seat))
        return (*self._of_help(seat), *of_the_pc, *self._of_the_day(seat))

    def _of_help(self, seat: Seat) -> list[Sign]:
        line, _ = seat.line, self._translate
        signs = []
        if line.call is not None:
            signs.append(Sign(_("calls for help: {time}"), CALL, _whole(line.call.at)))
        if line.is_pause_open:
            signs.append(Sign(_("pause not acknowledged yet"), WARN))
        if line.loss is not None and line.loss.proposed and line.waits is None:
            signs.append(Sign(self._timed(_("Lost {time}"), line.loss.proposed), WARN))
        if line.waits is not None:
            signs.append(Sign(_("waits for the second proctor"), WARN))
        return signs

    def _of_the_pc(self, seat: Seat) -> list[Sign]:
        line, _ = seat.line, self._translate
        signs = []
        if line.trouble:
            trouble = trouble_at_a_pc(line.trouble, _)
            signs.append(Sign(_("PC: {trouble}").replace("{trouble}", trouble), BAD))
        if line.silent:
            signs.append(Sign(_("{time} unknown"), WARN, _whole(line.at - line.silent)))
        if seat.drifts and line.drift is not None:
            text = _("clock {time} ahead") if line.drift > 0 else _("clock {time} behind")
            signs.append(Sign(self._timed(text, abs(line.drift)), WARN))
        if seat.time_is_unconfirmed:
            signs.append(Sign(_("time not confirmed yet"), WARN))
        if seat.is_awaited:
            signs.append(Sign(_("has not brought back its work"), WARN))
        return signs

    def _of_the_check(self, seat: Seat) -> list[Sign]:
        """Say what is grave of what the PC found out about itself; the rest stands on its page.

        A stop stops nobody who has signed in.
        """
        _ = self._translate
        stops, warnings = list[str](), list[str]()
        for one in () if seat.line.pc_check is None else seat.line.pc_check.findings:
            if one.stops and seat.line.phase is None:
                stops.append(_(PC_NAMES[one.kind]))
            elif tone_of(one) != MUTED:
                warnings.append(_(PC_NAMES[one.kind]))
        signs = [Sign(_("PC check stops: {names}").replace("{names}", ", ".join(stops)), BAD)]
        signs += [Sign(_("PC check: {names}").replace("{names}", ", ".join(warnings)), WARN)]
        return [sign for sign, names in zip(signs, (stops, warnings), strict=True) if names]

    def _of_the_day(self, seat: Seat) -> list[Sign]:
        line, _ = seat.line, self._translate
        notes, signs = line.notes, list[Sign]()
        if line.barred_at:
            signs.append(Sign(_("out since “{stage}”").replace("{stage}", line.barred_at)))
        if line.unread:
            signs.append(Sign(_("message not read yet")))
        if line.planned:
            signs.append(Sign(_("by the plan: {place}").replace("{place}", line.planned)))
        if notes.out_since is not None:
            signs.append(Sign(_("outside: {time}"), "", _whole(notes.out_since)))
        if notes.attendance in _ATTENDANCE:
            signs.append(Sign(_(_ATTENDANCE[notes.attendance])))
        if notes.incidents:
            signs.append(Sign(_("incidents: {count}").replace("{count}", str(notes.incidents))))
        if line.forks:
            signs.append(Sign(_("texts beside: {count}").replace("{count}", str(line.forks))))
        return signs

    def _old(self, age: int | None, none: str, old: str, now: int) -> Sign:
        return Sign(none, WARN) if age is None else Sign(old, WARN, _whole(now - age))

    def _timed(self, text: str, milliseconds: int) -> str:
        return text.replace("{time}", show_lasting(milliseconds, self._translate))


def tone_of(finding: Finding) -> str:
    """Say how grave a finding about a PC looks."""
    if finding.could_not_be_checked or finding.severity is Severity.NOTICE:
        return MUTED
    return BAD if finding.stops else WARN


def show_sign(sign: Sign, now: int, translate: Callable[[str], str]) -> str:
    """Write a sign as it reads at an exam time."""
    if sign.since is None:
        return sign.text
    return sign.text.replace("{time}", show_lasting(max(0, now - sign.since), translate))


def _whole(instant: int | None) -> int | None:
    """Leave off what is less than a second, so that what happened together reads the same."""
    return None if instant is None else instant // _SECOND * _SECOND
