"""What people in charge read when the server refuses: accounts, pages, seat plan, topics, copies.

`exam.sentences` takes these up among all others.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


OFFICE_SENTENCES: Final[Mapping[str, str]] = {
    "attendance.is-here": _("The candidate has signed in and is not absent. Nothing was changed."),
    "attendance.not-expected": _(
        "This candidate does not come to the paper, so nothing is noted of their coming. Nothing "
        "was changed."
    ),
    "attendance.too-early": _(
        "Nobody is late yet: check-in has not been opened. Nothing was changed."
    ),
    "exit.not-here": _("The candidate has not signed in. Nothing was changed."),
    "exit.handed-in": _(
        "The candidate has handed in and needs no leave to go out. Nothing was changed."
    ),
    "exit.unknown": _("This leave of the room is not known. Nothing was changed."),
    "announcement.unknown": _("This announcement is not known. Nothing was changed."),
    "staff.log-in": _("Name or passphrase is wrong. Compare both with your sheet and try again."),
    "account.id": _(
        "An account is written in small letters, digits and single dashes, at most 64 characters, "
        "for example pengawas-3. No account was opened."
    ),
    "account.name": _(
        "Write the person's name, at most {longest} characters. No account was opened."
    ),
    "account.unknown": _("There is no account “{account}”. Nothing was changed."),
    "account.taken": _(
        "There is or was an account “{account}”, and an account is one person for ever. Choose "
        "another. No account was opened."
    ),
    "account.too-late": _(
        "The papers are opened already, and nobody who comes later can read them. No account was "
        "opened."
    ),
    "account.closed": _("The account “{account}” is closed. Nothing was changed."),
    "account.sealed": _(
        "Papers are sealed to the passphrase of “{account}”, and nothing else opens them, so it "
        "cannot be renewed. Look for the slip. Nothing was changed."
    ),
    "account.changed": _(
        "Somebody else has just renewed the passphrase of “{account}”. Nothing was changed now. "
        "Load the page again if one more is needed."
    ),
    "account.last": _(
        "“{account}” is the last open account for this task, and the exam cannot go on without "
        "one. Open another account first. Nothing was changed."
    ),
    "account.panel-fixed": _(
        "The panel is as the selection's file names it, because its keys were made for it. No "
        "account was opened."
    ),
    "account.panel-stays": _(
        "“{account}” is of the panel, without whom the result cannot open. The account stays open. "
        "Nothing was changed."
    ),
    "staff.wait": _(
        "The passphrase was wrong several times, so this computer has to wait. Try again in "
        "{seconds} seconds. Nobody else has to wait."
    ),
    "staff.busy": _("Many people are logging in at this moment. Try again in a few seconds."),
    "damage.found": _(
        "{count} things that the exam's log names are missing here or are not as they were "
        "written. Nothing was started. Restore the exam from a backup; the PCs bring what came "
        "later. To go on all the same: --despite-damage."
    ),
    "damage.database": _("The database is damaged: {problem}."),
    "damage.log": _("Entry {position} of the exam's log is not what was written there."),
    "damage.paper": _(
        "Hand-in {revision} of candidate {number} has a receipt, but its envelope is not here."
    ),
    "damage.order": _("The order {order} was given, but is not here."),
    "backup.inside": _(
        "{path} and the exam {exam} must lie apart. Choose a folder on another disk or stick."
    ),
    "backup.not-empty": _(
        "{path} holds other things, so nothing was copied. Choose a new or empty folder."
    ),
    "backup.other-exam": _(
        "{path} is the copy of another exam, so nothing was changed. Choose another folder."
    ),
    "backup.ahead": _(
        "The copy at {path} knows of more than this exam, or of other things, so it was not "
        "changed: it may be the only one that has them. Choose another folder."
    ),
    "backup.gone": _("The copy at {path} is not there. Plug the stick or disk in again."),
    "backup.incomplete": _(
        "The copy at {path} was never finished, so nothing was restored. Take another one."
    ),
    "backup.damaged": _(
        "{path} is damaged or cut short, so nothing was restored. Take another copy."
    ),
    "backup.mixed": _(
        "In {path} the database and the manifest are of two exams, so nothing was restored. Take "
        "another copy."
    ),
    "session.no-keys": _(
        "The keys of this exam have been destroyed, as its settings for keeping say. Papers and "
        "score sheets can no longer be read. The result stands on its own page."
    ),
    "session.ended": _(
        "You are not logged in, or your session has ended. Log in in another tab, then try again "
        "here. What was saved is safe."
    ),
    "session.not-yours": _("This page is not part of your task. Go to your first page."),
    "session.nobodys": _("This page is open to nobody. Tell the technician."),
    "session.secretariat-only": _(
        "This page is for the secretariat. Your account is for another task."
    ),
    "session.proctors-only": _("This page is for proctors. Your account is for another task."),
    "session.panelists-only": _(
        "This page is for panelists. Nobody else sees papers or scores before the result."
    ),
    "session.chair-only": _("The recap is issued by the chair of the panel."),
    "session.chairs-page": _(
        "This page is for the chair of the panel. Your account is for another task."
    ),
    "session.release-only": _(
        "This page is for whoever checks opened papers for names. Your account is for another task."
    ),
    "session.observers-only": _("This page is for observers. Your account is for another task."),
    "page.stale-form": _(
        "This form is out of date or did not come from this page. Nothing was changed. Go back, "
        "load the page again and repeat."
    ),
    "page.request": _("The server could not read what was sent. Nothing was changed."),
    "page.not-found": _("There is no such page. Check the address or go to the first page."),
    "page.too-large": _(
        "This file is too large for this page. Bring it in at the server with the command "
        "makalah-server import. Nothing was changed."
    ),
    "form.minutes": _(
        "Write the minutes as a whole number from {least} to {most}. Nothing was changed."
    ),
    "form.reason": _(
        "Write the reason in a few words, at most {longest} characters: it goes on the record. "
        "Nothing was changed."
    ),
    "form.clock": _("Write the time as hour and minute, such as 08.30. Nothing was changed."),
    "form.message": _(
        "Write the message in at most {longest} characters: it has to fit on every screen. Nothing "
        "was sent."
    ),
    "form.whom": _(
        "Choose either everybody, or those whom you tick. Nothing was changed. Go back and choose "
        "again."
    ),
    "start.gone-by": _(
        "{clock} has gone by today, so nothing was started. Choose a time that is still to come, "
        "or start at once."
    ),
    "act.overtaken": _(
        "Somebody else ({staff}) did this first ({what}), so nothing was done twice. Load the page "
        "again."
    ),
    "form.kind": _("Choose what kind of incident it was. Nothing was noted."),
    "form.attendance": _(
        "Choose whether the candidate came, is late or is absent. Nothing was changed."
    ),
    "form.sure": _("Tick the box if you are sure. Nothing was changed."),
    "form.file": _("Choose a file first. Nothing was changed."),
    "card.changed": _(
        "A new card was made for this candidate a moment ago, so no other one was made. Load the "
        "page again if one more is needed."
    ),
    "check.disk": _(
        "The disk is too small: up to {needed} are needed and {free} are free. Make room, or "
        "choose another disk."
    ),
    "new.address": _(
        "This address was used already or is another one. Start makalah-server new again and open "
        "the address that it prints."
    ),
    "new.folder": _("Write the name of a new folder. Nothing was created."),
    "new.no-topics": _("The settings name {file} for the topics. Choose that file as well."),
    "new.no-files": _("Choose the files first. Nothing was created."),
    "new.cannot-run": _(
        "The exam cannot be held like this. Read the report below. Nothing was created."
    ),
    "places.few": _(
        "There are {people} candidates and {places} places that are not spare. Each candidate "
        "needs one: correct sittings.seats or spare_seats in the exam's settings."
    ),
    "places.few-in": _(
        "{people} candidates come to the sitting {sitting}, which has {places} places that are not "
        "spare. Each candidate needs one: correct seats or spare_seats of that sitting."
    ),
    "places.changed": _(
        "The seat plan was changed meanwhile (last lot: {who}). Nothing was drawn now. Load the "
        "page again and look at the plan."
    ),
    "places.drawn": _(
        "The lot is drawn already. To draw it again, give the reason: it goes on the record."
    ),
    "places.reason": _(
        "Give the reason for the change of place: it goes on the record. Nothing was changed."
    ),
    "places.undrawn": _("The lot is not drawn yet, so there are no places to change."),
    "places.signed-in": _(
        "{people} candidates have signed in already, so the lot is not drawn again. Change single "
        "places instead."
    ),
    "places.unknown": _("The room has no place “{place}”. Nothing was changed."),
    "places.seed": _("A seed has 64 characters from 0 to 9 and a to f. Nothing was drawn."),
    "credit.own-proposal": _(
        "You proposed this yourself. Another proctor has to agree, at their own login."
    ),
    "credit.waits": _(
        "Another proctor has proposed time for this candidate already. Nothing was changed. Agree "
        "to it, or decline it first."
    ),
    "credit.changed": _(
        "Something else is proposed meanwhile. Nothing was changed. Load the page again."
    ),
    "evening.not-closed": _(
        "The sitting is not closed yet, so no last copy was made. Close it first: the close has to "
        "be in the copy."
    ),
    "evening.no-place": _(
        "This disk is not plugged into the server any more. Nothing was copied. Plug it in and "
        "load the page again."
    ),
    "rehearsal.sitting": _(
        "A sitting is under way, so no rehearsal was begun: it would take the server's strength "
        "from those who write. Rehearse before check-in is opened, or after the close."
    ),
    "rehearsal.gave-way": _(
        "The rehearsal was ended because check-in was opened or a sitting began. It found nothing "
        "out, and touched nothing of the real exam."
    ),
    "rehearsal.ended": _(
        "The rehearsal was ended before it was over, so nothing was found out. The real exam is "
        "untouched."
    ),
    "rehearsal.size": _(
        "A rehearsal has from 1 to {seats} PCs and lasts from a part of a minute to {minutes} "
        "minutes. Nothing was begun."
    ),
    "rehearsal.no-verdict": _(
        "The rehearsal ended without a verdict, so nothing was found out. The real exam is "
        "untouched. Try again; if it stays, tell the technician."
    ),
    "rehearsal.no-crowd": _(
        "The simulated PCs ended without a word, so nothing was found out. The real exam is "
        "untouched. Try again; if it stays, tell the technician."
    ),
    "sitting.unknown": _(
        "This exam has no sitting “{sitting}”. Load the page again and choose the sitting. Nothing "
        "was changed."
    ),
    "sitting.unnamed": _(
        "This exam has several sittings: {sittings}. Say which one with --sitting. Nothing was "
        "changed."
    ),
    "sitting.another": _(
        "Somebody for whom this was meant comes to another sitting than the one on this page. Load "
        "the page again. Nothing was changed."
    ),
    "sitting.over": _(
        "The card {number} is for the sitting {sitting} on {date} at {hour} ({post}), which is "
        "closed. What was handed in is safe. If you have a card for another sitting, sign in with "
        "that one."
    ),
    "sitting.not-gone-on": _(
        "The card {number} admits nobody: by the announcement of the stage “{stage}” this "
        "application ({post}) does not go on to the paper. The proctor sees this too; please ask "
        "the secretariat."
    ),
    "sitting.excluded": _(
        "The card {number} admits nobody: by a decision of the committee's chair this application "
        "({post}) takes no part from the stage “{stage}” on. The proctor sees this too; please ask "
        "the secretariat."
    ),
    "sitting.door-not-open": _(
        "The card {number} is for the sitting {sitting} on {date} at {hour} ({post}). Its check-in "
        "is not open yet. If you have a card for another sitting, sign in with that one; else wait "
        "for the proctor to open it."
    ),
    "sitting.door-closed": _(
        "The card {number} is for the sitting {sitting} on {date} at {hour} ({post}). Its check-in "
        "is closed. If you have a card for another sitting, sign in with that one; else ask the "
        "proctor, who can let you in."
    ),
    "topics.locked": _(
        "The topics are not unlocked yet, so nothing was started. The holders of the topics’ "
        "passphrases type them first, on the page “Unlock the topics”."
    ),
    "topics.code": _(
        "This topic code is of another exam. Nothing was changed. Take the envelope with this "
        "exam's fingerprint."
    ),
    "topics.passphrase": _(
        "This is not the topics’ passphrase of {name}. Nothing was changed. Compare it with the "
        "slip, word by word; it is another one than for logging in."
    ),
    "page.too-many": _(
        "This computer asks too often. Wait a few seconds, then try again. Nothing was changed."
    ),
    "page.breakdown": _(
        "The server made an error. What was saved before is safe. Try again; if it stays, tell "
        "the technician."
    ),
}
