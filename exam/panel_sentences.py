"""What people read when the work of the panel is refused: opening, scoring, ranking.

`exam.sentences` takes these up among all others.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


PANEL_SENTENCES: Final[Mapping[str, str]] = {
    "share.file": _("{file} is not a share: it is not text."),
    "share.word": _(
        "{file}: “{word}” (word {position}) is not in the list of words. Compare it with the paper."
    ),
    "share.length": _(
        "{file} has {words} words; a share has {expected}. Compare it with the paper."
    ),
    "share.checksum": _("{file}: a word is wrong or two are swapped. Compare it with the paper."),
    "share.few": _("{given} shares were given; {needed} are needed. Nothing was opened."),
    "share.many": _("{given} shares were given; exactly {needed} are taken. Leave the others out."),
    "share.twice": _("{file} is the same share as {first}. Each must be of another panelist."),
    "share.other-set": _("{file} does not belong with the other shares. It is of another exam."),
    "share.enough": _(
        "There are enough shares: {needed} are needed and here. {file} was not taken; leave it out."
    ),
    "share.fingerprint": _(
        "The fingerprint on the card is not the one of this exam. Compare it once more; if it "
        "stays so, stop: the card, or this server, belongs to another exam. Nothing was changed."
    ),
    "share.rehearsal-late": _(
        "The papers have been opened with the shares, so there is nothing left to rehearse. "
        "Nothing was changed."
    ),
    "share.holders": _("A key cannot be shared among nobody. Nothing was made."),
    "share.unfit": _("These shares do not join into a key. One of them is not genuine."),
    "share.other-exam": _("These shares fit together but are of another exam. Nothing was opened."),
    "opening.done": _("The papers have been opened already. They are not opened twice."),
    "opening.no-papers": _(
        "There is no paper that opens ({set_aside} damaged). Nothing was changed."
    ),
    "opening.escrow": _(
        "The last records of a journal are not the ones that were acknowledged, so they were not "
        "opened."
    ),
    "opening.missing": _(
        "{count} candidates signed in, but nothing that they wrote is here: {numbers}. A PC that "
        "was cut off may still hold it: start the server and let it connect. To open without it, "
        "add --without for each number. Nothing was opened."
    ),
    "opening.sittings-open": _(
        "The papers of all sittings are opened together, and these are not closed yet: {sittings}. "
        "Close each of them first. Nothing was opened."
    ),
    "opening.still-writing": _(
        "{count} candidates may still be writing, among them number {number}. Wait until they "
        "have handed in or the time is over. Nothing was opened."
    ),
    "disclosure.before-reveal": _(
        "A paper is disclosed by its candidate only once the names are open. Nothing was opened."
    ),
    "disclosure.nothing": _(
        "Nothing of candidate {number} counts, so there is nothing to disclose. Nothing was opened."
    ),
    "retention.early": _(
        "The papers are kept until {due}. No key was destroyed; come back on that day."
    ),
    "retention.unfinished": _(
        "The papers of this exam are still needed: names are not open yet. No key was destroyed."
    ),
    "retention.no-bundle": _(
        "No evidence can be saved after the keys are destroyed. No key was destroyed; save it "
        "first with “makalah-server bundle”."
    ),
    "retention.scoring": _(
        "The stage {stage} is still scored: its last lock has not come. No key was destroyed."
    ),
    "release.none-waits": _("No paper waits for its release. Nothing was changed."),
    "release.nothing-chosen": _(
        "Nothing was chosen. Tick a place in the text, or write a passage. Nothing was changed."
    ),
    "release.not-found": _(
        "“{passage}” stands nowhere in this paper. Write it as it stands there. Nothing was "
        "changed."
    ),
    "release.passages": _(
        "The passages are too long; {longest} characters fit. Black them out in several steps. "
        "Nothing was changed."
    ),
    "release.changed": _(
        "This paper has been changed since the page was opened. Look at it again; nothing was "
        "changed by you."
    ),
    "release.over": _(
        "The names are open, so nothing is blacked out any more. Nothing was changed."
    ),
    "release.no-key": _(
        "The papers were not sealed to this account when they were opened, so it cannot read them. "
        "Ask another release officer, or the chair."
    ),
    "marking.no-stage": _("No stage “{stage}” is scored here. Choose one from your list."),
    "marking.no-paper": _("There is no paper with the code “{paper}”. Choose one from the list."),
    "marking.no-slides": _(
        "This exam asks for a paper only, so there are no slides. Go back to the list of papers."
    ),
    "marking.not-opened": _(
        "The scoring of this stage has not begun, or you have no part in it. Nothing was changed."
    ),
    "marking.not-released": _(
        "The paper {paper} is still being checked for names. It can be read as soon as the release "
        "officer lets it through."
    ),
    "marking.not-yours": _("“{subject}” is not yours to score now. Nothing was changed."),
    "marking.excused": _(
        "The panel went on without you, on the record. What you had committed counts; nothing can "
        "be added to it. Ask the chair."
    ),
    "marking.round-key": _(
        "{stage}, round {round}: the key to which your scores would be sealed is not the one on "
        "the record. Nothing was committed and your drafts are safe. Do not try again; tell the "
        "chair and the observers."
    ),
    "marking.other-round": _(
        "The panel is not in that round any more, or not yet. Nothing was committed; open the page "
        "again."
    ),
    "marking.long-reason": _(
        "The reason has {length} characters; {limit} fit. Shorten it. What was saved before is "
        "kept."
    ),
    "marking.score": _(
        "“{value}” cannot be a score for “{criterion}”. Write a whole number from 0 to 100. "
        "What was saved before is kept."
    ),
    "marking.note": _(
        "The note has {length} characters; {limit} fit. Shorten it. What was saved before is kept."
    ),
    "marking.locked": _("You have committed your scores; they cannot be changed any more."),
    "marking.incomplete": _(
        "{papers} score sheets are not complete. Nothing was committed; complete them first."
    ),
    "marking.confirm": _("Nothing was committed. To go on, type {word} exactly."),
    "recusal.reason": _(
        "A reason is needed. Write it without naming anybody. Nothing was changed."
    ),
    "recusal.last": _(
        "Nobody else would be left to score it, so you cannot step back from it here. Tell the "
        "chair; nothing was changed."
    ),
    "unheard.committed": _(
        "Somebody has already committed their scores, so nobody can be taken off the list any "
        "more. Nothing was changed."
    ),
    "excusal.not-awaited": _(
        "The panel does not wait for this panelist at this stage. Nothing was changed."
    ),
    "excusal.last": _(
        "Without this panelist nobody would have scored some of the candidates. Nothing was "
        "changed."
    ),
    "marking.damaged": _(
        "You could not lock: something that is kept sealed is damaged or was exchanged ({reason}). "
        "Nothing was locked or opened, and your scores are still here. Tell whoever runs the "
        "server: a backup has what was there."
    ),
    "excusal.last-lock": _(
        "Nobody else is left who could lock this stage, so this panelist has to. Nothing was "
        "changed."
    ),
    "excusal.cards": _(
        "This exam has a panel key: to go on without a panelist, the share cards of a quorum are "
        "needed. Nothing was changed."
    ),
    "correction.not-locked": _(
        "Scores are corrected here only after the final lock of all. Nothing was changed."
    ),
    "correction.same": _("A correction needs another whole number from 0 to 100. Nothing changed."),
    "correction.waits": _(
        "A correction of this score waits already. Take it back first, or wait for the decision."
    ),
    "correction.gone": _("This correction has been decided on already. Look at the page again."),
    "correction.not-yours": _(
        "Nobody decides on a correction of their own: the chair does, and any other panelist on "
        "the chair's. Nothing was changed."
    ),
    "interview.names": _(
        "Interviews are scored after the names are open. Wait for the last final lock of the "
        "papers. Nothing was changed."
    ),
    "interview.unscheduled": _(
        "Not everybody of the panel hears every candidate, so the schedule of the interviews is "
        "needed first. The secretariat makes it. Nothing was changed."
    ),
    "interview.no-schedule": _(
        "There is no schedule of the interviews, and once the scoring has begun none can be made. "
        "Let the secretariat make it first, or tick on the page that there is to be none. Nothing "
        "was changed."
    ),
    "interview.begun": _("The scoring of this stage has begun already. Nothing was changed."),
    "interview.nobody": _(
        "There is nobody to be heard, or a candidate without an interviewer. Nothing was changed."
    ),
    "ranking.not-revealed": _(
        "The result opens when all panelists have locked their scores. Until then there are no "
        "names here."
    ),
    "result.stage-awaited": _(
        "The scores of this stage are not all here, so nothing can be announced. Nothing was "
        "changed."
    ),
    "result.stage-hidden": _(
        "Papers are being read without names, so nothing can be decided about the stage “{stage}” "
        "now. Choose a stage before it, or wait until the names are open. Nothing was changed."
    ),
    "result.announced": _(
        "This stage was announced, and nothing has changed since. Nothing was written down again."
    ),
    "result.awaited": _(
        "{stages} stages are still awaited, so there is no result to issue. Nothing was changed."
    ),
    "result.issued": _(
        "The result was issued, and nothing has changed since. Nothing was written down again."
    ),
    "result.reason": _(
        "A result was issued before. Write why this one replaces it. Nothing was changed."
    ),
    "result.decision": _("Choose what was decided. Nothing was changed."),
    "result.changed": _(
        "Something has changed since the page was opened. Look at the result again. Nothing was "
        "issued."
    ),
    "result.takes-part": _("This candidate takes part already. Nothing was changed."),
    "hearing.none": _("There is no stage of interviews in this selection."),
    "hearing.nobody": _(
        "This candidate is not in the schedule of interviews. Nothing was changed."
    ),
    "hearing.no-people": _("Tick at least one candidate to be heard. Nothing was changed."),
    "hearing.no-session": _("Fill in at least one day. Nothing was changed."),
    "hearing.session": _(
        "Line {session} is not whole: it needs a date, a room, when it begins and ends, and at "
        "least one interviewer. Nothing was changed."
    ),
    "hearing.interviewers": _(
        "In line {session} {given} interviewers are ticked; {asked} hear each candidate, as the "
        "selection's file says. Nothing was changed."
    ),
    "hearing.break": _(
        "A break in line {session} cannot be read. Write it as 12.00-13.00, several with commas "
        "between them. Nothing was changed."
    ),
    "hearing.no-hour": _(
        "In line {session} nobody can be heard: each candidate takes {minutes} minutes, and no "
        "such time is free there. Nothing was changed."
    ),
    "hearing.same-room": _(
        "Lines {first} and {second} are in the same room at the same time. Nothing was changed."
    ),
    "hearing.same-people": _(
        "Lines {first} and {second} need the same interviewer at the same time. Nothing was "
        "changed."
    ),
    "hearing.few-hours": _(
        "For {people} candidates there is no hour: {numbers}. Add a day or a room, or let a day "
        "end later. Nothing was changed."
    ),
    "hearing.taken": _(
        "At that hour the room or an interviewer is needed for somebody else. Choose another hour. "
        "Nothing was changed."
    ),
    "hearing.same-person": _(
        "Somebody who applied for several posts would be heard in two rooms at once. Choose "
        "another hour. Nothing was changed."
    ),
    "hearing.hour": _(
        "Choose one of the hours, or write date, room and time of another. Nothing was changed."
    ),
    "hearing.changed": _(
        "The schedule was changed meanwhile. Nothing was changed now. Load the page again and look "
        "at it."
    ),
    "hearing.begun": _(
        "The scoring of the interviews has begun, so who hears whom is fixed. Nothing was changed. "
        "An hour with the same interviewers can still be chosen."
    ),
}
