"""The suite that tries to get out: its judge, its keys, its monitor and its reading of frames."""

import configparser
import json
import re
import socket
import struct
import threading
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageDraw, ImageFont
from sqlite_utils import Database

from exam.pc_check import Finding, PcCheck, PcKind, Severity
from scripts.escaping.attempts import ATTEMPTS
from scripts.escaping.console_font import HEIGHT, letters, nearest, read_console
from scripts.escaping.hall import Hall, HallError
from scripts.escaping.judge import Outcome, Sight, Signs, judge, sight_of
from scripts.escaping.keyboard import KNOWN, UnknownKeyError, chord_for, keys_of, strokes_of
from scripts.escaping.machine import Machine
from scripts.escaping.page import NotReadyError, require_exam
from scripts.escaping.picture import Picture
from scripts.escaping.qmp import Monitor, MonitorError, RefusedError
from scripts.escaping.wire import Allowed, FramesError, packet_of, sent_by

DATA = Path(__file__).parents[1] / "data" / "escaping"
DOCUMENT = Path(__file__).parents[2] / "docs" / "escapes.md"
FOOT = DOCUMENT.parents[1] / "scripts/provisioning/files/kiosk/etc/makalah/foot/foot.ini"
UNIT = FOOT.parents[2] / "systemd/system/makalah-kiosk.service"
PC = bytes.fromhex("525400123456")
ALLOWED = Allowed("10.0.2.2", frozenset({8443, 8444}))


def exam_picture(text: str = "Nomor peserta") -> Picture:
    image = Image.new("RGB", (1024, 768), "#202428")
    draw = ImageDraw.Draw(image)
    draw.text((300, 300), text, fill="#e8e8e8", font=ImageFont.load_default(size=22))
    return Picture(image)


class Recorder:
    """Stands for a machine that writes down what is pressed, plugged in and called."""

    def __init__(self) -> None:
        self.chords: list[str] = []
        self.plugged: list[str] = []
        self.called: list[tuple[str, int]] = []

    def press(self, chord: str, times: int = 1) -> None:
        self.chords += [chord] * times

    def type(self, text: str) -> None:
        for character in text:
            self.chords.append("+".join(chord_for(character)))

    def flood(self, keys: tuple[str, ...]) -> None:
        self.chords += keys

    def point(self, across: float, down: float) -> None:
        assert 0 <= across <= 1
        assert 0 <= down <= 1

    def button(self, name: str, *, down: bool) -> None:
        assert name in {"left", "middle", "right"}

    def click(self, name: str) -> None:
        assert name in {"left", "middle", "right", "wheel-up", "wheel-down"}

    def push_power_button(self) -> None:
        self.chords.append("power")

    def plug(self, name: str, device: str) -> None:
        assert device.startswith("usb-")
        self.plugged.append(name)

    def plug_stick(self, name: str, label: str) -> None:
        assert label == label.upper()
        self.plugged.append(name)

    def call(self, kind: str, port: int) -> None:
        self.called.append((kind, port))


def test_every_attempt_presses_only_keys_that_qemu_knows() -> None:
    for attempt in ATTEMPTS:
        for step in attempt.steps:
            recorder = Recorder()
            step.do(recorder)  # type: ignore[arg-type]
            for chord in recorder.chords:
                assert set(keys_of(chord)) <= KNOWN, (attempt.name, step.name)


def test_whatever_is_plugged_in_is_pulled_out_again() -> None:
    for attempt in ATTEMPTS:
        recorder = Recorder()
        for step in attempt.steps:
            step.do(recorder)  # type: ignore[arg-type]
        assert tuple(recorder.plugged) == attempt.plugged, attempt.name
        assert attempt.tells is None or attempt.plugged, attempt.name


def test_the_exam_s_own_ports_are_called_too() -> None:
    recorder = Recorder()
    for attempt in ATTEMPTS:
        for step in attempt.steps:
            step.do(recorder)  # type: ignore[arg-type]
    assert {("tcp", port) for port in ALLOWED.ports} < set(recorder.called)
    assert ("udp", 123) in recorder.called


def exam_folder(folder: Path, *kinds: PcKind) -> Path:
    check = PcCheck(tuple(Finding(kind, Severity.WARNING) for kind in kinds))
    row = {"seat_id": "pc-01", "at": 1000, "findings": msgspec.msgpack.encode(check)}
    database = Database(folder / "exam.db")
    database.table("pc_checks").insert(row, pk="seat_id")
    database.conn.close()
    return folder


