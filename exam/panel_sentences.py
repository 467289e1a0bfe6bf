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
    "opening.still-writing": _(
        "{count} candidates may still be writing, among them number {number}. Wait until they "
        "have handed in or the time is over. Nothing was opened."
    ),
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
}
