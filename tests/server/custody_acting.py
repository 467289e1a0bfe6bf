"""The keepers of the panel key as the tests play them: shares, and three papers that they open."""

import os
from typing import Final

from server.ceremony import Handouts
from server.office import OpenExam
from server.opening import Opening, open_papers
from server.quorum import Quorum, quorum_for
from tests.server.acting import candidate
from tests.server.handing_in import hand_in

OFFICER: Final = "pemeriksa"
TEXTS: Final = (
    "Gagasan.\nHormat saya,\n{name}",
    "Tanpa nama. Petugas harus jujur.",
    "Isi {name} lagi",
)


def quorum_of(exam: OpenExam, made: Handouts) -> Quorum:
    """Bring the shares of a quorum together."""
    quorum = quorum_for(exam)
    for share in made.shares[: quorum.needed]:
        quorum.add(share.words.encode(), share.name)
    return quorum


def hand_in_three(exam: OpenExam, made: Handouts) -> None:
    """Hand in three papers, of which two name their author."""
    for card, text in zip(made.cards, TEXTS, strict=False):
        hand_in(exam, candidate(exam, card), text.format(name=card.application.name))


def open_three(exam: OpenExam, made: Handouts) -> Opening:
    """Hand the three papers in, and open them."""
    hand_in_three(exam, made)
    return open_papers(exam, quorum_of(exam, made).seed(), os.urandom)
