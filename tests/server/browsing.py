"""A visitor without a browser: cookies, forms with their hidden token, and what pages say."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from httpx import Response
from litestar import Litestar
from litestar.testing import TestClient

from server.hall import Hall
from server.office import OpenExam
from server.recovering import Recovering
from server.web.app import build_people_app

_TOKEN = re.compile(r'name="_csrf_token" value="(\w+)"')
_NOTICE = re.compile(r'<p class="notice bad" role="alert">(.*?)</p>', re.DOTALL)
BASE = "https://makalah.local"


class Visitor:
    """Somebody who follows links and sends forms, redirects not followed."""

    def __init__(self, client: TestClient[Litestar], passphrases: Mapping[str, str]) -> None:
        self.client = client
        self.passphrases = passphrases
        self._cookie: str | None = None
        self._token = ""

    def get(self, path: str, **headers: str) -> Response:
        """Open a page."""
        return self.client.get(path, headers=headers, follow_redirects=False)

    def token(self) -> str:
        """Take the token of a form as the log-in page or any other gives it, once a browser."""
        cookie = self.client.cookies.get("__Host-makalah-form")
        if cookie is not None and cookie == self._cookie:
            return self._token
        page = self.client.get("/", follow_redirects=True)
        found = _TOKEN.search(page.text)
        assert found is not None
        self._cookie, self._token = self.client.cookies.get("__Host-makalah-form"), found[1]
        return self._token

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Response:
        """Send a form of this site."""
        data = {"_csrf_token": self.token(), **fields}
        return self.client.post(path, data=data, headers=headers, follow_redirects=False)

    def log_in(self, account: str, passphrase: str | None = None) -> Response:
        """Log in, with the account's own passphrase unless another is given."""
        secret = self.passphrases[account] if passphrase is None else passphrase
        return self.post("/masuk", {"account": account, "passphrase": secret})

    @contextmanager
    def beside(self, account: str) -> Iterator[None]:
        """Let somebody else use the site for the length of a block, with cookies of their own."""
        own = dict(self.client.cookies)
        self.client.cookies.clear()
        self.log_in(account)
        try:
            yield
        finally:
            self.client.cookies.clear()
            self.client.cookies.update(own)

    def log_out(self) -> Response:
        """Log out."""
        return self.post("/keluar", {})


@contextmanager
def visiting(
    exam: OpenExam, passphrases: Mapping[str, str], hall: Hall | None = None
) -> Iterator[Visitor]:
    """Open the people's pages of an exam to a visitor."""
    app = build_people_app(exam, hall or Hall(), 1, Recovering(exam))
    with TestClient(app, base_url=BASE) as client:
        yield Visitor(client, passphrases)


def problem_of(page: Response) -> str:
    """Return the one sentence with which a page refuses."""
    (found,) = _NOTICE.findall(page.text)
    return html.unescape(str(found))
