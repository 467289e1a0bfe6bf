"""Papers that hold a secret: printed once, when the exam is created, and handed over.

They lie in the folder of handouts, beside the files from which the same secrets are copied.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from exam.topic_code import topic_code_of
from server.ceremony import Handouts
from server.documents.candidate_cards import candidate_cards
from server.documents.integrity_pact import role_names
from server.documents.share_cards import share_cards
from server.documents.sheet import Occasion
from server.documents.staff_slips import Slip, staff_slips
from server.documents.topic_sheet import topic_sheet
from server.files import sync_folder, write_private
from server.topics import key_of_sitting

CARDS: Final = "kartu-peserta.docx"
STAFF: Final = "slip-akun.docx"
TOPIC_HOLDERS: Final = "slip-tema.docx"
PROCTORS: Final = "lembar-pengawas.docx"
TOPIC_CODE: Final = "amplop-kode-tema.docx"
TOPIC_CODE_OF: Final = "amplop-kode-tema-{sitting}.docx"
"""Where an exam has several sittings each has an envelope of its own."""
_SHARE: Final = "kartu-kunci-{holder}.docx"


def write_secret_papers(handouts: Handouts, folder: Path, occasion: Occasion) -> None:
    """Write every paper that holds a secret into the folder of handouts.

    Raises:
        DirectoryError: the folder cannot be written to.

    """
    _ = occasion.translate
    accounts = _account_slips(handouts, occasion)
    write_private(folder / STAFF, staff_slips(_("Account slips"), accounts, occasion))
    if occasion.config.has_paper:
        _write_for_papers(handouts, folder, occasion)
    sync_folder(folder)


def _write_for_papers(handouts: Handouts, folder: Path, occasion: Occasion) -> None:
    """Write the secrets of whoever writes, watches, opens the topics or opens the papers."""
    _ = occasion.translate
    write_private(folder / CARDS, candidate_cards(handouts.cards, {}, occasion))
    holders = _holder_slips(handouts, occasion)
    write_private(folder / TOPIC_HOLDERS, staff_slips(_("Topic slips"), holders, occasion))
    proctors = [_proctors_slip(handouts.proctor_pin, occasion)]
    write_private(folder / PROCTORS, staff_slips(_("Proctors' PIN"), proctors, occasion))
    for sitting_id in occasion.config.writing.sitting_ids:
        name = TOPIC_CODE_OF.format(sitting=sitting_id) if sitting_id else TOPIC_CODE
        code = topic_code_of(key_of_sitting(handouts.topic_key, sitting_id))
        write_private(folder / name, topic_sheet(code, replace(occasion, sitting_id=sitting_id)))
    for share in handouts.shares:
        name = _SHARE.format(holder=share.panelist_id)
        write_private(folder / name, share_cards((share,), occasion))


def _account_slips(handouts: Handouts, occasion: Occasion) -> Sequence[Slip]:
    """Write a slip for every account; where there are no cards the fingerprint stands on it."""
    _ = occasion.translate
    roles = role_names(occasion)
    fingerprint = ((_("Exam fingerprint"), occasion.fingerprint),)
    return [
        Slip(
            _("ACCOUNT"),
            (
                (_("Name"), one.name),
                (_("Account"), one.staff_id),
                (_("Duty"), roles[one.role.value]),
                *(() if occasion.config.has_paper else fingerprint),
            ),
            one.passphrase,
            _(
                "Type the six words yourself on the log-in page. Capitals and spaces do not "
                "matter. Show them to nobody; if they are seen, have them drawn anew."
            ),
        )
        for one in handouts.staff
    ]


def _holder_slips(handouts: Handouts, occasion: Occasion) -> Sequence[Slip]:
    _ = occasion.translate
    return [
        Slip(
            _("PASSPHRASE OF THE TOPICS"),
            ((_("Holder"), one.name),),
            one.passphrase,
            _(
                "Type it yourself on the page “Unlock the topics” just before the start. Nobody "
                "may see it before: with it the topics can be read."
            ),
        )
        for one in handouts.topic_holders
    ]


def _proctors_slip(pin: str, occasion: Occasion) -> Slip:
    _ = occasion.translate
    half = len(pin) // 2
    return Slip(
        _("PROCTORS' PIN"),
        (
            (_("Room"), ", ".join(occasion.config.writing.rooms())),
            (_("Exam fingerprint"), occasion.fingerprint),
        ),
        f"{pin[:half]} {pin[half:]}",
        _(
            "With the PIN a proctor copies sealed work onto a stick (F9), starts a PC that is cut "
            "off (F8), and lets people sign in at a PC whose check found something. Show it to no "
            "candidate, and keep this sheet with the minutes."
        ),
    )
