"""New folders that come into being whole or not at all.

They are filled under another name beside their place and renamed at the end, so a refusal, a full
disk or a power cut leaves nothing half-made that looks like an exam.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from exam.errors import DirectoryError
from server.files import naming_problems, sync_folder


def require_new(path: Path) -> None:
    """Refuse a place where something already is.

    Raises:
        DirectoryError: it exists, or the folder it would be in does not.

    """
    with naming_problems(path):
        if path.exists() or path.is_symlink():
            raise DirectoryError("directory.exists", path=str(path))
        if not path.parent.is_dir():
            raise DirectoryError("directory.missing", path=str(path.parent))


def require_new_or_empty(path: Path) -> None:
    """Refuse a place that holds anything.

    Raises:
        DirectoryError: it is a file or a folder with something in it.

    """
    with naming_problems(path):
        if not path.is_dir():
            require_new(path)
        elif any(path.iterdir()):
            raise DirectoryError("directory.not-empty", path=str(path))


def require_apart(one: Path, other: Path) -> None:
    """Refuse two places of which one is inside the other.

    Raises:
        DirectoryError: they are the same, or one holds the other.

    """
    inner, outer = one.resolve(), other.resolve()
    if inner.is_relative_to(outer) or outer.is_relative_to(inner):
        raise DirectoryError("directory.cards-inside", path=str(one), other=str(other))


@contextmanager
def new_folders(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Yield private folders to fill; they take their places together when the block succeeds.

    Raises:
        DirectoryError: one of them cannot be made or moved to its place; then none is.

    """
    with ExitStack() as stack:
        stages = tuple(stack.enter_context(_stage(target)) for target in targets)
        yield stages
        with ExitStack() as undo:
            for stage, target in zip(stages, targets, strict=True):
                with naming_problems(target):
                    stage.rename(target)
                undo.callback(shutil.rmtree, target, ignore_errors=True)
                sync_folder(target.absolute().parent)
            undo.pop_all()


@contextmanager
def _stage(target: Path) -> Iterator[Path]:
    with naming_problems(target):
        stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.absolute().parent))
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)
