"""The list of candidates: rows of a spreadsheet become applications, or a clear error.

An application is a candidate for one post. Whatever is refused is named by file, row and column.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NewType, NoReturn

from exam.config import Post
from exam.errors import RosterError

ApplicationId = NewType("ApplicationId", str)

COLUMNS: Final = (
    "nomor_peserta",
    "nama",
    "nip",
    "jabatan_sekarang",
    "unit_kerja",
    "jabatan_dilamar",
)
_DELIMITERS: Final = ",;\t"
_NUMBER: Final = re.compile(r"(?=.{1,16}\Z)[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
_NIP: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})[12]\d{3}", re.ASCII)
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Application:
    """One candidate for one post, as the secretariat listed them."""

    number: str
    name: str
    nip: str
    office: str
    unit: str
    post_id: str

    @property
    def id(self) -> ApplicationId:
        """Name of the application in journals, envelopes and the ledger."""
        return ApplicationId(f"{self.number}.{self.post_id}")


def parse_roster(raw: bytes, file: str, posts: Sequence[Post]) -> tuple[Application, ...]:
    """Read a roster in CSV (comma, semicolon or tab; UTF-8 with or without BOM).

    Raises:
        RosterError: names the file and, where there is one, the row and column.

    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RosterError("roster.encoding", file=file) from None
    try:
        return _Reader(file, posts).read(text)
    except csv.Error as error:
        raise RosterError("roster.syntax", file=file, problem=str(error)) from None


class _Reader:
    def __init__(self, file: str, posts: Sequence[Post]) -> None:
        self._file = file
        self._posts = {post.name.casefold(): post.id for post in posts}
        self._row_of_number: dict[str, int] = {}
        self._row_of_nip: dict[str, int] = {}

    def read(self, text: str) -> tuple[Application, ...]:
        header, _, _ = text.partition("\n")
        delimiter = max(_DELIMITERS, key=header.count)
        rows = csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter)
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise RosterError("roster.columns", file=self._file, missing=", ".join(missing))
        applications = tuple(self._applications(rows))
        if not applications:
            raise RosterError("roster.empty", file=self._file)
        return applications

    def _applications(self, rows: "csv.DictReader[str]") -> Iterator[Application]:
        for fields in rows:
            row = rows.line_num
            if None in fields or None in fields.values():
                raise RosterError("roster.cells", file=self._file, row=row, expected=len(COLUMNS))
            cells = {name: " ".join(fields[name].split()) for name in COLUMNS}
            if any(cells.values()):
                yield self._application(row, cells)

    def _application(self, row: int, cells: dict[str, str]) -> Application:
        for column, value in cells.items():
            if not value:
                self._refuse("roster.blank", row, column, value)
        number, nip, post_name = cells["nomor_peserta"], cells["nip"], cells["jabatan_dilamar"]
        if not _NUMBER.fullmatch(number):
            self._refuse("roster.number", row, "nomor_peserta", number)
        self._once(self._row_of_number, row, "nomor_peserta", number)
        if not is_nip(nip):
            self._refuse("roster.nip", row, "nip", nip)
        self._once(self._row_of_nip, row, "nip", nip)
        post_id = self._posts.get(post_name.casefold())
        if post_id is None:
            self._refuse("roster.post", row, "jabatan_dilamar", post_name)
        return Application(
            number, cells["nama"], nip, cells["jabatan_sekarang"], cells["unit_kerja"], post_id
        )

    def _once(self, seen: dict[str, int], row: int, column: str, value: str) -> None:
        first = seen.setdefault(value, row)
        if first != row:
            raise RosterError(
                "roster.twice", file=self._file, row=row, column=column, value=value, first=first
            )

    def _refuse(self, code: str, row: int, column: str, value: str) -> NoReturn:
        raise RosterError(code, file=self._file, row=row, column=column, value=value)


def is_nip(text: str) -> bool:
    """Whether a text is a civil-servant number: birth date, appointment month, sex, serial."""
    found = _NIP.fullmatch(text)
    if found is None:
        return False
    year, month, day, _, appointed_month = (int(group) for group in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1 <= appointed_month <= _MONTHS
