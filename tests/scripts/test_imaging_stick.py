"""Where the work lies on a stick, and what a PC is known by."""

from pathlib import Path

import pytest

from scripts.imaging.identity import identify, secret_of
from scripts.imaging.partitions import (
    LEAST_SECTORS,
    MOST_SECTORS,
    WORK_START,
    Partition,
    TableError,
    find_work,
    place_work,
    read_table,
    with_partition,
)

IMAGE = [Partition(1, 0xCD, 64, 900_000), Partition(2, 0xEF, 900_064, 8_192)]
EMPTY = bytes(range(256)) + bytes(254) + b"\x55\xaa"


def written(*partitions: Partition) -> bytes:
    sector = EMPTY[:446] + bytes(64) + EMPTY[510:]
    for one in partitions:
        sector = with_partition(sector, one)
    return sector


def test_a_table_is_read_as_it_was_written() -> None:
    assert read_table(written(*IMAGE)) == IMAGE


def test_adding_the_work_changes_sixteen_bytes_at_most() -> None:
    before = written(*IMAGE)
    after = with_partition(before, place_work(IMAGE, WORK_START + LEAST_SECTORS))
    changed = [at for at, pair in enumerate(zip(before, after, strict=True)) if len({*pair}) > 1]
    assert min(changed) >= 446 + 32
    assert max(changed) < 446 + 48


def test_the_work_is_found_again() -> None:
    work = place_work(IMAGE, WORK_START + MOST_SECTORS)
    assert find_work(IMAGE) is None
    assert find_work(read_table(written(*IMAGE, work))) == work


@pytest.mark.parametrize(
    ("disk", "sectors"),
    [
        (WORK_START + LEAST_SECTORS, LEAST_SECTORS),
        (WORK_START + LEAST_SECTORS + 2047, LEAST_SECTORS),
        (WORK_START + LEAST_SECTORS + 2048, LEAST_SECTORS + 2048),
        (WORK_START + 2 * MOST_SECTORS, MOST_SECTORS),
    ],
)
def test_the_work_takes_what_is_there_up_to_a_limit(disk: int, sectors: int) -> None:
    assert place_work(IMAGE, disk) == Partition(3, 0xE8, WORK_START, sectors)


@pytest.mark.parametrize("disk", [900_000, WORK_START, WORK_START + LEAST_SECTORS - 1])
def test_a_stick_without_room_is_refused(disk: int) -> None:
    with pytest.raises(TableError, match=r"table\.small"):
        place_work(IMAGE, disk)


@pytest.mark.parametrize(
    "other",
    [
        Partition(3, 0x07, WORK_START - 1, 2),
        Partition(3, 0x07, WORK_START + LEAST_SECTORS - 1, 5),
        Partition(3, 0x07, WORK_START - 9, LEAST_SECTORS * 9),
    ],
)
def test_what_already_lies_there_is_never_overwritten(other: Partition) -> None:
    with pytest.raises(TableError, match=r"table\.occupied"):
        place_work([*IMAGE, other], WORK_START + LEAST_SECTORS)


def test_a_table_without_a_free_entry_is_refused() -> None:
    full = [*IMAGE, Partition(3, 7, 950_000, 1), Partition(4, 7, 950_001, 1)]
    with pytest.raises(TableError, match=r"table\.occupied"):
        place_work(full, WORK_START + LEAST_SECTORS)


@pytest.mark.parametrize("sector", [bytes(512), b"", EMPTY[:-1]])
def test_a_stick_without_a_table_is_refused(sector: bytes) -> None:
    with pytest.raises(TableError, match=r"table\.missing"):
        read_table(sector)


@pytest.fixture
def pc(tmp_path: Path) -> Path:
    board = tmp_path / "class/dmi/id"
    board.mkdir(parents=True)
    (board / "product_uuid").write_text("4c4c4544-0042-3510-8054-b7c04f4a5931\n")
    (board / "board_serial").write_text("To be filled by O.E.M.\n")
    add_card(tmp_path, "eth0", "pci", "pci0000:00/0000:00:1f.6", "52:54:00:00:00:01")
    return tmp_path


def add_card(sys: Path, name: str, bus: str, device: str, address: str) -> Path:
    place, card = sys / "devices" / device, sys / "class/net" / name
    place.mkdir(parents=True)
    (sys / "bus" / bus).mkdir(parents=True, exist_ok=True)
    (place / "subsystem").symlink_to(sys / "bus" / bus)
    card.mkdir(parents=True)
    (card / "device").symlink_to(place)
    (card / "type").write_text("1\n")
    (card / "address").write_text(address + "\n")
    return card


def test_a_pc_is_known_by_its_board_and_its_built_in_card(pc: Path) -> None:
    assert identify(pc) == [
        "product_uuid=4c4c4544-0042-3510-8054-b7c04f4a5931",
        "card=52:54:00:00:00:01",
    ]


def test_what_is_plugged_in_or_has_no_cable_does_not_count(pc: Path) -> None:
    before = identify(pc)
    add_card(pc, "usb0", "usb", "pci0000:00/usb1/1-1", "52:54:00:00:00:02")
    wireless = add_card(pc, "wlan0", "pci", "pci0000:00/0000:02:00.0", "52:54:00:00:00:03")
    (wireless / "wireless").mkdir()
    (pc / "class/net/lo").mkdir()
    assert identify(pc) == before


def test_the_order_in_which_cards_are_found_does_not_count(pc: Path) -> None:
    add_card(pc, "a0", "pci", "pci0000:00/0000:03:00.0", "ff:54:00:00:00:09")
    assert identify(pc)[1:] == ["card=52:54:00:00:00:01", "card=ff:54:00:00:00:09"]


@pytest.mark.parametrize(
    "said", ["", "Default string", "00000000-0000-0000-0000-000000000000", "FFFFFFFF", "None"]
)
def test_what_every_pc_of_a_model_says_tells_none_apart(pc: Path, said: str) -> None:
    (pc / "class/dmi/id/product_uuid").write_text(said)
    assert identify(pc) == ["card=52:54:00:00:00:01"]


def test_another_pc_has_another_secret(pc: Path) -> None:
    first = secret_of(identify(pc))
    assert secret_of(identify(pc)) == first
    assert len(first) == 64
    (pc / "class/net/eth0/address").write_text("52:54:00:00:00:07\n")
    assert secret_of(identify(pc)) != first


def test_a_pc_like_any_other_has_no_secret(tmp_path: Path) -> None:
    assert identify(tmp_path) == []
    with pytest.raises(ValueError, match="nothing tells this PC"):
        secret_of(identify(tmp_path))
