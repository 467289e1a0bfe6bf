"""One run of one target, under the fuzzer, which ends the process itself."""

import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import atheris  # type: ignore[import-untyped]

with atheris.instrument_imports(include=["exam"]):
    from exam.errors import ExamError
    from scripts.fuzzing.mutation import mutator_of
    from scripts.fuzzing.target import Target
    from scripts.fuzzing.targets import TARGETS


def main(name: str, corpus: Path, options: list[str]) -> None:
    """Lay the examples out and feed the target until the time is over."""
    target = next(target for target in TARGETS if target.name == name)
    for seed in target.seeds():
        (corpus / sha256(seed).hexdigest()).write_bytes(seed)
    mutator = mutator_of(target.shape)
    changing = {} if mutator is None else {"custom_mutator": mutator}
    atheris.Setup([sys.argv[0], *options, str(corpus)], _feeding(target), **changing)
    atheris.Fuzz()


def _feeding(target: Target) -> Callable[[bytes], None]:
    """Return what the fuzzer calls: a refusal is an answer like any other."""

    def feed(data: bytes) -> None:
        try:
            target.feed(data)
        except ExamError:
            return

    return feed


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
