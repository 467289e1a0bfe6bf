"""What is handed out before the exam: cards, codes, passphrases and shares.

It all goes into one folder outside the exam directory, readable by its owner alone.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Final

from exam.codes import show_code
from exam.config import ExamConfig
from exam.pairing import PairingCode, fingerprint_of
from server.ceremony import Card, Handouts, PanelShare
from server.files import make_private_folder, sync_folder, write_private
from server.topics import TopicHolder

Translate = Callable[[str], str]
CANDIDATES: Final = "candidates.csv"
PAIRING: Final = "pairing.csv"
STAFF: Final = "staff.csv"
PROCTORS: Final = "proctors.txt"
CARDS: Final = "cards"
SHARES: Final = "shares"
TOPICS: Final = "topics"
TOPIC_HOLDERS: Final = "topics.csv"
_RULE: Final = "-" * 64


def write_handouts(
    handouts: Handouts, config: ExamConfig, folder: Path, translate: Translate
) -> None:
    """Fill an empty folder with everything that is handed out.

    Raises:
        DirectoryError: the folder cannot be written to.

    """
    people = [(one.staff_id, one.name, one.role, one.passphrase) for one in handouts.staff]
    write_private(folder / STAFF, _table(("id", "name", "role", "passphrase"), people))
    if config.has_paper:
        _write_for_papers(handouts, config, folder, translate)
    sync_folder(folder)


def _write_for_papers(
    handouts: Handouts, config: ExamConfig, folder: Path, translate: Translate
) -> None:
    """Write what candidates, proctors and the panel need where a paper is written."""
    write_private(folder / CANDIDATES, _candidates(handouts.cards, config))
    write_pairing_codes(handouts.pairing_codes, 1, folder)
    write_private(folder / PROCTORS, proctors_sheet(handouts, config, translate).encode())
    holders = [(one.holder_id, one.name, one.passphrase) for one in handouts.topic_holders]
    write_private(folder / TOPIC_HOLDERS, _table(("id", "name", "passphrase"), holders))
    for name in (CARDS, SHARES, TOPICS):
        make_private_folder(folder / name)
    for card in handouts.cards:
        text = candidate_card(card, config, fingerprint(handouts), translate)
        write_private(folder / CARDS / _card_file(card), text.encode())
    for share in handouts.shares:
        text = share_sheet(share, config, translate)
        write_private(folder / SHARES / f"{share.panelist_id}.txt", text.encode())
    for holder in handouts.topic_holders:
        text = topics_slip(holder, config, translate)
        write_private(folder / TOPICS / f"{holder.holder_id}.txt", text.encode())
    for changed in (folder / CARDS, folder / SHARES, folder / TOPICS):
        sync_folder(changed)


def write_pairing_codes(codes: Sequence[PairingCode], first_seat: int, folder: Path) -> None:
    """Write pairing codes with the seat names that they are meant for."""
    rows = [(f"PC-{seat:02}", code.show()) for seat, code in enumerate(codes, start=first_seat)]
    write_private(folder / PAIRING, _table(("seat", "code"), rows))


def candidate_card(
    card: Card, config: ExamConfig, exam_fingerprint: str, translate: Translate
) -> str:
    """Write the card of one candidate as plain text."""
    _ = translate
    fields = card_fields(card, config, exam_fingerprint, translate)
    width = max(len(label) for label, _value in fields)
    lines = [
        config.exam.agency,
        config.exam.name,
        _("CANDIDATE CARD"),
        _RULE,
        *(f"{label:<{width}} : {value}" for label, value in fields),
        _RULE,
        *card_advice(translate),
    ]
    return "\n".join(lines) + "\n"


def card_fields(
    card: Card, config: ExamConfig, exam_fingerprint: str, translate: Translate
) -> tuple[tuple[str, str], ...]:
    """Return what stands on a card, each value with its label."""
    _ = translate
    who, writing = card.application, config.writing
    sitting = writing.sitting_of(writing.sitting_for(who.post_id, who.group))
    return (
        (_("Candidate number"), who.number),
        (_("Name"), who.name),
        (_("Post applied for"), config.post(who.post_id).name),
        (_("Date"), f"{sitting.date:%d-%m-%Y}"),
        (_("Room"), sitting.room),
        (_("Card code"), show_code(card.code)),
        (_("Exam fingerprint"), exam_fingerprint),
        (_("Receipt code"), "____-____-____"),
    )


def card_advice(translate: Translate) -> tuple[str, ...]:
    """Return what a candidate has to know of the card."""
    _ = translate
    return (
        _(
            "Type the number and the code at the PC. Capitals do not matter, nor do dashes in the "
            "code."
        ),
        _("The code is yours alone: show it to nobody, and keep this card to the end."),
        _("After handing in, copy the receipt code from the screen onto this card."),
    )


def share_sheet(share: PanelShare, config: ExamConfig, translate: Translate) -> str:
    """Write one panelist's share as the file that `makalah-server open` takes."""
    _ = translate
    heading = _("Share of the panel key: {name}. {needed} of {holders} open the papers.").format(
        name=share.name,
        needed=config.writing.threshold,
        holders=len(config.panel.members),
    )
    remarks = [*config.exam.name.splitlines(), *heading.splitlines()]
    return "".join(f"# {remark}\n" for remark in remarks) + f"{share.words}\n"


