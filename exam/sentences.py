"""What people read when the exam refuses: one sentence or two for each error code.

Each says what happened, whether the work is safe where that is in question, and what to do. The
English here is the key of the catalogs; Indonesian is in `exam/locale`.
"""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from exam.config.sentences import CONFIG_SENTENCES
from exam.errors import Detail
from exam.evidence_sentences import EVIDENCE_SENTENCES
from exam.office_sentences import OFFICE_SENTENCES
from exam.outside.sentences import OUTSIDE_SENTENCES
from exam.panel_sentences import PANEL_SENTENCES
from exam.roster.sentences import ROSTER_SENTENCES


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
    "code.topic-line": _(
        "Line {line} of the topic code is wrong. Compare it with the sheet again."
    ),
    "code.topic-length": _(
        "A topic code has {expected} characters in five lines; {length} were typed."
    ),
    "code.topic-order": _(
        "Each line of the topic code is right, but they do not belong together. Compare the order "
        "of the lines, and whether the sheet is of this exam."
    ),
    **CONFIG_SENTENCES,
    **ROSTER_SENTENCES,
    **OUTSIDE_SENTENCES,
    **OFFICE_SENTENCES,
    **PANEL_SENTENCES,
    **EVIDENCE_SENTENCES,
    "disclosure.name": _(
        "This looks like your name: “{quote}”. Papers are read without names. Take it out, or "
        "write “the author”."
    ),
    "disclosure.name-alike": _(
        "This looks like your name, spelt or shortened: “{quote}”. Papers are read without names. "
        "Take it out if it means you."
    ),
    "disclosure.initials": _(
        "These look like your initials: “{quote}”. Take them out if they mean you."
    ),
    "disclosure.account": _(
        "This looks like an account with your name: “{quote}”. Papers are read without names. Take "
        "it out."
    ),
    "disclosure.nip": _("This looks like your NIP: “{quote}”. Take it out."),
    "disclosure.nip-beginning": _(
        "This looks like the beginning of your NIP: “{quote}”. Take it out if it is."
    ),
    "disclosure.office": _(
        "This looks like your present office: “{quote}”. It tells who you are. Write what you did, "
        "without the office."
    ),
    "disclosure.unit": _(
        "This tells where you work: “{quote}”. Name the agency only as a subject, not as yours."
    ),
    "disclosure.email": _("This looks like an e-mail address: “{quote}”. Take it out."),
    "disclosure.phone": _("This looks like a telephone number: “{quote}”. Take it out."),
    "keys.mismatch": _("This key does not fit here ({purpose})."),
    "keys.version": _("This was made by a newer version of the program."),
    "keys.signature": _("A signature is not genuine ({purpose}). Tell the technician."),
    "keys.public-key": _("A public key is damaged."),
    "keys.length": _("A key ({purpose}) has {length} bytes; it must have {expected}."),
    "keys.context": _(
        "A text or number cannot go with a key ({purpose}). Type it again with ordinary letters."
    ),
    "journal.header": _("A saved part of the work cannot be read. Nothing was changed."),
    "journal.version": _("The saved work is of a newer version ({version}) of the program."),
    "journal.record": _("Saved work is damaged after change {index}. All before it is safe."),
    "journal.locked": _(
        "Earlier work of yours was written under another card, so it cannot be shown here. It is "
        "kept and is added when the papers are opened. Write on."
    ),
    "journal.older": _(
        "This is the latest text of yours that was found. Something that you wrote last at this PC "
        "may be missing. Please raise your hand."
    ),
    "journal.edit": _("Saved work does not fit together at character {at}."),
    "journal.full": _("There is no more room: {limit} is the most. What was written is safe."),
    "journal.event": _(
        "A change is too large or cannot be saved, so it was not made. All before it is safe."
    ),
    "seal.signature": _("An envelope is not signed by the PC that it names."),
    "seal.version": _("An envelope is of a newer version ({version}) of the program."),
    "seal.panel-key": _("An envelope does not open with this panel key."),
    "seal.contents": _("An envelope does not hold what was signed."),
    "seal.content-key": _("An envelope does not open with this key."),
    "seal.size": _("An envelope of {length} bytes is larger than any can be ({most})."),
    "seal.receipt": _("The receipt is not signed by this exam's server."),
    "seal.receipt-version": _("The receipt is of a newer version of the program."),
    "seal.other-receipt": _(
        "This receipt is for another paper. Call the proctor; the paper is safe on this PC."
    ),
    "seal.padding": _("An envelope is damaged inside."),
    "seal.damaged": _("An envelope or receipt is damaged."),
    "ledger.inclusion": _("Entry {index} is not in the exam's log."),
    "ledger.checkpoint": _("A checkpoint of the exam's log is not genuine."),
    "ledger.version": _("A checkpoint of the exam's log is of a newer version of the program."),
    "ledger.other-exam": _("A checkpoint belongs to the log of another exam."),
    "ledger.consistency": _(
        "The exam's log with {second} entries does not continue the one with {first}."
    ),
    "ledger.hash": _("A hash of the exam's log has {length} bytes; it must have {expected}."),
    "ledger.peaks": _("What was kept of the exam's log does not fit its size."),
    "ledger.entry": _("An entry of the exam's log cannot be read."),
    "ledger.writing": _(
        "This cannot be written into the exam's log, so it was not done. Shorten what was typed."
    ),
    "protocol.message": _(
        "The other side sent something that cannot be understood ({kind}: {problem})."
    ),
    "protocol.unwritable": _(
        "Something cannot be sent ({kind}). Type it again with ordinary letters and digits."
    ),
    "protocol.too-long": _(
        "The other side sent {length} bytes ({kind}); more than {most} are never read. Tell the "
        "technician."
    ),
    "protocol.exam-version": _(
        "This exam was made with version {theirs} of the program; here is version {ours}. Tell the "
        "technician."
    ),
    "protocol.version": _(
        "The program on this PC (version {theirs}) is not the server's (version {ours}). "
        "Tell the technician."
    ),
    "sitting.contradiction": _(
        "Two different orders came under one number ({order}), so the second was not followed. The "
        "work is safe. Tell the technician."
    ),
    "order.closed": _(
        "The sitting has been closed, so nothing more can be ordered in it. Nothing was changed."
    ),
    "order.no-call": _("No such call for help is known. Nothing was changed."),
    "order.answered": _("This call was answered already. Nothing was changed."),
    "order.locked": _("The work of this candidate is locked already. Nothing was changed."),
    "order.not-locked": _("This lock was lifted already. Nothing was changed."),
    "order.begun": _(
        "The sitting has begun, or begins within moments, so its start stays as it is. Nothing was "
        "changed. Give latecomers time by a credit."
    ),
    "order.not-begun": _(
        "The sitting has not begun, so nothing was changed. Wait for its start, or order one anew."
    ),
    "order.over": _(
        "The time is over already, so nothing was changed. Grant a credit to give time, or reopen "
        "the hand-in."
    ),
    "order.ends-before": _(
        "The time runs out before that in any case, so nothing was changed. Choose an earlier end, "
        "or grant a credit to give time."
    ),
    "order.too-soon": _(
        "An order reaches every PC in {seconds} seconds, so it cannot take effect sooner. Nothing "
        "was changed. Choose a later time."
    ),
    "order.paused": _(
        "There is a pause already, so nothing was changed. Let the writing go on to end it."
    ),
    "order.not-paused": _(
        "This pause is ended already, or was never ordered. Nothing was changed. Load the page "
        "again."
    ),
    "order.two-needed": _(
        "One person alone may give a candidate {minutes} minutes in all, so nothing was given. Let "
        "a second person grant this as well."
    ),
    "order.no-time": _(
        "So little would leave no time to write, so nothing was given. Give at least {minutes} "
        "minutes."
    ),
    "order.handed-in": _(
        "The candidate has handed in, so nothing was changed. To let them write on, reopen the "
        "hand-in."
    ),
    "order.not-handed-in": _(
        "The candidate has not handed in, so there is nothing to reopen. Nothing was changed. A "
        "credit gives them time."
    ),
    "order.revision": _(
        "This would open hand-in {revision}, but {expected} comes next: somebody else reopened it "
        "first. Nothing was changed. Load the page again."
    ),
    "order.admission": _(
        "This would be move {admission} to a seat, but the next is {expected} at least: the "
        "candidate was moved meanwhile. Nothing was changed. Load the page again."
    ),
    "order.still-writing": _(
        "Somebody is still writing, or handing in at this moment, so the sitting was not closed. "
        "Wait for them, or end their time first."
    ),
    "order.unreadable": _("No PC could read this order, so it was not given. Shorten its reason."),
    "order.for-one": _("This can be ordered for one candidate only. Nothing was changed."),
    "order.nobody": _("There is no candidate {application} in this exam. Nothing was changed."),
    "sign-in.wrong": _("Number and code do not belong together. Compare both with the card again."),
    "sign-in.wait": _("Too many wrong codes. Wait {seconds} seconds, then try again."),
    "sign-in.ask-proctor": _(
        "Your work is open at {seat}. The proctor has been asked to let you go on here. Please "
        "wait a moment; nothing is lost."
    ),
    "sign-in.offline": _(
        "The server cannot be reached, and this PC has no work under this number and code. Compare "
        "both with the card, or ask the proctor. The exam's data is safe."
    ),
    "sign-in.older": _(
        "This PC has only an older text of yours. The server should have the latest one, but does "
        "not answer now. Please wait, and raise your hand."
    ),
    "seat.door-not-open": _(
        "Signing in has not begun yet. Please stay seated; a proctor opens it for everybody. Then "
        "sign in again."
    ),
    "seat.door-closed": _(
        "Signing in has ended. Please raise your hand: a proctor decides whether you may still "
        "come in. Nothing has been lost."
    ),
    "server.settling": _(
        "The server has just been started and is finding out the time. Nothing is lost; it goes on "
        "in a moment."
    ),
    "server.recovering": _(
        "The server was restored from a backup and has not yet heard everything from {count} PCs: "
        "{seats}. Wait until they are heard, or waive them one by one."
    ),
    "transfer.damaged": _(
        "This file is damaged or is not one that a kiosk writes. Copy it from the PC again."
    ),
    "transfer.version": _("This file was written by a newer version of the program."),
    "transfer.signature": _(
        "This file is not signed by the PC that it names, so nothing of it was taken. Copy it from "
        "the PC again."
    ),
    "transfer.other-exam": _("This file is of another exam. Nothing of it was taken."),
    "transfer.unknown-seat": _(
        "This file is of a PC that is not enrolled here. If the server was restored from a backup, "
        "connect that PC once, then import the file again."
    ),
    "transfer.pin": _("This is not the proctors' PIN. It stands on the proctors' sheet."),
    "transfer.pin-wait": _("Too many wrong PINs. Wait {seconds} seconds, then try again."),
    "transfer.no-folder": _(
        "There is no stick at {folder}. Plug it in and try again; the work is safe on this PC."
    ),
    "transfer.write": _(
        "The stick at {folder} cannot be written: {problem}. Try another one; the work is safe on "
        "this PC."
    ),
    "transfer.nothing": _("This PC keeps no work that could be copied."),
    "transfer.no-pin": _(
        "This exam has no proctors' PIN, so nothing is copied to a stick here. The work is safe on "
        "this PC. Call the technician."
    ),
    "transfer.no-place": _(
        "Nobody has set where a stick appears on this PC. The work is safe here. Call the "
        "technician (“stick” in kiosk.toml)."
    ),
    "kiosk-settings.toml": _("{file} is not TOML: {problem}."),
    "kiosk-settings.unknown": _("{file} sets “{key}”, which is not known. Known are {allowed}."),
    "kiosk-settings.value": _("{file}: “{key}” cannot be that. Write it like {expected}."),
    "seat.sign-in-first": _("Nobody is signed in at this PC. Sign in again; the work is safe."),
    "seat.fenced": _(
        "You now write at the PC {seat}. What was written here is kept. Call the proctor."
    ),
    "submit.opened": _(
        "The papers have been opened already, so nothing more can be handed in. The paper is safe "
        "on this PC. Call the proctor."
    ),
    "submit.foreign": _("This envelope is of another exam or of another PC. Call the technician."),
    "submit.too-late": _(
        "Your paper reached the server only after the sitting was closed. It is kept there; "
        "whether it counts is for the selection committee to decide. Please raise your hand."
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
    "kiosk.terminal": _(
        "The exam can be opened only at a screen with a keyboard. Start it in a terminal."
    ),
    "spool.disk": _(
        "This PC's disk does not save ({problem}). Raise your hand; what reached the server is "
        "safe."
    ),
    "spool.silent": _(
        "This PC's disk does not answer. Raise your hand; what reached the server is safe."
    ),
    "spool.second": _(
        "This PC's first folder does not save ({problem}); the work is saved in the second one. "
        "Write on, and tell the proctor."
    ),
    "spool.empty": _(
        "{file} holds nothing: it was cut off before anything was saved in it. It is kept; all "
        "other work is used."
    ),
    "spool.damaged": _(
        "{file} cannot be read as saved work: its beginning is damaged. It is kept as it is; all "
        "other work is used. Tell the technician."
    ),
    "spool.version": _(
        "{file} was saved by a newer version ({version}) of the program. It is kept as it is; all "
        "other work is used. Tell the technician."
    ),
    "spool.other-exam": _(
        "{file} is of another exam. It is kept as it is and not used. Tell the technician."
    ),
    "spool.other-candidate": _(
        "{file} is of another candidate. It is kept as it is and not used. Tell the technician."
    ),
    "spool.permission": _(
        "This program may not read {file}. It is kept as it is; all other work is used. Tell the "
        "technician: check who owns it and what its rights are."
    ),
    "spool.folder": _(
        "{file} is a folder where a file should be. It is kept as it is; all other work is used. "
        "Tell the technician."
    ),
    "spool.not-folder": _(
        "{file} is a file where a folder should be. It is kept as it is; all other work is used. "
        "Tell the technician."
    ),
    "spool.unreadable": _(
        "{file} cannot be read ({problem}). It is kept as it is; all other work is used. Tell the "
        "technician."
    ),
    "start.not-waiting": _(
        "Nobody waits for the start at this PC: it has come, or the candidate is not ready yet. "
        "Nothing was changed."
    ),
    "start.coming": _(
        "The start has been ordered and comes by itself in a moment. Nothing was changed."
    ),
    "desk.pc-stop": _(
        "Nobody can sign in at this PC yet: something was found that the technician has to look "
        "at. Please call the proctor."
    ),
    "desk.occupied": _("Somebody is signed in at this PC already."),
    "desk.nobody": _("Nobody is signed in at this PC. Sign in first."),
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
    "timeline.outage": _(
        "Candidates may be writing, so this is not done while the server is stopped; nothing was "
        "changed. Start the server and do it on the proctor’s page, or repeat this once their time "
        "is over."
    ),
    "link.addresses": _("{given} addresses were given; PCs are told {most} at most."),
    "seat.certificate": _(
        "This PC was enrolled by an older version of the program, and the server was restored from "
        "before that. Enrol it anew (makalah-kiosk enrol); the work on it is kept."
    ),
    "seal.other": _("An envelope is not the one that the server received."),
    "seal.map": _("The map of papers to names is not the one that was committed to."),
}

_UNKNOWN: Final = _(
    "The other side refused, for a reason that this program does not know ({reason})."
)


class Sayable(Protocol):
    """A code with details: an error, or advice."""

    @property
    def code(self) -> str:
        """Key of the sentence."""

    @property
    def details(self) -> Mapping[str, Detail]:
        """What the sentence names."""


def sentence(said: Sayable, translate: Callable[[str], str]) -> str:
    """Say an error or advice in the reader's language; an unknown code by its name."""
    try:
        return translate(SENTENCES[said.code]).format(**said.details)
    except KeyError:
        return translate(_UNKNOWN).format(reason=said)
