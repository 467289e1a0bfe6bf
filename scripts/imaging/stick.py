"""The image of a stick, from a tree: a system that cannot be changed, and two ways to start it.

It starts from BIOS and from UEFI, also with Secure Boot, by what Debian signed. There is no menu
and no line to edit.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Final

from scripts.imaging.partitions import SECTOR_BYTES, WORK_START
from scripts.packing.refusal import Refusal, run
from scripts.provisioning.boot import KERNEL_ARGUMENTS

NUMBER_PREFIX: Final = "MAKALAH-"
_DIGITS: Final = 16
_BIOS: Final = Path("/usr/lib/grub/i386-pc")
_BIOS_MODULES: Final = (
    "biosdisk", "part_msdos", "iso9660", "search", "search_fs_file", "normal", "linux", "boot",
    "sleep", "reboot", "echo", "test", "vbe",
)  # fmt: skip
_SIGNED: Final = ("shim-signed", "grub-efi-amd64-signed")
_SHIM: Final = "usr/lib/shim/shimx64.efi.signed"
_GRUB: Final = "usr/lib/grub/x86_64-efi-signed/gcdx64.efi.signed"
_EFI_MEGABYTES: Final = 8
_SEARCH: Final = "search --file --set=root /.disk/{number}\nset prefix=($root)/boot/grub\n"
_START: Final = """\
# No menu: whoever presses keys here reaches nothing. The name below has no password.
set superusers="nobody"
set timeout=0
# A PC without a graphics driver shows the exam in the picture that is set here; UEFI sets its own.
if [ "$grub_platform" = pc ]; then
    set gfxpayload=auto,1024x768x32,800x600x32,text
fi
search --file --set=root /.disk/{number}
linux /makalah/vmlinuz {arguments}
initrd /makalah/initrd
boot
sleep 10
reboot
"""


def make_stick(tree: Path, work: Path, target: Path, epoch: int) -> str:
    """Write the image of a tree; returns its number, which is that of what is in it.

    Raises:
        Refusal: a program failed, or the image would reach into the place of the work.

    """
    content = work / "content"
    (content / "makalah").mkdir(parents=True)
    for name, place in (("vmlinuz", "vmlinuz-*"), ("initrd", "initrd.img-*")):
        shutil.copyfile(_only(tree / "boot", place), content / "makalah" / name)
    squash(tree, content / "makalah/system.squashfs", epoch)
    number = number_of(content / "makalah")
    _place_boot(content, work, number, epoch)
    fresh = target.with_name(f"{target.name}.fresh")
    _write(content, work / "efi.img", fresh, number, epoch)
    if fresh.stat().st_size > WORK_START * SECTOR_BYTES:
        raise Refusal("The image would reach into the place of the work: it has to be smaller.")
    fresh.replace(target)
    return number


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise Refusal(f"{folder}: one {pattern} is expected, {len(found)} are there.")
    return found[0]


def squash(tree: Path, target: Path, epoch: int) -> None:
    """Pack a tree; the same tree gives the same bytes."""
    run(
        ["mksquashfs", str(tree), str(target), "-comp", "zstd", "-Xcompression-level", "9",
         "-noappend", "-no-progress", "-no-exports", "-no-xattrs", "-wildcards",
         "-e", "boot/*", "dev/*", "proc/*", "sys/*"],
        environment={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
    )  # fmt: skip


def number_of(folder: Path) -> str:
    """Return the number of what is in an image; two with the same number are the same."""
    every = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        every.update(hashlib.sha256(file.read_bytes()).digest())
    return NUMBER_PREFIX + every.hexdigest()[:_DIGITS].upper()


def menu_of(number: str) -> str:
    """Return what GRUB does, all of it."""
    return _START.format(number=number, arguments=arguments_of(number))


def arguments_of(number: str) -> str:
    """Return what the kernel of an image is told."""
    return " ".join(("boot=makalah", f"makalah.number={number}", *KERNEL_ARGUMENTS))


def _place_boot(content: Path, work: Path, number: str, epoch: int) -> None:
    grub, marks = content / "boot/grub", content / ".disk"
    for folder in (grub, marks):
        folder.mkdir(parents=True)
    (grub / "grub.cfg").write_text(menu_of(number))
    for mark in ("info", number):
        (marks / mark).write_text(f"{number}\n")
    embedded = work / "embedded.cfg"
    embedded.write_text(_SEARCH.format(number=number))
    core = work / "core.img"
    run(["grub-mkimage", "--format=i386-pc", f"--output={core}", f"--config={embedded}",
         "--prefix=/boot/grub", *_BIOS_MODULES])  # fmt: skip
    (grub / "eltorito.img").write_bytes((_BIOS / "cdboot.img").read_bytes() + core.read_bytes())
    _make_efi(work, epoch)
    for place in (content, *content.rglob("*")):
        os.utime(place, (epoch, epoch))


def _make_efi(work: Path, epoch: int) -> None:
    signed, image = work / "signed", work / "efi.img"
    signed.mkdir()
    run(["apt-get", "-qq", "-oAPT::Sandbox::User=", "download", *_SIGNED], signed)
    for package in sorted(signed.glob("*.deb")):
        run(["dpkg-deb", "--extract", str(package), str(signed)])
    with image.open("wb") as file:
        file.truncate(_EFI_MEGABYTES * 1024**2)
    dated = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
    run(["mformat", "-i", str(image), "-N", "4d4b4c48", "-v", "MAKALAH", "::"], None, dated)
    run(["mmd", "-i", str(image), "::/EFI", "::/EFI/BOOT"], None, dated)
    for source, name in ((_SHIM, "BOOTX64.EFI"), (_GRUB, "grubx64.efi")):
        target = f"::/EFI/BOOT/{name}"
        run(["mcopy", "-i", str(image), str(signed / source), target], None, dated)


def _write(content: Path, efi: Path, target: Path, number: str, epoch: int) -> None:
    run(
        ["xorriso", "-as", "mkisofs", "-quiet", "-o", str(target), "-V", number, "-r", "-J",
         "-partition_offset", "16", "--grub2-mbr", str(_BIOS / "boot_hybrid.img"),
         "-append_partition", "2", "0xef", str(efi), "-c", "boot/boot.cat",
         "-b", "boot/grub/eltorito.img", "-no-emul-boot", "-boot-load-size", "4",
         "-boot-info-table", "--grub2-boot-info", "-eltorito-alt-boot",
         "-e", "--interval:appended_partition_2:all::", "-no-emul-boot", str(content)],
        environment={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)},
    )  # fmt: skip
