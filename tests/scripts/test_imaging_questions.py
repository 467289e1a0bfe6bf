"""What a technician is asked at a PC that is no seat, played at a console with scripted answers."""

import builtins
import ipaddress
import json
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.provisioning.files.kiosk.usr.local.lib.makalah import (
    anew,
    asking,
    cards,
    joining,
    setup,
)
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.answers import (
    code_of,
    name_of,
    own_of,
    servers_of,
    zone_of,
)
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.asking import Slip, ask
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.room import (
    Room,
    network_of,
    parse_room,
    parse_server,
    read_room,
    set_zone,
    write_room,
)

SERVER = "192.168.1.10:8444"
GIVEN = ipaddress.IPv4Interface("192.168.1.57/24")
CODE = "7K3M-99AB"
DEFAULT = ("PC-01", SERVER, CODE)


class Console:
    """A technician who types one answer after the other, and a PC that does what is asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.joined: list[tuple[Room, str]] = []
        self.refusals: list[str] = []
        self.network: list[ipaddress.IPv4Interface] = [GIVEN]
        self.room = folder / "room.toml"
        self._patch = monkeypatch
        monkeypatch.setattr(setup, "ROOM", self.room)
        monkeypatch.setattr(joining, "join", self._join)
        monkeypatch.setattr(cards, "addresses", lambda: self.network)
        monkeypatch.setattr(cards, "wait_for_address", lambda _: bool(self.network))
        monkeypatch.setattr(cards, "wired", lambda: ["eth0"])
        monkeypatch.setattr(cards, "has_cable", lambda: True)

    def _join(self, room: Room, code: str) -> str:
        self.joined.append((room, code))
        if self.refusals:
            raise Slip(self.refusals.pop())
        return "PC-01 sudah terdaftar."

    def types(self, *answers: str | type[BaseException]) -> None:
        waiting: Iterator[str | type[BaseException]] = iter(answers)

        def answer() -> str:
            said = next(waiting)
            if isinstance(said, str):
                return said
            raise said

        self._patch.setattr(builtins, "input", answer)


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Console:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr(setup, "read_room", lambda file: read_room(file, os.getuid()))
    return Console(monkeypatch, tmp_path)


def room_with(**other: object) -> Room:
    return Room("PC-01", (parse_server(SERVER),))._replace(**other)  # type: ignore[arg-type]


def test_name_server_and_code_are_all_that_is_asked_where_the_network_gives_an_address(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.types(*DEFAULT)
    assert setup.main() == 0
    assert console.joined == [(room_with(), CODE)]
    said = capsys.readouterr().out
    assert "  1  Nama PC      PC-01\n  2  Server       192.168.1.10:8444\n" in said
    assert "  3  Alamat PC    192.168.1.57/24, dari jaringan\n  4  Zona waktu   WIB (Jak" in said
    asked = [said.index(each) for each in ("Nama PC ini", "Alamat server", "Kode penyandingan:")]
    assert asked == sorted(asked)


def test_an_address_is_asked_for_by_itself_where_the_network_gives_none(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.network = []
    console.types("PC-01", SERVER, "192.168.1.21/24 192.168.1.1", CODE)
    assert setup.main() == 0
    (room, _), *_ = console.joined
    assert (str(room.address), str(room.gateway)) == ("192.168.1.21/24", "192.168.1.1")
    said = capsys.readouterr().out
    assert "Jaringan ini tidak memberi alamat" in said
    assert "192.168.1.21/24, gateway 192.168.1.1" in said


@pytest.mark.parametrize(
    ("card", "cable", "sentence"),
    [
        ([], False, "Kartu jaringan PC ini tidak dikenali"),
        (["eth0"], False, "Kabel jaringan tidak terpasang"),
        (["eth0"], True, "Jaringan ini tidak memberi alamat"),
    ],
)
def test_why_there_is_no_address_is_said_and_enter_looks_again(
    console: Console,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    card: list[str],
    cable: bool,
    sentence: str,
) -> None:
    console.network = []
    monkeypatch.setattr(cards, "wired", lambda: card)
    monkeypatch.setattr(cards, "has_cable", lambda: cable)
    looks = iter([False, True])
    monkeypatch.setattr(cards, "wait_for_address", lambda _: next(looks))
    console.types("PC-01", SERVER, "", CODE)
    assert setup.main() == 0
    assert console.joined == [(room_with(), CODE)]
    assert sentence in capsys.readouterr().out


def test_every_answer_can_be_corrected_before_the_code(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.types(
        "PC-10", "10.0.0.1:8444",
        "1", "PC-01", "2", f"{SERVER}, 192.168.1.11:8444", "3", "10.0.0.7/8", "3", "",
        "4", "3", CODE,
    )  # fmt: skip
    assert setup.main() == 0
    servers = (parse_server(SERVER), parse_server("192.168.1.11:8444"))
    assert console.joined == [(room_with(servers=servers, time_zone="Asia/Jayapura"), CODE)]
    said = capsys.readouterr().out
    assert "192.168.1.10:8444 (cadangan: 192.168.1.11:8444)" in said
    assert "WIT (Jayapura)" in said.split("4  Zona waktu")[-1]


def test_a_refusal_is_said_and_the_answers_stay(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.refusals = ["Kode ini sudah dipakai."]
    console.types(*DEFAULT, "8A8A-8A8A")
    assert setup.main() == 0
    assert [code for _, code in console.joined] == [CODE, "8A8A-8A8A"]
    assert console.joined[0][0] == console.joined[1][0]
    said = capsys.readouterr().out
    assert "Kode ini sudah dipakai." in said
    assert "PC ini belum terdaftar" in said


def test_what_is_known_already_is_not_asked(console: Console) -> None:
    known = room_with(address=GIVEN, time_zone="Asia/Makassar")
    console.room.write_text(write_room(known))
    console.types(CODE)
    assert setup.main() == 0
    assert console.joined == [(known, CODE)]


def test_a_pc_that_nobody_named_is_asked_for_its_name_only(console: Console) -> None:
    console.room.write_text(write_room(room_with(name="PC")))
    console.types("PC-01", CODE)
    assert setup.main() == 0
    assert console.joined == [(room_with(), CODE)]


def test_a_file_that_cannot_be_used_counts_as_none(console: Console) -> None:
    console.room.write_text("= no toml")
    console.types(*DEFAULT)
    assert setup.main() == 0


def test_whatever_is_typed_wrongly_is_asked_again(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.types('PC"1', "PC-01", "server", EOFError, SERVER, "", "4", "9", "wita", CODE)
    assert setup.main() == 0
    assert console.joined == [(room_with(time_zone="Asia/Makassar"), CODE)]
    said = capsys.readouterr().out
    assert '"server" bukan alamat server' in said
    assert "Ketik 1, 2, atau 3." in said


def test_what_cannot_be_a_name_or_a_code_is_a_slip() -> None:
    for typed in ("", 'PC"1', "P" * 41):
        with pytest.raises(Slip):
            name_of(typed)
    for typed in ("", "--help"):
        with pytest.raises(Slip):
            code_of(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "192.168.1.21",
        "192.168.1.0/24",
        "192.168.1.255/24",
        "127.0.0.1/8",
        "0.0.0.0/0",
        "224.0.0.1/4",
        "192.168.1.21/33",
        "192.168.1.21/24 10.0.0.1",
        "192.168.1.21/24 192.168.1.21",
        '192.168.1.21/24" x',
        "PC-01",
    ],
)
def test_what_no_pc_can_have_as_its_address_is_a_slip(typed: str) -> None:
    with pytest.raises(Slip):
        own_of(typed)


def test_the_first_of_several_servers_is_the_main_one_and_none_counts_twice() -> None:
    assert list(map(str, servers_of(f"{SERVER},10.0.0.2:1 , {SERVER}"))) == [SERVER, "10.0.0.2:1"]
    for typed in ("", f"{SERVER},", ",".join(f"10.0.0.{last}:1" for last in range(9))):
        with pytest.raises(Slip):
            servers_of(typed)


def test_a_time_zone_is_one_key() -> None:
    assert [zone_of(typed) for typed in ("1", "2", "3", "wit")] == [
        "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Jayapura"
    ]  # fmt: skip


def test_a_room_with_all_that_can_be_asked_is_read_as_it_was_written(tmp_path: Path) -> None:
    room = room_with(
        kiosk_port=9443, address=GIVEN, gateway=ipaddress.IPv4Address("192.168.1.1"),
        time_zone="Asia/Jayapura",
    )  # fmt: skip
    joining.keep(room, tmp_path / "room.toml")
    assert read_room(tmp_path / "room.toml", os.getuid()) == room
    assert [file.name for file in tmp_path.iterdir()] == ["room.toml"]
    assert "Address=192.168.1.57/24\nGateway=192.168.1.1\n" in network_of(GIVEN, room.gateway)
    assert "Gateway" not in network_of(GIVEN)
    with pytest.raises(Exception, match="time_zone"):
        parse_room(write_room(room_with(time_zone="Europe/Paris")))


def test_the_clock_shows_the_zone_of_the_room_from_then_on(tmp_path: Path) -> None:
    (tmp_path / "localtime").symlink_to("/usr/share/zoneinfo/Etc/UTC")
    for _ in range(2):
        set_zone("Asia/Makassar", tmp_path)
        assert str((tmp_path / "localtime").readlink()) == "/usr/share/zoneinfo/Asia/Makassar"
    assert (tmp_path / "timezone").read_text() == "Asia/Makassar\n"
    assert len(list(tmp_path.iterdir())) == 2


def test_the_kiosks_port_is_the_one_that_the_server_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "seat.json").write_text(json.dumps({"kiosk_port": 9443}))
    assert joining.port_of(tmp_path) == 9443
    monkeypatch.setattr(joining, "SEAT", tmp_path)
    monkeypatch.setattr(joining, "ROOM", tmp_path / "room.toml")
    reloads: list[object] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: reloads.append(command))
    joining.learn_port(room_with(kiosk_port=9443))
    assert not reloads
    joining.learn_port(room_with())
    assert len(reloads) == 1
    assert parse_room((tmp_path / "room.toml").read_text()).kiosk_port == 9443


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"kiosk_port": 0}', '{"kiosk_port": "x"}'])
def test_a_seat_that_does_not_say_its_port_is_a_slip(tmp_path: Path, told: str) -> None:
    (tmp_path / "seat.json").write_text(told)
    with pytest.raises(Slip):
        joining.port_of(tmp_path)


def test_a_disk_that_refuses_is_a_sentence_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(joining, "ROOM", tmp_path / "missing" / "room.toml")
    with pytest.raises(Slip, match="Pendaftaran gagal"):
        joining.join(room_with(), CODE)


def test_a_pc_without_an_address_does_not_try_to_enrol(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(joining, "ROOM", tmp_path / "room.toml")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)
    monkeypatch.setattr(cards, "wait_for_address", lambda *_: False)
    with pytest.raises(Slip, match="belum mempunyai alamat"):
        joining.join(room_with(), CODE)


def test_cards_are_those_that_a_cable_fits_into(tmp_path: Path) -> None:
    for name, kind, carrier in (("eth0", "1", "0"), ("lo", "772", "1"), ("eth1", "1", "1")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "type").write_text(f"{kind}\n")
        (tmp_path / name / "carrier").write_text(f"{carrier}\n")
    assert cards.wired(tmp_path) == ["eth0", "eth1"]
    assert cards.has_cable(tmp_path)
    (tmp_path / "eth1" / "carrier").unlink()
    assert not cards.has_cable(tmp_path)


def test_the_address_of_a_card_is_what_the_kernel_says(tmp_path: Path) -> None:
    (tmp_path / "lo").mkdir()
    (tmp_path / "lo" / "type").write_text("1\n")
    (tmp_path / "gone").mkdir()
    (tmp_path / "gone" / "type").write_text("1\n")
    assert cards.addresses(tmp_path) == [ipaddress.IPv4Interface("127.0.0.1/8")]


def test_waiting_for_an_address_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([[], [], [GIVEN]])
    monkeypatch.setattr(cards, "addresses", lambda: next(looks))
    monkeypatch.setattr("time.sleep", lambda _: None)
    assert cards.wait_for_address(5)
    monkeypatch.setattr(cards, "addresses", lambda: [GIVEN])
    assert cards.wait_for_address(1, GIVEN)
    assert not cards.wait_for_address(1, ipaddress.IPv4Interface("192.168.1.21/24"))
    monkeypatch.setattr(cards, "addresses", list)
    assert not cards.wait_for_address(1)


def test_a_seat_is_put_away_whole_where_only_root_can_enter(tmp_path: Path) -> None:
    seat = tmp_path / "seat"
    seat.mkdir()
    assert not anew.is_seat(tmp_path)
    (seat / "seat.json").write_text("{}")
    (seat / "work").write_text("text")
    place = anew.put_away(tmp_path)
    assert not anew.is_seat(tmp_path)
    assert not seat.exists()
    assert (place / "work").read_text() == "text"
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_seat_that_cannot_be_put_away_stays_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        anew.put_away(tmp_path)
    assert not list(tmp_path.iterdir())


def test_setting_up_anew_says_what_becomes_of_the_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(anew, "is_seat", lambda: False)
    assert anew.main() == 0
    monkeypatch.setattr(anew, "is_seat", lambda: True)
    monkeypatch.setattr(anew, "put_away", lambda: tmp_path)
    assert anew.main() == 0
    monkeypatch.setattr(anew, "STATE", tmp_path)

    def refuse() -> Path:
        raise OSError(30, "read-only")

    monkeypatch.setattr(anew, "put_away", refuse)
    assert anew.main() == 1
    told = capsys.readouterr()
    assert f"Pekerjaan lama ada di {tmp_path}" in told.out
    assert "tetap terdaftar" in told.err


def test_a_question_is_asked_again_until_the_answer_can_be_used(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    console.types(EOFError, "nowhere", f" {SERVER} ")
    assert ask("Alamat", servers_of) == (parse_server(SERVER),)
    assert capsys.readouterr().out.count("Alamat: ") == 3


def test_the_console_gets_only_letters_that_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    asking.say("“PC-01” – ‘a’")
    assert capsys.readouterr().out.startswith('"PC-01" ')


def test_the_program_starts_as_it_lies_at_a_pc() -> None:
    """It is a package there, of which nothing else of the repository is seen."""
    folder = Path(asking.__file__).parent.parent
    command = "import makalah.setup, sys; print(sorted(sys.modules))"
    done = subprocess.run(
        ["/usr/bin/env", "python3", "-B", "-s", "-c", command],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "scripts" not in done.stdout.split("'")
