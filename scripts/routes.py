"""Writes docs/routes.md: who may open which page, from the table that guards the people's door.

The routes are those of the app itself, so one that was added stands here as soon as this runs, and
`--check` fails until it does. How to let somebody into a new route: server/web/access.py.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

from server.ceremony import create_exam
from server.hall import Hall
from server.office import open_exam
from server.plan import read_plan
from server.recovering import Recovering
from server.staff import Role
from server.web.access import Visitor, Whose, is_of_papers, rule_of, whose_of
from server.web.app import build_people_app

ROOT: Final = Path(__file__).parent.parent
TARGET: Final = ROOT / "docs" / "routes.md"
VISITORS: Final[tuple[Visitor, ...]] = (None, *Role)
_CONFIGS: Final = ROOT / "exam_configs"
_UNASKED: Final = frozenset(("HEAD", "OPTIONS"))
_HEADINGS: Final = {
    None: "nobody",
    Role.SECRETARIAT: "secretariat",
    Role.PROCTOR: "proctor",
    Role.MEMBER: "panelist",
    Role.CHAIR: "chair",
    Role.RELEASE_OFFICER: "release officer",
    Role.OBSERVER: "observer",
}
_OTHERS: Final = {Whose.ANY: "yes", Whose.OWN: "no", Whose.ANOTHERS: "yes"}
_OWN: Final = {Whose.ANY: "yes", Whose.OWN: "yes", Whose.ANOTHERS: "no"}
_HEAD: Final = """# Routes

Who may open what at the people's door. This file is written by `python -m scripts.routes` from the
table in `server/web/access.py`, which is asked before every route; a route that the table does not
cover is open to nobody. A test calls each of these with each role and compares.

*nobody* is whoever is not logged in. A page asked for without log-in leads to the log-in page; a
form is refused. *own* and *another's* say whose thing a route may be about, for those whom it lets
in: a panelist reaches their own sheets of scores and their own lock, and nobody else's; who agrees
to a proposal is never who made it; everybody ends their own sessions only. Every form carries a
token, and is refused without it.

*without a paper* says what becomes of a route in a selection in which nothing is written: where it
says no, whoever is let in reads in one sentence that there is nothing to do.

The kiosks' door has three calls (`/sign-in`, `/beat`, `/submit`) for PCs with a certificate of this
exam; no person opens it.
"""


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """A route: its path with the parameters named, and its method."""

    template: str
    method: str


def routes_of(app: Litestar) -> list[Route]:
    """Return every route of an app that somebody can call, by path and method."""
    return sorted(set(_routes(app)))


def _routes(app: Litestar) -> Iterator[Route]:
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if isinstance(handler, HTTPRouteHandler):
                    for method in handler.http_methods - _UNASKED:
                        yield Route(route.path_format, method)


def write_table(app: Litestar) -> str:
    """Write the whole document."""
    names = [_HEADINGS[visitor] for visitor in VISITORS]
    columns = ["Route", "Method", *names, "own", "another's", "without a paper"]
    lines = [_line(columns), _line(["---"] * len(columns))]
    lines += [_line(_cells(route)) for route in routes_of(app)]
    return _HEAD + "\n" + "\n".join(lines) + "\n"


def _cells(route: Route) -> list[str]:
    rule, whose = rule_of(route.template), whose_of(route.template)
    allowed = ["yes" if visitor in rule.visitors else "–" for visitor in VISITORS]
    without = "no" if is_of_papers(route.template) else "yes"
    return [f"`{route.template}`", route.method, *allowed, _OWN[whose], _OTHERS[whose], without]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _current() -> str:
    """Write the document for the app of an exam that is made for it and thrown away."""
    text = (_CONFIGS / "semarang.toml").read_text("utf-8")
    text = text.replace("practice = false", "practice = true")
    text = text.replace('card_kdf = "standard"', 'card_kdf = "test-only"')
    topics = (_CONFIGS / "semarang" / "topics.toml").as_posix()
    text = re.sub(r'file = "semarang/topics\.toml"', f'file = "{topics}"', text)
    with tempfile.TemporaryDirectory() as folder:
        config, root = Path(folder) / "practice.toml", Path(folder) / "exam"
        config.write_text(text, "utf-8")
        root.mkdir(mode=0o700)
        create_exam(read_plan(config, _CONFIGS / "semarang" / "roster.csv"), root, os.urandom)
        with open_exam(root) as exam:
            return write_table(build_people_app(exam, Hall(), 1, Recovering(exam)))


@click.command()
@click.option("--check", is_flag=True, help="Only look whether the document is up to date.")
def main(*, check: bool) -> None:
    """Write docs/routes.md, or look whether it is up to date."""
    text = _current()
    if not check:
        TARGET.write_text(text, "utf-8")
    elif not TARGET.exists() or TARGET.read_text("utf-8") != text:
        click.echo("docs/routes.md is not what the routes are: python -m scripts.routes", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
