"""The pakta integritas of everybody on duty: a page each, to be signed before the day.

Committees sign one (`domain/facts.md`, glossary); candidates accept their pledge on the screen,
where it is on the record, so there is no page for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from server.documents.conduct_rules import put_numbered
from server.documents.sheet import BODY, HEAD, RIGHT, Look, Occasion, Sheet
from server.documents.sheet_parts import (
    Signer,
    put_facts,
    put_letterhead,
    put_signatures,
    put_title,
)

_DATED: Final = Look(align=RIGHT, before=12, after=8)
_ITEM: Final = Look(points=11, after=5)


@dataclass(frozen=True, slots=True)
class _OnDuty:
    name: str
    role: str


def integrity_pact(occasion: Occasion) -> bytes:
    """Write the page of every panel member and of everybody on duty."""
    _ = occasion.translate
    sheet = Sheet(occasion, _("Pact of integrity"))
    for at, person in enumerate(_on_duty(occasion)):
        if at:
            sheet.break_page()
        _put_page(sheet, person)
    return sheet.finish()


def _on_duty(occasion: Occasion) -> list[_OnDuty]:
    panel = [_OnDuty(one.name, one.role) for one in occasion.config.panel.members]
    return [*panel, *(_OnDuty(one.name, one.role) for one in occasion.config.staff)]


def role_names(occasion: Occasion) -> dict[str, str]:
    """Return what documents call each role."""
    _ = occasion.translate
    return {
        "chair": _("Chair of the selection committee"),
        "member": _("Member of the selection committee"),
        "proctor": _("Proctor"),
        "secretariat": _("Secretariat"),
        "release-officer": _("Release officer"),
        "observer": _("Observer"),
    }


def _put_page(sheet: Sheet, person: _OnDuty) -> None:
    _ = sheet.occasion.translate
    role = role_names(sheet.occasion)[person.role]
    put_letterhead(sheet)
    put_title(sheet, _("PACT OF INTEGRITY"))
    sheet.line(_("I, the undersigned:"), BODY)
    put_facts(sheet, ((_("Name"), person.name), (_("Duty"), role)), label_mm=32)
    exam = sheet.occasion.config.exam
    declare = _("declare for {exam} of {agency} that I:").format(exam=exam.name, agency=exam.agency)
    sheet.line(declare, Look(before=4, after=6))
    put_numbered(sheet, (*_common(sheet.occasion), *_own(person.role, sheet.occasion)), _ITEM)
    sheet.line(_("If I break this, I bear the consequences under the rules in force."), HEAD)
    sheet.line(_("................................, ............................ 20......"), _DATED)
    put_signatures(sheet, (None, Signer(_("Who declares this"), person.name)))


def _common(occasion: Occasion) -> Sequence[str]:
    _ = occasion.translate
    return (
        _("do my duty honestly, impartially and without favour to any candidate;"),
        _("neither ask for nor take anything from a candidate or from somebody on their behalf;"),
        _("report at once if a candidate is a relative, or close to me in work or business;"),
        _("keep passphrases, keys and codes that were given to me to myself;"),
    )


def _own(role: str, occasion: Occasion) -> Sequence[str]:
    _ = occasion.translate
    if role in ("chair", "member") and not occasion.config.has_paper:
        return (
            _("score every candidate on my own, by the criteria;"),
            _("tell nobody about scores before they are revealed."),
        )
    if role in ("chair", "member"):
        return (
            _("read and score every paper by myself, by the criteria and without its name;"),
            _("tell nobody about scores before they are revealed;"),
            _("do not try to find out who wrote a paper."),
        )
    if role == "proctor":
        return (
            _("help no candidate with what they write, and do not read it;"),
            _("open the sealed envelope only when the rules say so, and before witnesses;"),
            _("write down every incident as it was, without leaving anything out."),
        )
    return (
        _("open, copy or pass on nothing that is not needed for my duty;"),
        _("write down everything as it was, without leaving anything out."),
    )
