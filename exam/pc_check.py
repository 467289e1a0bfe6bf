"""What is found out about a candidate's PC: the words that kiosk, server and config share.

A finding says what is so, never what somebody did. Only before the start can one stop anybody, and
a proctor can pass it; what could not be checked is at most noticed.
"""

from enum import StrEnum
from typing import Annotated, Final

import msgspec

MOST_FINDINGS: Final = 16
"""One of each kind at most."""

LONGEST_DETAIL: Final = 120
"""Characters of what a finding names: programs, addresses, numbers with their unit."""

_Detail = Annotated[str, msgspec.Meta(max_length=LONGEST_DETAIL)]


class PcKind(StrEnum):
    """What a PC is checked for."""

    ROUTES = "routes"
    NAME_SERVERS = "name-servers"
    SECOND_NETWORK = "second-network"
    WIFI = "wifi"
    BLUETOOTH = "bluetooth"
    REMOVABLE_MEDIA = "removable-media"
    LOGINS = "logins"
    LISTENERS = "listeners"
    REMOTE_ACCESS = "remote-access"
    VIRTUAL_MACHINE = "virtual-machine"
    CLOCK = "clock"
    DISK = "disk"
    MEMORY = "memory"
    BATTERY = "battery"
    SOUND = "sound"


class Severity(StrEnum):
    """How much a finding weighs; a stop holds back the sign-in only, never anybody who writes."""

    NOTICE = "notice"
    WARNING = "warning"
    STOP = "stop-before-start"

    @property
    def rank(self) -> int:
        """How heavy it is: the heavier, the higher."""
        return _HEAVIER.index(self)


_HEAVIER: Final = tuple(Severity)


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """One thing about a PC that somebody in charge should know.

    `detail` names what was found, in the words of the machine. What `could_not_be_checked` weighs
    as a notice. A proctor `has_passed` a stop with the PIN, at the PC.
    """

    kind: PcKind
    severity: Severity
    detail: _Detail = ""
    could_not_be_checked: bool = False
    has_passed: bool = False

    @property
    def stops(self) -> bool:
        """Whether nobody may sign in at the PC before a proctor has passed this."""
        return self.severity is Severity.STOP and not self.has_passed


class PcCheck(msgspec.Struct, frozen=True, array_like=True):
    """All that was found at one PC, the heaviest first; it `is_sound` if that is nothing."""

    findings: Annotated[tuple[Finding, ...], msgspec.Meta(max_length=MOST_FINDINGS)] = ()

    @property
    def is_sound(self) -> bool:
        """Whether everything was checked and nothing found."""
        return not self.findings

    @property
    def worst(self) -> Severity | None:
        """The weight of the heaviest finding, None if there is none."""
        return max((one.severity for one in self.findings), key=lambda one: one.rank, default=None)

    @property
    def stops(self) -> bool:
        """Whether nobody may sign in at the PC before a proctor has passed a finding."""
        return any(one.stops for one in self.findings)


def pc_check_of(findings: tuple[Finding, ...]) -> PcCheck:
    """Return a check with findings in their order: heaviest first, then as kinds stand here."""
    kinds = tuple(PcKind)
    return PcCheck(
        tuple(sorted(findings, key=lambda one: (-one.severity.rank, kinds.index(one.kind))))
    )


def fit_detail(text: str) -> str:
    """Return what a finding names, cut to the length that travels."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST_DETAIL else f"{one_line[: LONGEST_DETAIL - 1]}…"
