"""What turns a PC into a kiosk and back, in trees that are not running."""

import hashlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from scripts.provisioning.__main__ import apply, check, main, table, undo
from scripts.provisioning.account import Account
from scripts.provisioning.boot import KERNEL_ARGUMENTS, Boot
from scripts.provisioning.files.kiosk.usr.local.lib.makalah import room, screen
from scripts.provisioning.kiosk import kiosk_steps
from scripts.provisioning.options import Options
from scripts.provisioning.refusal import Refusal
from scripts.provisioning.steps import FILES, Placed, Step
from scripts.provisioning.tree import Tree

ROOT = Path(__file__).parent.parent.parent
SERVER = "192.168.1.10:8444"


def a_tree(folder: Path) -> Tree:
    """Make the little of a Debian that accounts and settings need."""
    for path, text in {
        "etc/passwd": "root:x:0:0:root:/root:/bin/bash\n",
        "etc/shadow": "root:!:1::::::\n",
        "etc/group": "root:x:0:\naudio:x:29:\n",
        "etc/gshadow": "root:!::\n",
        "etc/os-release": 'ID=debian\nVERSION_ID="12"\n',
        "etc/systemd/system/ssh.service": "[Service]\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    (folder / "etc/shadow").chmod(0o640)
    (folder / "etc/localtime").symlink_to("/usr/share/zoneinfo/Etc/UTC")
    (folder / "var/lib").mkdir(parents=True)
    return Tree(folder, os.getuid())


def seen(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Return everything of a tree: mode, owner, and content or target."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mode, path.lstat().st_uid, said(path))
        for path in sorted(folder.rglob("*"))
    }


def said(path: Path) -> str:
    if path.is_symlink():
        return str(path.readlink())
    return path.read_text() if path.is_file() else ""


def files_only(options: Options | None = None) -> list[Step]:
    """Return the steps that need no program of the tree."""
    steps = kiosk_steps(options or Options((SERVER,), "PC-01"))
    return [step for step in steps if step.name not in ("Packages", "Program", "Boot menu")]


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="gives folders to another account")