def topics_slip(holder: TopicHolder, config: ExamConfig, translate: Translate) -> str:
    """Write what a holder of the topics types at the start."""
    _ = translate
    others = [one.name for one in config.topic_holders if one.id != holder.holder_id]
    fields = (
        (_("Name"), holder.name),
        (_("Date"), _days(config)),
        (_("Topics’ passphrase"), holder.passphrase),
    )
    width = max(len(label) for label, _value in fields)
    advice = (
        _("Type it yourself on the page “Unlock the topics” just before the start."),
        _("Capitals and spaces do not matter. Nobody else may see it before:"),
        _("with it the topics can be read."),
        *(_("{name} has to type theirs as well.").format(name=name) for name in others),
    )
    lines = [
        config.exam.agency,
        config.exam.name,
        _("PASSPHRASE OF THE TOPICS"),
        _RULE,
        *(f"{label:<{width}} : {value}" for label, value in fields),
        _RULE,
        *advice,
    ]
    return "\n".join(lines) + "\n"


def proctors_sheet(handouts: Handouts, config: ExamConfig, translate: Translate) -> str:
    """Write what proctors have with them in the room, and nobody else."""
    _ = translate
    pin = handouts.proctor_pin
    fields = (
        (_("Date"), _days(config)),
        (_("Room"), ", ".join(config.writing.rooms())),
        (_("Proctors' PIN"), f"{pin[:4]} {pin[4:]}"),
        (_("Exam fingerprint"), fingerprint(handouts)),
    )
    width = max(len(label) for label, _value in fields)
    advice = (
        _("The PIN copies sealed work onto a stick (F9), starts a PC that is cut off (F8),"),
        _("and lets people sign in at a PC whose check found something."),
        _("Show it to no candidate, and keep this sheet with the minutes of the exam."),
    )
    lines = [
        config.exam.agency,
        config.exam.name,
        _("PROCTORS' SHEET"),
        _RULE,
        *(f"{label:<{width}} : {value}" for label, value in fields),
        _RULE,
        *advice,
    ]
    return "\n".join(lines) + "\n"


def fingerprint(handouts: Handouts) -> str:
    """Return the exam id as people compare it: the last four groups of every pairing code."""
    return show_code(fingerprint_of(handouts.exam_id))


def _days(config: ExamConfig) -> str:
    return ", ".join(f"{day:%d-%m-%Y}" for day in config.writing.days())


def _candidates(cards: Iterable[Card], config: ExamConfig) -> bytes:
    rows = [
        (
            card.application.number,
            card.application.name,
            config.post(card.application.post_id).name,
            show_code(card.code),
        )
        for card in cards
    ]
    return _table(("number", "name", "post", "code"), rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _card_file(card: Card) -> str:
    """Name a card by its number; no number has an underscore, no file name a slash."""
    return f"{card.application.number.replace('/', '_')}.txt"