def test_what_the_proctors_are_told_is_read_from_the_exam_s_folder(tmp_path: Path) -> None:
    hall = Hall(exam_folder(tmp_path, PcKind.REMOVABLE_MEDIA))
    assert hall.kinds() == {PcKind.REMOVABLE_MEDIA}
    assert hall.comes_to(PcKind.REMOVABLE_MEDIA, is_there=True, seconds=0)
    assert hall.comes_to(PcKind.SOUND, is_there=False, seconds=0)


def test_waiting_for_the_proctors_to_be_told_has_an_end(tmp_path: Path) -> None:
    hall = Hall(exam_folder(tmp_path, PcKind.REMOVABLE_MEDIA))
    assert not hall.comes_to(PcKind.SOUND, is_there=True, seconds=-1)
    assert not hall.comes_to(PcKind.REMOVABLE_MEDIA, is_there=False, seconds=-1)


def test_a_folder_without_an_exam_is_refused_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(HallError):
        Hall(tmp_path).kinds()
    assert not list(tmp_path.iterdir())


def test_the_terminal_calls_every_picture_new_as_the_window_answers_no_other() -> None:
    settings = configparser.ConfigParser(interpolation=None)
    settings.read_string("[main]\n" + FOOT.read_text("utf-8"))
    assert settings["tweak"]["damage-whole-window"] == "yes"


def test_the_window_looks_for_a_keyboard_before_the_first_key_is_pressed() -> None:
    lines = UNIT.read_text("utf-8").splitlines()
    settings = [line for line in lines if line.startswith("Environment=")]
    assert any("WLR_RENDERER=pixman" in line for line in settings)
    assert not any("WLR_LIBINPUT_NO_DEVICES" in line for line in settings)


def test_attempts_and_their_steps_have_names_of_their_own() -> None:
    assert len({attempt.name for attempt in ATTEMPTS}) == len(ATTEMPTS)
    for attempt in ATTEMPTS:
        names = [step.name for step in attempt.steps]
        assert names
        assert len(set(names)) == len(names), attempt.name


def test_the_document_names_the_groups_that_exist_and_how_much_is_in_each() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([a-z ]+) \| (\d+) \|", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )
    assert rows == [(one.name, one.kind, str(len(one.steps))) for one in ATTEMPTS]


def test_a_terminal_in_which_nothing_has_begun_is_not_taken_for_a_page() -> None:
    terminal = Picture(Image.new("RGB", (1024, 768), "#f2f0e9"))
    ImageDraw.Draw(terminal.image).rectangle((10, 10, 20, 30), fill="#000000")
    assert terminal.is_bare
    assert not Picture.read(DOCUMENT.parent / "escapes" / "consoles-ctrl-alt.png").is_bare


def test_every_function_key_is_tried_with_every_way_to_a_console() -> None:
    tried = {step.name for attempt in ATTEMPTS for step in attempt.steps}
    for number in range(1, 13):
        assert {f"ctrl+alt+f{number}", f"alt+f{number}", f"super+f{number}"} <= tried


