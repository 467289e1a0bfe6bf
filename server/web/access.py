"""Who may open which page: one table, asked before every route of the people's door.

What no line of the table covers is open to nobody. A line covers a path and all below it; the
longest one counts, and "/" covers itself alone. So a new route below a known beginning needs no
line, and any other needs one line in `ALLOWED`. Then run `python -m scripts.routes`: it writes
docs/routes.md, which `scripts/check` and tests/server/test_route_matrix.py hold every route to. If
a route is about something that belongs to somebody, say whose it has to be in `WHOSE`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from server.staff import Role

Visitor = Role | None
"""The role of whoever is logged in, or nobody."""
EVERYBODY: Final[frozenset[Visitor]] = frozenset((None, *Role))
STAFF: Final[frozenset[Visitor]] = frozenset(Role)
_PANEL: Final[frozenset[Visitor]] = frozenset((Role.MEMBER, Role.CHAIR))


@dataclass(frozen=True, slots=True)
class Rule:
    """Who comes in, and the code of the sentence for everybody else."""

    visitors: frozenset[Visitor]
    refusal: str = "session.not-yours"


def _only(role: Role, refusal: str) -> Rule:
    return Rule(frozenset((role,)), refusal)


CLOSED: Final = Rule(frozenset(), "session.nobodys")
ALLOWED: Final[Mapping[str, Rule]] = {
    "/": Rule(EVERYBODY),
    "/masuk": Rule(EVERYBODY),
    "/keluar": Rule(EVERYBODY),
    "/healthz": Rule(EVERYBODY),
    "/static": Rule(EVERYBODY),
    "/api/manifest": Rule(EVERYBODY),
    "/api/enrol": Rule(EVERYBODY),
    "/layar": Rule(EVERYBODY),
    "/akun": Rule(STAFF),
    "/sekretariat": _only(Role.SECRETARIAT, "session.secretariat-only"),
    "/sekretariat/penutupan": Rule(
        frozenset((Role.SECRETARIAT, Role.PROCTOR)), "session.secretariat-only"
    ),
    "/pengawas": _only(Role.PROCTOR, "session.proctors-only"),
    "/panel": Rule(_PANEL, "session.panelists-only"),
    "/panel/pembukaan": _only(Role.CHAIR, "session.chair-only"),
    "/panel/rekap.xlsx": _only(Role.CHAIR, "session.chair-only"),
    "/panel/ketua": _only(Role.CHAIR, "session.chairs-page"),
    "/panel/penetapan": _only(Role.CHAIR, "session.chair-only"),
    "/pemeriksa": _only(Role.RELEASE_OFFICER, "session.release-only"),
    "/pengamat": _only(Role.OBSERVER, "session.observers-only"),
}


class Whose(StrEnum):
    """Whose thing a route may be about, for somebody whom the table lets in."""

    ANY = "any"
    OWN = "own"
    ANOTHERS = "another's"


WHOSE: Final[Mapping[str, Whose]] = {
    "/akun": Whose.OWN,
    "/panel/naskah": Whose.OWN,
    "/panel/kunci": Whose.OWN,
    "/panel/mundur": Whose.OWN,
    "/panel/wawancara": Whose.OWN,
    "/pengawas/setujui": Whose.ANOTHERS,
}
"""By path and all below it: sheets of scores, locks and sessions are one's own; who agrees to a
proposal is never who made it."""

HOMES: Final[Mapping[Role, str]] = {
    Role.SECRETARIAT: "/sekretariat",
    Role.PROCTOR: "/pengawas",
    Role.MEMBER: "/panel",
    Role.CHAIR: "/panel",
    Role.RELEASE_OFFICER: "/pemeriksa",
    Role.OBSERVER: "/pengamat",
}
"""Where each role's work is."""


OF_PAPERS: Final[frozenset[str]] = frozenset(
    (
        "/api",
        "/layar",
        "/panel/naskah",
        "/panel/pembukaan",
        "/panel/tayang",
        "/pemeriksa",
        "/pengawas",
        "/sekretariat/denah",
        "/sekretariat/gladi",
        "/sekretariat/penutupan",
    )
)
"""What there is only where a paper is written, by path and all below it: PCs, the room, papers."""


def is_of_papers(template: str) -> bool:
    """Whether there is a route only in a selection in which a paper is written."""
    return any(path in OF_PAPERS for path in _upwards(template))


def rule_of(template: str) -> Rule:
    """Return the rule for a route, by the path with its parameters named."""
    return next((ALLOWED[path] for path in _upwards(template) if path in ALLOWED), CLOSED)


def whose_of(template: str) -> Whose:
    """Return whose thing a route may be about."""
    return next((WHOSE[path] for path in _upwards(template) if path in WHOSE), Whose.ANY)


def _upwards(template: str) -> list[str]:
    """Return a path and those above it, the longest first, without the root."""
    parts = template.strip("/").split("/")
    return ["/" + "/".join(parts[:count]) for count in range(len(parts), 0, -1)]
