"""Enrolling and talking to the real server, over TLS on this machine."""

import asyncio
import os
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from exam.errors import CodeError, DirectoryError, InputError, LinkError, RefusedError
from exam.journal import parse_header
from exam.manuscript import Part
from exam.pairing import make_pairing_code
from exam.protocol import VERSION, BeatReply, BeatRequest, SignInRequest, encode, exam_id_of
from exam.sentences import sentence
from exam.sitting import Phase
from kiosk.calling import Answer
from kiosk.clock import ExamClock
from kiosk.desk import open_desk
from kiosk.enrolment import enrol_seat
from kiosk.link import Address, SeatLink, parse_address, read_reply
from kiosk.machine import Machine
from kiosk.options import KioskSettings
from kiosk.orders import OrderBook
from kiosk.settings import open_seat
from kiosk.spool import Spool
from kiosk.sync import Sync
from server.authority import found_authority
from server.segments import journal_of
from server.web.tls import people_context
from tests.kiosk.leftovers import keep_journal
from tests.kiosk.school import School
from tests.server.remote import serving


def test_an_enrolled_pc_trusts_this_exam_and_has_a_certificate(
    school: School, tmp_path: Path
) -> None:
    seat = school.enrol(tmp_path / "seat")
    assert seat.exam_id == school.exam.exam_id
    assert seat.description.seat_name == "PC-00"
    names = {path.name for path in (tmp_path / "seat").iterdir()}
    assert names == {
        "manifest.bin", "seat.json", "seat.key", "seat.crt", "ca.crt", "signing.key",
    }  # fmt: skip


def test_a_code_of_another_exam_is_refused_before_it_is_shown_to_anybody(
    school: School, tmp_path: Path
) -> None:
    foreign = make_pairing_code(b"other exam" * 3, os.urandom)
    with pytest.raises(RefusedError, match=r"enrol\.other-exam"):
        enrol_seat(tmp_path / "seat", school.people, foreign.show(), "PC-01", os.urandom)
    assert not (tmp_path / "seat").exists()


def test_an_exam_of_another_version_is_named_at_enrolment_and_leaves_nothing_behind(
    school: School, tmp_path: Path
) -> None:
    newer = msgspec.structs.replace(school.exam.manifest, version=VERSION + 1)
    other = replace(school.exam, manifest_bytes=encode(newer))
    code = make_pairing_code(exam_id_of(other.manifest_bytes), os.urandom).show()
    with serving(other) as served:
        address = Address("127.0.0.1", served.people_port)
        with pytest.raises(LinkError) as refused:
            enrol_seat(tmp_path / "seat", address, code, "PC-01", os.urandom)
    assert refused.value.code == "protocol.exam-version"
    assert refused.value.details == {"theirs": VERSION + 1, "ours": VERSION}
    assert not (tmp_path / "seat").exists()


