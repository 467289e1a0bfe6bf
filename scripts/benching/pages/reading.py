"""A panel that reads at once: what each member's browser asks for, and what that costs."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from exam.protocol import SERVER_NAME
from scripts.benching.crowd.errand import Errand, write_file
from scripts.benching.crowd.room import Child, play
from scripts.benching.crowd.stages import Stage, staged
from scripts.benching.pages.browser import Browser, Scene, callers_of, form_request, get_request
from scripts.benching.pages.opened import Opened
from scripts.practice.office import Panelist
from scripts.practice.premises import Slip
from server.settings import ExamDirectory
from server.web.keyring import SESSION_COOKIE

LOG_IN, LIST, PAPER, SLIDES, SHEETS, SAVE = KINDS = (
    "log-in",
    "list of papers",
    "paper with its sheet",
    "slides",
    "own sheets before the commit",
    "save a sheet",
)
_HOST: Final = "127.0.0.1"
_HTMX: Final = "HX-Request: true\r\n"


@dataclass(frozen=True, slots=True)
class Readers:
    """A served exam and browsers that are logged in there; `pages` are what one of them got."""

    server: Child
    load: Child
    pages: Mapping[str, bytes]

    def read(self, kind: str) -> Stage:
        """Let everybody ask for their pages of a kind."""
        scene = KINDS.index(kind)
        return staged(lambda: play(self.load, scene), lambda: self.server.cpu_seconds)[0]


@contextmanager
def readers_of(opened: Opened, readers: int, turns: int, seconds: float) -> Iterator[Readers]:
    """Serve an exam and log so many browsers in, each of which asks so often for each kind.

    There can be more browsers than panelists: some have one at home as well.
    """
    directory = ExamDirectory(opened.root)
    server = Child("scripts.benching.pages.served", str(opened.root))
    try:
        port = int(server.hear())
        pages = _pages(port, directory.ca_certificate, opened.slips[0])
        browsers = [
            _browser(port, directory.ca_certificate, slip, f"127.0.1.{at}", turns)
            for at, slip in enumerate(islice(cycle(opened.slips), readers), 1)
        ]
        authority = directory.ca_certificate.read_text("utf-8")
        scenes = [Scene(kind, seconds) for kind in KINDS]
        callers = callers_of(browsers, scenes)
        errand = opened.root.parent / "errand"
        write_file(errand, Errand(_HOST, port, authority, SERVER_NAME, callers))
        load = Child("scripts.benching.crowd.load", str(errand))
        try:
            yield Readers(server, load, pages)
        finally:
            load.end()
    finally:
        server.end()


def _pages(port: int, authority: Path, slip: Slip) -> Mapping[str, bytes]:
    """Look at each kind of page once, which also makes the server ready for all of them."""
    with Panelist(f"https://{_HOST}:{port}", authority, slip) as panelist:
        code = panelist.paper_codes()[0]
        return {kind: panelist.download(path) for kind, path in _paths(code).items()}


def _paths(code: str) -> Mapping[str, str]:
    return {
        LIST: "/panel",
        PAPER: f"/panel/naskah/{code}",
        SLIDES: f"/panel/tayang/{code}",
        SHEETS: "/panel/kunci/makalah",
    }


def _browser(port: int, authority: Path, slip: Slip, address: str, turns: int) -> Browser:
    """Log in, and write down what is asked for: papers in the reader's own order."""
    with Panelist(f"https://{_HOST}:{port}", authority, slip, address) as panelist:
        codes = tuple(islice(cycle(panelist.paper_codes()), turns))
        fields = panelist.form(*sheet_of(codes[0])).fields
        return Browser(address, requests_of(slip, codes, panelist.cookies, fields))


def sheet_of(code: str) -> tuple[str, str]:
    """Return the address of a paper, and that to which its sheet is sent."""
    return f"/panel/naskah/{code}", f"/panel/naskah/{code}/nilai"


def requests_of(
    slip: Slip, codes: Sequence[str], cookies: Mapping[str, str], fields: Mapping[str, str]
) -> Mapping[str, tuple[bytes, ...]]:
    """Return what somebody who is logged in sends by kind, with the sheet of the first paper."""
    asked = {
        kind: tuple(get_request(_paths(code)[kind], cookies) for code in codes)
        for kind in (LIST, PAPER, SLIDES, SHEETS)
    }
    _paper, save = sheet_of(codes[0])
    asked[LOG_IN] = (_log_in(slip, cookies, fields),) * len(codes)
    asked[SAVE] = (form_request(save, cookies, fields, _HTMX),) * len(codes)
    return asked


def _log_in(slip: Slip, cookies: Mapping[str, str], fields: Mapping[str, str]) -> bytes:
    """Write down how somebody logs in anew, in a browser that shows no session."""
    typed = {"account": slip.id, "passphrase": slip.passphrase}
    shown = {name: value for name, value in cookies.items() if name != SESSION_COOKIE}
    return form_request("/masuk", shown, {"_csrf_token": fields["_csrf_token"], **typed})