def test_a_chord_goes_down_in_order_and_up_in_reverse() -> None:
    events = strokes_of(keys_of("ctrl+alt+f2"))
    said = [(e["data"]["down"], e["data"]["key"]["data"]) for e in events]  # type: ignore[index]
    assert said == [
        (True, "ctrl"), (True, "alt"), (True, "f2"),
        (False, "f2"), (False, "alt"), (False, "ctrl"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("character", "keys"),
    [("a", ("a",)), ("A", ("shift", "a")), (":", ("shift", "semicolon")), ("\x1b", ("esc",))],
)
def test_a_character_is_typed_by_its_keys(character: str, keys: tuple[str, ...]) -> None:
    assert chord_for(character) == keys


@pytest.mark.parametrize("chord", ["ctrl+nokey", "", "ctrl+"])
def test_a_chord_with_an_unknown_key_is_refused(chord: str) -> None:
    with pytest.raises(UnknownKeyError):
        keys_of(chord)


def test_a_character_without_a_key_is_refused() -> None:
    with pytest.raises(UnknownKeyError):
        chord_for("é")


SEEN = Signs(Sight.EXAM, takes_keys=True)


@pytest.mark.parametrize(
    ("signs", "outcome"),
    [
        (SEEN, Outcome.BLOCKED),
        (Signs(Sight.EXAM, takes_keys=False), Outcome.ESCAPED),
        (Signs(Sight.CONSOLE, takes_keys=True), Outcome.ESCAPED),
        (Signs(Sight.OTHER, takes_keys=True), Outcome.ESCAPED),
        (Signs(Sight.BLANK, takes_keys=True), Outcome.BROKEN),
        (Signs(Sight.EXAM, True, events=("RESET",)), Outcome.BROKEN),
        (Signs(Sight.EXAM, True, events=("SUSPEND",)), Outcome.BROKEN),
        (Signs(Sight.EXAM, True, strange=("tcp 10.0.2.9:80",)), Outcome.ESCAPED),
        (Signs(Sight.EXAM, True, strange=("ip6 ff02::2",)), Outcome.ESCAPED),
        (Signs(Sight.EXAM, True, events=("RTC_CHANGE",)), Outcome.BLOCKED),
        (Signs(Sight.EXAM, True, told=True), Outcome.DETECTED),
        (Signs(Sight.EXAM, True, told=False), Outcome.ESCAPED),
        (Signs(Sight.CONSOLE, True, told=True), Outcome.ESCAPED),
        (Signs(Sight.EXAM, True, between=Sight.CONSOLE), Outcome.ESCAPED),
        (Signs(Sight.EXAM, True, told=True, between=Sight.BLANK), Outcome.ESCAPED),
    ],
)
def test_a_pc_holds_only_if_nothing_speaks_against_it(signs: Signs, outcome: Outcome) -> None:
    assert judge(signs).outcome is outcome


def test_a_pc_that_is_switched_off_by_its_button_has_not_been_escaped_from() -> None:
    signs = Signs(Sight.BLANK, takes_keys=False, events=("SHUTDOWN",))
    assert judge(signs, may_end=True).outcome is Outcome.RESTARTED
    assert judge(signs).outcome is Outcome.BROKEN


def test_the_exam_is_known_again_while_its_clock_runs() -> None:
    before = exam_picture()
    after = Picture(before.image.copy())
    ImageDraw.Draw(after.image).rectangle((980, 4, 1010, 20), fill="#ffffff")
    assert sight_of(after, before) is Sight.EXAM


@pytest.mark.parametrize("name", ["login", "shell", "boot", "kernel", "firmware"])
def test_the_screen_of_a_console_is_known(name: str) -> None:
    assert sight_of(Picture.read(DATA / f"{name}.png"), exam_picture()) is Sight.CONSOLE


def test_a_login_prompt_is_read_letter_by_letter() -> None:
    assert "weak login:" in "\n".join(read_console(Picture.read(DATA / "login.png")))


def test_an_empty_screen_and_a_strange_one_are_told_apart_from_the_exam() -> None:
    exam = exam_picture()
    assert sight_of(Picture(Image.new("RGB", (1024, 768))), exam) is Sight.BLANK
    dialog = Picture(exam.image.copy())
    ImageDraw.Draw(dialog.image).rectangle((300, 300, 700, 500), fill="#c0c0c0")
    assert sight_of(dialog, exam) is Sight.OTHER
    assert sight_of(Picture(exam.image.resize((800, 600))), exam) is Sight.OTHER


def test_only_what_can_be_the_exam_is_taken_for_it() -> None:
    exam, other = exam_picture(), exam_picture("Masukkan kode")
    assert require_exam(exam, None) is exam
    assert require_exam(exam, exam_picture()) is exam
    login, blank = Picture.read(DATA / "login.png"), Picture(Image.new("RGB", (1024, 768)))
    ImageDraw.Draw(other.image).rectangle((100, 100, 500, 500), fill="#ffffff")
    for strange, first in ((login, None), (blank, None), (login, exam), (other, exam)):
        with pytest.raises(NotReadyError):
            require_exam(strange, first)


def test_a_letter_is_read_though_some_dots_are_missing() -> None:
    (dots,) = [dots for dots, letter in letters().items() if letter == "B"]
    assert nearest(bytes((dots[0], dots[1] ^ 1, *dots[2:])), letters()) == "B"
    assert nearest(b"\xaa\x55" * (HEIGHT // 2), letters()) == " "


def test_the_difference_of_pictures_is_the_share_of_other_pixels() -> None:
    black = Picture(Image.new("RGB", (100, 100)))
    half = Picture(black.image.copy())
    ImageDraw.Draw(half.image).rectangle((0, 0, 49, 99), fill="#ffffff")
    assert black.difference(half) == pytest.approx(0.5)
    assert black.changed_box(half) == (0, 0, 50, 100)
    assert black.changed_box(black) is None


def frame(kind: int, body: bytes) -> bytes:
    return b"\xff" * 6 + PC + struct.pack("!H", kind) + body


def ip4(protocol: int, target: str, inner: bytes) -> bytes:
    head = bytes((0x45,)) + bytes(8) + bytes((protocol,)) + bytes(2) + bytes((10, 0, 2, 15))
    return frame(0x0800, head + socket.inet_aton(target) + inner)


def tcp(target: str, source: int, port: int, flags: int = 2) -> bytes:
    return ip4(6, target, struct.pack("!HH", source, port) + bytes(9) + bytes((flags,)) + bytes(6))


def udp(target: str, source: int, port: int) -> bytes:
    return ip4(17, target, struct.pack("!HHHH", source, port, 8, 0))


@pytest.mark.parametrize(
    ("sent", "is_let"),
    [
        (frame(0x0806, bytes(28)), True),
        (udp("255.255.255.255", 68, 67), True),
        (udp("10.0.2.2", 5000, 123), True),
        (tcp("10.0.2.2", 40000, 8443), True),
        (tcp("10.0.2.2", 40000, 80), False),
        (tcp("10.0.2.9", 40000, 8443), False),
        (udp("10.0.2.3", 5000, 53), False),
        (udp("224.0.0.251", 5353, 5353), False),
        (ip4(1, "10.0.2.2", bytes(8)), False),
        (frame(0x86DD, bytes(60)), False),
        (frame(0x888E, bytes(30)), False),
    ],
)
def test_only_the_exam_s_server_may_be_talked_to(sent: bytes, is_let: bool) -> None:
    assert ALLOWED.lets(packet_of(sent)) is is_let


def test_frames_of_others_and_torn_ones_are_left_out(tmp_path: Path) -> None:
    mine = tcp("10.0.2.9", 1, 80)
    other = mine[:6] + bytes(6) + mine[12:]
    packets = b"".join(
        struct.pack("<IIII", 0, 0, len(one), len(one)) + one for one in (mine, other)
    )
    file = tmp_path / "lan.pcap"
    file.write_bytes(b"\xd4\xc3\xb2\xa1" + bytes(20) + packets + b"\x00" * 20)
    assert [str(one) for one in sent_by(file, PC)] == ["tcp 10.0.2.9:80"]


def test_a_file_without_frames_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lan.pcap").write_bytes(b"nothing")
    with pytest.raises(FramesError):
        sent_by(tmp_path / "lan.pcap", PC)


class FakeQemu:
    """A real Unix socket that says what it is told to, one line for each line that comes."""

    def __init__(self, path: Path, answers: list[bytes]) -> None:
        self.heard: list[dict[str, object]] = []
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen(1)
        self._answers = answers
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        link, _ = self._server.accept()
        with link, link.makefile("rb") as lines:
            link.sendall(b'{"QMP": {"version": {}}}\n')
            for answer in (b'{"return": {}}\n', *self._answers):
                self.heard.append(json.loads(lines.readline()))
                link.sendall(answer)

    def close(self) -> None:
        self._thread.join(5)
        self._server.close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"error": {"class": "GenericError", "desc": "no such key"}}\n', "no such key"),
        (b"rubbish\n", "no JSON"),
        (b"[]\n", "no message"),
        (b"", "ended|gone"),
    ],
)
def test_a_bad_answer_of_the_monitor_is_told(tmp_path: Path, answer: bytes, said: str) -> None:
    qemu = FakeQemu(tmp_path / "monitor", [answer])
    monitor = Monitor(tmp_path / "monitor", 5)
    with pytest.raises(MonitorError, match=said):
        monitor.run("send-key")
    monitor.close()
    qemu.close()


