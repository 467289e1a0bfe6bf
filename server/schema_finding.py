"""Columns and indices by which what is asked often is found, as migrations after all the others.

No query that a beat, a sign-in, a hand-in, the proctor's page or one paper's page makes reads
through a table that grows with candidates, records or the log: tests/server/test_query_plans.py.
"""

from sqlite_utils import Database

from server.schema_people import MIGRATIONS

__all__ = ["MIGRATIONS"]

_SHUFFLE = """
    update assignments set turn = drawn.turn from (
        select a.rowid as at, row_number() over (
            partition by a.stage_id, a.panelist_id order by p.post_id, random()
        ) as turn
        from assignments a left join papers p on p.code = a.subject
    ) as drawn where drawn.at = assignments.rowid
"""


@MIGRATIONS()
def give_everything_a_turn(db: Database) -> None:
    """In which order each panelist reads; where scoring has begun it is drawn anew, by post."""
    db.table("assignments").add_column("turn", int, not_null_default=0)
    db.execute(_SHUFFLE)
    db.table("assignments").create_index(["stage_id", "panelist_id", "turn"], unique=True)


@MIGRATIONS()
def find_without_reading_all(db: Database) -> None:
    """Scores of one subject, texts beside a line, awaited seats, notes of one candidate."""
    db.table("scores").create_index(["stage_id", "subject"])
    db.table("corrections").create_index(["stage_id", "subject"])
    db.table("applications").create_index(["forks"])
    db.table("recovery").create_index(["state"])
    db.table("incidents").create_index(["application_id"])
    db.table("exits").create_index(["application_id"])
