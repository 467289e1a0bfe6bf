"""Every route with every role: what docs/routes.md says is what the people's door does.

A route that is not in the table fails here; `python -m scripts.routes` writes it down.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from scripts.routes import TARGET, VISITORS, Route, routes_of, write_table
from server.accounts import add_account
from server.ceremony import Handouts
from server.hall import Hall
from server.office import open_exam
from server.recovering import Recovering
from server.staff import Role
from server.web.access import ALLOWED, CLOSED, HOMES, Visitor, rule_of
from server.web.app import build_people_app
from server.web.seat_view import slug_of
from tests.server.browsing import BASE
from tests.server.browsing import Visitor as Browser
from tests.server.conftest import ROSTER, practice_toml
from tests.server.panel_acting import Panel, open_panel, passphrases_of
from tests.server.ready_made import ReadyMade

ACCOUNTS = {
    Role.SECRETARIAT: "sekretariat",
    Role.PROCTOR: "pengawas-1",
    Role.MEMBER: "penilai-2",
    Role.CHAIR: "ketua",
    Role.RELEASE_OFFICER: "pemeriksa",
    Role.OBSERVER: "pengamat",
}
UNENDING = {"/pengawas/kabar"}
"""What goes on answering: whoever is let in is not called here, whoever is refused is."""
_ROW = re.compile(r"\| `(/[^`]*)` \| ([A-Z]+) \| (.+) \|")
_TARGET = re.compile(r'(?:href|action|hx-get|hx-post)="(/[^"?#]*)')
_REFUSALS = {"session.ended", CLOSED.refusal, *(rule.refusal for rule in ALLOWED.values())}


def table() -> dict[Route, list[str]]:
    """Return the rows of the document: for each route what each visitor may."""
    rows = _ROW.findall(TARGET.read_text("utf-8"))
    return {Route(path, method): cells.split(" | ") for path, method, cells in rows}


TABLE = table()


class House:
    """The people's door of an exam whose papers are opened, with one browser for each role."""

    def __init__(self, panel: Panel, app: Litestar, client: TestClient[Litestar]) -> None:
        self.app = app
        self.client = client
        self.browser = Browser(client, panel.passphrases)
        self._cookies: dict[Visitor, dict[str, str]] = {}
        self._token = ""
        first, second = panel.exam.store.read(
            lambda db: list(db.query("select number from applications order by number limit 2"))
        )
        self._own = {
            "slug": slug_of(first["number"]),
            "code": panel.codes[0],
            "stage_id": "makalah",
            "subject": panel.codes[0],
            "account": "sekretariat",
            "file_path": "makalah.css",
        }
        self._others = {
            "slug": slug_of(second["number"]),
            "code": panel.codes[1],
            "stage_id": "wawancara",
            "subject": panel.codes[1],
            "account": "cadangan",
            "file_path": "../session.py",
        }

    def addresses(self, template: str) -> set[str]:
        """Return the addresses of a route: of a first thing, of another, and of none that is."""
        nothing: dict[str, str] = {}
        return {self._fill(template, of) for of in (self._own, self._others, nothing)}

    def refusal(self, method: str, path: str, visitor: Visitor) -> str | None:
        """Call a route as somebody; returns the code if it was for who they are."""
        self._become(visitor)
        data = {"_csrf_token": self._token} if method == "POST" else None
        with capture_logs() as entries:
            answer = self.client.request(method, path, data=data, follow_redirects=False)
        (told,) = (one for one in entries if one["event"] == "request")
        code = told.get("code")
        assert code != "page.breakdown", path
        if code not in _REFUSALS:
            return None
        leads = answer.headers.get("location") == "/masuk"
        assert answer.status_code in (401, 403) or (method == "GET" and leads)
        return str(code)

    def _become(self, visitor: Visitor) -> None:
        """Use the browser of a role, logged in anew if its session has ended."""
        self.client.cookies.clear()
        cookies = self._cookies.get(visitor)
        session = "" if cookies is None else cookies.get("__Host-makalah", "")
        if cookies is None or (visitor is not None and not self.app.state.keyring.use(session)):
            self.browser.get("/masuk")
            self._token = self.browser.token()
            if visitor is not None:
                assert self.browser.log_in(ACCOUNTS[visitor]).status_code == 303
            self._cookies[visitor] = dict(self.client.cookies) | {"token": self._token}
        else:
            self.client.cookies.update(cookies)
            self._token = cookies["token"]

    @staticmethod
    def _fill(template: str, values: dict[str, str]) -> str:
        return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], "tidak-ada"), template)


