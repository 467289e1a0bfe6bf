"""A small exam and its evidence, made by the rules alone, to be changed in every way by tests.

Three candidates, two panelists, a paper stage that diverges, an interview, scores from outside, a
correction, and two entries that name a candidate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from exam import keys
from exam.chronicle import (
    AnyEntry,
    ExamCreated,
    IdentitiesOpened,
    OrderIssued,
    PaperReceived,
    PapersOpened,
    SeatEnrolled,
    decode_entry,
    encode_entry,
)
from exam.config import ExamConfig, encode_config
from exam.entry import Entry
from exam.events import AnyOrder, SeatAdmitted, SittingClosed, StartOrdered
from exam.evidence import contents
from exam.evidence.contents import close_package
from exam.evidence.disclosed import disclose
from exam.evidence.ledger_lines import join_lines, write_line
from exam.evidence.lines import (
    ApplicationLine,
    CheckpointLine,
    OutsideLine,
    PaperLine,
    ReceiptLine,
    RoundLine,
    ScoreLine,
    SheetLine,
    SignedLine,
    write_lines,
)
from exam.evidence.naming import Named, NameList
from exam.evidence.package import write_package
from exam.evidence.record_checks import CLOSE, LAST
from exam.identity_map import PaperCode, commit_to_map, make_map
from exam.ledger import Checkpoint, MerkleTree, leaf_hash, sign_checkpoint
from exam.messages import IssuedOrder, Manifest
from exam.proceedings import IncidentKind, IncidentNoted
from exam.protocol import VERSION, encode, exam_id_of, sign_order
from exam.ranking import rank_selection
from exam.receipts import Receipt, receipt_code, sign_receipt
from exam.result_record import (
    Decision,
    OutsideScoresImported,
    ParticipationDecided,
    ResultIssued,
)
from exam.scoring import Sheet, Verdict, digest_of_sheets, encode_sheet
from exam.scoring_record import (
    Recused,
    RoundBegan,
    RoundOpened,
    ScoreCorrected,
    SheetCommitted,
    SubjectUnheard,
)
from exam.seal import (
    HandIn,
    Manuscript,
    content_key_of,
    envelope_digest,
    peek_envelope,
    seal_manuscript,
)
from exam.standings import Entrant, Exclusion, encode_ranking
from exam.weighing import StageScore, score_of
from tests.exam.selections import INTERVIEW_STAGE, SMALL, parsed
from tests.exam.sources import PANEL_SEED, SEAT_SECRET, SERVER_SECRET, fixed

POSTS = {"a1": "brida", "b2": "brida", "c3": "damkar"}
PAPERS = {"KKKK": "a1", "MMMM": "b2", "PPPP": "c3"}
PANEL = ("ketua", "penilai")
NAMES = NameList([Named("017", "Siti Rahmawati, S.E.", "197801012005012001")])
FILE_DIGEST = "f" * 64
ROOM = 64
FIRST = {
    "ketua": {"KKKK": (80, 90), "MMMM": (70, 70), "PPPP": (60, 60)},
    "penilai": {"KKKK": (20, 30), "MMMM": (75, 70)},
}
"""What each gave in round one, by the criteria in their order; one is recused from a paper."""
SECOND = {"ketua": {"KKKK": (70, 80)}, "penilai": {"KKKK": (40, 50)}}
HEARD = {"a1": 88, "b2": 77}
OUTSIDE = {"a1": "81.5", "b2": "70", "c3": "60"}
_DIVERGENCE = "[divergence]\npoints = 20\n[interview]\nminutes = 60\n"


def config() -> ExamConfig:
    """Return the selection."""
    return parsed(f"{SMALL}{INTERVIEW_STAGE}{_DIVERGENCE}")


@dataclass
class Drama:
    """Everything that happened so far, and all that is stored of it."""

    files: dict[str, bytes] = field(default_factory=dict)
    entries: list[AnyEntry] = field(default_factory=list)
    orders: list[SignedLine] = field(default_factory=list)
    receipts: list[ReceiptLine] = field(default_factory=list)
    papers: list[PaperLine] = field(default_factory=list)
    rounds: list[RoundLine] = field(default_factory=list)
    sheets: list[SheetLine] = field(default_factory=list)
    scores: list[ScoreLine] = field(default_factory=list)
    outside: list[OutsideLine] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Found the exam."""
        self.random = fixed("evidence")
        raw = encode_config(config())
        manifest = Manifest(
            version=VERSION,
            ca_certificate=b"ca",
            server_signing_key=keys.signing_public_key(SERVER_SECRET),
            panel_public_key=keys.sealing_public_key(PANEL_SEED),
            config=raw,
        )
        self.files[contents.MANIFEST] = encode(manifest)
        self.files[contents.CONFIG] = raw
        self.exam_id = exam_id_of(self.files[contents.MANIFEST])
        panel = keys.digest("panel-key", manifest.panel_public_key).hex()
        self.panel_key = manifest.panel_public_key
        self.note(ExamCreated(0, self.exam_id.hex(), len(POSTS), panel))

    @property
    def now(self) -> int:
        """The time of the next entry."""
        return 1000 * len(self.entries)

    def note(self, entry: Entry) -> None:
        """Write an entry down."""
        self.entries.append(decode_entry(encode_entry(entry)))

    def order(self, order: AnyOrder, application_id: str = "") -> None:
        """Sign an order and write it down."""
        issued = IssuedOrder(self.exam_id, "", application_id, order)
        signed = sign_order(issued, SERVER_SECRET)
        self.orders.append(SignedLine(signed.body.hex(), signed.signature.hex()))
        self.note(OrderIssued(self.now, "pengawas", "", application_id, order))

    def new_id(self) -> str:
        """Draw the id of an order."""
        return self.random(16).hex()

    def write_papers(self) -> None:
        """Let everybody sit down, write, and hand in; then close."""
        seat_key = keys.signing_public_key(SEAT_SECRET).hex()
        for who in POSTS:
            self.note(SeatEnrolled(self.now, f"seat-{who}", f"PC-{who}", seat_key))
            admitted = SeatAdmitted(self.new_id(), self.now, 1, f"seat-{who}", f"PC-{who}")
            self.order(admitted, who)
        self.order(StartOrdered(self.new_id(), self.now, self.now))
        for who in POSTS:
            self.hand_in(who)
        text = "Siti Rahmawati jatuh sakit."
        incident = (self.new_id(), IncidentKind.HEALTH, "a1", "seat-a1", "pengawas", text)
        self.note(IncidentNoted(self.now, *incident))
        self.order(SittingClosed(self.new_id(), self.now))

    def hand_in(self, who: str, revision: int = 1) -> None:
        """Seal a paper, and have a receipt for it."""
        now = self.now
        claims = HandIn(self.exam_id, who, revision, 1, f"seat-{who}", now, "submitted", bytes(32))
        text = Manuscript(f"Naskah {who}", f"Slide {who}")
        random = self.random
        sealed = seal_manuscript(text, claims, self.panel_key, SEAT_SECRET, random, ROOM)
        digest = envelope_digest(sealed)
        receipt = sign_receipt(Receipt(self.exam_id, who, revision, digest, now), SERVER_SECRET)
        body, signature = receipt.body.hex(), receipt.signature.hex()
        self.files[f"{contents.ENVELOPES}{digest.hex()}.bin"] = sealed
        self.receipts.append(ReceiptLine(body, signature, digest.hex()))
        self.note(
            PaperReceived(
                at=now,
                application_id=who,
                revision=revision,
                admission=1,
                seat_id=f"seat-{who}",
                cause="submitted",
                sealed_at=now,
                envelope_digest=digest.hex(),
                receipt_code=receipt_code(receipt),
            )
        )

    def open_papers(self) -> None:
        """Open all papers, and begin the rounds of their stage."""
        applications = {PaperCode(code): who for code, who in PAPERS.items()}
        self.map = make_map(applications, self.random)
        self.papers = [PaperLine(code, POSTS[who]) for code, who in PAPERS.items()]
        commitment = commit_to_map(self.map).hex()
        self.note(PapersOpened(self.now, len(PAPERS), (), (), commitment))
        self.seeds: dict[tuple[str, int], bytes] = {}
        self.shares: dict[tuple[str, int], dict[str, str]] = {}
        for number in (1, 2):
            self.begin_round("makalah", number, PANEL)

    def begin_round(self, stage_id: str, number: int, panel: tuple[str, ...]) -> None:
        """Make the key of a round."""
        seed = self.random(keys.KEY_BYTES)
        parts = keys.split_among(seed, len(panel), self.random)
        key = (stage_id, number)
        self.seeds[key] = seed
        self.shares[key] = {who: part.hex() for who, part in zip(panel, parts, strict=True)}
        public_key = keys.sealing_public_key(seed)
        self.rounds.append(RoundLine(stage_id, number, public_key.hex(), {}))
        digest = keys.digest("round-key", public_key).hex()
        self.note(RoundBegan(self.now, stage_id, number, panel, digest))

    def score(self, stage_id: str, number: int, sheets: Mapping[str, Sheet]) -> None:
        """Let everybody commit a sheet, and open the round."""
        for who, sheet in sheets.items():
            self.commit(stage_id, number, who, sheet)
        self.open_round(stage_id, number, sheets)

    def commit(self, stage_id: str, number: int, who: str, sheet: Sheet) -> None:
        """Commit a sheet."""
        public_key = keys.sealing_public_key(self.seeds[stage_id, number])
        context = (who, self.exam_id, stage_id, number)
        sealed = keys.seal_to(public_key, encode_sheet(sheet), "sheet", *context)
        self.sheets.append(SheetLine(stage_id, number, who, sealed.hex()))
        digest = keys.digest("sealed-sheet", sealed).hex()
        self.note(SheetCommitted(self.now, stage_id, number, who, digest))

    def open_round(self, stage_id: str, number: int, sheets: Mapping[str, Sheet]) -> None:
        """Open a round: its shares are released."""
        self.rounds = [
            replace_shares(one, self.shares[stage_id, number])
            if (one.stage_id, one.number) == (stage_id, number)
            else one
            for one in self.rounds
        ]
        digest = digest_of_sheets(sheets).hex()
        self.note(RoundOpened(self.now, stage_id, number, digest))

    def score_papers(self) -> None:
        """Score the papers in two rounds, open the names, and correct a value."""
        reason = "Saya kenal Siti Rahmawati."
        self.note(Recused(self.now, "makalah", "penilai", "PPPP", reason))
        self.score("makalah", 1, {who: sheet_of(given) for who, given in FIRST.items()})
        self.score("makalah", 2, {who: sheet_of(given, "Tetap.") for who, given in SECOND.items()})
        self.note(IdentitiesOpened(self.now, commit_to_map(self.map).hex()))
        self.files[contents.MAP] = self.map
        self.correct(70, 72)

    def correct(self, old: int, new: int, consented_by: str = "ketua") -> None:
        """Correct what one panelist gave one paper."""
        place = ("makalah", "penilai", "MMMM", "gagasan", old, new, consented_by, "Salah ketik")
        self.note(ScoreCorrected(self.now, self.new_id(), *place))

    def hear(self) -> None:
        """Let one panelist hear all who came."""
        for number in (1, 2):
            self.begin_round("wawancara", number, ("ketua",))
        self.note(SubjectUnheard(self.now, "wawancara", "c3", "ketua", "Tidak datang"))
        heard = {who: Verdict({"pribadi": value}) for who, value in HEARD.items()}
        self.score("wawancara", 1, {"ketua": heard})
        self.score("wawancara", 2, {"ketua": {}})

    def conclude(self) -> None:
        """Take scores from outside, leave somebody out, and issue the result."""
        rows = len(OUTSIDE)
        entry = OutsideScoresImported(self.now, "asesmen", FILE_DIGEST, rows, "sekretariat")
        self.note(entry)
        self.outside = [
            OutsideLine("asesmen", FILE_DIGEST, who, score) for who, score in OUTSIDE.items()
        ]
        decided = (Decision.WITHDRAWN, "wawancara", "ketua", "Mengundurkan diri")
        self.note(ParticipationDecided(self.now, "b2", *decided))
        self.note(ParticipationDecided(self.now, "c3", *decided))
        readmitted = (Decision.READMITTED, "wawancara", "ketua", "Keliru")
        self.note(ParticipationDecided(self.now, "b2", *readmitted))
        self.scores = list(_score_lines())
        self.files[contents.RESULT] = ranking()
        digest = keys.digest("ranking", self.files[contents.RESULT]).hex()
        self.note(ResultIssued(self.now, digest, "ketua"))

    def disclose(self) -> None:
        """Show the paper of one candidate in clear."""
        name = next(name for name in self.files if name.startswith(contents.ENVELOPES))
        envelope = peek_envelope(self.files[name])
        key = content_key_of(envelope, PANEL_SEED)
        digest = name.removeprefix(contents.ENVELOPES).removesuffix(".bin")
        who = envelope.application_id
        self.files |= disclose(digest, key, Manuscript(f"Naskah {who}", f"Slide {who}"))

    def package_files(self) -> dict[str, bytes]:
        """Return the files of the package, before they are listed."""
        raw = [encode_entry(entry) for entry in self.entries]
        applications = [ApplicationLine(who, post) for who, post in POSTS.items()]
        return {
            **self.files,
            contents.LEDGER: join_lines([write_line(each, NAMES) for each in raw]),
            contents.CHECKPOINTS: write_lines(self._checkpoints(raw)),
            contents.ORDERS: write_lines(self.orders),
            contents.RECEIPTS: write_lines(self.receipts),
            contents.APPLICATIONS: write_lines(applications),
            contents.PAPERS: write_lines(self.papers),
            contents.ROUNDS: write_lines(self.rounds),
            contents.SHEETS: write_lines(self.sheets),
            contents.SCORES: write_lines(self.scores),
            contents.OUTSIDE: write_lines(self.outside),
        }

    def package(self) -> bytes:
        """Write the package, signed by the server whatever it says."""
        return signed(self.package_files())

    def _checkpoints(self, raw: list[bytes]) -> Iterator[CheckpointLine]:
        tree = MerkleTree()
        for entry in raw:
            tree.append(leaf_hash(entry))
            if b'"event":"SittingClosed"' in entry:
                yield self._checkpoint(tree, CLOSE)
        yield self._checkpoint(tree, LAST)

    def _checkpoint(self, tree: MerkleTree, moment: str) -> CheckpointLine:
        checkpoint = Checkpoint(self.exam_id, tree.size, tree.root(), self.now)
        signed_ = sign_checkpoint(checkpoint, SERVER_SECRET)
        return CheckpointLine(signed_.body.hex(), signed_.signature.hex(), moment)


