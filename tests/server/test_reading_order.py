"""The order in which panelists read, where scoring began before it was stored."""

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from server.assignments import own_order
from server.schema_finding import MIGRATIONS

POSTS = {f"K{at:03}": "brida" if at % 3 else "damkar" for at in range(40)}
PANEL = ("ketua", "penilai")


@pytest.fixture
def begun() -> Iterator[Database]:
    """An exam of which the panel has begun to read, as it was stored before."""
    db = Database(memory=True)
    MIGRATIONS.apply(db, stop_before="give_everything_a_turn")
    db.table("staff").insert_all(
        {"id": who, "name": who, "role": "member", "auth_hash": b""} for who in PANEL
    )
    db.table("papers").insert_all(
        {"code": code, "post_id": post, "sealed": b""} for code, post in POSTS.items()
    )
    for stage, subjects in (("makalah", tuple(POSTS)), ("wawancara", ("001", "002"))):
        db.table("assignments").insert_all(
            {"stage_id": stage, "panelist_id": who, "subject": subject}
            for who in PANEL
            for subject in subjects
        )
    MIGRATIONS.apply(db)
    yield db
    db.close()


def test_whoever_was_reading_has_an_order_of_their_own_by_post(begun: Database) -> None:
    orders = [own_order(begun, "makalah", who) for who in PANEL]
    assert [sorted(order) for order in orders] == [sorted(POSTS)] * 2
    assert orders[0] != orders[1]
    for order in orders:
        posts = [POSTS[code] for code in order]
        assert posts == sorted(posts)
        assert order != tuple(sorted(order, key=lambda code: (POSTS[code], code)))


def test_every_stage_counts_from_one(begun: Database) -> None:
    query = "select stage_id, panelist_id, turn from assignments order by turn"
    turns: dict[tuple[str, str], list[int]] = {}
    for row in begun.query(query):
        turns.setdefault((row["stage_id"], row["panelist_id"]), []).append(row["turn"])
    assert turns == {
        (stage, who): list(range(1, count + 1))
        for stage, count in (("makalah", len(POSTS)), ("wawancara", 2))
        for who in PANEL
    }