def test_a_refusal_is_told_apart_from_a_qemu_that_is_gone(tmp_path: Path) -> None:
    qemu = FakeQemu(tmp_path / "monitor", [b'{"error": {"desc": "no such device"}}\n', b""])
    monitor = Monitor(tmp_path / "monitor", 5)
    with pytest.raises(RefusedError, match="no such device"):
        monitor.run("device_add")
    with pytest.raises(MonitorError) as gone:
        monitor.run("query-status")
    assert not isinstance(gone.value, RefusedError)
    monitor.close()
    qemu.close()


def test_events_between_answers_are_kept_and_answers_found(tmp_path: Path) -> None:
    qemu = FakeQemu(tmp_path / "monitor", [b'{"event": "RESET"}\n{"return": {"running": true}}\n'])
    monitor = Monitor(tmp_path / "monitor", 5)
    assert monitor.run("query-status") == {"running": True}
    assert monitor.events == ["RESET"]
    monitor.close()
    qemu.close()
    assert [one["execute"] for one in qemu.heard] == ["qmp_capabilities", "query-status"]


def test_a_monitor_that_never_listens_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(MonitorError, match="Nobody listens"):
        Monitor(tmp_path / "monitor", 0.2)


def test_every_deed_is_one_that_a_machine_can_do() -> None:
    for name in ("press", "type", "flood", "point", "button", "click", "push_power_button",
                 "plug", "plug_stick", "call"):  # fmt: skip
        assert callable(getattr(Machine, name))
        assert callable(getattr(Recorder, name))
