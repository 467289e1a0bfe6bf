"""The virtual disk forgets what a real one may forget, and nothing else."""

from pathlib import Path
from random import Random

import pytest

from scripts.simulating.disk import KilledError, VirtualDisk

FILE = Path("/seat/spool/file")
OLD, NEW = b"old " * 50, b"new content " * 50


def kept(steps: int, seed: int, *, cuts_power: bool) -> bytes:
    """What stands in a file that was replaced by a program killed after so many steps."""
    disk = VirtualDisk(Random(seed))
    disk.replace(FILE, OLD)
    disk.steps_left = steps
    try:
        disk.replace(FILE, NEW)
    except KilledError:
        pass
    finally:
        disk.steps_left = None
    if cuts_power:
        disk.cut_power()
    return disk.read(FILE)


@pytest.mark.parametrize("cuts_power", [False, True])
def test_a_replaced_file_is_the_old_or_the_new_one(cuts_power: bool) -> None:
    found = {kept(n, seed, cuts_power=cuts_power) for n in range(9) for seed in range(20)}
    assert found == {OLD, NEW}


def test_what_was_written_and_not_synced_is_torn_anywhere_by_a_power_cut() -> None:
    lengths = set()
    for seed in range(200):
        disk = VirtualDisk(Random(seed))
        file = disk.open(FILE)
        file.write(0, OLD)
        disk.steps_left = 2
        with pytest.raises(KilledError):
            file.write(len(OLD), NEW)
        disk.steps_left = None
        disk.cut_power()
        found = disk.read(FILE)
        assert found.startswith(OLD)
        lengths.add(len(found.rstrip(b"\0")) - len(OLD))
    assert len(lengths) > 50
    assert {min(lengths), max(lengths)} <= set(range(len(NEW) + 1))


def test_what_returned_survives_a_power_cut() -> None:
    disk = VirtualDisk(Random(1))
    file = disk.open(FILE)
    file.write(0, OLD)
    file.write(len(OLD), NEW)
    disk.cut_power()
    assert disk.read(FILE) == OLD + NEW
    assert disk.names(FILE.parent) == (FILE.name,)


def test_a_full_disk_takes_what_fits_and_says_so() -> None:
    disk = VirtualDisk(Random(1))
    file = disk.open(FILE)
    disk.fill(10)
    with pytest.raises(OSError, match="No space"):
        file.write(0, OLD)
    assert disk.read(FILE) == OLD[:10]
    disk.heal()
    file.write(0, OLD)
    assert disk.read(FILE) == OLD


def test_a_read_only_disk_changes_nothing() -> None:
    disk = VirtualDisk(Random(1))
    disk.replace(FILE, OLD)
    disk.is_read_only = True
    with pytest.raises(OSError, match="Read-only"):
        disk.replace(FILE, NEW)
    assert disk.read(FILE) == OLD


def test_a_file_that_was_taken_away_is_known_to_be_gone() -> None:
    disk = VirtualDisk(Random(1))
    file = disk.open(FILE)
    before = file.is_there
    disk.delete(FILE)
    assert (before, file.is_there) == (True, False)
    assert disk.names(FILE.parent) == ()
