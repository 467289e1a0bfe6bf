"""The archive for labs without internet: alike each time, checked whole, only what is needed."""

import subprocess
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.utils import canonicalize_name

from scripts.packing.archive import check, pack, write_sums
from scripts.packing.lock import pins, read_lock, wanted_by, wanted_first
from scripts.packing.refusal import Refusal

ROOT = Path(__file__).parents[2]
FILES = ROOT / "scripts" / "packing" / "files"
HASH = "a" * 64
LOCK = (
    f"one==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{HASH}\n"
    f"two==2 \\\n    --hash=sha256:{HASH}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "makalah"
    (made / "debs").mkdir(parents=True)
    (made / "debs" / "one.deb").write_bytes(b"one")
    (made / "pasang").write_text("#!/bin/sh\n")
    write_sums(made)
    return made


def test_the_same_content_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.tar", tmp_path / "2.tar"
    pack(folder, first, 1_000)
    (folder / "pasang").touch()
    (folder / "pasang").chmod(0o600)
    pack(folder, second, 1_000)
    assert first.read_bytes() == second.read_bytes()
    assert check(first) == 2


@pytest.mark.parametrize("name", ["debs/one.deb", "debs/more.deb"])
def test_a_file_that_is_wrong_or_too_much_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).write_bytes(b"other")
    pack(folder, tmp_path / "1.tar", 1_000)
    with pytest.raises(Refusal, match=name):
        check(tmp_path / "1.tar")


def test_what_is_a_program_can_be_run_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    pack(folder, tmp_path / "1.tar", 1_000)
    with tarfile.open(tmp_path / "1.tar") as packed:
        modes = {entry.name: entry.mode for entry in packed}
    assert modes["makalah/pasang"] == 0o755
    assert modes["makalah/debs/one.deb"] == 0o644


def test_what_is_no_archive_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "1.tar").write_bytes(b"no archive" * 100)
    with pytest.raises(Refusal, match="cannot be read"):
        check(tmp_path / "1.tar")


def test_a_part_of_the_lock_keeps_its_hashes_and_loses_its_markers() -> None:
    assert pins(read_lock(LOCK), {"one"}) == f"one==1.0 \\\n    --hash=sha256:{HASH}\n"


def test_a_wheel_needs_what_counts_on_the_target_and_for_its_extras(tmp_path: Path) -> None:
    wheel = tmp_path / "one-1.0-py3-none-any.whl"
    needs = ["two", "three; sys_platform == 'win32'", "four; extra == 'more'"]
    text = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with ZipFile(wheel, "w") as packed:
        packed.writestr("one-1.0.dist-info/METADATA", f"Name: one\n{text}")
    assert [one.name for one in wanted_by(wheel, set())] == ["two"]
    assert [one.name for one in wanted_by(wheel, {"more"})] == ["two", "four"]


def test_both_names_of_the_command_say_what_to_type_in_their_language(tmp_path: Path) -> None:
    for name, told in {
        "pasang": "Ketik: ./pasang kiosk atau ./pasang server",
        "install": "Type: ./install kiosk or ./install server",
    }.items():
        done = subprocess.run(
            ["/bin/sh", str(FILES / name), "laptop"], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr.strip()) == (2, told)


def test_the_lock_names_everything_that_the_program_needs_first() -> None:
    locked = read_lock((ROOT / "requirements.lock").read_text("utf-8"))
    needed = [canonicalize_name(one.name) for one in wanted_first(ROOT / "pyproject.toml")]
    assert needed
    assert set(needed) <= set(locked)
