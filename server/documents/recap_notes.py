"""The part of the recap that says what was out of the ordinary, so that it is signed as well.

Each line has the reason that was given and the number of its entry in the log; where there is
nothing, that is said.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from exam.custody_record import ReleaseWaived
from exam.scoring_record import PanelistExcused, Recused, RevealForced, ScoreCorrected
from server.documents.sheet import CENTER, HEAD, SMALL, SMALL_HEAD, Look, Occasion, Sheet, put
from server.documents.sheet_tables import (
    keep_whole,
    make_table,
    repeat_on_each_page,
    rule_table,
)
from server.noteworthy import Notes, Remarkable
from server.ranking import Result

_TEXT: Final = Look(points=9, before=1.5, after=1.5)
_NUMBER: Final = Look(points=9, align=CENTER, before=1.5, after=1.5)
_ENTRY_MM: Final = 21
_REASON_MM: Final = 90


def put_panel_notes(sheet: Sheet, notes: Notes, result: Result) -> None:
    """Write the section: what was done, why, and where it stands in the log."""
    _ = sheet.occasion.translate
    head = sheet.line(_("What deserves a note"), HEAD)
    head.paragraph_format.keep_with_next = True
    if not notes.notes:
        sheet.line(_nothing(sheet.occasion), SMALL)
        return
    widths = (_ENTRY_MM, sheet.width_mm - _ENTRY_MM - _REASON_MM, _REASON_MM)
    table = make_table(sheet.document, 1 + len(notes.notes), widths, pad_mm=1)
    rule_table(table)
    heads = (_("Log entry"), _("What was done"), _("Reason"))
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        put(cell.paragraphs[0], text, SMALL_HEAD)
    repeat_on_each_page(table.rows[0])
    words = _Words(sheet, notes, result)
    for row, note in zip(table.rows[1:], notes.notes, strict=True):
        keep_whole(row)
        texts = (f"{note.position}", words.say(note.entry), note.entry.reason)
        for cell, text, look in zip(row.cells, texts, (_NUMBER, _TEXT, _TEXT), strict=True):
            put(cell.paragraphs[0], text, look)
    sheet.hair()


def _nothing(occasion: Occasion) -> str:
    """Say that nothing happened of what would be noted."""
    _ = occasion.translate
    if not occasion.config.has_paper:
        return _("Nobody was recused or excused, and no score was corrected.")
    return _(
        "Nobody was recused or excused, no share was released by cards, no score was corrected "
        "and no check was waived."
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """Says entries with the names that people know."""

    sheet: Sheet
    notes: Notes
    result: Result

    @property
    def _translate(self) -> Callable[[str], str]:
        return self.sheet.occasion.translate

    def say(self, entry: Remarkable) -> str:
        """Say what one entry is about, without its reason."""
        _ = self._translate
        match entry:
            case ReleaseWaived():
                return _(
                    "{who} let the panel read {papers} papers that no release officer had checked."
                ).format(who=self._who(entry.staff_id), papers=entry.papers)
            case Recused():
                return _("{stage}: {who} did not score {subject}.").format(
                    stage=self._stage(entry.stage_id),
                    who=self._who(entry.staff_id),
                    subject=self._subject(entry.subject),
                )
            case PanelistExcused():
                return _(
                    "{stage}: {who} let the panel go on without {panelist}; rounds that this "
                    "member had not committed began anew."
                ).format(
                    stage=self._stage(entry.stage_id),
                    who=self._who(entry.staff_id),
                    panelist=self._who(entry.panelist_id),
                )
            case RevealForced():
                return self._forced(entry)
            case ScoreCorrected():
                return self._corrected(entry)

    def _forced(self, entry: RevealForced) -> str:
        _ = self._translate
        said = _(
            "{stage}: the panel went on without {panelist}, whose shares were released by {cards} "
            "share cards ({members}). Asked for by: {who}."
        )
        return said.format(
            stage=self._stage(entry.stage_id),
            panelist=self._who(entry.panelist_id),
            cards=entry.cards,
            members=", ".join(self._who(one) for one in entry.members) or "–",
            who=self._who(entry.staff_id),
        )

    def _corrected(self, entry: ScoreCorrected) -> str:
        _ = self._translate
        said = _(
            "{stage}: {who} changed “{criterion}” of {subject} from {old} to {new}, with the "
            "consent of {consented_by}."
        )
        return said.format(
            stage=self._stage(entry.stage_id),
            who=self._who(entry.staff_id),
            criterion=self._criterion(entry.stage_id, entry.criterion_id),
            subject=self._subject(entry.subject),
            old=entry.old_value,
            new=entry.new_value,
            consented_by=self._who(entry.consented_by),
        )

    def _who(self, staff_id: str) -> str:
        """Name whoever has an account; nobody signs in to give a command."""
        _ = self._translate
        return self.notes.names.get(staff_id, staff_id) or _("a command at the server")

    def _stage(self, stage_id: str) -> str:
        stages = {stage.id: stage.name for stage in self.sheet.occasion.config.stages}
        return stages.get(stage_id, stage_id)

    def _criterion(self, stage_id: str, criterion_id: str) -> str:
        stages = self.sheet.occasion.config.stages
        names = {
            one.id: one.name for stage in stages for one in stage.rubric if stage.id == stage_id
        }
        return names.get(criterion_id, criterion_id)

    def _subject(self, subject: str) -> str:
        """Name a candidate by the number, and by the paper's code where it was scored by that."""
        _ = self._translate
        authors = {code: application_id for application_id, code in self.result.codes.items()}
        candidate = self.result.candidates.get(authors.get(subject, subject))
        if candidate is None:
            return subject
        if subject in authors:
            return _("paper {code} of candidate {number}").format(
                code=subject, number=candidate.number
            )
        return _("candidate {number}").format(number=candidate.number)
