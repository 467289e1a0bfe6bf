"""Somebody of each role who opens every page and saves every file that there is, and reads it all.

Archives are opened: what stands in a Word file, a workbook or a ZIP is read as a page is.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Final

from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs

from scripts.routes import routes_of
from server.paper_kinds import FILES, Printed
from server.staff import Role
from server.web.access import rule_of
from server.web.seat_view import slug_of
from tests.server.browsing import Visitor
from tests.server.life import WRITERS, Life

UNENDING: Final = frozenset(("/pengawas/kabar", "/static/{file_path}"))
"""What goes on answering, and what is the same for all and of no exam."""
_MINUTES: Final = "/sekretariat/penutupan/{name}"
_IN_PARTS: Final = frozenset(
    ("/panel/ketua/{stage_id}", "/panel/tunggu/{stage_id}", "/panel/pembukaan/kemajuan")
)
"""What a page asks for again by itself, and is answered without the frame."""
_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_VALUE: Final = re.compile(r"(?<![\w,.])\d\d(?![\w,.%])")
_TOTAL: Final = re.compile(r"(?<![\w,.])\d\d[.,]\d{1,2}(?![\w,.]\d)")
_ENDS: Final = re.compile(r"</(?:w:p|a:p|a:t|c|si|v|row)>")
_TAGS: Final = re.compile(r"<[^>]*>")
_TOKENS: Final = re.compile(r'name="_csrf_token" value="\w+"')
_ARCHIVE: Final = b"PK\x03\x04"
_OFFICE: Final = ("docx", "pptx", "xlsx")


@dataclass(frozen=True)
class Seen:
    """One page, or one file of an archive, as it was answered to somebody.

    `kind` is `page`, or how the name of the file ends. Of bytes that are no text only `raw` is.
    """

    template: str
    path: str
    kind: str
    text: str
    raw: bytes

    @cached_property
    def values(self) -> frozenset[int]:
        """Every number of two digits that stands for itself."""
        return frozenset(int(one) for one in _VALUE.findall(self.text))

    @cached_property
    def totals(self) -> frozenset[float]:
        """Every number with decimals, whatever their sign is."""
        return frozenset(float(one.replace(",", ".")) for one in _TOTAL.findall(self.text))


@dataclass
class Lookout:
    """One browser for each account, and everything that they can ask for."""

    life: Life
    app: Litestar
    client: TestClient[Litestar]

    def __post_init__(self) -> None:
        self._visitor = Visitor(self.client, self.life.passphrases)
        self._cookies: dict[str, dict[str, str]] = {}

    def look(self, account: str, *, with_refused: bool, with_minutes: bool) -> list[Seen]:
        """Ask for everything as somebody; an empty account is nobody.

        Whom a route lets in does not change with time, so refusals need not be met each time. The
        minutes need not be printed each time either: they take the longest.
        """
        self.become(account)
        person = None if not account else _role(self.life, account)
        seen: list[Seen] = []
        with capture_logs() as told:
            for route in routes_of(self.app):
                is_left_out = route.template == _MINUTES and not with_minutes
                if route.method == "GET" and not is_left_out and route.template not in UNENDING:
                    paths = self._paths(route.template)
                    is_theirs = person in rule_of(route.template).visitors
                    for path in paths if is_theirs else paths[:with_refused]:
                        seen += self._ask(route.template, path)
        broken = [one for one in told if one.get("code") == "page.breakdown"]
        assert broken == []
        return seen

    def become(self, account: str) -> Visitor:
        """Use the browser of an account, which is logged in the first time."""
        self.client.cookies.clear()
        if account in self._cookies:
            self.client.cookies.update(self._cookies[account])
        elif account:
            self._visitor.log_in(account)
            self._cookies[account] = dict(self.client.cookies)
        return self._visitor

    def log_all_out(self) -> None:
        """Forget every browser."""
        self._cookies.clear()

    def _ask(self, template: str, path: str) -> Iterator[Seen]:
        whole: dict[str, str] = {}
        part = {"hx-request": "true"}
        for headers in (whole, part) if template in _IN_PARTS else (whole,):
            answer = self.client.get(path, headers=headers, follow_redirects=False)
            assert answer.status_code < 500, path
            yield from _read(template, path, answer.content)

    def _paths(self, template: str) -> list[str]:
        """Fill a route in with everything that there is, in every combination."""
        names = _PARAMETER.findall(template)
        found = []
        for values in product(*(self._values(template, name) for name in names)):
            filling = dict(zip(names, values, strict=True))
            found.append(_PARAMETER.sub(lambda one, by=filling: by[one[1]], template))  # type: ignore[misc]
        return found

    def _values(self, template: str, name: str) -> Sequence[str]:
        life = self.life
        cards = life.whole.made.cards[:WRITERS]
        if name == "name" and template.startswith("/sekretariat"):
            return [FILES[kind] for kind in _printed(template)]
        stages = ["makalah", "wawancara", *(["asesmen"] if "penetapan" in template else [])]
        ids = [card.application.id for card in cards]
        given: Mapping[str, Sequence[str]] = {
            "code": life.codes,
            "subject": [*life.codes, *ids],
            "application": ids,
            "slug": [slug_of(card.application.number) for card in cards],
            "stage_id": stages,
            "stage": stages,
            "account": ["sekretariat"],
            "seat_id": [one.seat.id for one in life.whole.seats.values()][:1],
            "name": ["kunci", "jeda"],
        }
        return given.get(name) or ["tidak-ada"]


def _printed(template: str) -> Sequence[Printed]:
    """Return which papers a page gives that are written from what has happened."""
    is_evening = template == _MINUTES
    return (Printed.MINUTES, Printed.DISRUPTIONS) if is_evening else (Printed.RECEIPTS,)


def _role(life: Life, account: str) -> Role:
    query = "select role from staff where id = ?"
    ((role,),) = life.whole.exam.store.read(lambda db: db.execute(query, [account]).fetchall())
    return Role(role)


def _read(template: str, path: str, content: bytes) -> Iterator[Seen]:
    if not content.startswith(_ARCHIVE):
        text = _TOKENS.sub("", html.unescape(_text(content)))
        yield Seen(template, path, "page", text, content)
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        kind = _office_kind(names)
        if kind:
            raw = b"\n".join(archive.read(name) for name in names if name.endswith(".xml"))
            yield Seen(template, path, kind, _plain(raw), raw)
            return
        for name in names:
            inner = archive.read(name)
            if inner.startswith(_ARCHIVE):
                yield from _read(template, f"{path}/{name}", inner)
            else:
                yield Seen(template, f"{path}/{name}", "file", _text(inner), inner)


def _office_kind(names: Sequence[str]) -> str:
    folders = {name.partition("/")[0] for name in names}
    for folder, kind in zip(("word", "ppt", "xl"), _OFFICE, strict=True):
        if folder in folders:
            return kind
    return ""


def _plain(raw: bytes) -> str:
    return html.unescape(_TAGS.sub("", _ENDS.sub(" ", raw.decode("utf-8"))))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""
