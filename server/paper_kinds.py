"""The kinds of paper that can be printed at any time, and the names of their files."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Printed(StrEnum):
    """A kind of printed paper, as the command names it."""

    LABELS = "labels"
    ATTENDANCE = "attendance"
    RULES = "rules"
    PACT = "pact"
    RECEIPTS = "receipts"
    MINUTES = "minutes"
    DISRUPTIONS = "disruptions"


FILES: Final[Mapping[Printed, str]] = {
    Printed.LABELS: "label-meja.docx",
    Printed.ATTENDANCE: "daftar-hadir.docx",
    Printed.RULES: "tata-tertib.docx",
    Printed.PACT: "pakta-integritas.docx",
    Printed.RECEIPTS: "tanda-terima.docx",
    Printed.MINUTES: "berita-acara-pelaksanaan.docx",
    Printed.DISRUPTIONS: "berita-acara-gangguan.docx",
}
"""Under which name each is saved: names as the offices use them, in every language of the exam."""


def file_of(kind: Printed, sitting_id: str = "") -> str:
    """Return under which name a paper is saved; where there are several sittings it names its."""
    name = FILES[kind]
    return f"{sitting_id}-{name}" if sitting_id else name
