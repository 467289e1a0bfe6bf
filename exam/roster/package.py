"""The parts of an Office Open XML file: a ZIP of XML, read in small bites and within bounds.

Nothing is unpacked whole: a part that grows beyond what any list of candidates needs is refused
while it is read. Document types, and with them entities, are refused.
"""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final, TypeVar
from xml.etree.ElementTree import ParseError, XMLParser

from exam.errors import RosterError
from exam.roster.tables import MOST_ROWS

MOST_UNPACKED: Final = 40_000_000
"""The most bytes of XML that are read from one file."""
_BITE: Final = 65_536
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 1
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ParseError,
    ValueError,
    LookupError,
    OverflowError,
)
"""What zipfile, expat and wrong values in a part raise; found by mutating real files."""


class Part:
    """Receives the XML of one part: `opened` and `closed` for each element, without namespace."""

    def __init__(self) -> None:
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take the start of an element from the parser."""
        self._text.clear()
        self.opened(_local(tag), attributes)

    def end(self, tag: str) -> None:
        """Take the end of an element from the parser."""
        self.closed(_local(tag), "".join(self._text))
        self._text.clear()

    def data(self, text: str) -> None:
        """Take a piece of text from the parser."""
        self._text.append(text)

    def close(self) -> None:
        """End the document."""

    def doctype(self, name: str, public_id: str | None, system_id: str | None) -> None:
        """Refuse a document type: Office files have none, and entities come with it.

        Raises:
            ValueError: always.

        """
        raise ValueError(name, public_id, system_id)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """Notice the start of an element."""

    def closed(self, name: str, text: str) -> None:
        """Notice the end of an element and the text since its last child."""


_P = TypeVar("_P", bound=Part)


class Package:
    """The parts of a file by name; names do not tell upper from lower case (ECMA-376, part 2)."""

    def __init__(self, raw: bytes, file: str) -> None:
        self._file = file
        self._left = MOST_UNPACKED
        try:
            self._archive = zipfile.ZipFile(BytesIO(raw))
        except _DAMAGE:
            raise self.damaged() from None
        listed = self._archive.infolist()
        self._entries = {entry.filename.lower(): entry for entry in listed}
        if len(self._entries) != len(listed):
            raise self.damaged()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def damaged(self) -> RosterError:
        """Return the error of a file that cannot be read."""
        return RosterError("roster.workbook", file=self._file)

    def read(self, name: str, part: _P) -> _P:
        """Send a part through its receiver and return that.

        Raises:
            RosterError: the part is missing, damaged or too large.

        """
        try:
            self._feed(self._entries[name.lower()], XMLParser(target=part))  # noqa: S314
        except _DAMAGE:
            raise self.damaged() from None
        return part

    def _feed(self, entry: zipfile.ZipInfo, parser: XMLParser) -> None:
        if entry.compress_type not in _METHODS or entry.flag_bits & _ENCRYPTED:
            raise self.damaged()
        with self._archive.open(entry) as stream:
            while bite := stream.read(_BITE):
                self._left -= len(bite)
                if self._left < 0:
                    raise RosterError("roster.large", file=self._file, rows=MOST_ROWS)
                parser.feed(bite)
        parser.close()


def _local(tag: str) -> str:
    """Return an element's name without its namespace, which differs between dialects."""
    return tag.rpartition("}")[2]
