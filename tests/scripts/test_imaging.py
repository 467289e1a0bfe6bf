"""What the image starts with, what is asked at the console, and what leaves no trace."""

import builtins
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.imaging import asking, system, work
from scripts.imaging.__main__ import compare
from scripts.imaging.asking import Slip, ask
from scripts.imaging.setup import code_of, keep, name_of, server_of
from scripts.imaging.stick import menu_of, number_of
from scripts.packing.refusal import Refusal
from scripts.provisioning.boot import KERNEL_ARGUMENTS
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.room import Room, read_room


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str | type[BaseException]) -> None:
    waiting: Iterator[str | type[BaseException]] = iter(answers)

    def answer() -> str:
        said = next(waiting)
        if isinstance(said, str):
            return said
        raise said

    monkeypatch.setattr(builtins, "input", answer)


def test_the_boot_loader_has_no_menu_and_starts_the_kernel_as_every_kiosk_is_started() -> None:
    lines = menu_of("MAKALAH-0123456789ABCDEF").splitlines()
    linux = next(line for line in lines if line.startswith("linux")).split()
    assert set(KERNEL_ARGUMENTS) <= set(linux)
    assert "makalah.number=MAKALAH-0123456789ABCDEF" in linux
    assert not any(line.startswith("menuentry") for line in lines)
    assert lines[-1] == "reboot"


def test_the_number_of_an_image_is_that_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "system").write_text("one")
    first = number_of(tmp_path)
    assert number_of(tmp_path) == first
    assert len(first) <= 32
    (tmp_path / "system").write_text("two")
    assert number_of(tmp_path) != first


def test_two_images_are_compared_by_their_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, same, other = (tmp_path / name for name in ("one", "same", "other"))
    for file, content in ((one, "a"), (same, "a"), (other, "b")):
        file.write_text(content)
    assert compare(one, same) == 0
    assert compare(one, other) == 1
    assert "differ" in capsys.readouterr().out
    with pytest.raises(Refusal, match="no image"):
        compare(tmp_path / "missing", one)


def test_a_question_is_asked_again_until_the_answer_can_be_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answering(monkeypatch, EOFError, "nowhere", " 192.168.1.10:8444 ")
    assert str(ask("Alamat", server_of)) == "192.168.1.10:8444"
    said = capsys.readouterr().out
    assert said.count("Alamat: ") == 3
    assert '"nowhere" bukan alamat server' in said


def test_what_cannot_be_a_name_a_code_or_a_phrase_is_a_slip() -> None:
    for typed in ("", 'PC"1', "P" * 41):
        with pytest.raises(Slip):
            name_of(typed)
    for typed in ("", "--help"):
        with pytest.raises(Slip):
            code_of(typed)
    with pytest.raises(Slip, match="12"):
        work.phrase_of("kuda makan")
    assert work.phrase_of("kuda makan rumput") == b"kuda makan rumput"


def test_the_room_that_was_answered_is_the_room_that_the_rules_read(tmp_path: Path) -> None:
    room = Room(name_of("PC-01"), (server_of("10.1.2.3:8444"),))
    keep(room, tmp_path / "room.toml")
    assert read_room(tmp_path / "room.toml", (tmp_path / "room.toml").stat().st_uid) == room
    assert [file.name for file in tmp_path.iterdir()] == ["room.toml"]


@pytest.mark.parametrize(("disk", "device"), [("sda", "/dev/sda3"), ("mmcblk0", "/dev/mmcblk0p3")])
def test_a_partition_is_named_as_the_kernel_names_it(disk: str, device: str) -> None:
    assert work.device_of(disk, 3) == device


def test_secrets_reach_a_command_by_memory_and_not_by_its_line() -> None:
    work.run(["/bin/sh", "-c", 'test "$(cat "$0")$(cat "$1")" = onetwo', "{0}", "{1}"],
             b"one", b"two")  # fmt: skip
    with pytest.raises(work.Failure, match="no such thing"):
        work.run(["/bin/sh", "-c", "echo no such thing >&2; exit 3"])


def test_the_console_gets_only_letters_that_it_has(capsys: pytest.CaptureFixture[str]) -> None:
    asking.say("“PC-01” – ‘a’")
    assert capsys.readouterr().out.startswith('"PC-01" ')


def test_every_module_on_the_stick_imports_nothing_that_is_not_there() -> None:
    there = {name.removesuffix(".py").replace("/", ".") for name in system.MODULES}
    for name in system.MODULES:
        for line in (system.REPOSITORY / name).read_text().splitlines():
            if line.startswith("from scripts."):
                assert line.split()[1] in there


def test_what_differs_from_build_to_build_is_taken_away(tmp_path: Path) -> None:
    kept = tmp_path / "opt/makalah/program/exam.py"
    gone = [tmp_path / "var/log/dpkg.log", tmp_path / "var/cache/apt/archives/a.deb",
            tmp_path / "usr/lib/python3/__pycache__/a.pyc", tmp_path / "etc/shadow-"]  # fmt: skip
    for file in (kept, *gone):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    system.clean(tmp_path)
    assert kept.exists()
    assert not any(file.exists() for file in gone)
