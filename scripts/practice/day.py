"""The whole day without a person, from the roster to the recap, and what came of it."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

from exam.config import ExamConfig
from exam.manuscript import count_words
from kiosk.language import load_catalog
from scripts.practice.candidate import SIZE, Candidate
from scripts.practice.comparison import paper_in, slide_lines_in, slide_lines_of
from scripts.practice.office import Panelist, Proctor, ReleaseOfficer, ResultLine
from scripts.practice.premises import (
    Card,
    PracticeError,
    Premises,
    Server,
    kiosk_command,
    run_program,
)
from scripts.practice.samples import Sample, load_samples
from scripts.practice.shortening import Haste
from scripts.practice.terminal import Terminals
from server.evidence import verify_lines

Say = Callable[[str], None]
_LEAD_SECONDS: Final = 5
_GRACE_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one candidate's work; `different` names the parts that are not as typed."""

    card: Card
    seat_name: str
    words_typed: int
    words_read: int
    different: tuple[str, ...]
    receipt: str
    paper_code: str
    score: str


@dataclass(frozen=True, slots=True)
class _OfficeFiles:
    docx: bytes
    pptx: bytes


class Day:
    """One practice day, with so many candidates, each with one of the samples in mind."""

    def __init__(
        self,
        seats: int,
        minutes: float,
        out: Path,
        say: Say,
        samples: Sequence[Sample] = (),
        card_kdf: str = "standard",
    ) -> None:
        self._seats = seats
        self._minutes = minutes
        self._out = out
        self._say = say
        self._samples = samples or load_samples()
        self._card_kdf = card_kdf

    def play(self) -> list[Outcome]:
        """Play the day.

        Raises:
            PracticeError: a program refused or did not do its part.
            ScreenTimeoutError: a kiosk did not show what it should.
            LedgerError: the day's ledger is not what the server signed.

        """
        with ExitStack() as stack:
            premises = Premises(Haste(self._minutes, _LEAD_SECONDS, self._card_kdf))
            stack.callback(premises.remove)
            self._say("creating the exam: 54 candidates, 60 PCs, panel key ceremony")
            premises.create_exam()
            with self._serving(premises) as server:
                candidates, receipts = self._sit(premises, server)
            self._say("three share holders open the papers")
            shares = [arg for path in premises.shares()[:3] for arg in ("--share", str(path))]
            run_program("makalah-server", "open", *shares, str(premises.exam))
            with self._serving(premises) as server:
                files, result = self._mark(premises, server)
            self._take_evidence(premises)
            return self._outcomes(candidates, receipts, files, result, premises.server_key)

    @contextmanager
    def _serving(self, premises: Premises) -> Iterator[Server]:
        server = Server(premises.exam, premises.folder / "server.log")
        server.start()
        try:
            yield server
        finally:
            server.stop()

    # -- the morning

    def _sit(self, premises: Premises, server: Server) -> tuple[list[Candidate], list[str]]:
        with ThreadPoolExecutor(self._seats) as crowd:
            terminals = Terminals()
            try:
                candidates = self._seat(premises, server, terminals)
                with self._proctor(premises, server) as proctor:
                    proctor.open_check_in()
                    self._say("candidates sign in, confirm and accept the rules")
                    list(crowd.map(Candidate.arrive, candidates))
                    self._say("the proctor starts the exam")
                    proctor.start(premises.topic_passphrases())
                self._say("candidates write; the last one lets the clock run out")
                return candidates, list(crowd.map(self._write_and_hand_in, candidates))
            finally:
                terminals.close()

    def _seat(self, premises: Premises, server: Server, terminals: Terminals) -> list[Candidate]:
        self._say(f"enrolling {self._seats} PCs and opening their kiosks")
        catalog = load_catalog(premises.config.exam.language)
        work = self._share_out(premises.config, premises.cards())
        candidates = []
        for (seat_name, code), (card, sample) in zip(premises.pairing_codes(), work, strict=False):
            home = premises.enrol(seat_name, code, server.people_port)
            terminal = terminals.open(seat_name, kiosk_command(home), SIZE)
            candidates.append(Candidate(card, seat_name, sample, terminal, catalog))
        return candidates

    def _share_out(self, config: ExamConfig, cards: Sequence[Card]) -> list[tuple[Card, Sample]]:
        """Give each seat a sample paper and a card of somebody who applied for its post."""
        post_names = {post.id: post.name for post in config.posts}
        free, work = list(cards), []
        for _seat, sample in zip(range(self._seats), cycle(self._samples), strict=False):
            wanted = post_names[sample.post_id]
            card = next((card for card in free if card.post == wanted), free[0])
            free.remove(card)
            work.append((card, sample))
        return work

    def _proctor(self, premises: Premises, server: Server) -> Proctor:
        return Proctor(server.address, premises.authority, premises.slip("proctor"))

    def _write_and_hand_in(self, candidate: Candidate) -> str:
        candidate.write()
        if candidate.seat_name != f"PC-{self._seats:02}":
            candidate.hand_in()
        return candidate.take_receipt(self._minutes * 60 + _GRACE_SECONDS)

    # -- the panel

    def _mark(
        self, premises: Premises, server: Server
    ) -> tuple[dict[str, _OfficeFiles], list[ResultLine]]:
        self._say("the release officer lets every paper through")
        officer = premises.slip("release-officer")
        with ReleaseOfficer(server.address, premises.authority, officer) as checking:
            checking.release_all()
        self._say("five panelists read, score alone, look again and lock")
        panel = premises.panel_slips()
        with ExitStack() as stack:
            panelists = [
                stack.enter_context(Panelist(server.address, premises.authority, slip))
                for slip in panel
            ]
            for slip, panelist in zip(panel, panelists, strict=True):
                for code in panelist.paper_codes():
                    panelist.score(code, _judge(premises.config, slip.id, code))
            for panelist in panelists:
                panelist.commit()
            for slip, panelist in zip(panel, panelists, strict=True):
                for code in panelist.paper_codes():
                    panelist.stay(code, _judge(premises.config, slip.id, code))
            files = {code: self._save(panelists[0], code) for code in panelists[0].paper_codes()}
            for panelist in panelists:
                panelist.lock()
            chair = panelists[next(i for i, slip in enumerate(panel) if slip.role == "chair")]
            (self._out / "recap.xlsx").write_bytes(chair.download("/panel/rekap.xlsx"))
            return files, chair.result(premises.config.writing.stage.name)

    def _save(self, panelist: Panelist, code: str) -> _OfficeFiles:
        files = _OfficeFiles(
            docx=panelist.download(f"/panel/naskah/{code}/makalah.docx"),
            pptx=panelist.download(f"/panel/naskah/{code}/paparan.pptx"),
        )
        (self._out / f"{code}.docx").write_bytes(files.docx)
        (self._out / f"{code}.pptx").write_bytes(files.pptx)
        return files

    def _take_evidence(self, premises: Premises) -> None:
        """Write ledger and bundle, and let the verifier of outsiders say what it finds."""
        self._say("the evidence is written and verified")
        bundle = str(self._out / "bundle.zip")
        run_program(
            "makalah-server", "ledger", "--out", str(self._out / "ledger.jsonl"),
            str(premises.exam),
        )  # fmt: skip
        run_program("makalah-server", "bundle", str(premises.exam), bundle)
        report = run_program("makalah-server", "verify", bundle)
        (self._out / "verified.txt").write_text(report, "utf-8")

    def _outcomes(
        self,
        candidates: Sequence[Candidate],
        receipts: Sequence[str],
        files: dict[str, _OfficeFiles],
        result: Sequence[ResultLine],
        server_key: bytes,
    ) -> list[Outcome]:
        lines = {line.number: line for line in result}
        entries = (self._out / "ledger.jsonl").read_text("utf-8")
        verify_lines(entries.splitlines(), server_key)
        outcomes = []
        for candidate, receipt in zip(candidates, receipts, strict=True):
            line = lines.get(candidate.card.number)
            if line is None:
                raise PracticeError(f"{candidate.card.number} is not on the result page.")
            if receipt.replace("-", "") not in entries:
                raise PracticeError(f"The receipt {receipt} is not in the ledger.")
            outcomes.append(_outcome(candidate, receipt, files[line.paper_code], line))
        return outcomes


def _outcome(candidate: Candidate, receipt: str, files: _OfficeFiles, line: ResultLine) -> Outcome:
    paper, sample = paper_in(files.docx), candidate.sample
    different = []
    if paper != sample.paper:
        different.append("paper")
    if slide_lines_in(files.pptx) != slide_lines_of(sample.slides):
        different.append("slides")
    return Outcome(
        card=candidate.card,
        seat_name=candidate.seat_name,
        words_typed=count_words(sample.paper),
        words_read=count_words(paper),
        different=tuple(different),
        receipt=receipt,
        paper_code=line.paper_code,
        score=line.mean,
    )


def _judge(config: ExamConfig, panelist: str, code: str) -> dict[str, int]:
    """Scores between 60 and 95 that differ by panelist, paper and criterion."""
    return {
        criterion.id: 60
        + hashlib.sha256(f"{panelist}{code}{criterion.id}".encode()).digest()[0] % 36
        for criterion in config.writing.rubric
    }
