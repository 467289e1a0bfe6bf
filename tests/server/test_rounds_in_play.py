"""Rounds under any order of deeds, and what somebody has who holds the database and many seeds.

Whatever a panel does in whatever order: values are open only when nobody's share is awaited, names
only after the last final lock, and until then the whole database with the seeds of all but one of
those who are awaited opens neither.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from exam import keys
from exam.errors import IntegrityError, RefusedError
from exam.scoring import ROUND_ONE, ROUND_TWO
from server.anonymity import Slot, open_map
from server.key_slots import own_slot
from server.recusal import recuse
from server.reveal import is_revealed
from server.rounds import awaited, committed, open_sheet, own_share
from server.scores import is_open, scores_of
from tests.server.bench import EXAM_ID, PANEL, PAPERS, Bench, make_bench

_PANELIST = st.sampled_from(PANEL)
_CODE = st.sampled_from(sorted(PAPERS))
_VALUE = st.integers(0, 100)


def released_shares(bench: Bench, number: int, column: str) -> dict[str, bytes]:
    """Return the shares that stand in clear in the database."""
    query = f"""
        select panelist_id, {column} from sheets where stage_id = 'makalah' and number = {number}
        union select panelist_id, {column} from forced_shares
        where stage_id = 'makalah' and number = {number}
    """
    return {row["panelist_id"]: row[column] for row in bench.db.query(query)}


def round_shares(bench: Bench, number: int, without: str) -> list[bytes]:
    """Gather every share of a round that the database and all seeds but one give."""
    found = released_shares(bench, number, "round_share")
    for panelist_id in set(PANEL) - {without}:
        share = own_share(bench.db, bench.papers, number, panelist_id, bench.seeds[panelist_id])
        found[panelist_id] = share
    return list(found.values())


def identity_shares(bench: Bench, without: str) -> list[bytes]:
    """Gather every share of the identity key that the database and all seeds but one give."""
    found = released_shares(bench, ROUND_TWO, "identity_share")
    for panelist_id in set(PANEL) - {without}:
        seed = bench.seeds[panelist_id]
        found[panelist_id] = own_slot(bench.db, seed, EXAM_ID, panelist_id, Slot.IDENTITY)
    return list(found.values())


def require_closed_round(bench: Bench, number: int, without: str) -> None:
    """Try to open the sheets of a round without one panelist's seed."""
    seed = keys.join_shares(round_shares(bench, number, without))
    (row,) = bench.db.query(f"select public_key from rounds where number = {number}")
    assert keys.sealing_public_key(seed) != row["public_key"]
    for sheet in bench.db.query(f"select * from sheets where number = {number}"):
        with pytest.raises(IntegrityError):
            open_sheet(seed, sheet["sealed"], bench.papers, number, sheet["panelist_id"])


def require_closed_names(bench: Bench, without: str) -> None:
    """Try to open the map of names without one panelist's seed."""
    (opening,) = bench.db.query("select * from opening")
    key = keys.join_shares(identity_shares(bench, without))
    with pytest.raises(IntegrityError):
        open_map(key, EXAM_ID, opening["sealed_map"], opening["map_commitment"])


