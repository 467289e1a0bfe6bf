"""A control group in which programs get a part of the CPU, where this user may make one.

Both versions are known: `cpu.max` of v2 and `cpu.cfs_quota_us` of v1 (cgroups(7)).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_MOUNTS, _OURS = Path("/proc/self/mounts"), Path("/proc/self/cgroup")
_SHARE: Final = 0.25


@contextmanager
def quarter_of_a_cpu(period_microseconds: int) -> Iterator[Path | None]:
    """Make a group that gets a quarter of one CPU in each period; None where it is not permitted.

    Whatever runs in the group must have ended when the block ends.
    """
    group = _make_group()
    try:
        if group is not None and not _limit(group, period_microseconds):
            yield None
        else:
            yield group
    finally:
        if group is not None:
            group.rmdir()


def _make_group() -> Path | None:
    parent = _parent_of_groups()
    if parent is None:
        return None
    group = parent / f"makalah-bench-{os.getpid()}"
    try:
        group.mkdir()
    except OSError:
        return None
    return group


def _parent_of_groups() -> Path | None:
    """Return the group of this process in the hierarchy that shares out the CPU."""
    own = dict(line.split(":")[1:3] for line in _OURS.read_text().splitlines())
    for line in _MOUNTS.read_text().splitlines():
        _, place, kind, options, *_ = line.split()
        if kind == "cgroup" and "cpu" in options.split(","):
            name = next((name for name in own if "cpu" in name.split(",")), None)
            return None if name is None else Path(place + own[name])
        if kind == "cgroup2" and "cpu" in (Path(place) / "cgroup.controllers").read_text().split():
            return Path(place + own.get("", "/"))
    return None


def _limit(group: Path, period: int) -> bool:
    quota = round(period * _SHARE)
    try:
        if (group / "cpu.max").exists():
            (group / "cpu.max").write_text(f"{quota} {period}")
        else:
            (group / "cpu.cfs_period_us").write_text(str(period))
            (group / "cpu.cfs_quota_us").write_text(str(quota))
    except OSError:
        return False
    return True