async def test_a_kiosk_of_another_version_hears_which_one_the_server_speaks(
    school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = school.handouts.cards[0]
    desk = open_desk(school.enrol(tmp_path / "seat").folder.root)
    for module in ("kiosk.report", "kiosk.admission"):
        monkeypatch.setattr(f"{module}.VERSION", VERSION + 1)
    with pytest.raises(RefusedError, match=r"protocol\.version") as refused:
        await desk.sign_in(card.application.number, card.code)
    said = sentence(refused.value, str)
    assert f"(version {VERSION + 1}) is not the server's (version {VERSION})" in said
    task = asyncio.create_task(desk.run())
    async with asyncio.timeout(60):
        while desk.view.trouble is None:  # noqa: ASYNC110 - the answer comes over the wire
            await asyncio.sleep(0)
    task.cancel()
    assert desk.view.trouble.code == "protocol.version"
    await desk.close()


def test_a_code_admits_one_pc(school: School, tmp_path: Path) -> None:
    school.enrol(tmp_path / "first")
    with pytest.raises(RefusedError, match=r"enrol\.code-used"):
        school.enrol(tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_enrolling_into_a_seat_folder_is_refused_and_spends_no_code(
    school: School, tmp_path: Path
) -> None:
    school.enrol(tmp_path / "seat", 0)
    with pytest.raises(DirectoryError, match=r"seat\.exists"):
        school.enrol(tmp_path / "seat", 1)
    assert school.enrol(tmp_path / "other", 1).description.seat_name == "PC-01"


@pytest.mark.parametrize("typed", ["", "0000-0000-0000", "hello"])
def test_what_is_no_pairing_code_is_refused_without_asking_anybody(
    tmp_path: Path, typed: str
) -> None:
    with pytest.raises(CodeError):
        enrol_seat(tmp_path / "seat", Address("127.0.0.1", 1), typed, "PC-01", os.urandom)


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "PC\n1"])
def test_a_name_that_nobody_could_read_is_refused(tmp_path: Path, name: str) -> None:
    code = make_pairing_code(b"e" * 32, os.urandom).show()
    with pytest.raises(InputError, match=r"enrol\.name"):
        enrol_seat(tmp_path / "seat", Address("127.0.0.1", 1), code, name, os.urandom)


def test_a_server_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    code = make_pairing_code(b"e" * 32, os.urandom).show()
    with pytest.raises(LinkError, match=r"link\.unreachable"):
        enrol_seat(tmp_path / "seat", Address("127.0.0.1", 1), code, "PC-01", os.urandom)
    assert list(tmp_path.iterdir()) == []


def test_of_several_servers_the_one_that_answers_enrols_and_the_others_are_kept(
    school: School, tmp_path: Path
) -> None:
    dead = Address("127.0.0.1", 1)
    set_by_hand = KioskSettings((), tmp_path / "second", tmp_path / "stick")
    seat = enrol_seat(
        tmp_path / "seat",
        (dead, school.people),
        school.pairing_code(),
        "PC-01",
        os.urandom,
        set_by_hand,
    )
    port = seat.description.kiosk_port
    assert (seat.description.host, seat.description.people_port) == (
        "127.0.0.1",
        school.people.port,
    )
    assert seat.settings == replace(set_by_hand, addresses=(Address(dead.host, port),))
    assert open_seat(seat.folder.root) == seat


def test_a_server_of_another_exam_is_named_though_there_are_others(
    school: School, tmp_path: Path
) -> None:
    foreign = make_pairing_code(b"other exam" * 3, os.urandom).show()
    servers = (school.people, Address("127.0.0.1", 1))
    with pytest.raises(RefusedError, match=r"enrol\.other-exam"):
        enrol_seat(tmp_path / "seat", servers, foreign, "PC-01", os.urandom)


def test_what_is_no_exam_server_enrols_nobody(tmp_path: Path) -> None:
    code = make_pairing_code(b"e" * 32, os.urandom).show()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            listening.accept()[0].close()

        closing = threading.Thread(target=hang_up)
        closing.start()
        address = Address("127.0.0.1", listening.getsockname()[1])
        with pytest.raises(LinkError, match=r"link\.unreachable"):
            enrol_seat(tmp_path / "seat", address, code, "PC-01", os.urandom)
        closing.join()
    assert list(tmp_path.iterdir()) == []


async def test_a_whole_sitting_over_the_wire(school: School, tmp_path: Path) -> None:
    seat = school.enrol(tmp_path / "seat")
    card = school.handouts.cards[0]
    school.order_start()
    school.clock.now += 10_000
    desk = open_desk(seat.folder.root)
    await desk.sign_in(card.application.number, card.code)
    desk.confirm_identity()
    desk.accept_rules()
    assert desk.view.phase is Phase.WRITING
    assert desk.view.topic is not None
    assert desk.view.topic.post == card.application.post_id
    desk.edit(Part.PAPER, 0, "", "Satu dua")
    await desk.hand_in()
    await desk.close()
    again = open_desk(seat.folder.root)
    await again.sign_in(card.application.number, card.code)
    await again.close()
    assert again.text(Part.PAPER) == "Satu dua"
    assert again.view.receipt == desk.view.receipt


