"""How often an address may call, on a clock that stands still until a test moves it."""

from server.pace import CALLS_A_SECOND, MOST_AT_ONCE, MOST_REMEMBERED, Pace

SECOND = 1000
HERE = "192.0.2.1"


def paced() -> tuple[Pace, list[int]]:
    hand = [0]
    return Pace(lambda: hand[0]), hand


def use_up(pace: Pace, address: str) -> None:
    assert not any(pace.wait(address) for _ in range(MOST_AT_ONCE))


def test_a_room_may_call_at_once_and_then_waits_for_the_next_call() -> None:
    pace, hand = paced()
    use_up(pace, HERE)
    wait = pace.wait(HERE)
    assert wait == SECOND // CALLS_A_SECOND
    hand[0] += wait - 1
    assert pace.wait(HERE) == 1
    hand[0] += 1
    assert pace.wait(HERE) == 0
    assert pace.wait(HERE) == wait


def test_being_sent_back_does_not_make_the_wait_longer() -> None:
    pace, _ = paced()
    use_up(pace, HERE)
    assert {pace.wait(HERE) for _ in range(1000)} == {SECOND // CALLS_A_SECOND}


def test_a_steady_pace_is_never_sent_back() -> None:
    pace, hand = paced()
    use_up(pace, HERE)
    for _ in range(100):
        hand[0] += SECOND
        assert not any(pace.wait(HERE) for _ in range(CALLS_A_SECOND))


def test_nobody_waits_for_another_address() -> None:
    pace, _ = paced()
    use_up(pace, HERE)
    assert pace.wait("192.0.2.2") == 0


def test_a_long_silence_gives_no_more_than_a_room_needs() -> None:
    pace, hand = paced()
    use_up(pace, HERE)
    hand[0] += 24 * 3600 * SECOND
    use_up(pace, HERE)
    assert pace.wait(HERE) > 0


def test_more_addresses_than_are_remembered_push_out_the_one_that_was_quiet_longest() -> None:
    pace, _ = paced()
    use_up(pace, HERE)
    for number in range(MOST_REMEMBERED - 1):
        pace.wait(f"other-{number}")
    assert pace.wait(HERE) > 0
    pace.wait("one-more")
    assert pace.wait(HERE) == 0
