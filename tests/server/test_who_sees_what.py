"""Who sees what, and when: every page and file of every role at every moment, held to one table.

`MATRIX` stands in docs/who-sees-what.md as it is. A cell names all who see a thing at that moment;
whoever is not in it opened everything there is, and found no trace.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from litestar.testing import TestClient

from exam.codes import show_code
from server.hall import Hall
from server.recovering import Recovering
from server.web.app import build_people_app
from tests.server.browsing import BASE
from tests.server.conftest import ROSTER, practice_toml
from tests.server.life import (
    ANOTHER,
    CHAIR,
    EXCUSED,
    HEARD_VALUES,
    HIDDEN,
    MARKED,
    OUTSIDE_SCORE,
    PANELIST,
    PAPER_VALUES,
    RECUSAL,
    RECUSED,
    REVISED,
    SLIDE_WORDS,
    WORDS,
    Life,
    note_of,
    reason_of,
)
from tests.server.looking import Lookout, Seen
from tests.server.ready_made import ReadyMade
from tests.server.whole_exam import whole_exam

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "who-sees-what.md"
ROLES: Final = {
    "N": "",
    "W": "pengawas-1",
    "S": "sekretariat",
    "F": "pemeriksa",
    "P": PANELIST,
    "A": ANOTHER,
    "R": RECUSED,
    "E": EXCUSED,
    "K": CHAIR,
    "O": "pengamat",
}
WITH_MINUTES: Final = frozenset(("closed", "scoring", "revealed", "issued"))
MATRIX: Final = """\
| Who sees | before | writing | closed | opened | released | scoring | round one open | locking | revealed | hearing | issued | destroyed |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| text of a paper, on a page | – | – | – | F | FPAREK | FPAREK | FPAREK | FPAREK | FPAREK | FPAREK | FPAREK | – |
| text of a paper, as .docx | – | – | – | – | PAREK | PAREK | PAREK | PAREK | PAREK | PAREK | PAREK | – |
| slides, on a page | – | – | – | F | FPAREK | FPAREK | FPAREK | FPAREK | FPAREK | FPAREK | FPAREK | – |
| slides, as .pptx | – | – | – | – | PAREK | PAREK | PAREK | PAREK | PAREK | PAREK | PAREK | – |
| what was blacked out | – | – | – | F | – | – | – | – | – | – | – | – |
| whose a paper is, by name | – | – | – | – | – | – | – | – | PAREK | PAREK | PAREK | PAREK |
| whose a paper is, by pseudonym | – | – | – | – | – | – | – | – | KO | PAREKO | PAREKO | K |
| own notes | – | – | – | – | – | PAEK | PAREK | PAREK | PAREK | PAREK | PAREK | – |
| another's notes | – | – | – | – | – | – | – | – | – | – | – | – |
| another's draft | – | – | – | – | – | – | – | – | – | – | – | – |
| another's value of a criterion | – | – | – | – | – | – | – | – | PAREKO | PAREKO | PAREKO | PAREK |
| lowest or highest total of another | – | – | – | – | – | – | PARK | PARK | PAREK | PAREK | PAREK | AREK |
| total of each of the others | – | – | – | – | – | – | K | K | PAREK | PAREK | PAREK | PAREK |
| mean of a paper | – | – | – | – | – | – | K | K | PAREK | PAREK | PAREK | PAREK |
| another's value of round two | – | – | – | – | – | – | – | – | PREK | PREK | PREK | PREK |
| another's reason of round two | – | – | – | – | – | – | – | – | PREK | PREK | PREK | PREK |
| agreement and leniency | – | – | – | – | – | – | K | K | K | K | K | K |
| how many are done | – | – | – | K | K | AK | K | AK | – | AK | – | – |
| who is done | – | – | – | K | K | K | K | K | – | K | – | – |
| why somebody stepped back | – | – | – | – | – | RKO | RK | RK | RKO | RKO | RKO | K |
| another's value of an interview | – | – | – | – | – | – | – | – | – | – | PAREKO | PAREK |
| scores from outside | – | – | – | – | – | – | – | – | – | PAREKO | PAREKO | PAREK |
| who goes on to the paper | K | K | K | K | K | K | K | K | – | – | – | – |
| ranking | – | – | – | – | – | – | – | – | PAREK | PAREK | PAREK | PAREK |
| recap .xlsx | – | – | – | – | – | – | – | – | K | K | K | K |
| recap .docx | – | – | – | – | – | – | – | – | K | K | K | K |
| announcements | – | – | – | – | – | – | – | – | K | K | K | K |
| letters | – | – | – | – | – | – | – | – | – | – | K | K |
| receipt codes | – | – | WSO | WSO | WSO | WSO | WS | WS | WSO | WSO | WSO | WS |
| evidence bundle | – | – | O | O | O | O | – | – | O | O | O | – |
"""  # noqa: E501


def table() -> dict[str, dict[str, str]]:
    """Return for each thing who sees it at each moment."""
    lines = [line.strip("|").split("|") for line in MATRIX.strip().splitlines()]
    head, _, *rows = [[cell.strip() for cell in line] for line in lines]
    return {
        row[0]: {
            moment: "".join(sorted(cell.replace("–", "").replace(" ", "")))
            for moment, cell in zip(head[1:], row[1:], strict=True)
        }
        for row in rows
    }


@dataclass(frozen=True)
class Look:
    """What somebody was answered at a moment, beside what there was to find."""

    life: Life
    role: str
    committed: frozenset[str]
    is_hearing: bool

    @property
    def account(self) -> str:
        return ROLES[self.role]

    @property
    def papers(self) -> range:
        """Whoever stepped back from a paper is looked after at that paper alone."""
        return range(MARKED, MARKED + 1) if self.role == "R" else range(len(WORDS))

    def others(self, values: Mapping[str, tuple[int, ...]]) -> list[str]:
        return [who for who in values if who != self.account]


def _has_value(seen: Seen, values: tuple[int, ...]) -> bool:
    return not seen.values.isdisjoint(values)


def _has_total(seen: Seen, total: Fraction) -> bool:
    return round(float(total), 2) in seen.totals


def _is_asked(template: str) -> Callable[[Look, Seen], bool]:
    """Return a sign for files of one address that name a candidate."""

    def sign(look: Look, seen: Seen) -> bool:
        named = any(name in seen.text for name in look.life.names)
        return seen.template.startswith(template) and seen.kind != "page" and named

    return sign


def _of_a_paper(words: tuple[str, ...], kind: str) -> Callable[[Look, Seen], bool]:
    def sign(look: Look, seen: Seen) -> bool:
        return seen.kind == kind and any(words[at].encode() in seen.raw for at in look.papers)

    return sign


def _whose(look: Look, seen: Seen) -> bool:
    pairs = zip(look.life.codes, look.life.names, strict=False)
    return any(code in seen.text and name in seen.text for code, name in pairs)


def _pseudonym(look: Look, seen: Seen) -> bool:
    """Of a table in the evidence each line is looked at alone."""
    ids = [who.application_id.encode() for who in look.life.people]
    parts = seen.raw.splitlines() if seen.path.endswith(".jsonl") else [seen.raw]
    pairs = [*zip(look.life.codes, ids, strict=False)]
    return any(code.encode() in part and one in part for code, one in pairs for part in parts)


def _draft_of_another(look: Look, seen: Seen) -> bool:
    values = HEARD_VALUES if look.is_hearing else PAPER_VALUES
    drafting = [who for who in look.others(values) if who not in look.committed]
    return any(_has_value(seen, values[who]) for who in drafting)


def _paper_value(look: Look, seen: Seen) -> bool:
    done = set(look.others(PAPER_VALUES)) - {EXCUSED}
    return any(_has_value(seen, PAPER_VALUES[who]) for who in done)


def _paper_total(*whose: str) -> Callable[[Look, Seen], bool]:
    def sign(look: Look, seen: Seen) -> bool:
        totals = (look.life.total(PAPER_VALUES[who]) for who in whose if who != look.account)
        return any(_has_total(seen, total) for total in totals)

    return sign


def _heard_value(look: Look, seen: Seen) -> bool:
    done = [who for who in look.others(HEARD_VALUES) if look.is_hearing]
    return any(_has_value(seen, HEARD_VALUES[who]) for who in done)


def _mean(look: Look, seen: Seen) -> bool:
    scorers = (CHAIR, PANELIST, ANOTHER)
    totals = [look.life.total(PAPER_VALUES[who]) for who in scorers]
    revised = look.life.total((REVISED, *PAPER_VALUES[ANOTHER][1:]))
    means = (sum(totals, Fraction()) / 3, (totals[0] + totals[1] + revised) / 3)
    return any(_has_total(seen, mean) for mean in means)


SIGNS: Final[Mapping[str, Callable[[Look, Seen], bool]]] = {
    "text of a paper, on a page": _of_a_paper(WORDS, "page"),
    "text of a paper, as .docx": _of_a_paper(WORDS, "docx"),
    "slides, on a page": _of_a_paper(SLIDE_WORDS, "page"),
    "slides, as .pptx": _of_a_paper(SLIDE_WORDS, "pptx"),
    "what was blacked out": lambda _, seen: HIDDEN.encode() in seen.raw,
    "whose a paper is, by name": _whose,
    "whose a paper is, by pseudonym": _pseudonym,
    "own notes": lambda look, seen: bool(look.account) and note_of(look.account) in seen.text,
    "another's notes": lambda look, seen: any(
        note_of(who) in seen.text for who in look.others(PAPER_VALUES)
    ),
    "another's draft": _draft_of_another,
    "another's value of a criterion": _paper_value,
    "lowest or highest total of another": _paper_total(PANELIST, ANOTHER),
    "total of each of the others": _paper_total(CHAIR, RECUSED),
    "mean of a paper": _mean,
    "another's value of round two": lambda look, seen: (
        look.account != ANOTHER and _has_value(seen, (REVISED,))
    ),
    "another's reason of round two": lambda look, seen: any(
        reason_of(who) in seen.text for who in look.others(PAPER_VALUES)
    ),
    "agreement and leniency": lambda _, seen: "ICC(2,1)" in seen.text,
    "how many are done": lambda _, seen: bool(
        re.search(r"\d dari \d sudah selesai|\d ditunggu", seen.text)
    ),
    "who is done": lambda _, seen: "sedang menilai" in seen.text,
    "why somebody stepped back": lambda _, seen: RECUSAL.encode() in seen.raw,
    "another's value of an interview": _heard_value,
    "scores from outside": lambda _, seen: _has_total(seen, Fraction(OUTSIDE_SCORE)),
    "who goes on to the paper": lambda _, seen: (
        seen.kind == "page" and 'class="before-paper' in seen.text
    ),
    "ranking": lambda _, seen: seen.kind == "page" and 'class="result' in seen.text,
    "recap .xlsx": _is_asked("/panel/rekap.xlsx"),
    "recap .docx": _is_asked("/panel/penetapan/rekap.docx"),
    "announcements": _is_asked("/panel/penetapan/pengumuman"),
    "letters": _is_asked("/panel/penetapan/surat"),
    "receipt codes": lambda look, seen: any(
        code in seen.text or show_code(code) in seen.text
        for code in look.life.whole.receipts.values()
    ),
    "evidence bundle": lambda _, seen: (
        seen.template == "/pengamat/bukti.zip" and seen.path.endswith("ledger.jsonl")
    ),
}

Found = dict[tuple[str, str, str], list[str]]
"""By thing, moment and role: the addresses at which it was seen."""


@pytest.fixture(scope="module")
def found(ready_made: ReadyMade, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """Play a whole life and let everybody look at each moment."""
    folder = tmp_path_factory.mktemp("seeing")
    config = folder / "practice.toml"
    config.write_text(practice_toml(), "utf-8")
    made = ready_made.copy_to(folder / "exam", config, ROSTER)
    with whole_exam(folder / "exam", made) as whole:
        life = Life(whole)
        app = build_people_app(whole.exam, Hall(), 1, Recovering(whole.exam))
        with TestClient(app, base_url=BASE) as client:
            lookout = Lookout(life, app, client)
            seen: Found = {}
            for moment, step in life.steps().items():
                step()
                if moment == "destroyed":
                    lookout.log_all_out()
                _look_around(seen, lookout, moment)
            yield seen


def _look_around(found: Found, lookout: Lookout, moment: str) -> None:
    life = lookout.life
    is_hearing = moment in {"hearing", "issued", "destroyed"}
    for role, account in ROLES.items():
        look = Look(life, role, frozenset(life.committed), is_hearing)
        for seen in lookout.look(
            account, with_refused=moment == "issued", with_minutes=moment in WITH_MINUTES
        ):
            for thing, sign in SIGNS.items():
                if sign(look, seen):
                    found.setdefault((thing, moment, role), []).append(seen.path)


def test_the_table_names_every_thing_and_every_moment(found: Found) -> None:
    moments = {moment for _, moment, _ in found}
    assert table().keys() == SIGNS.keys()
    assert all(moments <= cells.keys() for cells in table().values())


@pytest.mark.parametrize("thing", SIGNS)
def test_it_is_seen_by_those_in_the_table_and_by_nobody_else(found: Found, thing: str) -> None:
    for moment, expected in table()[thing].items():
        seeing = {role: found.get((thing, moment, role)) for role in ROLES}
        where = {role: addresses for role, addresses in seeing.items() if addresses}
        assert "".join(sorted(where)) == expected, (moment, where)


def test_the_document_has_this_table() -> None:
    assert MATRIX in DOCUMENT.read_text("utf-8")
