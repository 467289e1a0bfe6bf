"""What kiosks call, over real TLS: the whole way of a paper, and what is refused on it."""

import os
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import msgspec
import pytest
import structlog

from exam.clock import ExamTime
from exam.errors import ExamError, RefusedError
from exam.events import SeatAdmitted, StartOrdered
from exam.ledger import read_checkpoint
from exam.protocol import (
    MESSAGE_BYTES,
    VERSION,
    BeatRequest,
    EnrolRequest,
    Held,
    SeatStatus,
    SignInRequest,
    SubmitRequest,
    encode,
    open_topic,
    read_order,
)
from exam.receipts import read_receipt
from exam.seal import envelope_digest
from server.ceremony import Handouts
from server.console import log_to_stderr
from server.counter import Counter
from server.office import OpenExam, open_exam
from server.starting import order_start
from server.store import ledger_size
from server.web.kiosk_api import caller_certificate
from server.web.tls import PEER_CERTIFICATE
from tests.server.acting import Candidate, Hand, beat, candidate
from tests.server.remote import RemoteSeat, Served, browse, call, refusal_of, serving, trust

MakeSeat = Callable[[str], RemoteSeat]
Capture = pytest.CaptureFixture[str]
CANARY = "kenari rahasia sekali"


@pytest.fixture
def hand() -> Hand:
    """The machine's clocks, standing still until a test moves them."""
    return Hand()


@pytest.fixture
def served(exam_root: Path, made: Handouts, hand: Hand) -> Iterator[Served]:
    """The practice exam on two real ports."""
    with open_exam(exam_root, hand.clocks) as exam, serving(exam) as served:
        exam.topics.key = made.topic_key
        yield served


@pytest.fixture
def make_seat(served: Served, made: Handouts, tmp_path: Path) -> Iterator[MakeSeat]:
    """Enrol a PC with the next pairing code."""
    codes = iter(made.pairing_codes)
    with ExitStack() as stack:

        def make(name: str) -> RemoteSeat:
            seat = RemoteSeat(served, next(codes), name, tmp_path)
            return stack.enter_context(seat)

        yield make


@pytest.fixture
def who(served: Served, made: Handouts) -> Candidate:
    """The first candidate of the roster."""
    return candidate(served.exam, made.cards[0])


def _start(exam: OpenExam) -> ExamTime:
    now = exam.timeline.now()
    return exam.store.write_now(lambda db: order_start(db, exam, "pengawas-1", now))


def _ledger_size(exam: OpenExam) -> int:
    return exam.store.read(ledger_size)


def test_a_paper_travels_from_sign_in_to_receipt(
    served: Served, make_seat: MakeSeat, who: Candidate, made: Handouts
) -> None:
    seat = make_seat("PC-01")
    reply = seat.sign_in(who)
    assert (reply.number, reply.name) == (who.number, made.cards[0].application.name)
    assert (reply.journal, reply.received, reply.receipts) == ((), (), ())
    assert (reply.duration, reply.accommodation) == (240 * 60_000, 0)
    segment = who.segment(seat.id)
    segment.type("halo")
    public_key = served.exam.manifest.server_signing_key
    (admitted,) = [read_order(one, public_key, served.exam.exam_id) for one in reply.orders]
    assert admitted.application_id == reply.application_id
    assert isinstance(admitted.order, SeatAdmitted)
    assert (admitted.order.admission, admitted.order.seat_id) == (1, seat.id)
    start = _start(served.exam)
    answer = seat.beat(beat(reply.application_id, segment.part(), words=1))
    assert answer.held == (Held(segment.id, 4),)
    heard = [read_order(one, public_key, served.exam.exam_id) for one in answer.orders]
    (started,) = [one for one in heard if isinstance(one.order, StartOrdered)]
    assert isinstance(started.order, StartOrdered)
    assert started.order.at == start
    assert admitted in heard
    assert b'"post":"' + reply.post_id.encode() in open_topic(started.topic_key, reply.topic)
    envelope = who.envelope(seat.id, seat.signing_secret)
    receipt = read_receipt(seat.submit(envelope).receipt, public_key)
    assert receipt.envelope_digest == envelope_digest(envelope)


