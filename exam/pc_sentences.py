"""What people read about a candidate's PC: a name, and a sentence each for proctor and technician.

The proctor's says what is so and whether it matters; the technician's what to do about it.
"""

from collections.abc import Callable, Mapping
from typing import Final

from exam.pc_check import Finding, PcKind

_Translate = Callable[[str], str]


def _(text: str) -> str:
    """Mark a sentence for the catalogs."""
    return text


PC_NAMES: Final[Mapping[PcKind, str]] = {
    PcKind.ROUTES: _("Way to other networks"),
    PcKind.NAME_SERVERS: _("Name servers"),
    PcKind.SECOND_NETWORK: _("Second network"),
    PcKind.WIFI: _("Wi-Fi"),
    PcKind.BLUETOOTH: _("Bluetooth"),
    PcKind.REMOVABLE_MEDIA: _("Stick, disk or phone"),
    PcKind.LOGINS: _("Other logins"),
    PcKind.LISTENERS: _("Open ports"),
    PcKind.REMOTE_ACCESS: _("Remote access"),
    PcKind.VIRTUAL_MACHINE: _("Virtual machine"),
    PcKind.CLOCK: _("Clock"),
    PcKind.DISK: _("Disk space"),
    PcKind.MEMORY: _("Memory"),
    PcKind.BATTERY: _("Battery"),
    PcKind.SOUND: _("Headset"),
}
"""What each check looks at, in a word or two."""

_TO_PROCTOR: Final[Mapping[PcKind, str]] = {
    PcKind.ROUTES: _("This PC may reach other networks than the exam's ({detail})."),
    PcKind.NAME_SERVERS: _("This PC knows name servers, as PCs with internet do ({detail})."),
    PcKind.SECOND_NETWORK: _("This PC is on more than one network ({detail})."),
    PcKind.WIFI: _("Wi-Fi is switched on at this PC ({detail})."),
    PcKind.BLUETOOTH: _("Bluetooth is switched on at this PC ({detail})."),
    PcKind.REMOVABLE_MEDIA: _("A stick, disk or phone is plugged into this PC ({detail})."),
    PcKind.LOGINS: _("Somebody else is logged in at this PC ({detail})."),
    PcKind.LISTENERS: _("Programs at this PC wait for calls from the network (ports {detail})."),
    PcKind.REMOTE_ACCESS: _("A program runs by which others can see or use this PC ({detail})."),
    PcKind.VIRTUAL_MACHINE: _("This PC is a virtual machine in another computer ({detail})."),
    PcKind.CLOCK: _(
        "The clock of this PC is wrong by {detail}. The candidate's time is not touched by that."
    ),
    PcKind.DISK: _("This PC has little room left on its disk ({detail})."),
    PcKind.MEMORY: _("This PC has little memory left ({detail})."),
    PcKind.BATTERY: _("This PC runs on its battery ({detail})."),
    PcKind.SOUND: _("A headset or loudspeaker is plugged into this PC ({detail})."),
}

_TO_TECHNICIAN: Final[Mapping[PcKind, str]] = {
    PcKind.ROUTES: _("Take the gateway out of the network settings; the server needs none."),
    PcKind.NAME_SERVERS: _("Take the name servers out of the network settings."),
    PcKind.SECOND_NETWORK: _("Leave the exam's network only; switch the others off."),
    PcKind.WIFI: _("Switch Wi-Fi off, at the switch or by “rfkill block wifi”."),
    PcKind.BLUETOOTH: _("Switch Bluetooth off by “rfkill block bluetooth”."),
    PcKind.REMOVABLE_MEDIA: _("Take it out, unless the proctor has plugged it in."),
    PcKind.LOGINS: _("End the other login, by “loginctl terminate-session”."),
    PcKind.LISTENERS: _(
        "Stop the services behind these ports, or name them in the exam's settings."
    ),
    PcKind.REMOTE_ACCESS: _("End and remove the program before anybody signs in."),
    PcKind.VIRTUAL_MACHINE: _("Start the kiosk on the computer itself."),
    PcKind.CLOCK: _("Set the clock, and the battery of the mainboard may be empty."),
    PcKind.DISK: _("Make room on the disk, or let the candidate sit at another PC."),
    PcKind.MEMORY: _("End other programs, or start the PC again."),
    PcKind.BATTERY: _("Look at plug and socket; the battery may be too old to last."),
    PcKind.SOUND: _("Take it out, unless the candidate was allowed to have it."),
}

_UNCHECKED_TO_PROCTOR: Final = _(
    "This could not be checked at the PC ({name}). It keeps nobody from writing."
)
_UNCHECKED_TO_TECHNICIAN: Final = _("Look at it yourself: the program may not, or had no answer.")


def say_to_proctor(finding: Finding, translate: _Translate) -> str:
    """Say what is so, to somebody who watches a room."""
    if finding.could_not_be_checked:
        return translate(_UNCHECKED_TO_PROCTOR).format(name=translate(PC_NAMES[finding.kind]))
    return translate(_TO_PROCTOR[finding.kind]).format(detail=finding.detail)


def say_to_technician(finding: Finding, translate: _Translate) -> str:
    """Say what to do, to somebody who knows PCs."""
    if finding.could_not_be_checked:
        return translate(_UNCHECKED_TO_TECHNICIAN)
    return translate(_TO_TECHNICIAN[finding.kind])
