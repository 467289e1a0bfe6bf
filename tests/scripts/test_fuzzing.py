"""Every parser takes its examples, whole and changed, or refuses them."""

from collections import Counter

import pytest

from exam.errors import ExamError
from exam.protocol import encode
from scripts.fuzzing.mutation import mutator_of
from scripts.fuzzing.target import LostError, Shape, Target, as_text, tried
from scripts.fuzzing.targets import TARGETS
from scripts.vectors.messages import EXAMPLES

LONGEST_BYTES = 65_536
CHANGES = 60
each_target = pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)


def answer_to(target: Target, data: bytes) -> str:
    """What a target says; whatever it raises but an ExamError fails the test."""
    try:
        target.feed(data)
    except ExamError:
        return "refused"
    return "taken"


@each_target
def test_a_target_takes_one_of_its_examples_at_least(target: Target) -> None:
    answers = Counter(answer_to(target, seed) for seed in target.seeds())
    assert answers["taken"] > 0


@each_target
def test_a_target_takes_or_refuses_what_is_no_example(target: Target) -> None:
    for data in (b"", b"\x00", b"\xff" * 100, b"[" * 5000, b"\x91" * 5000, "é\u0301\n".encode()):
        assert answer_to(target, data) in ("taken", "refused")


@pytest.mark.parametrize(
    "target",
    [target for target in TARGETS if target.shape is not Shape.BYTES],
    ids=lambda target: target.name,
)
def test_a_target_takes_or_refuses_its_examples_with_other_values(target: Target) -> None:
    change = mutator_of(target.shape)
    assert change is not None
    for seed in target.seeds():
        changed = {change(seed, LONGEST_BYTES, number) for number in range(CHANGES)} - {seed}
        assert len(changed) > CHANGES / 3
        assert max(map(len, changed)) <= LONGEST_BYTES
        for data in changed:
            assert answer_to(target, data) in ("taken", "refused")


def test_names_of_targets_are_told_apart() -> None:
    assert len({target.name for target in TARGETS}) == len(TARGETS)


def test_a_change_is_the_same_for_the_same_seed() -> None:
    change = mutator_of(Shape.MSGPACK)
    assert change is not None
    seed = encode(EXAMPLES[0])
    once = [change(seed, LONGEST_BYTES, number) for number in range(20)]
    assert once == [change(seed, LONGEST_BYTES, number) for number in range(20)]
    assert len(set(once)) > 10


def test_bytes_without_a_shape_are_left_to_the_fuzzer() -> None:
    assert mutator_of(Shape.BYTES) is None


def test_typed_bytes_become_text_as_at_a_terminal() -> None:
    assert as_text(b"a\xff\xc3\xa9") == "a\udcffé"


def test_only_a_refusal_is_taken_for_an_answer() -> None:
    def refuse() -> None:
        raise ExamError("x.y")

    def lose() -> None:
        raise LostError(b"")

    assert isinstance(tried(refuse), ExamError)
    with pytest.raises(LostError):
        tried(lose)
