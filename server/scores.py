"""The scores of a stage that count now: round one, round two where it revised, then corrections.

There are none before round one of that stage is open, so nobody reads here what is still sealed.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from sqlite_utils import Database

from server.scored import only

_SCORED: Final = "select * from scores where stage_id = ?{one} order by number"
_CORRECTED: Final = """
    select * from corrections where stage_id = ?{one} and consented_at is not null
    order by consented_at, rowid
"""

Values = Mapping[str, int]
"""By criterion."""
Scores = Mapping[str, Mapping[str, Values]]
"""By subject, then by panelist."""


def scores_of(db: Database, stage_id: str, one: str | None = None) -> Scores:
    """Return the values that count, by subject, panelist and criterion; empty before they open.

    Asked for one subject, nothing of others is read.
    """
    also, asked = only(one)
    found: defaultdict[str, defaultdict[str, dict[str, int]]]
    found = defaultdict(lambda: defaultdict(dict))
    for row in db.query(_SCORED.format(one=also), [stage_id, *asked]):
        found[row["subject"]][row["panelist_id"]][row["criterion_id"]] = row["value"]
    for row in db.query(_CORRECTED.format(one=also), [stage_id, *asked]):
        found[row["subject"]][row["panelist_id"]][row["criterion_id"]] = row["new_value"]
    return found


def scores_of_round(db: Database, stage_id: str, number: int, one: str | None = None) -> Scores:
    """Return what was scored in one round alone, as it was opened; of all subjects, or of one."""
    also, asked = only(one)
    found: defaultdict[str, defaultdict[str, dict[str, int]]]
    found = defaultdict(lambda: defaultdict(dict))
    query = "select * from scores where stage_id = ? and number = ?"
    for row in db.query(query + also, [stage_id, number, *asked]):
        found[row["subject"]][row["panelist_id"]][row["criterion_id"]] = row["value"]
    return found


def is_open(db: Database, stage_id: str, number: int) -> bool:
    """Whether a round is open, so that its values may be seen."""
    query = "select 1 from rounds where stage_id = ? and number = ? and opened_at is not null"
    return bool(list(db.query(query, [stage_id, number])))


def is_settled(db: Database, stage_id: str) -> bool:
    """Whether a stage is scored for good: its last needed lock has opened round two."""
    return is_open(db, stage_id, 2)


def is_between_rounds(db: Database) -> bool:
    """Whether the panel knows the values of a round one, and may still change them in round two."""
    query = """
        select 1 from rounds as one join rounds as two using (stage_id)
        where one.number = 1 and one.opened_at is not null
        and two.number = 2 and two.opened_at is null
    """
    return bool(list(db.query(query)))