@pytest.fixture(scope="module")
def house(ready_made: ReadyMade, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("matrix")
    config = folder / "practice.toml"
    config.write_text(practice_toml(), "utf-8")
    made: Handouts = ready_made.copy_to(folder / "exam", config, ROSTER)
    with open_exam(folder / "exam") as exam:
        panel = open_panel(exam, made)
        add_account(exam, "cadangan", "Cadangan", Role.OBSERVER, "sekretariat", os.urandom)
        app = build_people_app(exam, Hall(), 1, Recovering(exam))
        with TestClient(app, base_url=BASE) as client:
            yield House(Panel(exam, passphrases_of(made), panel.codes), app, client)


def test_the_document_is_what_the_routes_are(house: House) -> None:
    assert TARGET.read_text("utf-8") == write_table(house.app)
    assert set(TABLE) == set(routes_of(house.app))


@pytest.mark.parametrize("route", sorted(TABLE), ids=lambda one: f"{one.method} {one.template}")
def test_each_role_is_let_in_or_refused_as_the_document_says(house: House, route: Route) -> None:
    for visitor, said in zip(VISITORS, TABLE[route], strict=False):
        if said == "yes" and route.template in UNENDING:
            continue
        for path in sorted(house.addresses(route.template)):
            refusal = house.refusal(route.method, path, visitor)
            assert (refusal is None) is (said == "yes"), (visitor, path, refusal)


def test_a_route_that_no_line_covers_is_open_to_nobody() -> None:
    assert rule_of("/baru") is CLOSED
    assert rule_of("/panelis") is CLOSED
    assert not CLOSED.visitors


def test_every_role_has_a_first_page_that_it_may_open() -> None:
    assert set(HOMES) == set(Role)
    assert all(role in rule_of(home).visitors for role, home in HOMES.items())


def test_nobody_but_the_panel_reaches_what_the_panel_reads() -> None:
    reading = [route.template for route in TABLE if route.template.startswith("/panel")]
    assert reading
    for template in reading:
        assert rule_of(template).visitors <= {Role.MEMBER, Role.CHAIR}


@pytest.mark.parametrize("visitor", VISITORS, ids=str)
def test_no_page_links_to_where_its_reader_may_not_go(house: House, visitor: Visitor) -> None:
    seen = 0
    for route in sorted(TABLE):
        if route.method != "GET" or visitor not in rule_of(route.template).visitors:
            continue
        if route.template in UNENDING or route.template == "/static/{file_path}":
            continue
        for path in sorted(house.addresses(route.template)):
            house.refusal("GET", path, visitor)
            answer = house.client.get(path, follow_redirects=False)
            if answer.headers.get("content-type", "").startswith("text/html"):
                for target in _TARGET.findall(answer.text):
                    seen += 1
                    assert visitor in rule_of(target).visitors or target == "/", (path, target)
    assert seen


@pytest.mark.parametrize("role", ["proctor", "secretariat"])
def test_what_is_awaited_before_the_close_is_linked_for_proctors_alone(
    house: House, role: str
) -> None:
    environment = house.app.template_engine
    assert environment is not None
    template = environment.get_template("proctor/before_close.html")
    nothing: dict[str, object] = dict.fromkeys(("writing", "without", "forked", "silent"), ())
    figures = SimpleNamespace(handed_in=0, candidates=2, away=0)
    told: dict[str, object] = {"summary": figures, "awaited": ["PC-01"], "refusal": None}
    text = template.render(person={"role": role}, **told, **nothing)
    assert ('href="/pengawas/pemulihan"' in text) is (role == "proctor")


def test_a_score_sheet_is_the_own_one_whoever_asks(house: House) -> None:
    path = next(iter(house.addresses("/panel/naskah/{code}") - {"/panel/naskah/tidak-ada"}))
    for visitor, score in ((Role.CHAIR, "81"), (Role.MEMBER, "")):
        house.refusal("GET", path, visitor)
        page = house.client.get(path).text
        fields = dict.fromkeys(re.findall(r'name="(score-[\w-]+)"', page), score)
        if score:
            data = {"_csrf_token": house.browser.token(), "round": "1", **fields}
            answer = house.client.post(f"{path}/nilai", data=data, follow_redirects=False)
            assert answer.status_code == 303
            assert 'value="81"' in house.client.get(path).text
        else:
            assert fields
            assert 'value="81"' not in page
