"""What a PC has left: room on the disks of the work, memory; and how far its clock is wrong."""

from typing import Final

from exam.config.pc_checks import MEGABYTE
from kiosk.lockdown.sources import Sources

_KIBIBYTE: Final = 1024
_MEMORY: Final = "MemAvailable"
_SECOND, _MINUTE, _HOUR = 1000, 60_000, 3_600_000


def check_disk(sources: Sources, least_megabytes: int) -> list[str]:
    """Find folders of the work with too little room."""
    rooms = [sources.free_bytes(folder) // MEGABYTE for folder in sources.kept_in]
    return [f"{room} MB" for room in rooms if room < least_megabytes]


def check_memory(sources: Sources, least_megabytes: int) -> list[str]:
    """Find too little memory."""
    told = dict(sources.fields("/proc/meminfo"))
    if _MEMORY not in told:
        raise ValueError(_MEMORY)
    room = int(told[_MEMORY].split()[0]) * _KIBIBYTE // MEGABYTE
    return [f"{room} MB"] if room < least_megabytes else []


def check_clock(ahead: int | None, most_seconds: int) -> list[str]:
    """Find a clock that is ahead of the server's, or behind it, by too many milliseconds.

    While no server was heard nothing is known.
    """
    if ahead is None or abs(ahead) <= most_seconds * _SECOND:
        return []
    sign, away = ("+" if ahead > 0 else "-"), abs(ahead)
    return [f"{sign}{away // _HOUR}:{away // _MINUTE % 60:02}:{away // _SECOND % 60:02}"]
