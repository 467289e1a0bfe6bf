"""ZIP packages whose bytes depend on nothing but their contents.

Members are sorted, stored, dated 1980 and without extra fields. They are stored rather than
deflated because compressors differ between builds of zlib; equal input is equal bytes everywhere.
"""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX: Final = 3
_OWNER_READS_AND_WRITES: Final = 0o600 << 16


def pack(members: Mapping[str, bytes]) -> bytes:
    """Write members, named by their path, as a package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            archive.writestr(_plain_entry(name), members[name])
    return target.getvalue()


def repack(package: bytes) -> bytes:
    """Write the members of a package anew, without what depends on when and where it was made."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def _plain_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.create_system = _MADE_ON_UNIX
    entry.external_attr = _OWNER_READS_AND_WRITES
    return entry
