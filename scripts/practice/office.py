"""Proctor and panelists without a person: their pages, over real HTTPS."""

import re
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

from scripts.practice.forms import PageForm, form_to
from scripts.practice.premises import PracticeError, Slip

_PAPER: Final = re.compile(r'href="/(?:panel|pemeriksa)/naskah/([0-9A-Z]{4})"')
_CANDIDATE: Final = re.compile(r'href="(/panel/hasil/[^"#]+)"')
_WRITTEN: Final = re.compile(r"Naskah ([0-9A-Z]{4})\b")
_RESULT_ROW: Final = re.compile(r"<tr[^>]*>\s*<td.*?</tr>", re.DOTALL)
_CELL: Final = re.compile(r'<t[dh][^>]*data-label="([^"]*)"[^>]*>(.*?)</t[dh]>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")
_TIMEOUT_SECONDS: Final = 60
_COMMIT: Final = "/panel/kunci/makalah"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line of the result page: whose paper, under which code, with which mean."""

    number: str
    paper_code: str
    mean: str


def paper_codes_on(page: str) -> list[str]:
    """Return the codes of the papers on a page that lists them, in its order."""
    return list(dict.fromkeys(_PAPER.findall(page)))


class Visitor:
    """Somebody at a browser, logged in; `own_address` is that of their laptop, ours if None."""

    def __init__(
        self, address: str, ca_certificate: Path, slip: Slip, own_address: str | None = None
    ) -> None:
        trust = ssl.create_default_context(cafile=str(ca_certificate))
        self._client = httpx.Client(
            base_url=address,
            transport=httpx.HTTPTransport(verify=trust, local_address=own_address),
            timeout=_TIMEOUT_SECONDS,
            follow_redirects=True,
            trust_env=False,
        )
        self.submit("/masuk", "/masuk", {"account": slip.id, "passphrase": slip.passphrase})

    def __enter__(self) -> Self:
        """Stay logged in for a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave."""
        self._client.close()

    @property
    def cookies(self) -> Mapping[str, str]:
        """What a browser sends by itself, which shows the server who this is."""
        return dict(self._client.cookies)

    def read(self, path: str) -> str:
        """Open a page."""
        return self._checked(self._client.get(path)).text

    def download(self, path: str) -> bytes:
        """Save a file."""
        return self._checked(self._client.get(path)).content

    def submit(
        self, page: str, target: str, fields: Mapping[str, str], button: str | None = None
    ) -> str:
        """Fill in the form of a page and send it, with what the page itself put into it.

        `button` is the form's own address, if what is pressed sends it to another one.
        """
        form = self.form(page, button or target)
        return self._send(target, {**form.fields, **fields})

    def answer(self, shown: str, target: str, fields: Mapping[str, str]) -> str:
        """Fill in a form of a page that was shown already, and send it."""
        return self._send(target, {**form_to(target, shown).fields, **fields})

    def upload(self, page: str, target: str, file: Path) -> str:
        """Choose a file in the form of a page, and send it."""
        sent = {"file": (file.name, file.read_bytes())}
        answer = self._client.post(target, data=self.form(page, target).fields, files=sent)
        return self._checked(answer).text

    def form(self, page: str, action: str) -> PageForm:
        """Return the first form of a page that goes to an address."""
        return form_to(action, self.read(page))

    def _send(self, target: str, fields: Mapping[str, str]) -> str:
        return self._checked(self._client.post(target, data=fields)).text

    @staticmethod
    def _checked(answer: httpx.Response) -> httpx.Response:
        if answer.is_error:
            text = " ".join(_TAG.sub(" ", answer.text).split())
            raise PracticeError(f"{answer.url.path}: {answer.status_code} {text[:400]}")
        return answer


class Proctor(Visitor):
    """Opens check-in and starts the exam."""

    def open_check_in(self) -> None:
        """Let candidates sign in."""
        self.submit("/pengawas/registrasi", "/pengawas/registrasi", {"door": "open"})

    def start(self, topic_passphrases: Mapping[str, str]) -> None:
        """Let the holders of the topics type their passphrases; press start and confirm."""
        fields = {f"passphrase-{holder}": typed for holder, typed in topic_passphrases.items()}
        self.submit("/pengawas/tema", "/pengawas/tema", fields)
        self.submit("/pengawas/mulai", "/pengawas/mulai", {})


class ReleaseOfficer(Visitor):
    """Lets papers through to the panel."""

    def release_all(self) -> None:
        """Look at every paper, and let it through."""
        for code in paper_codes_on(self.read("/pemeriksa")):
            paper = f"/pemeriksa/naskah/{code}"
            self.submit(paper, f"{paper}/lepas", {}, f"{paper}/hitam")


class Panelist(Visitor):
    """Reads, scores alone, goes over what diverges, and locks."""

    def paper_codes(self) -> list[str]:
        """Codes of the papers, in this panelist's order."""
        return paper_codes_on(self.read("/panel"))

    def score(self, code: str, scores: Mapping[str, int]) -> None:
        """Score one paper."""
        path = f"/panel/naskah/{code}"
        fields = {f"score-{criterion}": str(value) for criterion, value in scores.items()}
        self.submit(path, f"{path}/nilai", {**fields, "note": ""})

    def commit(self) -> None:
        """Commit round one."""
        self.submit(_COMMIT, _COMMIT, {"word": "SERAHKAN"})

    def stay(self, code: str, scores: Mapping[str, int]) -> None:
        """Stay with the scores of a paper, if the panel is far apart on it."""
        path = f"/panel/naskah/{code}"
        if f'action="{path}/nilai"' in self.read(path) and 'name="reason"' in self.read(path):
            fields = {f"score-{criterion}": str(value) for criterion, value in scores.items()}
            reason = {"note": "", "reason": "Tetap setelah dibaca kembali."}
            self.submit(path, f"{path}/nilai", {**fields, **reason})

    def lock(self) -> None:
        """Set the final lock."""
        self.submit(_COMMIT, _COMMIT, {"word": "KUNCI"})

    def result(self, stage: str) -> list[ResultLine]:
        """Read the result page, and of everybody with a paper how the number came to be."""
        lines = []
        for row in _RESULT_ROW.findall(self.read("/panel/hasil")):
            cells = {
                unescape(label): unescape(_TAG.sub("", cell)).strip()
                for label, cell in _CELL.findall(row)
            }
            (page,) = _CANDIDATE.findall(row)
            written = _WRITTEN.search(self.read(page))
            if written is not None:
                lines.append(ResultLine(cells["Nomor"], written[1], cells[stage]))
        return lines
