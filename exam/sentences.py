"""What people read when the exam refuses: one sentence or two for each error code.

Each says what happened, whether the work is safe where that is in question, and what to do. The
English here is the key of the catalogs; Indonesian is in `exam/locale`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from exam.errors import ExamError


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


SENTENCES: Final[Mapping[str, str]] = {
    "code.character": _(
        "“{character}” at place {position} never stands in a code. Look at the card again."
    ),
    "code.length": _("A code has {expected} characters; {length} were typed."),
    "code.check": _("One character of the code is wrong. Compare it with the card again."),
    "code.pairing": _("This is not a pairing code: it has seven groups of four characters."),
    "config.syntax": _("{file} is not readable as TOML: {problem}."),
    "config.unknown-key": _("{file}: “{key}” is not known. Correct the name or remove the line."),
    "config.missing-key": _("{file}: “{key}” is missing. Add it."),
    "config.value": _("{file}: “{key}” cannot be used: {problem}."),
    "config.not-allowed": _("{file}: “{key}” is {value}; allowed is {allowed}."),
    "config.twice": _("{file}: “{key}” has “{value}” more than once; each may stand only once."),
    "config.topic-missing": _("{file}: there is no topic for the post “{post}”. Add it."),
    "config.manifest": _("The exam's settings cannot be read: {problem}."),
    "roster.encoding": _("{file} is not UTF-8 text. Save it again as “CSV UTF-8”."),
    "roster.syntax": _("{file} is not readable as CSV: {problem}."),
    "roster.columns": _("{file}: the header lacks {missing}."),
    "roster.empty": _("{file}: there is no candidate in it."),
    "roster.cells": _("{file}, row {row}: this row does not have {expected} cells."),
    "roster.blank": _("{file}, row {row}: “{column}” is empty."),
    "roster.number": _(
        "{file}, row {row}: “{value}” cannot be a candidate number. Use up to 16 letters and "
        "digits."
    ),
    "roster.nip": _(
        "{file}, row {row}: “{value}” is not a valid NIP. It has 18 digits that begin with the "
        "birth date. Take it from the original list."
    ),
    "roster.post": _(
        "{file}, row {row}: the post “{value}” is not in the exam's settings. Write it as there."
    ),
    "roster.twice": _("{file}, row {row}: {column} “{value}” already stands in row {first}."),
    "keys.mismatch": _("This key does not fit here ({purpose})."),
    "keys.version": _("This was made by a newer version of the program."),
    "keys.signature": _("A signature is not genuine ({purpose}). Tell the technician."),
    "keys.public-key": _("A public key is damaged."),
    "journal.header": _("A saved part of the work cannot be read. Nothing was changed."),
    "journal.version": _("The saved work is of a newer version ({version}) of the program."),
    "journal.record": _("Saved work is damaged after change {index}. All before it is safe."),
    "journal.edit": _("Saved work does not fit together at character {at}."),
    "seal.signature": _("An envelope is not signed by the PC that it names."),
    "seal.version": _("An envelope is of a newer version ({version}) of the program."),
    "seal.panel-key": _("The envelope of {application} does not open with this panel key."),
    "seal.contents": _("The envelope of {application} does not hold what was signed."),
    "seal.receipt": _("The receipt is not signed by this exam's server."),
    "seal.padding": _("An envelope is damaged inside."),
    "seal.damaged": _("An envelope or receipt is damaged."),
    "ledger.inclusion": _("Entry {index} is not in the exam's log."),
    "ledger.checkpoint": _("A checkpoint of the exam's log is not genuine."),
    "ledger.entry": _("An entry of the exam's log cannot be read."),
    "protocol.message": _(
        "The other side sent something that cannot be understood ({kind}: {problem})."
    ),
    "protocol.version": _(
        "The program on this PC (version {theirs}) is not the server's (version {ours}). "
        "Tell the technician."
    ),
    "sign-in.wrong": _("Number and code do not belong together. Compare both with the card again."),
    "sign-in.wait": _("Too many wrong codes. Wait {seconds} seconds, then try again."),
    "sign-in.elsewhere": _(
        "You are still signed in at the PC {seat}. Go back there, or ask the proctor."
    ),
    "seat.sign-in-first": _("Nobody is signed in at this PC. Sign in again; the work is safe."),
    "seat.fenced": _(
        "You now write at the PC {seat}. What was written here is kept. Call the proctor."
    ),
    "submit.opened": _(
        "The papers have been opened already, so nothing more can be handed in. The paper is safe "
        "on this PC. Call the proctor."
    ),
    "submit.foreign": _("This envelope is of another exam or of another PC. Call the technician."),
    "submit.other-envelope": _(
        "Another hand-in of {application} is already here; its receipt counts. Call the proctor."
    ),
    "submit.revision": _(
        "Hand-in {revision} is not expected, but {expected}. The work is safe. Call the proctor."
    ),
    "journal.foreign": _("Saved work is of another exam or candidate. Nothing was changed."),
    "ledger.root": _(
        "The exam's log is not what was signed: {size} entries were signed, {found} are here, or "
        "one of them was changed."
    ),
    "server.failed": _(
        "The server has a fault. The work is safe on this PC; it is sent again by itself."
    ),
    "server.request": _("The server does not take this call (HTTP {status})."),
    "port.taken": _("Port {port} is in use by another program. Stop it or choose another port."),
    "port.forbidden": _("Port {port} may not be used. Choose one from 1024 to 65535."),
    "port.host": _("{host} is not an address of this machine."),
    "link.address": _("“{address}” is not an address. Write it as HOST:PORT."),
    "link.unreachable": _(
        "The server at {address} cannot be reached. Saved work is safe. Check cable and address."
    ),
    "link.unexpected": _(
        "{address} answered, but not as this exam's server should ({status}). Saved work is safe; "
        "tell the proctor."
    ),
    "seat.missing": _(
        "This PC is not enrolled ({directory}). Enrol it first: makalah-kiosk enrol."
    ),
    "seat.exists": _(
        "{directory} is in use already, so nothing was changed. Choose a new folder to enrol into."
    ),
    "seat.in-use": _(
        "The exam is open on this PC already ({directory}). Go on there, or close it first."
    ),
    "seat.damaged": _(
        "{file} cannot be read, so this PC does not know its exam. Tell the technician."
    ),
    "seat.write": _("{directory} cannot be written: {problem}. Nothing was enrolled."),
    "spool.disk": _(
        "This PC's disk does not save ({problem}). Raise your hand; what reached the server is "
        "safe."
    ),
    "desk.occupied": _("Somebody is signed in at this PC already."),
    "desk.not-writing": _("There is nothing to hand in now."),
    "directory.in-use": _("{directory} is in use by a running server. Stop it first."),
    "directory.not-exam": _("{path} is not an exam directory."),
    "directory.damaged": _(
        "{path} is damaged or belongs to another exam. Restore it from the backup."
    ),
    "directory.missing": _("{path} is not there. Check how the name is written."),
    "directory.permission": _(
        "This program may not use {path}. Check who owns it and what its rights are."
    ),
    "directory.full": _("The disk is full: {path} could not be written. Make room and try again."),
    "directory.folder": _("{path} is a folder; a file is needed."),
    "directory.not-folder": _("{path} is a file; a folder is needed."),
    "directory.exists": _("{path} exists already. Nothing was changed; choose another name."),
    "directory.not-empty": _("{path} is not empty. Choose a new folder for the cards."),
    "directory.cards-inside": _(
        "{path} and {other} must lie apart: cards and shares never go where the exam is."
    ),
    "directory.inside-exam": _("{path} would lie inside the exam {exam}. Choose another place."),
    "directory.os": _("{path} cannot be used: {problem}."),
    "enrol.csr": _("The certificate request of this PC is not valid. Start the enrolment anew."),
    "enrol.other-exam": _("This pairing code is of another exam."),
    "enrol.code-unknown": _("This pairing code is not known here. Compare it with the list again."),
    "enrol.code-used": _(
        "This pairing code has been used by another PC. Take the next one from the list."
    ),
    "enrol.code-expired": _(
        "This pairing code has expired. Ask for a new one (makalah-server pair)."
    ),
    "enrol.name": _("This PC needs a name of 1 to {longest} letters, digits and signs."),
    "enrol.name-taken": _("A PC named “{seat}” is enrolled already. Give this one another name."),
    "seat.unknown": _("This PC is not enrolled in this exam. Tell the technician."),
    "seat.revoked": _("The seat “{seat}” has been withdrawn. Tell the proctor."),
    "staff.log-in": _("Name or passphrase is wrong. Compare both with your sheet and try again."),
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
    "share.unfit": _("These shares do not join into a key. One of them is not genuine."),
    "share.other-exam": _("These shares fit together but are of another exam. Nothing was opened."),
    "opening.done": _("The papers have been opened already. They are not opened twice."),
    "opening.no-papers": _(
        "There is no paper that opens ({set_aside} damaged). Nothing was changed."
    ),
    "timeline.outage": _(
        "By this machine's clock the server was away for {minutes} minutes, while candidates are "
        "writing. If that is right, start it with --away {minutes}; if not, with the minutes that "
        "it was really away: they count as writing time. Nothing was changed."
    ),
    "opening.missing": _(
        "{count} candidates signed in, but no paper of theirs is here: {numbers}. A PC that was "
        "cut off may still hold it: start the server and let it connect. To open without them, "
        "add --without for each number. Nothing was opened."
    ),
    "opening.still-writing": _(
        "{count} candidates may still be writing, among them number {number}. Wait until they "
        "have handed in or the time is over. Nothing was opened."
    ),
    "seal.other": _("An envelope is not the one that the server received."),
    "seal.map": _("The map of papers to names is not the one that was committed to."),
    "session.ended": _(
        "You are not logged in, or your session has ended. Log in in another tab, then try again "
        "here. What was saved is safe."
    ),
    "session.proctors-only": _("This page is for proctors. You are logged in as a panelist."),
    "session.panelists-only": _(
        "This page is for panelists. Proctors do not see papers or scores."
    ),
    "session.chair-only": _("The recap is issued by the chair of the panel."),
    "marking.no-paper": _("There is no paper with the code “{paper}”. Choose one from the list."),
    "marking.not-opened": _("The papers are not opened yet. Nothing was changed."),
    "marking.score": _(
        "“{value}” cannot be a score for “{criterion}”. Write a whole number from 0 to 100. "
        "What was saved before is kept."
    ),
    "marking.note": _(
        "The note has {length} characters; {limit} fit. Shorten it. What was saved before is kept."
    ),
    "marking.locked": _("Your scores are locked and cannot be changed."),
    "marking.incomplete": _(
        "{papers} papers still lack a score. Nothing was locked; score them first."
    ),
    "marking.confirm": _("Nothing was locked. To lock, type {word} exactly."),
    "ranking.not-revealed": _(
        "The result opens when all panelists have locked their scores. Until then there are no "
        "names here."
    ),
    "page.stale-form": _(
        "This form is out of date or did not come from this page. Nothing was changed. Go back, "
        "load the page again and repeat."
    ),
    "page.request": _("The server could not read what was sent. Nothing was changed."),
    "page.not-found": _("There is no such page. Check the address or go to the first page."),
    "page.too-many": _("Too many attempts to log in. Wait one minute, then try again."),
    "page.breakdown": _(
        "The server made an error. What was saved before is safe. Try again; if it stays, tell "
        "the technician."
    ),
}

_UNKNOWN: Final = _(
    "The other side refused, for a reason that this program does not know ({reason})."
)


def sentence(error: ExamError, translate: Callable[[str], str]) -> str:
    """Say an error in the reader's language; one that only the other side knows, by its code."""
    try:
        return translate(SENTENCES[error.code]).format(**error.details)
    except KeyError:
        return translate(_UNKNOWN).format(reason=error)
