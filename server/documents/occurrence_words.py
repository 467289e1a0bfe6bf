"""What happened, in words: a heading and an explanation for each kind of occurrence."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from server.day_record import Names
from server.documents.dates import hour_on
from server.documents.sheet import Translate
from server.lengths import FULL, show_lasting
from server.mapping import PERSON, SEATS
from server.occurrences import Kind, Occurrence
from server.wall import Wall

_MOST_NAMED: Final = 6


def _(text: str) -> str:
    """Mark a text for the catalogs."""
    return text


_HEADS: Final[Mapping[Kind, str]] = {
    Kind.INCIDENT: _("Incident"),
    Kind.PAUSE: _("Time paused"),
    Kind.LOCK: _("Work locked"),
    Kind.CREDIT: _("Time given back"),
    Kind.REOPENING: _("Hand-in reopened"),
    Kind.PROPOSAL: _("Time proposed"),
    Kind.WITHDRAWAL: _("Proposal withdrawn"),
    Kind.END: _("Ended early"),
    Kind.MOVE: _("Moved to another PC"),
    Kind.PLACE: _("Place changed"),
    Kind.INTERRUPTION: _("Could not write"),
    Kind.START_ENTERED: _("Started by topic code"),
    Kind.EXIT: _("Left the room"),
    Kind.REVOCATION: _("PC shut out"),
    Kind.CARD: _("New card"),
    Kind.IMPORT: _("File brought by hand"),
    Kind.ANNOUNCEMENT: _("Announcement"),
    Kind.RESTART: _("Server started again"),
    Kind.RECOVERY: _("Server restored"),
    Kind.ORDER_RECOVERED: _("Orders came back"),
    Kind.SEAT_RECOVERED: _("PC known again"),
    Kind.SEAT_WAIVED: _("PC not waited for"),
}
_INCIDENTS: Final[Mapping[str, str]] = {
    "power": _("power"),
    "network": _("network"),
    "computer": _("computer"),
    "health": _("health"),
    "conduct": _("conduct"),
    "identity": _("identity"),
    "other": _("other"),
}
_BASES: Final[Mapping[str, str]] = {
    SEATS: _("{span} later by {count} PCs"),
    PERSON: _("{span} later by what a person said"),
}


class Words:
    """Speaks of occurrences in one language, with the names and hours of one day."""

    def __init__(self, names: Names, wall: Wall, held: date, translate: Translate) -> None:
        self._names = names
        self._wall = wall
        self._held = held
        self._translate = translate

    def head(self, one: Occurrence) -> str:
        """Name what happened."""
        head = self._translate(_HEADS[one.kind])
        if one.kind is Kind.INCIDENT:
            return f"{head} ({self._translate(_INCIDENTS[one.word])})"
        return head

    def concerned(self, one: Occurrence) -> str:
        """Name whom or what it concerns; everybody where it names nobody."""
        _ = self._translate
        people = [self._person(who) for who in one.application_ids[:_MOST_NAMED]]
        more = len(one.application_ids) - len(people)
        if more > 0:
            people.append(_("and {count} more").format(count=more))
        seat = self._names.seats.get(one.seat_id, one.seat_id)
        named = [*people, *([seat] if seat else [])]
        return "\n".join(named) or _("everybody")

    def by(self, one: Occurrence) -> str:
        """Name who did it or wrote it down."""
        return "\n".join(self._names.staff.get(who, who) for who in one.staff_ids) or "–"

    def explanation(self, one: Occurrence) -> str:
        """Say how long, why, and what else is known."""
        said = (self._particulars(one), self._span(one), self._reason(one))
        return ". ".join(part.rstrip(".") for part in said if part)

    def _person(self, application_id: str) -> str:
        who = self._names.entrants.get(application_id)
        return application_id if who is None else f"{who.number} {who.name}"

    def _reason(self, one: Occurrence) -> str:
        return "" if one.kind is Kind.MOVE else one.detail

    def _span(self, one: Occurrence) -> str:
        if one.until is None:
            return ""
        _ = self._translate
        until = hour_on(self._wall.at(one.until), self._held)
        if not one.milliseconds:
            return _("Until {hour}").format(hour=until)
        span = show_lasting(one.milliseconds, self._translate, FULL)
        return _("Until {hour} ({span})").format(hour=until, span=span)

    def _particulars(self, one: Occurrence) -> str:
        _ = self._translate
        span = show_lasting(one.milliseconds, _, FULL)
        if one.kind in (Kind.CREDIT, Kind.PROPOSAL):
            return _("{span} more").format(span=span)
        if one.kind is Kind.REOPENING:
            return _("{span} more, for hand-in no. {revision}").format(
                span=span, revision=one.count
            )
        if one.kind is Kind.PAUSE:
            return _("In force at {count} PCs").format(count=one.count)
        if one.kind is Kind.MOVE:
            return _("From {before} to {after}").format(before=one.word, after=one.detail)
        if one.kind is Kind.PLACE:
            return _("New place: {place}").format(place=one.word or "–")
        return self._of_the_server(one, span)

    def _of_the_server(self, one: Occurrence, span: str) -> str:
        _ = self._translate
        if one.kind is Kind.RESTART:
            known = _BASES.get(one.word)
            text = _("{span} later by its own clock") if known is None else _(known)
            return text.format(span=span, count=one.count)
        if one.kind is Kind.RECOVERY:
            return _("{count} entries of the log were missing").format(count=one.count)
        if one.kind is Kind.ORDER_RECOVERED:
            return _("{count} orders, from the PCs").format(count=one.count)
        return ""
