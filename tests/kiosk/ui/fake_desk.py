"""A desk without disk, network or clock: what it shows is set by the test."""

import asyncio
from dataclasses import replace
from pathlib import Path

from msgspec import structs

from exam.codes import parse_code
from exam.config import ExamConfig, parse_config, parse_topics
from exam.config.papers import Limits
from exam.errors import ExamError
from exam.events import Cause
from exam.manuscript import Part, count_words, slides_of
from exam.sitting import Phase
from kiosk.view import Call, Copies, DeskView, Fork, Message

CONFIGS = Path(__file__).parents[3] / "exam_configs"
CONFIG = parse_config((CONFIGS / "semarang.toml").read_bytes(), "semarang.toml")
_TOPICS = (CONFIGS / "semarang" / "topics.toml").read_bytes()
_BY_SITTING = parse_topics(_TOPICS, "topics.toml", "post", CONFIG.posts, CONFIG.sittings)
PAPER_ONLY = structs.replace(CONFIG, slides=None)
"""An exam that asks for no slides."""
_SETTINGS = (CONFIGS / "sorong.toml").read_bytes()
IN_PAGES = structs.replace(PAPER_ONLY, paper=parse_config(_SETTINGS, "sorong.toml").paper)
"""An exam that measures a paper by its pages, 5–10 of them, on F4 in Bookman."""
IN_BOTH = structs.replace(
    CONFIG, paper=structs.replace(CONFIG.writing.paper, pages=Limits(min=5, max=10))
)
"""An exam with slides, and with limits of words and of pages."""
TOPIC = _BY_SITTING["uji-gagasan"]["brida"]

PERSON = DeskView(
    phase=Phase.SIGNED_IN,
    number="017",
    name="Dr. Ir. Bambang Wicaksono, M.Si.",
    nip="197005121996031004",
    post_name="Kepala Badan Riset dan Inovasi Daerah",
    remaining=CONFIG.writing_milliseconds,
    synced_ago=400,
    copies=Copies(disk=0, server=400),
)
WRITING = replace(PERSON, phase=Phase.WRITING, topic=TOPIC, remaining=14_352_000)
CARD_CODE = "7KQ2-MX4P-9RT0"
PROVISIONAL = "4T9W-22KM-Q0ZD"
RECEIPT = "7KQ2-MX4P-9RTW"
MESSAGES = (
    Message(
        f"{1:032x}",
        "Waktu tinggal tiga puluh menit. Periksa kembali judul, bagian, dan slide Anda.",
    ),
    Message(f"{2:032x}", "Mohon tenang: pendingin ruangan sedang diperbaiki."),
    Message(
        f"{3:032x}",
        "Listrik gedung akan dipindahkan ke genset pada pukul 10.15. Layar dapat berkedip satu "
        "kali. Naskah Anda tersimpan sendiri setiap saat; tidak ada yang perlu ditekan, dan tidak "
        "ada yang hilang. Bila layar tetap gelap lebih dari satu menit, jangan tekan tombol apa "
        "pun: angkat tangan dan tunggu pengawas. Waktu yang hilang dihitung dan diganti oleh "
        "panitia, dan penggantian itu dicatat dalam berita acara. Terima kasih atas pengertian "
        "Bapak dan Ibu.",
    ),
)
STICK_FILE = "/media/pengawas/PC-07-20261122-0941.makalah"


class FakeDesk:
    """Answers at once; the test is the proctor, the server and the clock."""

    def __init__(self, state: DeskView | None = None, config: ExamConfig = CONFIG) -> None:
        self.state = state or DeskView()
        self.config = config
        self.texts = dict.fromkeys(Part, "")
        self.refusal: ExamError | None = None
        self.found: tuple[Fork, ...] = ()
        self.is_deaf = False
        self.calls: list[str] = []
        self.running = False

    @property
    def seat_name(self) -> str:
        return "PC-07"

    @property
    def view(self) -> DeskView:
        return replace(
            self.state,
            words=count_words(self.texts[Part.PAPER]),
            slide_count=len(slides_of(self.texts[Part.SLIDES])),
        )

    async def sign_in(self, number: str, typed_code: str, *, takes_older: bool = False) -> None:
        self.calls.append(f"sign_in {number} {typed_code}{' older' * takes_older}")
        if self.refusal:
            raise self.refusal
        parse_code(typed_code)
        self.state = replace(PERSON, number=number)

    def confirm_identity(self) -> None:
        self.state = replace(self.state, phase=Phase.IDENTITY_CONFIRMED)

    def reject_identity(self) -> None:
        self.state = DeskView()

    def accept_rules(self) -> None:
        self.state = replace(self.state, phase=Phase.READY)

    def read_message(self, message_id: str) -> None:
        self.calls.append(f"read_message {message_id}")
        messages = (
            replace(message, is_read=message.is_read or message.message_id == message_id)
            for message in self.state.messages
        )
        self.state = replace(self.state, messages=tuple(messages))

    def call_proctor(self) -> None:
        self.calls.append("call_proctor")
        self.state = replace(self.state, call=Call.OPEN)

    def text(self, part: Part) -> str:
        return self.texts.get(part, "")

    def take_texts(self) -> None:
        pass

    def edit(self, part: Part, at: int, removed: str, inserted: str) -> None:
        if self.refusal:
            raise self.refusal
        if self.is_deaf:
            return
        text = self.text(part)
        end = at + len(removed)
        if text[at:end] != removed:
            raise ValueError(at, removed, text[at:end])
        self.texts[part] = text[:at] + inserted + text[end:]

    async def hand_in(self) -> None:
        self.calls.append("hand_in")
        if self.refusal:
            raise self.refusal
        self.seal(Cause.SUBMITTED)

    async def replace_card(self, typed_code: str) -> None:
        self.calls.append(f"replace_card {typed_code}")
        if self.refusal:
            raise self.refusal
        parse_code(typed_code)

    async def forks(self) -> tuple[Fork, ...]:
        self.calls.append("forks")
        if self.refusal:
            raise self.refusal
        return self.found

    async def transfer(self, pin: str) -> str:
        self.calls.append(f"transfer {pin}")
        if self.refusal:
            raise self.refusal
        return STICK_FILE

    async def pass_pc_check(self, pin: str) -> None:
        self.calls.append(f"pass_pc_check {pin}")
        if self.refusal:
            raise self.refusal
        self.state = replace(self.state, pc_stops=())

    async def enter_start(self, pin: str, typed_code: str) -> None:
        self.calls.append(f"enter_start {pin} {typed_code}")
        if self.refusal:
            raise self.refusal
        self.start()

    async def run(self) -> None:
        self.running = True
        try:
            await asyncio.Event().wait()
        finally:
            self.running = False

    async def close(self) -> None:
        self.calls.append("close")

    # -- what the proctor, the clock and the server do

    def start(self) -> None:
        self.state = WRITING

    def seal(self, cause: Cause = Cause.TIME_UP) -> None:
        self.state = replace(self.state, phase=Phase.SEALED, provisional=PROVISIONAL, cause=cause)

    def acknowledge(self) -> None:
        self.state = replace(self.state, phase=Phase.SUBMITTED, provisional=None, receipt=RECEIPT)

    def change(self, **fields: object) -> None:
        self.state = replace(self.state, **fields)  # type: ignore[arg-type]
