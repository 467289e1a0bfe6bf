"""What is found while a list of candidates is read: repairs to report and problems to refuse.

A problem does not end the reading, so that the secretariat learns of all of them at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from exam.errors import Detail, RosterError

MOST_PROBLEMS: Final = 20
"""The most problems that are told."""
MOST_ALIKE: Final = 3
"""The most problems of one kind in one column that are told one by one."""
_MOST_KEPT: Final = 2000
_LONGEST_VALUE: Final = 60
_LONGEST_LIST: Final = 300
_UNSHOWABLE: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Repair:
    """What was found in one place and what was made of it; row 0 is the file as a whole.

    The code is one of a sentence, as that of an error is.
    """

    code: str
    row: int = 0
    column: str = ""
    found: str = ""
    made: str = ""


def quoted(text: str, longest: int = _LONGEST_VALUE) -> str:
    """Write a text from the file so that it can stand in a sentence: one short line, no tricks."""
    line = " ".join(text[: longest * 2].split())
    line = "".join(sign if sign.isprintable() else _UNSHOWABLE for sign in line)
    return line if len(line) <= longest else line[:longest] + "…"


class Findings:
    """Collects repairs and problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.repairs: list[Repair] = []
        self._problems: list[RosterError] = []
        self._unkept = 0

    def repair(
        self, code: str, row: int = 0, column: str = "", found: str = "", made: str = ""
    ) -> None:
        """Report what was made of something."""
        self.repairs.append(Repair(code, row, quoted(column), quoted(found), quoted(made)))

    def refuse(self, code: str, **details: Detail) -> None:
        """Note a problem; `conclude` raises it."""
        if len(self._problems) == _MOST_KEPT:
            self._unkept += 1
            return
        safe = {
            name: quoted(value, _LONGEST_VALUE if name == "value" else _LONGEST_LIST)
            if isinstance(value, str)
            else value
            for name, value in details.items()
        }
        self._problems.append(RosterError(code, file=self.file, **safe))

    def conclude(self) -> None:
        """Raise the first problem, with the others in it, if there is any.

        Raises:
            RosterError: its `problems` are those of the file from top to bottom, with what is alike
                in many rows summed up.

        """
        if not self._problems:
            return
        told = list(_summed_up(sorted(self._problems, key=_row), self.file))
        more = len(told[MOST_PROBLEMS:]) + self._unkept
        first, *others = told[:MOST_PROBLEMS]
        if more:
            others.append(RosterError("roster.more", file=self.file, count=more))
        raise first.followed_by(*others)


def _row(problem: RosterError) -> int:
    row = problem.details.get("row", 0)
    return row if isinstance(row, int) else 0


def _summed_up(problems: Sequence[RosterError], file: str) -> Iterator[RosterError]:
    """Give the first few problems of each kind and column, then how many more are alike."""
    alike: dict[tuple[str, Detail], list[int]] = {}
    for problem in problems:
        rows = alike.setdefault((problem.code, problem.details.get("column", "")), [])
        rows.append(_row(problem))
        if len(rows) <= MOST_ALIKE:
            yield problem
    for rows in alike.values():
        others = rows[MOST_ALIKE:]
        if others:
            listed = quoted(", ".join(map(str, others)), _LONGEST_LIST)
            yield RosterError(
                "roster.alike", file=file, row=rows[0], count=len(others), rows=listed
            )
