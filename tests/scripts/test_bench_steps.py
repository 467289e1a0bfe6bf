"""Steps are counted: calls of the program apart from what SQLite carries out for it."""

import sys
import threading

from sqlite_utils import Database

from scripts.benching.steps import Tally, calls_of

_MANY = """
    with recursive numbers(one) as (select 1 union all select one + 1 from numbers where one < 500)
    select sum(one) from numbers
"""


def test_what_sqlite_carries_out_is_no_call_of_the_program() -> None:
    db, tally = Database(memory=True), Tally()
    tally.begin(db)
    db.execute(_MANY).fetchall()
    tally.end(db)
    assert tally.steps.instructions > 1000
    assert 0 < tally.steps.calls < 20


def test_a_call_is_counted_each_time() -> None:
    few, many = (calls_of(lambda: [len("a") for _ in range(times)]) for times in (10, 60))  # noqa: B023
    assert many - few == 50
    assert sys.getprofile() is None


def test_threads_that_begin_in_a_block_count_and_others_do_not() -> None:
    tally = Tally()
    with tally.in_new_threads():
        inside = threading.Thread(target=len, args=("a",))
        inside.start()
        inside.join()
    counted = tally.steps.calls
    after = threading.Thread(target=len, args=("a",))
    after.start()
    after.join()
    assert 0 < counted == tally.steps.calls