def signed(files: Mapping[str, bytes]) -> bytes:
    """Write a package of these files under a list that the server signs, as an operator could."""
    return write_package(close_package(files, SERVER_SECRET))


def sheet_of(given: Mapping[str, tuple[int, int]], reason: str = "") -> Sheet:
    """Return a sheet of these values."""
    return {
        code: Verdict({"masalah": first, "gagasan": second}, reason)
        for code, (first, second) in given.items()
    }


def replace_shares(line: RoundLine, shares: dict[str, str]) -> RoundLine:
    """Release the shares of a round."""
    return RoundLine(line.stage_id, line.number, line.public_key, shares)


def counting() -> dict[str, dict[str, dict[str, int]]]:
    """Return the values of papers that count: round two where it was, then the correction."""
    values: dict[str, dict[str, dict[str, int]]] = {}
    for sheets in (FIRST, SECOND):
        for who, given in sheets.items():
            for code, (first, second) in given.items():
                values.setdefault(code, {})[who] = {"masalah": first, "gagasan": second}
    values["MMMM"]["penilai"]["gagasan"] = 72
    return values


def _score_lines() -> Iterator[ScoreLine]:
    for code, panelists in sorted(counting().items()):
        for who, given in sorted(panelists.items()):
            yield ScoreLine("makalah", code, who, given)
    for who, value in HEARD.items():
        yield ScoreLine("wawancara", who, "ketua", {"pribadi": value})


def ranking() -> bytes:
    """Return the ranking that all of it comes to."""
    stages = {stage.id: stage for stage in config().stages}
    values = counting()
    papers = {who: score_of(stages["makalah"].rubric, values[code]) for code, who in PAPERS.items()}
    heard = {
        who: score_of(stages["wawancara"].rubric, {"ketua": {"pribadi": value}})
        for who, value in HEARD.items()
    }
    scores = {
        "makalah": {who: score for who, score in papers.items() if score is not None},
        "asesmen": {who: StageScore(Fraction(score)) for who, score in OUTSIDE.items()},
        "wawancara": {who: score for who, score in heard.items() if score is not None},
    }
    entrants = [Entrant(who, post) for who, post in POSTS.items()]
    entrants[2] = replace(entrants[2], exclusion=Exclusion.WITHDRAWN, excluded_at="wawancara")
    return encode_ranking(rank_selection(config(), entrants, scores))


def whole_drama() -> Drama:
    """Play all of it."""
    drama = Drama()
    drama.write_papers()
    drama.open_papers()
    drama.score_papers()
    drama.hear()
    drama.conclude()
    return drama
