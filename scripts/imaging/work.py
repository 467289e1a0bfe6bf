"""Opens the encrypted work on the stick, or makes it at the stick's first start.

The work opens by itself at the PC where it was made, and with the phrase at any other. A stick that
was written again with another image keeps its work, because it lies behind every image.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final

from scripts.imaging.again import is_wanted
from scripts.imaging.identity import identify, secret_of
from scripts.imaging.partitions import (
    SECTOR_BYTES,
    Partition,
    TableError,
    find_work,
    place_work,
    read_table,
    with_partition,
)
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.anew import is_seat, put_away
from scripts.provisioning.files.kiosk.usr.local.lib.makalah.asking import Slip, ask, begin, say

LABEL: Final = "makalah-work"
"""Set last: a partition without it was never finished, and holds nothing."""
_DISK: Final = Path("/run/makalah/disk")
_SYS: Final = Path("/sys")
_PLACE: Final = "/var/lib/makalah"
_OPENED: Final = f"/dev/mapper/{LABEL}"
_PHRASE_SLOT, _PC_SLOT = 0, 1
_COST: Final = (
    "--pbkdf=argon2id", "--pbkdf-memory=131072", "--pbkdf-parallel=2", "--pbkdf-force-iterations=4"
)  # fmt: skip
"""The same at every PC, so that a small one opens what a large one made."""
_LEAST_LETTERS: Final = 12
_TITLE: Final = "Makalah - flash disk"
_FIRST: Final = (
    "Flash disk ini dipakai untuk pertama kali. Pekerjaan peserta di dalamnya disandikan.\n"
    "Tentukan satu kalimat sandi, catat, dan simpan terpisah dari flash disk: tanpa kalimat\n"
    "itu isi flash disk tidak dapat dibuka di PC lain.\n"
)
_OTHER: Final = "Flash disk ini dibuat untuk PC lain. Ketik kalimat sandinya untuk membukanya.\n"
_REFUSED: Final = {
    "table.missing": "Flash disk ini tidak memuat Makalah secara utuh. Tulis ulang flash disk ini.",
    "table.small": "Flash disk ini terlalu kecil: pakai yang berukuran 4 GB atau lebih.",
    "table.occupied": "Di flash disk ini ada bagian lain. Pakai flash disk lain.",
}


class Failure(Exception):  # noqa: N818 - it is no fault of the program
    """A command refused; the text is what it said."""


def run(command: Sequence[str], *secrets: bytes) -> None:
    """Run a command; `{0}`, `{1}` in it are files with the secrets, in memory only.

    Raises:
        Failure: it failed.

    """
    files = [os.memfd_create("secret") for _ in secrets]
    try:
        for file, secret in zip(files, secrets, strict=True):
            os.write(file, secret)
        places = [f"/proc/self/fd/{file}" for file in files]
        done = subprocess.run(
            [part.format(*places) for part in command],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, pass_fds=files,
        )  # fmt: skip
    finally:
        for file in files:
            os.close(file)
    if done.returncode:
        raise Failure(done.stderr.strip() or f"{command[0]}: {done.returncode}")


def device_of(disk: str, number: int) -> str:
    """Return the device of a partition."""
    return f"/dev/{disk}{'p' if disk[-1].isdigit() else ''}{number}"


def partition_on(disk: str) -> str:
    """Return the device with the work, which is added to the stick's table if it is not there.

    Raises:
        TableError: the stick has no place for it.

    """
    sectors = int((_SYS / "class/block" / disk / "size").read_text())
    with Path(f"/dev/{disk}").open("r+b", buffering=0) as stick:
        first = stick.read(SECTOR_BYTES)
        table = read_table(first)
        work = find_work(table)
        if work is None:
            work = place_work(table, sectors)
            stick.seek(0)
            stick.write(with_partition(first, work))
            os.fsync(stick.fileno())
    _tell_kernel(disk, work)
    return device_of(disk, work.number)


def _tell_kernel(disk: str, work: Partition) -> None:
    """Name the partition to the kernel without a new reading of the table, which is in use."""
    if not (_SYS / "class/block" / Path(device_of(disk, work.number)).name).exists():
        run(["addpart", f"/dev/{disk}", str(work.number), str(work.start), str(work.sectors)])
        run(["udevadm", "settle", "--timeout=10"])


def is_made(device: str) -> bool:
    """Whether the work was made to its end on a partition."""
    told = subprocess.run(
        ["cryptsetup", "luksDump", device], capture_output=True, text=True, check=False
    )
    return any(line.split() == ["Label:", LABEL] for line in told.stdout.splitlines())


def make(device: str, phrase: bytes, pc: bytes | None) -> None:
    """Make the work anew and open it; the label comes last.

    Raises:
        Failure: the stick refused.

    """
    run(["cryptsetup", "luksFormat", "--type=luks2", "--batch-mode",
         f"--key-slot={_PHRASE_SLOT}", "--key-file={0}", *_COST, device], phrase)  # fmt: skip
    open_with(device, phrase, _PHRASE_SLOT)
    run(["mkfs.ext4", "-q", "-F", "-m", "0", _OPENED])
    if pc is not None:
        bind(device, phrase, pc)
    run(["sync"])
    run(["cryptsetup", "config", "--label", LABEL, device])


def open_with(device: str, secret: bytes, slot: int) -> None:
    """Open the work with the secret of a slot.

    Raises:
        Failure: it is not the secret.

    """
    run(["cryptsetup", "open", f"--key-slot={slot}", "--key-file={0}", device, LABEL], secret)


def is_phrase(device: str, typed: str) -> bool:
    """Whether something typed is the phrase of the work on a partition."""
    test = ["cryptsetup", "open", "--test-passphrase", f"--key-slot={_PHRASE_SLOT}"]
    try:
        run([*test, "--key-file={0}", device], typed.encode())
    except Failure:
        return False
    return True


def bind(device: str, phrase: bytes, pc: bytes) -> None:
    """Give this PC the slot of a PC; another's is taken away.

    Raises:
        Failure: the stick refused.

    """
    add = ["cryptsetup", "luksAddKey", f"--new-key-slot={_PC_SLOT}", "--key-file={0}", *_COST]
    kill = ["cryptsetup", "luksKillSlot", "--batch-mode", "--key-file={0}", device, str(_PC_SLOT)]
    # The slot may be empty, as after a cut between the two.
    with suppress(Failure):
        run(kill, phrase)
    run([*add, device, "{1}"], phrase, pc)


def phrase_of(typed: str) -> bytes:
    """Read a new phrase.

    Raises:
        Slip: it is too short.

    """
    if len(typed) < _LEAST_LETTERS:
        raise Slip(f"Kalimat sandi harus terdiri atas paling sedikit {_LEAST_LETTERS} huruf.")
    return typed.encode()


def _ask_new() -> bytes:
    say(_FIRST)
    while True:
        first = ask("Kalimat sandi", phrase_of, hidden=True)
        if ask("Sekali lagi", str.encode, hidden=True) == first:
            say("Menyiapkan flash disk, harap tunggu ...")
            return first
        say("Keduanya tidak sama. Ketik lagi.")


def _open(device: str, pc: bytes | None) -> None:
    if pc is not None:
        try:
            return open_with(device, pc, _PC_SLOT)
        except Failure:
            begin(_TITLE)
    say(_OTHER)

    def use(typed: str) -> bytes:
        try:
            open_with(device, typed.encode(), _PHRASE_SLOT)
        except Failure:
            raise Slip("Bukan itu kalimat sandinya. Ketik sekali lagi.") from None
        return typed.encode()

    phrase = ask("Kalimat sandi", use, hidden=True)
    if pc is not None:
        bind(device, phrase, pc)
    return None


def mount() -> None:
    """Check the work's file system and mount it.

    Raises:
        Failure: it cannot be mounted.

    """
    subprocess.run(["e2fsck", "-p", _OPENED], capture_output=True, check=False)
    run(["mount", "-t", "ext4", "-o", "nosuid,nodev,noexec,noatime", _OPENED, _PLACE])


def start() -> None:
    """Open the stick's work and mount it; a technician may let the questions come again.

    Raises:
        Failure: the stick refused.
        TableError: the stick has no place for the work.

    """
    subprocess.run(["cryptsetup", "close", LABEL], capture_output=True, check=False)
    identity = identify(_SYS)
    pc = secret_of(identity) if identity else None
    device = partition_on(_DISK.read_text().strip())
    if is_made(device):
        _open(device, pc)
    else:
        make(device, _ask_new(), pc)
    mount()
    if is_seat() and is_wanted(partial(is_phrase, device)):
        _put_seat_away()


def _put_seat_away() -> None:
    try:
        put_away()
    except OSError as error:
        say(f"PC ini tetap terdaftar seperti semula: {error}")


def main() -> int:
    """Open the work; whatever is refused is said, and tried again when Enter is pressed."""
    begin(_TITLE)
    while True:
        try:
            start()
        except TableError as error:
            say(_REFUSED[error.code])
        except (Failure, OSError) as error:
            say(f"Flash disk ini tidak dapat dipakai: {error}")
        else:
            return 0
        ask("Tekan Enter untuk mencoba lagi", str)


if __name__ == "__main__":
    sys.exit(main())
