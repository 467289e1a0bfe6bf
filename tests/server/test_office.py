"""Opening an exam directory: one process at a time, and nothing that does not belong together."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from exam.errors import DirectoryError, LinkError
from exam.protocol import VERSION, decode_manifest, encode, exam_id_of
from server.ceremony import Handouts
from server.office import open_exam, require_outside_exams
from server.settings import ExamDirectory
from tests.server.acting import Hand


def refusal(root: Path) -> DirectoryError:
    with pytest.raises(DirectoryError) as caught, open_exam(root):
        pytest.fail("it opened")
    return caught.value


def test_an_exam_opens_with_all_that_the_server_needs(made: Handouts, exam_root: Path) -> None:
    with open_exam(exam_root) as exam:
        assert exam.exam_id == made.exam_id == exam_id_of(exam.manifest_bytes)
        assert exam.config.exam.practice
        assert exam.timeline.run == 2


def test_an_exam_is_open_in_one_place_only_and_can_be_opened_again(exam_root: Path) -> None:
    with open_exam(exam_root):
        assert refusal(exam_root).code == "directory.in-use"
    with open_exam(exam_root) as again:
        assert again.config.posts


async def test_an_act_takes_the_instant_at_which_its_turn_comes(exam_root: Path) -> None:
    hand = Hand()
    with open_exam(exam_root, hand.clocks) as exam:
        before = exam.timeline.now()
        slow = exam.store.write(lambda _db: hand.move(60))
        _, at = await asyncio.gather(slow, exam.act(lambda _db, now: now))
        assert at == before + 60_000 == exam.act_now(lambda _db, now: now)


def test_an_exam_of_another_version_says_so(exam_root: Path) -> None:
    path = ExamDirectory(exam_root).manifest
    manifest = decode_manifest(path.read_bytes())
    path.write_bytes(encode(msgspec.structs.replace(manifest, version=VERSION + 1)))
    with pytest.raises(LinkError, match=r"protocol\.exam-version"), open_exam(exam_root):
        pytest.fail("it opened")


@pytest.mark.parametrize("name", ["", "missing", "practice.toml"])
def test_what_is_no_exam_directory_is_refused_and_not_touched(
    tmp_path: Path, config_file: Path, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert refusal(tmp_path / name).code in {"directory.not-exam", "directory.not-folder"}
    assert sorted(tmp_path.rglob("*")) == before
    assert config_file.exists()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def overwrite(path: Path) -> None:
    path.write_bytes(b"\x00" * path.stat().st_size)


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("which", "harm", "code"),
    [
        ("manifest", cut, "directory.damaged"),
        ("manifest", overwrite, "directory.damaged"),
        ("manifest", remove, "directory.not-exam"),
        ("database", overwrite, "directory.damaged"),
        ("database", remove, "directory.not-exam"),
        ("signing_key", cut, "directory.damaged"),
        ("signing_key", overwrite, "directory.damaged"),
        ("signing_key", remove, "directory.missing"),
    ],
)
def test_a_damaged_or_missing_file_is_named(
    exam_root: Path, which: str, harm: Callable[[Path], None], code: str
) -> None:
    path: Path = getattr(ExamDirectory(exam_root), which)
    harm(path)
    error = refusal(exam_root)
    named = exam_root if code == "directory.not-exam" else path
    assert (error.code, error.details["path"]) == (code, str(named))


def test_places_inside_an_exam_are_refused(exam_root: Path, tmp_path: Path) -> None:
    with pytest.raises(DirectoryError) as caught:
        require_outside_exams(exam_root / "deep" / "cards")
    assert caught.value.code == "directory.inside-exam"
    require_outside_exams(tmp_path / "cards")


def test_a_key_of_another_exam_is_refused(exam_root: Path, tmp_path: Path) -> None:
    shutil.copytree(exam_root, tmp_path / "other")
    ExamDirectory(tmp_path / "other").signing_key.write_bytes(bytes(range(32)))
    assert refusal(tmp_path / "other").code == "directory.damaged"
