"""Packages depend on nothing but their contents."""

import io
import zipfile

from server.documents.archive import pack, repack

MEMBERS = {"b.xml": b"dua" * 100, "a.xml": b"", "A/x": b"\x00\xff"}


def test_the_order_and_the_dates_of_members_leave_no_trace() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in reversed(MEMBERS):
            archive.writestr(zipfile.ZipInfo(name, (2031, 5, 6, 7, 8, 10)), MEMBERS[name])
    assert repack(target.getvalue()) == pack(MEMBERS)


def test_members_are_sorted_stored_dated_1980_and_without_extras() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(MEMBERS))) as archive:
        entries = archive.infolist()
        assert {entry.filename: archive.read(entry) for entry in entries} == MEMBERS
    assert [entry.filename for entry in entries] == ["A/x", "a.xml", "b.xml"]
    for entry in entries:
        assert entry.compress_type == zipfile.ZIP_STORED
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.extra == entry.comment == b""
        assert entry.create_system == 3
