"""What the image starts with, what is asked at the console, and what leaves no trace."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.imaging import again, system, work
from scripts.imaging.comparing import compare, differences
from scripts.imaging.stick import menu_of, number_of
from scripts.packing.refusal import Refusal
from scripts.provisioning.boot import KERNEL_ARGUMENTS
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.asking import Slip


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


def test_two_images_of_the_same_bytes_are_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, same = (tmp_path / name for name in ("one", "same"))
    for file in (one, same):
        file.write_text("a")
    assert compare(one, same) == 0
    assert "are the same" in capsys.readouterr().out
    with pytest.raises(Refusal, match="no image"):
        compare(tmp_path / "missing", one)


def test_where_images_differ_the_parts_are_named() -> None:
    one = {"/makalah/initrd": "1", "/makalah/vmlinuz": "2", "EFI partition": "3"}
    assert differences(one, one | {"/makalah/initrd": "4", "/more": "5"}) == [
        "differs /makalah/initrd",
        "same    /makalah/vmlinuz",
        "differs /more",
        "same    EFI partition",
    ]
    assert "every file in them is the same" in differences(one, {**one})[0]


@pytest.mark.skipif(shutil.which("xorriso") is None, reason="the program xorriso makes images")
def test_images_are_taken_apart_to_say_where_they_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, system_of_it in (("one", "a"), ("other", "b")):
        place = tmp_path / f"{name}.files" / "makalah"
        place.mkdir(parents=True)
        (place / "system.squashfs").write_text(system_of_it)
        (place / "vmlinuz").write_text("kernel")
        (tmp_path / "efi").write_bytes(bytes(2**16))
        subprocess.run(
            ["xorriso", "-as", "mkisofs", "-quiet", "-o", tmp_path / name, "-partition_offset",
             "16", "-append_partition", "2", "0xef", tmp_path / "efi", place.parent],
            check=True, capture_output=True,
        )  # fmt: skip
    assert compare(tmp_path / "one", tmp_path / "other") == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "differs /makalah/system.squashfs",
        "same    /makalah/vmlinuz",
        "same    EFI partition",
    ]


@pytest.mark.parametrize(("known", "is_there"), [((), False), (system.FIRMWARE, True)])
def test_firmware_is_refused_where_the_sources_have_none(
    monkeypatch: pytest.MonkeyPatch, known: tuple[str, ...], is_there: bool
) -> None:
    monkeypatch.setattr(system, "run", lambda _: "\n".join(known))
    if is_there:
        system.require_firmware()
        return
    with pytest.raises(Refusal, match=r"no firmware-amd-graphics.*non-free-firmware"):
        system.require_firmware()


def test_a_phrase_that_is_too_short_is_a_slip() -> None:
    with pytest.raises(Slip, match="12"):
        work.phrase_of("kuda makan")
    assert work.phrase_of("kuda makan rumput") == b"kuda makan rumput"


@pytest.mark.parametrize(("disk", "device"), [("sda", "/dev/sda3"), ("mmcblk0", "/dev/mmcblk0p3")])
def test_a_partition_is_named_as_the_kernel_names_it(disk: str, device: str) -> None:
    assert work.device_of(disk, 3) == device


def test_secrets_reach_a_command_by_memory_and_not_by_its_line() -> None:
    work.run(["/bin/sh", "-c", 'test "$(cat "$0")$(cat "$1")" = onetwo', "{0}", "{1}"],
             b"one", b"two")  # fmt: skip
    with pytest.raises(work.Failure, match="no such thing"):
        work.run(["/bin/sh", "-c", "echo no such thing >&2; exit 3"])


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


@pytest.mark.parametrize(("typed", "pressed"), [(b"t", True), (b"T", True), (b"x", False)])
def test_only_the_technicians_key_asks_for_the_questions(typed: bytes, pressed: bool) -> None:
    ours, theirs = os.openpty()
    try:
        os.write(ours, typed)
        assert again.was_pressed(b"t", 5, theirs) is pressed
    finally:
        os.close(ours)
        os.close(theirs)


def test_without_a_key_the_exam_goes_on() -> None:
    ours, theirs = os.openpty()
    try:
        assert not again.was_pressed(b"t", 0, theirs)
    finally:
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("phrases", "wanted"),
    [
        (["kuda makan rumput"], True),
        (["salah", "kuda makan rumput"], True),
        (["salah", "salah", "salah", "kuda makan rumput"], False),
        (["", "kuda makan rumput"], False),
    ],
)
def test_only_who_knows_the_phrase_sets_a_stick_up_anew(
    monkeypatch: pytest.MonkeyPatch, phrases: list[str], wanted: bool
) -> None:
    waiting = iter(phrases)
    monkeypatch.setattr(again, "was_pressed", lambda *_: True)
    monkeypatch.setattr("getpass.getpass", lambda _: next(waiting))
    assert again.is_wanted(lambda typed: typed == "kuda makan rumput") is wanted