def test_the_log_of_the_kiosk_door_holds_nothing_that_anybody_wrote_or_knows(
    make_seat: MakeSeat,
    who: Candidate,
    made: Handouts,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(_counter: Counter, _certificate: bytes, raw: bytes) -> bytes:
        raise ValueError(raw)

    log_to_stderr(debug=True)
    seat = make_seat("PC-01")
    code = made.pairing_codes[0]
    with pytest.raises(ExamError):
        seat.sign_in(replace(who, number=CANARY))
    with pytest.raises(ExamError):
        seat.sign_in(replace(who, auth=bytes(32)))
    application_id = seat.sign_in(who).application_id
    segment = who.segment(seat.id)
    segment.type(CANARY)
    seat.beat(beat(application_id, segment.part(), words=3))
    seat.submit(who.envelope(seat.id, seat.signing_secret))
    for path in ("/sign-in", "/beat", "/submit", f"/{CANARY}"):
        assert seat.post(path, CANARY.encode()).status_code >= 400
    monkeypatch.setattr(Counter, "beat", fail)
    assert seat.post("/beat", CANARY.encode()).status_code == 500
    told = capsys.readouterr().err
    structlog.reset_defaults()
    assert "call='/beat' kind='ValueError'" in told
    secrets = [CANARY, CANARY.replace(" ", "%20"), code.show(), who.number, who.auth.hex()]
    for secret in (*secrets, made.cards[0].code, made.cards[0].application.name):
        assert secret not in told


def test_the_journal_and_the_receipt_come_back_at_another_seat(
    hand: Hand, make_seat: MakeSeat, who: Candidate
) -> None:
    first, second = make_seat("PC-01"), make_seat("PC-02")
    application_id = first.sign_in(who).application_id
    segment = who.segment(first.id)
    segment.type("halo")
    first.beat(beat(application_id, segment.part()))
    envelope = who.envelope(first.id, first.signing_secret)
    handed_in = first.submit(envelope)
    hand.move(10)
    reply = second.sign_in(who)
    assert reply.journal == (segment.part(),)
    assert reply.receipts == (handed_in.receipt,)
    assert [one.digest for one in reply.received] == [envelope_digest(envelope).hex()]


def test_sign_in_elsewhere_waits_for_the_proctor_while_the_first_seat_is_heard(
    hand: Hand, make_seat: MakeSeat, who: Candidate
) -> None:
    first, second = make_seat("PC-01"), make_seat("PC-02")
    application_id = first.sign_in(who).application_id
    hand.move(9)
    first.beat(beat(application_id))
    hand.move(9.9)
    with pytest.raises(RefusedError) as refused:
        second.sign_in(who)
    assert refused.value.code == "sign-in.ask-proctor"
    assert refused.value.details == {"seat": "PC-01", "application": application_id}
    hand.move(0.1)
    second.sign_in(who)
    answer = first.beat(beat(application_id))
    assert len(answer.orders) == 2


def test_a_seat_that_went_back_to_sign_in_does_not_hold_its_candidate(
    make_seat: MakeSeat, who: Candidate
) -> None:
    first, second = make_seat("PC-01"), make_seat("PC-02")
    first.sign_in(who)
    first.beat(beat("", phase=""))
    assert second.sign_in(who).application_id == who.application_id


def test_signing_in_again_at_the_same_seat_adds_nothing_to_the_ledger(
    served: Served, make_seat: MakeSeat, who: Candidate
) -> None:
    seat = make_seat("PC-01")
    seat.sign_in(who)
    size = _ledger_size(served.exam)
    seat.sign_in(who)
    assert _ledger_size(served.exam) == size


def test_an_unknown_number_and_a_wrong_code_are_refused_alike(
    make_seat: MakeSeat, who: Candidate
) -> None:
    seat = make_seat("PC-01")
    answers = [
        seat.post("/sign-in", encode(SignInRequest(VERSION, number, bytes(32))))
        for number in (who.number, "no-such-number")
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert refusal_of(answers[0]).code == "sign-in.wrong"
    assert answers[0].content == answers[1].content


def test_five_wrong_codes_make_the_next_try_wait(
    hand: Hand, make_seat: MakeSeat, who: Candidate
) -> None:
    seat, other = make_seat("PC-01"), make_seat("PC-02")
    wrong = encode(SignInRequest(VERSION, who.number, bytes(32)))
    for _ in range(5):
        assert refusal_of(seat.post("/sign-in", wrong)).code == "sign-in.wrong"
    hand.move(0.5)
    with pytest.raises(RefusedError) as refused:
        seat.sign_in(who)
    assert (refused.value.code, refused.value.details) == ("sign-in.wait", {"seconds": 30})
    assert other.sign_in(who).number == who.number
    hand.move(29.5)
    assert seat.sign_in(who).number == who.number


def test_a_checkpoint_signed_by_the_server_comes_with_every_beat(
    served: Served, make_seat: MakeSeat
) -> None:
    checkpoint = make_seat("PC-01").beat(beat("", phase="")).checkpoint
    assert checkpoint is not None
    found = read_checkpoint(checkpoint, served.exam.manifest.server_signing_key)
    assert found.exam_id == served.exam.exam_id


def test_a_restarted_server_has_kept_everything(
    exam_root: Path, made: Handouts, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        with open_exam(exam_root) as exam, serving(exam) as served:
            exam.topics.key = made.topic_key
            who = candidate(exam, made.cards[0])
            seat = stack.enter_context(RemoteSeat(served, made.pairing_codes[0], "PC-01", tmp_path))
            seat.sign_in(who)
            segment = who.segment(seat.id)
            segment.type("sebelum")
            seat.beat(beat(who.application_id, segment.part()))
            start, before, run = _start(exam), exam.timeline.now(), exam.timeline.run
            envelope = who.envelope(seat.id, seat.signing_secret)
            handed_in = seat.submit(envelope)
        with open_exam(exam_root) as exam, serving(exam) as served:
            seat.move_to(served)
            segment.type("sesudah")
            answer = seat.beat(beat(who.application_id, segment.part()))
            assert answer.held == (Held(segment.id, len("sebelumsesudah")),)
            assert answer.time.run == run + 1
            assert answer.time.exam_time >= before
            assert _start(exam) == start
            assert seat.submit(envelope) == handed_in
            assert seat.sign_in(who).journal == (segment.part(),)


def test_a_revoked_seat_is_refused_at_once(
    served: Served, make_seat: MakeSeat, who: Candidate
) -> None:
    seat = make_seat("PC-01")
    seat.sign_in(who)
    served.exam.store.write_now(lambda db: db.table("seats").update(seat.id, {"revoked": 1}))
    for request in (
        lambda: seat.sign_in(who),
        lambda: seat.beat(beat("", phase="")),
        lambda: seat.submit(who.envelope(seat.id, seat.signing_secret)),
    ):
        with pytest.raises(RefusedError, match=r"seat\.revoked"):
            request()


def test_without_a_client_certificate_tls_refuses(served: Served, make_seat: MakeSeat) -> None:
    with browse(trust(served.exam)) as client:
        _require_refused_by_tls(client, served, make_seat("PC-01"))


def test_a_certificate_of_another_exam_is_refused_by_tls(
    served: Served, make_seat: MakeSeat, tmp_path: Path
) -> None:
    seat = make_seat("PC-01")
    with browse(seat.context_of_another_authority(tmp_path)) as client:
        _require_refused_by_tls(client, served, seat)


def test_a_call_that_came_without_tls_is_of_no_seat() -> None:
    with pytest.raises(RefusedError, match=r"seat\.unknown"):
        caller_certificate({"extensions": {PEER_CERTIFICATE: None}})


def test_the_kiosk_door_speaks_nothing_older_than_tls_1_3(
    served: Served, make_seat: MakeSeat, tmp_path: Path
) -> None:
    seat = make_seat("PC-01")
    old = seat.new_context(tmp_path)
    old.maximum_version = ssl.TLSVersion.TLSv1_2
    with browse(old) as client:
        _require_refused_by_tls(client, served, seat)


def _require_refused_by_tls(client: httpx.Client, served: Served, genuine: RemoteSeat) -> None:
    """Require that a call gets no answer at all, while a genuine seat gets one."""
    with pytest.raises(httpx.TransportError):
        call(client, f"https://127.0.0.1:{served.kiosk_port}/beat", encode(beat("", phase="")))
    assert genuine.beat(beat("", phase="")).time.exam_time == served.exam.timeline.now()


@pytest.mark.parametrize(
    ("path", "content", "status", "code"),
    [
        ("/beat", b"\xc1", 400, "protocol.message"),
        (
            "/beat",
            encode(BeatRequest(VERSION, status=SeatStatus("dancing"))),
            400,
            "protocol.message",
        ),
        ("/sign-in", bytes(MESSAGE_BYTES[SignInRequest] + 1), 413, "server.request"),
        ("/beat", bytes(MESSAGE_BYTES[BeatRequest] + 1), 413, "server.request"),
        ("/submit", encode(SubmitRequest(VERSION, b"")), 400, "seal.damaged"),
        ("/nowhere", b"", 404, "server.request"),
    ],
    ids=[
        "no message",
        "unknown phase",
        "sign-in too large",
        "beat too large",
        "no envelope",
        "no such call",
    ],
)
def test_a_call_that_cannot_be_used_is_refused_with_a_code(
    make_seat: MakeSeat, path: str, content: bytes, status: int, code: str
) -> None:
    answer = make_seat("PC-01").post(path, content)
    assert (answer.status_code, refusal_of(answer).code) == (status, code)


@pytest.mark.parametrize("version", [0, VERSION + 1, 65_535])
@pytest.mark.parametrize(
    "make",
    [
        lambda version: ("/sign-in", SignInRequest(version, "001", bytes(32))),
        lambda version: ("/beat", BeatRequest(version)),
        lambda version: ("/submit", SubmitRequest(version, b"")),
        lambda version: ("/api/enrol", EnrolRequest(version, "", "", b"", bytes(32))),
    ],
    ids=["sign-in", "beat", "submit", "enrol"],
)
def test_a_kiosk_of_another_version_is_told_so_whatever_it_calls_and_however_it_goes_on(
    served: Served,
    make_seat: MakeSeat,
    make: Callable[[int], tuple[str, msgspec.Struct]],
    version: int,
) -> None:
    seat = make_seat("PC-01")
    path, request = make(version)
    for content in (encode(request), msgspec.msgpack.encode([version, {"of": "the future"}])):
        answer = seat.post(path, content) if path != "/api/enrol" else _post(served, path, content)
        assert answer.status_code == 409
        refusal = refusal_of(answer)
        assert refusal.code == "protocol.version"
        assert refusal.details == {"theirs": version, "ours": VERSION}


def _post(served: Served, path: str, content: bytes) -> httpx.Response:
    """Call the people's door, as a PC without a certificate does."""
    with browse(trust(served.exam)) as client:
        return call(client, f"https://127.0.0.1:{served.people_port}{path}", content)


def test_an_envelope_of_the_largest_size_is_taken(make_seat: MakeSeat, who: Candidate) -> None:
    seat = make_seat("PC-01")
    seat.sign_in(who)
    text = os.urandom(7_500_000).hex()
    seat.submit(who.envelope(seat.id, seat.signing_secret, text))


def test_a_fault_of_the_server_shows_and_logs_nothing_of_what_was_sent(
    served: Served, make_seat: MakeSeat, who: Candidate, capsys: pytest.CaptureFixture[str]
) -> None:
    seat = make_seat("PC-01")
    served.exam.store.write_now(lambda db: db.table("topics").delete_where())
    answer = seat.post("/sign-in", encode(who.sign_in()))
    assert (answer.status_code, refusal_of(answer)) == (
        500,
        type(refusal_of(answer))("server.failed", {}),
    )
    logged = "".join(capsys.readouterr())
    assert "server.failed" in logged
    assert who.number not in logged
