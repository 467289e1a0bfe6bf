"""What is plugged into a PC or sends from it: sticks, phones, headsets, Bluetooth, the battery.

A disk on which the system or the work lies is part of the PC, wherever it is plugged in.
"""

from collections.abc import Iterator
from typing import Final

from kiosk.lockdown.network import is_radio_on
from kiosk.lockdown.sources import Sources

_BLOCKS: Final = "/sys/block"
_SUPPLIES: Final = "/sys/class/power_supply"
_USB: Final = "/sys/bus/usb/devices"
_OF_VISITORS: Final = ("/media", "/mnt", "/run/media")
"""Where sticks are mounted; whatever is mounted elsewhere belongs to the PC."""
_STILL_IMAGE: Final = "06"
"""What phones and cameras call themselves on USB."""
_MOUNT_FIELDS: Final = 5


def check_removable_media(sources: Sources) -> list[str]:
    """Find sticks, cards, outer disks, phones and cameras."""
    own = _devices_of_the_pc(sources)
    disks = [
        disk
        for disk in sources.names(_BLOCKS)
        if _comes_and_goes(sources, disk) and not own & set(_devices_of(sources, disk))
    ]
    return [*(_name_of_disk(sources, disk) for disk in disks), *_phones(sources)]


def _devices_of_the_pc(sources: Sources) -> set[str]:
    """Return the numbers of devices that are mounted where a system has its own."""
    lines = [line.split() for line in sources.text("/proc/self/mountinfo").splitlines()]
    return {
        line[2]
        for line in lines
        if len(line) > _MOUNT_FIELDS
        and not any(line[4] == place or line[4].startswith(f"{place}/") for place in _OF_VISITORS)
    }


def _comes_and_goes(sources: Sources, disk: str) -> bool:
    """Whether a disk with something in it is one that people plug in."""
    place = f"{_BLOCKS}/{disk}"
    if disk.startswith("sr") or not int(sources.text(f"{place}/size").strip() or "0"):
        return False
    is_removable = sources.text_if_any(f"{place}/removable").strip() == "1"
    is_card = sources.text_if_any(f"{place}/device/type").strip() == "SD"
    return is_removable or is_card or "/usb" in sources.target(place)


def _devices_of(sources: Sources, disk: str) -> Iterator[str]:
    """Yield the numbers of a disk, of its parts, and of what is unlocked or joined from them."""
    parts = [name for name in sources.names(f"{_BLOCKS}/{disk}") if name.startswith(disk)]
    for place in (f"{_BLOCKS}/{disk}", *(f"{_BLOCKS}/{disk}/{part}" for part in parts)):
        yield sources.text_if_any(f"{place}/dev").strip()
        for holder in sources.names(f"{place}/holders"):
            yield sources.text_if_any(f"{_BLOCKS}/{holder}/dev").strip()


def _name_of_disk(sources: Sources, disk: str) -> str:
    model = sources.text_if_any(f"{_BLOCKS}/{disk}/device/model").strip()
    return f"{disk} {model}".strip()


def _phones(sources: Sources) -> Iterator[str]:
    for name in sources.names(_USB):
        kind = sources.text_if_any(f"{_USB}/{name}/bInterfaceClass").strip()
        if kind == _STILL_IMAGE:
            device = name.partition(":")[0]
            yield sources.text_if_any(f"{_USB}/{device}/product").strip() or device


def check_sound(sources: Sources) -> list[str]:
    """Find headsets and loudspeakers on USB; what the PC has built in is always there."""
    cards = (name for name in sources.names("/sys/class/sound") if name.startswith("card"))
    return [
        sources.text_if_any(f"/proc/asound/{card}/id").strip() or card
        for card in cards
        if "/usb" in sources.target(f"/sys/class/sound/{card}")
    ]


def check_bluetooth(sources: Sources) -> list[str]:
    """Find Bluetooth that is switched on."""
    return sources.names("/sys/class/bluetooth") if is_radio_on(sources, "bluetooth") else []


def check_battery(sources: Sources) -> list[str]:
    """Find a battery of the PC, not of its mouse, that is being emptied."""
    return [
        f"{sources.text_if_any(f'{_SUPPLIES}/{name}/capacity').strip() or '?'} %"
        for name in sources.names(_SUPPLIES)
        if _says(sources, name, "type") == "Battery"
        and _says(sources, name, "scope") != "Device"
        and _says(sources, name, "status") == "Discharging"
    ]


def _says(sources: Sources, supply: str, what: str) -> str:
    return sources.text_if_any(f"{_SUPPLIES}/{supply}/{what}").strip()
