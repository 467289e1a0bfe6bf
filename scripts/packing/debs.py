"""The Debian packages, with all that they need from nothing on, as a folder for apt."""

import hashlib
import re
from pathlib import Path
from typing import Final

from scripts.packing.refusal import Refusal, run
from scripts.provisioning.packages import DHCP_NEEDED, NEEDED, SERVER_NEEDED

PACKAGES: Final = {"kiosk": NEEDED, "server": (*SERVER_NEEDED, DHCP_NEEDED)}
"""What each kind of PC needs beyond a minimal Debian 12; each kind is worked out apart."""
_RELEASE: Final = re.compile(r"base-files_12\.?\S*_amd64\.deb")
_URI: Final = re.compile(r"^'[^']+' (\S+) \d+ SHA256:([0-9a-f]{64})$", re.MULTILINE)


def gather_debs(target: Path, work: Path) -> None:
    """Put the packages of both kinds of PC and their index into a folder.

    Raises:
        Refusal: apt cannot fetch them, or its sources are of another Debian.

    """
    cache = work / "cache" / "archives"
    for folder in (work / "lists" / "partial", cache / "partial", target):
        folder.mkdir(parents=True)
    (work / "status").touch()
    options = [
        f"-oDir::State::lists={work}/lists", f"-oDir::State::status={work}/status",
        f"-oDir::Cache={work}/cache", "-oAPT::Architecture=amd64", "-oAPT::Architectures=amd64",
        "-oAPT::Sandbox::User=", "-oDebug::NoLocking=1", "-oAcquire::ForceHash=SHA256",
        "-oAPT::Get::AllowUnauthenticated=0",
    ]  # fmt: skip
    run(["apt-get", "-qq", *options, "update"])
    base = _base(run(["apt-cache", *options, "dumpavail"]))
    chosen: dict[str, str] = {}
    asked = ["-qq", "--yes", "--no-install-recommends", *options, "install", *base]
    # What is downloaded already is not told, so everything is asked for first.
    for kind, names in PACKAGES.items():
        (target / f"{kind}.list").write_text(" ".join(names) + "\n", "utf-8")
        told = run(["apt-get", "--print-uris", *asked, *names])
        if not _RELEASE.search(told):
            raise Refusal("The sources of apt on this machine are not those of Debian 12.")
        chosen |= dict(_URI.findall(told))
    for names in PACKAGES.values():
        run(["apt-get", "--download-only", *asked, *names])
    for name, digest in chosen.items():
        _take(cache / name, digest, target)
    write_index(target)


def _base(available: str) -> list[str]:
    """Return what every Debian has; with it the archive fits any point release."""
    found = re.findall(r"^Package: (\S+)$(?:\n.+)*?\nPriority: required$", available, re.MULTILINE)
    return sorted({*found, "apt", "systemd", "systemd-sysv", "udev", "init"})


def _take(deb: Path, digest: str, target: Path) -> None:
    """Copy a package under a name that every file system takes."""
    content = deb.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise Refusal(f"{deb.name} is not what apt's index says.")
    name, version, rest = deb.name.split("_")
    plain = version.rpartition("%3a")[2]
    (target / f"{name}_{plain}_{rest}").write_bytes(content)


def write_index(folder: Path) -> None:
    """Write the index by which apt finds the packages of a folder."""
    entries = []
    for deb in sorted(folder.glob("*.deb")):
        digest = hashlib.sha256(deb.read_bytes()).hexdigest()
        control = run(["dpkg-deb", "--field", str(deb)]).strip()
        place = f"Filename: ./{deb.name}\nSize: {deb.stat().st_size}\nSHA256: {digest}\n"
        entries.append(f"{control}\n{place}")
    (folder / "Packages").write_text("\n".join(entries), "utf-8")