class PanelAtWork(RuleBasedStateMachine):
    """A panel that does anything in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = make_bench()
        self.typed: dict[tuple[str, str], int] = {}

    @rule(who=_PANELIST, code=_CODE, value=_VALUE)
    def score(self, who: str, code: str, value: int) -> None:
        try:
            self.bench.score(self.bench.desk(who), code, value, "Sebab.")
        except RefusedError:
            return
        if not is_open(self.bench.db, "makalah", ROUND_ONE):
            self.typed[who, code] = value

    @rule(who=_PANELIST, value=_VALUE)
    def finish(self, who: str, value: int) -> None:
        desk = self.bench.desk(who)
        number = desk.round_now(self.bench.db)
        try:
            for code in desk.lacking(self.bench.db):
                self.bench.score(desk, code, value, "Sebab.")
                if number == ROUND_ONE:
                    self.typed[who, code] = value
            self.bench.commit(desk)
        except RefusedError as refused:
            assert refused.code in {"marking.excused", "marking.locked"}  # noqa: PT017

    @rule(who=_PANELIST, code=_CODE)
    def step_back(self, who: str, code: str) -> None:
        try:
            recuse(self.bench.db, self.bench.papers, who, code, "Saudara", self.bench.tick())
        except RefusedError:
            return
        self.typed.pop((who, code), None)

    @rule(who=_PANELIST)
    def lose(self, who: str) -> None:
        try:
            self.bench.force(who)
        except RefusedError:
            return

    @invariant()
    def values_are_open_only_when_nobody_is_awaited(self) -> None:
        bench = self.bench
        for number in (ROUND_ONE, ROUND_TWO):
            waits = awaited(bench.db, "makalah", number)
            assert is_open(bench.db, "makalah", number) == (not waits)
            for who in waits:
                require_closed_round(bench, number, who)
        if not is_open(bench.db, "makalah", ROUND_ONE):
            assert bench.count("scores") == 0

    @invariant()
    def names_are_open_only_after_the_last_final_lock(self) -> None:
        waits = awaited(self.bench.db, "makalah", ROUND_TWO)
        assert is_revealed(self.bench.db) == (not waits)
        for who in waits:
            require_closed_names(self.bench, who)

    @invariant()
    def every_paper_is_scored_as_it_was_committed(self) -> None:
        bench = self.bench
        if not is_open(bench.db, "makalah", ROUND_ONE):
            return
        query = "select * from scores where number = 1"
        found = {
            (row["panelist_id"], row["subject"]): row["value"] for row in bench.db.query(query)
        }
        counted = committed(bench.db, "makalah", ROUND_ONE)
        assert found == {place: value for place, value in self.typed.items() if place[0] in counted}
        assert scores_of(bench.db, "makalah").keys() == set(PAPERS)


TestPanelAtWork = PanelAtWork.TestCase
TestPanelAtWork.settings = settings(
    max_examples=40,
    stateful_step_count=24,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_with_everything_but_one_panelists_seed_no_value_opens() -> None:
    bench = make_bench()
    for panelist_id in PANEL[:-1]:
        desk = bench.desk(panelist_id)
        bench.score_all(desk)
        bench.commit(desk)
    require_closed_round(bench, ROUND_ONE, PANEL[-1])


def test_with_everything_but_one_panelists_seed_no_name_opens() -> None:
    bench = make_bench()
    bench.open_round_one()
    for panelist_id in PANEL[:-1]:
        bench.commit(bench.desk(panelist_id))
    require_closed_names(bench, PANEL[-1])


def test_with_every_seed_but_the_scorers_own_no_draft_opens() -> None:
    bench = make_bench()
    bench.score(bench.desk("ketua"), "7KQ2", 93)
    (row,) = bench.db.query("select sealed from drafts")
    for panelist_id in PANEL[1:]:
        key = keys.derive_key(bench.seeds[panelist_id], "score-key")
        with pytest.raises(IntegrityError):
            keys.decrypt(key, row["sealed"], "draft", "makalah", 1, "ketua", "7KQ2")


def test_no_stored_size_tells_what_was_scored() -> None:
    bench = make_bench()
    desk = bench.desk("ketua")
    bench.score(desk, "7KQ2", 0)
    bench.score(desk, "M4XD", 100, "Alasan yang panjang. " * 20)
    sizes = {len(row["sealed"]) for row in bench.db.query("select sealed from drafts")}
    assert len(sizes) == 1
    for panelist_id, value in zip(PANEL, (0, 50, 100), strict=True):
        one = bench.desk(panelist_id)
        bench.score_all(one, value)
        bench.commit(one)
    sheets = bench.db.query("select sealed from sheets")
    assert len({len(row["sealed"]) for row in sheets}) == 1


def test_what_is_committed_stands_nowhere_in_clear() -> None:
    bench = make_bench()
    desk = bench.desk("ketua")
    bench.score_all(desk, 93)
    bench.commit(desk)
    marks = desk.marks(bench.db, ROUND_ONE)
    assert marks["7KQ2"].note == "catatan"
    kept = b"".join(
        value if isinstance(value, bytes) else str(value).encode()
        for table in ("drafts", "sheets", "rounds", "round_slots", "ledger")
        for row in bench.db[table].rows
        for value in row.values()
    )
    assert not any(text in kept for text in (b"catatan", b"masalah", b"gagasan"))
