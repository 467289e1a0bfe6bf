"""Start-up: whatever the log names is here, or the server says what is not and stays shut."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from exam.chronicle import OrderIssued, PaperReceived, encode_entry
from exam.events import SittingClosed
from server import __main__ as program
from server.ceremony import Handouts
from server.office import OpenExam
from server.reconcile import DamageError, find_damage, require_undamaged
from server.store import append_entry
from tests.server.at_work import TwoAtWork, new_id, two_at_work


@pytest.fixture
def room(exam: OpenExam, made: Handouts) -> TwoAtWork:
    """Two candidates; one handed in."""
    room = two_at_work(exam, made)
    room.hand_in(0, 80_000)
    return room


def test_an_exam_as_it_was_written_is_undamaged(room: TwoAtWork) -> None:
    require_undamaged(room.exam)


def forge_order(db: Database) -> None:
    entry = OrderIssued(5, "pengawas-1", "", "", SittingClosed(new_id(), 5))
    append_entry(db, encode_entry(entry))


HARM = {
    "delete from envelopes": "damage.paper (number=001, revision=1)",
    "update envelopes set signed = x'00'": "damage.paper (number=001, revision=1)",
    "update envelopes set receipt = x'00'": "damage.paper (number=001, revision=1)",
    "update envelopes set receipt = x'92c4010ac40100'": "damage.paper (number=001, revision=1)",
    "update ledger set leaf = x'00' where position = 1": "damage.log (position=1)",
    "delete from ledger where position = 1": "damage.log (position=2)",
}


@pytest.mark.parametrize(("harm", "found"), HARM.items())
def test_what_is_missing_or_changed_is_named(room: TwoAtWork, harm: str, found: str) -> None:
    room.exam.store.write_now(lambda db: db.execute(harm))
    with pytest.raises(DamageError) as refused:
        require_undamaged(room.exam)
    assert refused.value.details == {"count": 1}
    assert [str(one) for one in refused.value.problems[1:]] == [found]


@pytest.mark.parametrize(
    "harm",
    [
        "delete from orders",
        "update orders set signature = zeroblob(64)",
        "update orders set body = (select max(body) from orders),"
        " signature = (select signature from orders order by body desc limit 1)",
    ],
    ids=["gone", "unsigned", "another"],
)
def test_an_order_that_is_not_here_as_it_was_given_is_named(room: TwoAtWork, harm: str) -> None:
    exam = room.exam
    ids = exam.store.read(lambda db: {row["id"] for row in db.query("select id from orders")})
    exam.store.write_now(lambda db: db.execute(harm))
    found = exam.store.read(lambda db: find_damage(db, exam))
    assert {one.code for one in found} == {"damage.order"}
    assert {one.details["order"] for one in found} <= ids
    assert len(found) >= len(ids) - 1 > 0


def forge_paper(db: Database) -> None:
    entry = PaperReceived(5, "nobody", 2, 1, "seat", "submitted", 5, "0" * 64, "code")
    append_entry(db, encode_entry(entry))


def test_what_never_was_here_is_named(room: TwoAtWork) -> None:
    exam = room.exam
    for forge in (forge_order, forge_paper):
        exam.store.write_now(forge)
    found = exam.store.read(lambda db: find_damage(db, exam))
    assert [one.code for one in found] == ["damage.order", "damage.paper"]
    assert found[1].details == {"number": "nobody", "revision": 2}


def test_not_everything_is_listed_when_much_is_missing(room: TwoAtWork) -> None:
    for _ in range(30):
        room.exam.store.write_now(forge_order)
    with pytest.raises(DamageError) as refused:
        require_undamaged(room.exam)
    assert refused.value.details == {"count": 30}
    assert len(refused.value.problems) == 21


def test_a_database_that_is_broken_inside_is_named(room: TwoAtWork) -> None:
    exam = room.exam

    def act(db: Database) -> None:
        db.execute("create table scratch (a unique)")
        db.execute("insert into scratch values (1)")
        db.execute("pragma writable_schema = on")
        db.execute(
            "update sqlite_master set rootpage = (select rootpage from sqlite_master"
            " where name = 'deeds') where name = 'scratch'"
        )

    exam.store.write_now(act)
    (found,) = exam.store.read(lambda db: find_damage(db, exam))
    assert found.code == "damage.database"


@pytest.mark.parametrize("despite", [(), ("--despite-damage",)])
def test_a_damaged_exam_is_served_only_if_somebody_says_so(
    room: TwoAtWork,
    exam_root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    despite: tuple[str, ...],
) -> None:
    served: list[object] = []

    def serve(*arguments: object) -> None:
        served.extend(arguments)

    room.exam.store.write_now(lambda db: db.execute("delete from envelopes"))
    room.exam.store.close()
    monkeypatch.setattr("server.web.serve.serve", serve)
    options = ("--address", "10.0.0.7:8443", "--address", "[fe80::1]:8443", "--away", "3")
    command = ["--language", "en", "serve", *options, *despite, str(exam_root)]
    assert program.run(command) == (0 if despite else 2)
    said = capsys.readouterr().err
    if not despite:
        assert "Hand-in 1 of candidate 001 has a receipt" in said
        assert not served
        return
    exam, *_, remarks = served
    assert isinstance(exam, OpenExam)
    assert exam.addresses == ("10.0.0.7:8443", "[fe80::1]:8443")
    assert [one.code for one in exam.damage] == ["damage.found", "damage.paper"]
    assert "Hand-in 1 of candidate 001" in str(remarks)


@pytest.mark.parametrize(
    "addresses",
    [
        ("10.0.0.7",),
        ("10.0.0.7:0",),
        ("10.0.0.7:65536",),
        ("a b:1",),
        ("http://a:1",),
        ("fe80::1:8",),
    ],
)
def test_what_is_no_address_is_refused(
    exam_root: Path, capsys: pytest.CaptureFixture[str], addresses: tuple[str, ...]
) -> None:
    options = [part for address in addresses for part in ("--address", address)]
    assert program.run(["--language", "en", "serve", *options, str(exam_root)]) == 2
    assert "is not an address" in capsys.readouterr().err


def test_only_so_many_addresses_are_told(
    exam_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [part for port in range(1, 18) for part in ("--address", f"10.0.0.7:{port}")]
    assert program.run(["--language", "en", "serve", *options, str(exam_root)]) == 2
    assert "17 addresses were given" in capsys.readouterr().err