@needs_root
def test_a_kiosk_holds_and_is_given_back_as_it_was(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    before = seen(tmp_path)
    assert check(files_only(), tree) == 1
    apply(files_only(), tree)
    made = seen(tmp_path)
    assert check(files_only(), tree) == 0
    apply(files_only(), tree)
    assert seen(tmp_path) == made
    undo(files_only(), Tree(tmp_path, os.getuid()))
    assert seen(tmp_path) == before


@needs_root
def test_a_run_that_was_cut_can_be_repeated_or_undone(tmp_path: Path) -> None:
    for cut in (2, 4, 7):
        tree = a_tree(tmp_path / str(cut))
        before = seen(tree.root)
        apply(files_only()[:cut], tree)
        apply(files_only(), Tree(tree.root, os.getuid()))
        again = Tree(tree.root, os.getuid())
        assert check(files_only(), again) == 0
        undo(files_only(), again)
        assert seen(tree.root) == before


@needs_root
def test_work_at_a_seat_outlives_undo(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    apply(files_only(), tree)
    work = tmp_path / "var/lib/makalah/seat/journal"
    work.write_text("work")
    undo(files_only(), tree)
    assert work.read_text() == "work"
    assert work.stat().st_uid == os.getuid()
    assert "kiosk" not in (tmp_path / "etc/passwd").read_text()


def test_what_somebody_changed_is_told_by_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = a_tree(tmp_path)
    steps = [step for step in files_only() if isinstance(step, Placed)]
    apply(steps, tree)
    assert check(steps, tree) == 0
    (tmp_path / "etc/sysctl.d/90-makalah.conf").write_text("kernel.sysrq = 1\n")
    (tmp_path / "etc/systemd/system/getty@.service").unlink()
    capsys.readouterr()
    assert check(steps, tree) == 1
    told = capsys.readouterr().out
    assert "Keys, sleep and swap: does not hold: /etc/sysctl.d/90-makalah.conf differs" in told
    assert "getty@.service does not lead to /dev/null" in told


def test_an_account_of_somebody_else_is_refused(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    with (tmp_path / "etc/passwd").open("a") as file:
        file.write("kiosk:x:1000:1000::/home/kiosk:/bin/bash\n")
    with pytest.raises(Refusal, match="another home or shell"):
        Account().require(tree)


@needs_root
def test_what_is_no_debian_12_and_what_is_no_server_are_refused_before_any_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_tree(tmp_path)
    before = seen(tmp_path)
    assert main(["kiosk", "--root", str(tmp_path), "--server", "server.example:1"]) == 2
    assert "is no server: give ADDRESS:PORT in digits" in capsys.readouterr().err
    assert seen(tmp_path) == before
    (tmp_path / "etc/os-release").write_text("ID=ubuntu\n")
    assert main(["kiosk", "--root", str(tmp_path)]) == 2
    assert "is no Debian 12" in capsys.readouterr().err


@needs_root
def test_whatever_cannot_be_done_is_refused_before_any_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tree"
    folder.mkdir()
    a_tree(folder)
    before, empty = seen(folder), tmp_path / "empty"
    empty.write_text("\n")
    (tmp_path / "none").mkdir()
    for options, said in {
        ("--boot-password-file", str(empty)): "is empty: it is to be the boot password",
        ("--wheels", str(tmp_path / "none")): "no wheel of pip",
        ("--packages", str(tmp_path / "none")): "no folder of .deb files with their index",
        (): "say with --wheels",
    }.items():
        assert main(["kiosk", "--root", str(folder), *options]) == 2
        assert said in capsys.readouterr().err
        assert seen(folder) == before


def test_every_file_that_lies_there_lands_by_one_step() -> None:
    landing = [path for step in kiosk_steps(Options()) for path in paths_of(step)]
    there = [
        f"/{file.relative_to(FILES)}"
        for file in sorted(FILES.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    others = {
        "/etc/tmpfiles.d/makalah.conf",
        "/etc/default/grub.d/makalah.cfg",
        "/etc/grub.d/42_makalah_technician",
    }
    assert sorted([*landing, *others]) == sorted(there)


def paths_of(step: Step) -> list[str]:
    return [path for path, _, _ in step.contents()] if isinstance(step, Placed) else []


def test_the_boot_menu_starts_the_kernel_with_every_argument() -> None:
    text = (FILES / "etc/default/grub.d/makalah.cfg").read_text()
    line = next(each for each in text.splitlines() if "$GRUB_CMDLINE_LINUX " in each)
    assert line.partition("LINUX ")[2].rstrip('"').split() == list(KERNEL_ARGUMENTS)


@needs_root
def test_the_boot_menu_asks_for_the_password_and_lets_only_the_exam_start(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    (tmp_path / "etc/grub.d").mkdir()
    (tmp_path / "etc/grub.d/10_linux").write_text('CLASS="--class gnu-linux --class os"\n')
    with pytest.raises(Refusal, match="needs a password"):
        Boot().require(tree)
    with pytest.raises(Refusal, match="chroot"):
        Boot("rahasia").apply(tree)
    kept = (tmp_path / "etc/grub.d/01_makalah").read_text()
    number, salt, made = kept.split("grub.pbkdf2.sha512.")[1].split()[0].split(".")
    expected = hashlib.pbkdf2_hmac("sha512", b"rahasia", bytes.fromhex(salt), int(number))
    assert expected.hex().upper() == made
    assert "--unrestricted" in (tmp_path / "etc/grub.d/10_linux").read_text()
    assert any("no boot password" in problem for problem in Boot().problems(tree))


def test_a_room_is_read_as_it_was_written() -> None:
    one = room.Room("PC-01", (room.parse_server(SERVER),), 9443)
    assert room.parse_room(room.write_room(one)) == one


@pytest.mark.parametrize(
    "text",
    [
        "name = 1",
        'name = "PC"\nservers = []',
        'name = "PC"\nservers = ["192.168.1.10"]',
        'name = "PC"\nservers = ["192.168.1.10:0"]',
        'name = "PC"\nservers = ["192.168.1.10:1"]\nkiosk_port = true',
        'name = "PC"\nservers = ["192.168.1.10:1"]\naddress = "x"',
        'name = "PC"\nservers = ["192.168.1.10:1"]\nother = 1',
        "=",
    ],
)
def test_a_room_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(room.RoomError):
        room.parse_room(text)


def test_a_room_that_others_can_change_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "room.toml"
    file.write_text(f'name = "PC"\nservers = ["{SERVER}"]\n')
    assert room.read_room(file, os.getuid()) is not None
    file.chmod(0o666)
    with pytest.raises(room.RoomError, match="Others than root"):
        room.read_room(file, os.getuid())


@needs_root
def test_what_was_answered_at_the_pc_counts_for_a_later_run(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    given = Options((SERVER,), "PC-01").over(tree)
    apply(files_only(given), tree)
    given.keep(tree)
    answered = room.Room(
        "PC-02", (room.parse_server("10.0.0.2:1"),), 9443, time_zone="Asia/Makassar"
    )
    (tmp_path / "var/lib/makalah/room.toml").write_text(room.write_room(answered))
    room.set_zone("Asia/Makassar", tmp_path / "etc")
    later = Options().over(tree)
    assert later == Options(("10.0.0.2:1",), "PC-02", 9443, None, "Asia/Makassar")
    assert check(files_only(later), tree) == 0
    assert Options((SERVER,)).over(tree).servers == (SERVER,)


@needs_root
def test_what_was_answered_at_the_pc_is_taken_back_with_the_rest(tmp_path: Path) -> None:
    tree = a_tree(tmp_path)
    before = seen(tmp_path)
    steps = files_only(Options().over(tree))
    apply(steps, tree)
    (tmp_path / "var/lib/makalah/room.toml").write_text("name = 1")
    room.set_zone("Asia/Jayapura", tmp_path / "etc")
    undo(steps, Tree(tmp_path, os.getuid()))
    assert seen(tmp_path) == before


def test_only_the_servers_are_let_through() -> None:
    closed, open_to = room.rules_of(None), room.rules_of(room.parse_room(
        f'name = "PC"\nservers = ["{SERVER}"]\n'
    ))  # fmt: skip
    added = [line.strip() for line in open_to.splitlines() if line not in closed.splitlines()]
    assert closed.count("policy drop") == 3
    assert added == [
        "ip saddr 192.168.1.10 tcp sport { 8443, 8444 } ct state established accept",
        "ip saddr 192.168.1.10 udp sport 123 ct state established accept",
        "ip daddr 192.168.1.10 tcp dport { 8443, 8444 } accept",
        "ip daddr 192.168.1.10 udp dport 123 accept",
    ]


@pytest.mark.skipif(
    shutil.which("nft") is None or os.geteuid() != 0, reason="the program nft reads the rules"
)
def test_the_rules_are_such_as_nft_takes() -> None:
    one = room.Room("PC", (room.parse_server(SERVER), room.parse_server("10.0.0.2:1")))
    for rules in (room.rules_of(None), room.rules_of(one)):
        subprocess.run(["nft", "--check", "-f", "-"], input=rules, text=True, check=True)


def test_letters_are_as_large_as_a_page_of_a_hundred_columns_allows() -> None:
    assert screen.letters_for(1366, 768) == 21
    assert screen.letters_for(1920, 1080) == 30
    assert screen.letters_for(640, 480) == screen.SIZES[0]


@pytest.mark.parametrize(
    ("width", "height", "letters"),
    [
        (1920, 1080, (32, 16)),
        (1366, 768, (24, 12)),
        (1024, 768, (20, 10)),
        (800, 600, (16, 8)),
        (0, 0, (16, 8)),
    ],
)
def test_the_console_gets_letters_with_which_a_page_fits(
    width: int, height: int, letters: tuple[int, int]
) -> None:
    assert screen.font_for(width, height) == letters


def test_a_pc_without_a_graphics_driver_shows_the_exam_on_the_console(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[object] = []
    (tmp_path / "card0").write_text("no card")
    (tmp_path / "size").write_text("1024,768\n")
    monkeypatch.setattr(screen, "DEVICES", tmp_path)
    monkeypatch.setattr(screen, "FRAMEBUFFER", tmp_path / "size")
    monkeypatch.setattr(screen, "CHOSEN", tmp_path / "chosen")
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: done.append(command[-1]))
    monkeypatch.setattr(os, "dup2", lambda *handles: done.append(handles))
    monkeypatch.setattr(os, "execv", lambda program, _: done.append(program))
    before = os.umask(0o077)
    screen.prepare()
    os.umask(before)
    screen.start()
    font = "/usr/share/consolefonts/Lat15-Terminus20x10.psf.gz"
    assert stat.S_IMODE((tmp_path / "chosen").stat().st_mode) == 0o644
    assert done == [font, (0, 1), (0, 2), "/opt/makalah/venv/bin/makalah-kiosk"]


def test_a_pc_with_a_graphics_driver_shows_the_exam_in_a_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done: list[list[str]] = []
    monkeypatch.setattr(screen, "CHOSEN", tmp_path / "chosen")
    monkeypatch.setattr(screen, "has_window", lambda: True)
    screen.prepare()

    def become(_: str, command: list[str]) -> None:
        done.append(command)
        raise SystemExit

    monkeypatch.setattr(os, "execv", become)
    with pytest.raises(SystemExit):
        screen.start()
    with pytest.raises(SystemExit):
        screen.show()
    (window, terminal) = done
    assert (window[0], window[-1]) == ("/usr/bin/cage", "show")
    assert terminal[-1] == "/opt/makalah/venv/bin/makalah-kiosk"


def test_every_step_is_in_the_document() -> None:
    assert table(kiosk_steps(Options())) in (ROOT / "docs/lab.md").read_text()
