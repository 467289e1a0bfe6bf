"""What whoever verifies a package of evidence reads of it, where something is not as it must be.

`exam.sentences` takes these up among all others.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


EVIDENCE_SENTENCES: Final[Mapping[str, str]] = {
    "evidence.too-large": _("This is larger than any bundle of evidence. It was not read."),
    "evidence.structure": _(
        "{file}: bytes around it are not as they were written. Compare with another copy."
    ),
    "evidence.archive": _(
        "{file}: the list of members at its end is not as it was written. All files are whole."
    ),
    "evidence.missing": _("{file} is missing. The evidence is not whole."),
    "evidence.changed": _("{file} is not as it was written. Compare with another copy."),
    "evidence.unlisted": _("{file} was added later. It proves nothing."),
    "evidence.unsigned": _(
        "{file}: the exam's server did not sign this list of files, or the list was changed."
    ),
    "evidence.version": _(
        "The bundle is of format {format}, which this program does not know. Use a newer one."
    ),
    "evidence.manifest": _(
        "{file} cannot be read, so it is not known of which exam this is. Nothing more was checked."
    ),
    "evidence.other-exam": _("The log does not begin with the creation of this exam."),
    "evidence.panel-key": _(
        "The manifest has a panel key though nothing is written in this selection, or has none "
        "though something is."
    ),
    "evidence.applications": _(
        "{listed} applications are listed; the exam was created with another number of them."
    ),
    "evidence.entry": _("Line {position} of the log cannot be read as an entry."),
    "evidence.line": _("{file}: line {line} cannot be read."),
    "evidence.repeated": _("{file}: line {line} is about the same as one before it."),
    "evidence.root": _(
        "The log's {entries} entries do not have the root that the exam's server signed last."
    ),
    "evidence.checkpoint": _(
        "The signed checkpoint “{moment}” is not genuine, or the log does not begin as it says."
    ),
    "evidence.no-close": _("Not every close of a sitting has its signed checkpoint."),
    "evidence.other-checkpoint": _(
        "The log never had the checkpoint {checkpoint} that was written down. It was rewritten, or "
        "the checkpoint was mistyped."
    ),
    "evidence.other-fingerprint": _(
        "This is not the exam {fingerprint} that was asked for, or the fingerprint was mistyped."
    ),
    "evidence.order-signature": _(
        "The server's signature in line {line} of orders.jsonl is wrong."
    ),
    "evidence.order": _(
        "The order at place {position} of the log was not signed as it stands there."
    ),
    "evidence.order-unrecorded": _("The order {order} was signed, but is not in the log."),
    "evidence.receipt": _(
        "The hand-in at place {position} of the log has no receipt that says the same."
    ),
    "evidence.receipt-unrecorded": _(
        "A receipt is for the envelope {digest}, which the log lacks."
    ),
    "evidence.no-receipt": _(
        "No receipt of this exam has the code {receipt}. Compare it with the card."
    ),
    "evidence.envelope": _(
        "{file} is not the envelope that was handed in at place {position} of the log."
    ),
    "evidence.envelope-unrecorded": _("{file} was never handed in, as the log has it."),
    "evidence.not-admitted": _(
        "{file}: the candidate was not admitted to the PC that sealed it (place {position})."
    ),
    "evidence.papers": _("The log tells of one opening with {papers} papers; the list differs."),
    "evidence.post": _("{file}: a post stands there that this selection does not have."),
    "evidence.after-opening": _("The hand-in at place {position} came after the opening."),
    "evidence.commit": _(
        "The lock of {panelist} at place {position} of the log came when it could not."
    ),
    "evidence.began-again": _(
        "The round at place {position} of the log began anew, and nobody was excused before who "
        "still had to lock it, or it was open."
    ),
    "evidence.commit-twice": _("{panelist} locked the same round twice (place {position})."),
    "evidence.sheet": _(
        "Stage {stage}, round {round}: the sealed sheet of {panelist} is not the one that was "
        "locked."
    ),
    "evidence.opened": _("The round at place {position} of the log had not begun, or was open."),
    "evidence.opened-early": _(
        "The round at place {position} of the log was opened before {panelist} had locked."
    ),
    "evidence.forced": _(
        "The forced opening at place {position} of the log was not by as many cards as are needed."
    ),
    "evidence.round": _(
        "Stage {stage}, round {round}: the sheets do not open with the released shares, or do not "
        "say what was put on the record when they opened."
    ),
    "evidence.reveal-early": _("Names were opened at place {position}, before the last lock."),
    "evidence.map": _("{file} is not the map of codes that was fixed before the papers were read."),
    "evidence.author": _("Paper {paper} is of somebody who handed nothing in for that post."),
    "evidence.left-out": _(
        "What the application {application} handed in was neither opened nor named as set aside."
    ),
    "evidence.sheet-subjects": _(
        "Stage {stage}, round {round}: the sheet of {panelist} does not score what it had to."
    ),
    "evidence.correction": _(
        "The correction at place {position} of the log does not fit the value before it, came "
        "before the last lock, or nobody consented who may."
    ),
    "evidence.score": _(
        "Stage {stage}: the scores of {panelist} for {subject} are not those that were locked."
    ),
    "evidence.outside": _(
        "Stage {stage}: the scores from outside are not those of the file on the record."
    ),
    "evidence.ranking": _("{file} is not the ranking that these scores come to."),
    "evidence.issued": _("The result that was issued last is not the one that the scores come to."),
    "evidence.disclosed": _("{file} does not show what its envelope holds."),
    "evidence.destroyed": _(
        "The keys of this exam were destroyed, and what the evidence needs went with them. Use a "
        "file that was saved before. Nothing was written."
    ),
    "evidence.between-rounds": _(
        "The panel is between its two rounds, so there is no evidence to save now. Nothing is "
        "lost: save it once all have locked. Until then, write down entries and hash."
    ),
    "evidence.not-closed": _(
        "There is evidence once a sitting is closed. Until then, write down entries and hash."
    ),
    "evidence.paper": _(
        "The hand-in of candidate {number} does not open, so no paper can be shown. Nothing was "
        "written; what was handed in is as it was. Write the bundle without papers, and tell the "
        "technician."
    ),
    "evidence.reason": _(
        "Papers are shown in clear for a reason that goes on the record. Add --reason. Nothing was "
        "written."
    ),
    "evidence.not-revealed": _(
        "Papers are shown in clear only after the last lock has opened the names. Nothing was "
        "written."
    ),
}
