"""What is looked for at the candidates' PCs, and how much each finding weighs."""

from typing import Annotated, Final, Literal

from msgspec import Meta

from exam.config.fields import Record
from exam.pc_check import PcKind, Severity

MEGABYTE: Final = 1_000_000

Weight = Literal["off", "notice", "warning", "stop-before-start"]
"""How much a finding weighs; what is off is not looked for."""


class PcCheckSection(Record, frozen=True, kw_only=True):
    """The check of the PCs: off, notice, warning, or stop-before-start for each kind of finding.

    A stop keeps candidates from signing in before the start, until a proctor passes it with the
    PIN. It never stops anybody once the sitting is under way.
    """

    routes: Annotated[
        Weight, Meta(title="Jalur jaringan", description="A way to networks beyond the exam's.")
    ] = "warning"
    name_servers: Annotated[
        Weight, Meta(title="Server nama", description="Name servers outside of the PC.")
    ] = "notice"
    second_network: Annotated[
        Weight, Meta(title="Jaringan kedua", description="More than one network in use.")
    ] = "warning"
    wifi: Annotated[Weight, Meta(title="Wi-Fi", description="Wi-Fi that is switched on.")] = (
        "warning"
    )
    bluetooth: Annotated[
        Weight, Meta(title="Bluetooth", description="Bluetooth that is switched on.")
    ] = "notice"
    removable_media: Annotated[
        Weight, Meta(title="Media lepas", description="Sticks, disks, phones and cameras.")
    ] = "warning"
    logins: Annotated[
        Weight, Meta(title="Sesi masuk lain", description="Somebody else is logged in.")
    ] = "warning"
    listeners: Annotated[
        Weight, Meta(title="Port terbuka", description="Programs that wait for calls.")
    ] = "warning"
    remote_access: Annotated[
        Weight, Meta(title="Akses jarak jauh", description="Programs that show the screen away.")
    ] = "stop-before-start"
    virtual_machine: Annotated[
        Weight, Meta(title="Mesin virtual", description="The PC is none, but runs in one.")
    ] = "warning"
    clock: Annotated[
        Weight, Meta(title="Jam", description="The wall clock is not the server's.")
    ] = "notice"
    disk: Annotated[Weight, Meta(title="Disk", description="Too little room on the disk.")] = (
        "warning"
    )
    memory: Annotated[Weight, Meta(title="Memori", description="Too little memory.")] = "notice"
    battery: Annotated[Weight, Meta(title="Baterai", description="The PC runs on its battery.")] = (
        "warning"
    )
    sound: Annotated[
        Weight, Meta(title="Suara", description="A headset or loudspeaker on USB.")
    ] = "warning"
    allowed_ports: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=65535)], ...],
        Meta(max_length=50, title="Port yang diizinkan", description="They are no finding."),
    ] = ()
    least_disk_megabytes: Annotated[
        int, Meta(ge=1, le=1_000_000, title="Disk minimal", description="Room that must be left.")
    ] = 200
    least_memory_megabytes: Annotated[
        int, Meta(ge=1, le=100_000, title="Memori minimal", description="Memory that must be left.")
    ] = 150
    most_clock_seconds: Annotated[
        int,
        Meta(ge=5, le=86_400, title="Selisih jam", description="So far the clock may be wrong."),
    ] = 120

    def severity_of(self, kind: PcKind) -> Severity | None:
        """Return how much a finding weighs, None if it is not looked for."""
        weight: Weight = getattr(self, kind.value.replace("-", "_"))
        return None if weight == "off" else Severity(weight)
