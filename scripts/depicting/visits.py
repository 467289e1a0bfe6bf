"""Somebody at a browser without a browser: pages as they are answered, with what else they show."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec
from httpx import Response
from litestar.testing import TestClient

from scripts.depicting.selection import Selection
from scripts.depicting.sheets import Sheet
from server.documents.candidate_cards import candidate_cards
from server.documents.cards import fingerprint
from server.documents.sheet import Occasion
from server.language import load_catalog
from server.recovering import Recovering
from server.web.app import build_people_app
from tests.server.browsing import BASE, Visitor
from tests.server.panel_acting import passphrases_of

LANGUAGES: Final = ("id", "en")
_FEED: Final = "/pengawas/kabar"
_HALL: Final = "/static/hall/page.js"
_FOUND: Final = 200
_ROOT: Final = "/srv/makalah/ujian-2026"
"""Where the pictures say that the exam lies."""


@dataclass(frozen=True, slots=True)
class Press:
    """What is done on a page before it is photographed: a click, or a text that is typed."""

    selector: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it was answered: HTML, and the bodies of what it asks for by itself, by path.

    `height` is how much of it is shown at most, in pixels.
    """

    name: str
    language: str
    path: str
    html: str
    feeds: Mapping[str, str] = field(default_factory=dict)
    presses: tuple[Press, ...] = ()
    height: int = 768


class Visits:
    """The people's pages of a selection in one language, with a browser for each account."""

    def __init__(self, selection: Selection, language: str, stack: ExitStack) -> None:
        exam = selection.exam
        change = msgspec.structs.replace
        said = change(exam.config, exam=change(exam.config.exam, language=language))
        self.language = language
        self._made = selection.made
        self._exam = replace(exam, config=said)
        self.app = build_people_app(self._exam, selection.hall, 8443, Recovering(self._exam))
        client = stack.enter_context(TestClient(self.app, base_url=BASE))
        self.visitor = Visitor(client, passphrases_of(selection.made))
        self._cookies: dict[str, dict[str, str]] = {}

    def become(self, account: str) -> Visitor:
        """Use the browser of an account, which is logged in the first time; nobody has no name."""
        client = self.visitor.client
        client.cookies.clear()
        if account in self._cookies:
            client.cookies.update(self._cookies[account])
        elif account:
            answer = self.visitor.log_in(account)
            if answer.status_code != 303:
                raise ValueError(f"{account}: {answer.status_code}")
            self._cookies[account] = dict(client.cookies)
        return self.visitor

    def take(self, name: str, account: str, path: str) -> Leaf:
        """Open a page.

        Raises:
            ValueError: it is answered with anything but a page.

        """
        return self._leaf(name, path, self.become(account).get(path))

    def look_at_file(self, name: str, account: str, path: str, file: tuple[str, bytes]) -> Leaf:
        """Send a file, and take the page that tells of it.

        Raises:
            ValueError: it is answered with anything but a page.

        """
        visitor = self.become(account)
        fields = {"_csrf_token": visitor.token()}
        return self._leaf(name, path, visitor.client.post(path, data=fields, files={"file": file}))

    def save(self, name: str, account: str, path: str, pages: int = 1) -> Sheet:
        """Save a Word file.

        Raises:
            ValueError: it is answered with anything but a file.

        """
        answer = self.become(account).get(path)
        if answer.status_code != _FOUND:
            raise ValueError(f"{name}: {path} {answer.status_code}")
        return Sheet(name, self.language, answer.content, pages)

    def cards(self, name: str) -> Sheet:
        """Print the candidates' cards, which leave the server when the exam is created."""
        made, translate = self._made, load_catalog(self.language).gettext
        occasion = Occasion(self._exam.config, fingerprint(made), translate)
        return Sheet(name, self.language, candidate_cards(made.cards, {}, occasion))

    def _leaf(self, name: str, path: str, answer: Response) -> Leaf:
        if answer.status_code != _FOUND:
            raise ValueError(f"{name}: {path} {answer.status_code}")
        html = answer.text.replace(str(self._exam.directory.root), _ROOT)
        feeds = {_FEED: self._news()} if _HALL in html else {}
        return Leaf(name, self.language, path, html, feeds)

    def bring_share(self, account: str, words: str) -> None:
        """Enter a share of the panel key on the page of the opening."""
        visitor = self.become(account)
        fields = {"_csrf_token": visitor.token(), "words": words}
        files = {"file": ("", b"")}
        visitor.client.post("/panel/pembukaan/bagian", data=fields, files=files)

    def _news(self) -> str:
        """Return what the hall's page is told first."""
        everything = self.app.state.news.of("").watch.everything()
        return f"id: {everything.name}\ndata: {everything.body.decode()}\n\n"


@contextmanager
def all_visits(selection: Selection) -> Iterator[tuple[Visits, ...]]:
    """Open the pages of a selection in every language."""
    with ExitStack() as stack:
        yield tuple(Visits(selection, language, stack) for language in LANGUAGES)