async def test_what_somebody_left_behind_on_a_pc_reaches_the_server(
    school: School, tmp_path: Path
) -> None:
    card = school.handouts.cards[0]
    seat, clock = school.enrol(tmp_path / "seat"), school.clock
    desk = open_desk(seat.folder.root)
    await desk.sign_in(card.application.number, card.code)
    await desk.close()
    spool = Spool(seat.folder.spool)
    segment_id, records = keep_journal(spool, seat.exam_id, card.application.id)
    machine, link = Machine(clock.boottime, os.urandom, clock.wait), SeatLink(seat)
    sync = Sync(link, OrderBook(seat, spool), ExamClock(clock.boottime), machine, spool)
    for _ in range(2):
        await sync.turn()
        assert sync.trouble is None
    await link.close()
    parts = school.exam.store.read(lambda db: journal_of(db, card.application.id))
    assert [parse_header(part.header).segment_id for part in parts] == [segment_id]
    assert [part.records for part in parts] == [records]


async def test_a_refusal_of_the_server_arrives_as_its_error(school: School, tmp_path: Path) -> None:
    link = SeatLink(school.enrol(tmp_path / "seat"))
    with pytest.raises(RefusedError, match=r"sign-in\.wrong"):
        await link.sign_in(SignInRequest(VERSION, "001", bytes(32)))
    await link.close()


async def test_a_server_of_another_exam_is_not_talked_to(school: School, tmp_path: Path) -> None:
    seat = school.enrol(tmp_path / "seat")
    stranger = found_authority().certificate.public_bytes(Encoding.DER)
    manifest = msgspec.structs.replace(seat.manifest, ca_certificate=stranger)
    link = SeatLink(replace(seat, manifest=manifest))
    with pytest.raises(LinkError, match=r"link\.unreachable"):
        await link.beat(BeatRequest(VERSION))
    await link.close()


async def test_a_spoiled_tls_record_is_trouble_with_the_link(
    school: School, tmp_path: Path
) -> None:
    async def spoil(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        wire = writer.get_extra_info("socket")
        os.write(wire.fileno(), b"\x17\x03\x03\x00\x20" + bytes(32))
        with suppress(OSError):
            await reader.read()
        writer.close()

    seat = school.enrol(tmp_path / "seat")
    context = people_context(school.exam.directory)
    async with await asyncio.start_server(spoil, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        place = msgspec.structs.replace(seat.description, kiosk_port=port)
        link = SeatLink(replace(seat, description=place))
        with pytest.raises(LinkError, match=r"link\.unreachable"):
            await link.beat(BeatRequest(VERSION))
        await link.close()


@pytest.mark.parametrize(
    ("status", "content"), [(500, b""), (404, b"<html>"), (302, b""), (200, b"<html>")]
)
def test_an_answer_that_no_exam_server_gives_is_trouble_with_the_link(
    status: int, content: bytes
) -> None:
    with pytest.raises(LinkError):
        read_reply(Answer(status, content), BeatReply, Address("10.0.0.1", 8443))


@pytest.mark.parametrize(
    ("typed", "host", "port"),
    [
        ("10.0.0.1:8444", "10.0.0.1", 8444),
        (" server.lan:1 ", "server.lan", 1),
        ("[::1]:8444", "::1", 8444),
    ],
)
def test_an_address_is_a_host_and_a_port(typed: str, host: str, port: int) -> None:
    assert parse_address(typed) == Address(host, port)


@pytest.mark.parametrize(
    "typed", ["", "server", ":8444", "server:", "server:0", "a:65536", "a b:1"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match=r"link\.address"):
        parse_address(typed)
