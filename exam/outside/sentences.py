"""What people read about scores from outside: why they are refused, and what was made of them.

`exam.sentences` takes these up among all others.
"""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


OUTSIDE_SENTENCES: Final[Mapping[str, str]] = {
    "outside.header": _(
        "{file}: no row looks like a header. It needs the column “Nomor Peserta” or “NIP”, and the "
        "column “Nilai”."
    ),
    "outside.no-scores": _(
        "{file}, row {row}: the header has no column with scores. Call it “Nilai” or “Nilai Akhir”."
    ),
    "outside.nobody": _(
        "{file}, row {row}: the header does not say who. Add the column “Nomor Peserta” or “NIP”."
    ),
    "outside.sheets": _(
        "{file}: several sheets hold scores: {sheets}. Keep one and delete or hide the others."
    ),
    "outside.columns-alike": _(
        "{file}, row {row}: “{first}” and “{second}” can both be meant. Rename or delete one."
    ),
    "outside.empty": _("{file}: there is no score in it."),
    "outside.unknown": _(
        "{file}, row {row}: nobody with “{value}” ({column}) is in the list of candidates. Compare "
        "it with the list."
    ),
    "outside.whose": _(
        "{file}, row {row}: a score stands here without a candidate number: “{value}”. Complete "
        "the row, or delete it."
    ),
    "outside.other-nip": _(
        "{file}, row {row}: the NIP {value} is not that of number {number}. Look whether the rows "
        "were mixed up when somebody sorted them."
    ),
    "outside.other-name": _(
        "{file}, row {row}: number {number} is {name}, but “{value}” stands here. Look whether the "
        "rows were mixed up when somebody sorted them."
    ),
    "outside.other-post": _(
        "{file}, row {row}: number {number} did not apply for “{value}”. Write the post as the "
        "exam's settings do."
    ),
    "outside.two-scores": _(
        "{file}, row {row}: number {number} has another score in row {first}. Keep the right one."
    ),
    "outside.score": _(
        "{file}, row {row}: “{value}” in “{column}” is not a score. Write a number from 0 to 100."
    ),
    "outside.range": _(
        "{file}, row {row}: {value} in “{column}” is not between 0 and 100. Correct or convert it."
    ),
    "outside.percent": _(
        "{file}, row {row}: “{column}” is shown in percent, so it is unclear whether {value} is "
        "meant. Format the column as a number from 0 to 100."
    ),
    "outside.no-stage": _("There is no stage “{stage}” here. Choose one from the list."),
    "outside.reason": _(
        "The scores of “{file}” are here already. Write why this file replaces it. Nothing was "
        "changed."
    ),
    "outside.gone": _(
        "The file that you looked at is not here any more, or another one was chosen since. Choose "
        "it again. Nothing was changed."
    ),
    "outside.comma": _(
        "Column {column}: decimal commas read as such, {count} × (row {rows}); for example {found}."
    ),
    "outside.places": _(
        "Column {column}: more than two decimals, {count} × (row {rows}); they count in full, for "
        "example {made}."
    ),
    "outside.number": _(
        "Column {column}: numbers without their zeros or in other letters, {count} × (row {rows}); "
        "for example {found} is {made}."
    ),
    "outside.name": _(
        "Column {column}: names are written differently in the list of candidates, {count} × (row "
        "{rows}); for example “{found}” is “{made}”."
    ),
    "outside.without": _("Without a score: row {rows} ({found})."),
    "outside.not-held": _("Of a post that is not held, set aside: row {rows} ({found})."),
    "outside.twice": _("The same score stands twice, and counts once: row {rows} ({found})."),
    "outside.small": _(
        "No score is higher than {found}. If they are not of the scale 0 to 100, convert them "
        "first."
    ),
}
