"""Sums up what was made of a list of candidates: one remark for each kind of repair and column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exam.errors import Detail
from exam.roster.findings import Repair

_SHOWN: Final = 8
_ONE_BY_ONE: Final = frozenset({"repair.not-held"})
"""What leaves somebody out, so that each of them is named."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Repairs of one kind in one column; `exam.sentences` says it."""

    code: str
    details: Mapping[str, Detail]


def remarks_on(repairs: Iterable[Repair]) -> tuple[Remark, ...]:
    """Sum up repairs; many of one kind are counted, with their first rows and one example."""
    groups: dict[tuple[str, str, str], list[Repair]] = {}
    for repair in repairs:
        alone = repair.found if repair.code in _ONE_BY_ONE else ""
        groups.setdefault((repair.code, repair.column, alone), []).append(repair)
    return tuple(
        Remark(code, _details(column, group)) for (code, column, _), group in groups.items()
    )


def _details(column: str, group: Sequence[Repair]) -> Mapping[str, Detail]:
    first = group[0]
    return {
        "column": column,
        "count": len(group),
        "rows": _listed(str(repair.row) for repair in group),
        "found": first.found if column else _listed(f"“{repair.found}”" for repair in group),
        "made": first.made,
    }


def _listed(values: Iterable[str]) -> str:
    different = list(dict.fromkeys(values))
    return ", ".join(different[:_SHOWN]) + (", …" if len(different) > _SHOWN else "")
