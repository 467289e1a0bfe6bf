"""Every check of a PC by the kind of what it finds, as the selection's rules want it."""

from collections.abc import Callable, Mapping
from functools import partial

from exam.config import PcCheckSection
from exam.pc_check import PcKind
from kiosk.lockdown.devices import (
    check_battery,
    check_bluetooth,
    check_removable_media,
    check_sound,
)
from kiosk.lockdown.network import (
    check_listeners,
    check_name_servers,
    check_routes,
    check_second_network,
    check_wifi,
)
from kiosk.lockdown.people import check_logins, check_remote_access, check_virtual_machine
from kiosk.lockdown.room import check_clock, check_disk, check_memory
from kiosk.lockdown.sources import Sources

Check = Callable[[], list[str]]
"""Returns what was found; raises OSError or ValueError, and the like, if it cannot tell."""


def checks_of(
    sources: Sources, rules: PcCheckSection, ahead: Callable[[], int | None]
) -> Mapping[PcKind, Check]:
    """Return what is looked for at this PC; `ahead` is by how much its clock is, if it is known."""
    every: dict[PcKind, Check] = {
        PcKind.ROUTES: partial(check_routes, sources),
        PcKind.NAME_SERVERS: partial(check_name_servers, sources),
        PcKind.SECOND_NETWORK: partial(check_second_network, sources),
        PcKind.WIFI: partial(check_wifi, sources),
        PcKind.BLUETOOTH: partial(check_bluetooth, sources),
        PcKind.REMOVABLE_MEDIA: partial(check_removable_media, sources),
        PcKind.LOGINS: partial(check_logins, sources),
        PcKind.LISTENERS: partial(check_listeners, sources, rules.allowed_ports),
        PcKind.REMOTE_ACCESS: partial(check_remote_access, sources),
        PcKind.VIRTUAL_MACHINE: partial(check_virtual_machine, sources),
        PcKind.CLOCK: lambda: check_clock(ahead(), rules.most_clock_seconds),
        PcKind.DISK: partial(check_disk, sources, rules.least_disk_megabytes),
        PcKind.MEMORY: partial(check_memory, sources, rules.least_memory_megabytes),
        PcKind.BATTERY: partial(check_battery, sources),
        PcKind.SOUND: partial(check_sound, sources),
    }
    return {kind: check for kind, check in every.items() if rules.severity_of(kind) is not None}
