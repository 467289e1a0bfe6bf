"""Measures how well `exam.disclosure` finds what the labelled passages hold, set by set.

A finding of the set is met if a detection of its kind overlaps it; a detection that overlaps no
finding of its kind is false. Recall is the share of findings met, precision the share of detections
that are right. What was missed is shown for the development half only, so that nobody tunes a rule
to the half that is held out.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exam.disclosure import Author, Finding, Kind, find_disclosures

PASSAGES: Final = Path(__file__).parents[1] / "tests" / "data" / "disclosure"
DEVELOPMENT: Final = "development"
HALVES: Final = (DEVELOPMENT, "heldout", "blind-a", "blind-b")
NAMES_AND_NIP: Final = (Kind.NAME, Kind.NIP)
_EVERYTHING: Final = tuple(Kind)
_LONG_WORDS: Final = 3500
_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Labelled:
    """A place of a passage that gives its author away, as a reader marked it."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One labelled passage."""

    name: str
    author: Author
    post: str
    topic: str
    text: str
    findings: tuple[Labelled, ...]
    tags: tuple[str, ...]

    def detect(self) -> tuple[Finding, ...]:
        """Search the passage."""
        return find_disclosures(self.text, self.author, post=self.post, topic=self.topic)


@dataclass(frozen=True, slots=True)
class Score:
    """How detections and labelled findings of one passage and kind met."""

    passage: Passage
    kind: Kind
    met: tuple[Labelled, ...]
    missed: tuple[Labelled, ...]
    right: tuple[Finding, ...]
    false: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over many scores."""

    findings: int
    met: int
    detections: int
    right: int

    @property
    def recall(self) -> float:
        """Share of the labelled findings that were met."""
        return self.met / self.findings if self.findings else 1.0

    @property
    def precision(self) -> float:
        """Share of the detections that are right."""
        return self.right / self.detections if self.detections else 1.0


def load(half: str) -> list[Passage]:
    """Read one half of the labelled passages."""
    lines = (PASSAGES / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_passage(json.loads(line)) for line in lines]


def _passage(row: dict[str, Any]) -> Passage:
    who, text = row["author"], row["text"]
    return Passage(
        row["id"],
        Author(who["name"], who["nip"], who["office"], who["unit"]),
        who["post"],
        "; ".join(row["others"]),
        text,
        tuple(_labelled(text, each) for each in row["findings"]),
        tuple(row["tags"]),
    )


def _labelled(text: str, label: dict[str, Any]) -> Labelled:
    start = -1
    for _ in range(label["occurrence"]):
        start = text.index(label["quote"], start + 1)
    return Labelled(Kind(label["kind"]), start, start + len(label["quote"]))


def score(passages: Iterable[Passage]) -> Iterator[Score]:
    """Search all passages, and yield a score for each of them and each kind."""
    for passage in passages:
        found = passage.detect()
        for kind in Kind:
            labels = [label for label in passage.findings if label.kind is kind]
            detected = [each for each in found if each.kind is kind]
            met = tuple(label for label in labels if any(_meet(label, d) for d in detected))
            right = tuple(d for d in detected if any(_meet(label, d) for label in labels))
            yield Score(
                passage,
                kind,
                met,
                tuple(label for label in labels if label not in met),
                right,
                tuple(each for each in detected if each not in right),
            )


def _meet(label: Labelled, found: Finding) -> bool:
    return label.start < found.end and found.start < label.end


def total(scores: Iterable[Score], kinds: Sequence[Kind] = _EVERYTHING) -> Total:
    """Sum the scores of some kinds."""
    chosen = [each for each in scores if each.kind in kinds]
    met, right = sum(len(s.met) for s in chosen), sum(len(s.right) for s in chosen)
    findings = met + sum(len(s.missed) for s in chosen)
    return Total(findings, met, right + sum(len(s.false) for s in chosen), right)


def _print_table(rows: Iterable[tuple[str, Total]]) -> None:
    print(f"  {'':18}{'findings':>9}{'recall':>9}{'detections':>12}{'precision':>11}")
    for name, sums in rows:
        print(
            f"  {name:18}{sums.findings:9}{sums.recall:9.3f}{sums.detections:12}"
            f"{sums.precision:11.3f}"
        )


def _print_half(half: str, scores: list[Score]) -> None:
    passages = {each.passage.name for each in scores}
    print(f"{half}: {len(passages)} passages")
    rows = [(kind.value, total(scores, [kind])) for kind in Kind]
    rows += [("name and nip", total(scores, NAMES_AND_NIP)), ("all", total(scores))]
    _print_table(rows)


def _print_tags(scores: list[Score]) -> None:
    print(f"{DEVELOPMENT}, by tag")
    tags = Counter(tag for each in scores for tag in each.passage.tags)
    _print_table(
        (tag, total(each for each in scores if tag in each.passage.tags)) for tag in sorted(tags)
    )


def _print_misses(scores: list[Score]) -> None:
    for each in scores:
        text = each.passage.text
        for word, places in (("missed", each.missed), ("false", each.false)):
            for place in places:
                quote = text[place.start : place.end]
                print(f"  {each.passage.name} {each.kind.value} {word}: {quote!r}")


def _print_speed(passages: list[Passage]) -> None:
    words = " ".join(passage.text for passage in passages).split(" ")
    text, author = " ".join(words[:_LONG_WORDS]), passages[0].author
    best = min(_seconds(text, author) for _ in range(_ROUNDS))
    print(f"a paper of {len(text.split())} words is searched in {best * 1000:.0f} ms")


def _seconds(text: str, author: Author) -> float:
    before = time.perf_counter()
    find_disclosures(text, author)
    return time.perf_counter() - before


def main() -> int:
    """Print figures for the sets that were asked for."""
    parser = argparse.ArgumentParser(prog="scripts/disclosure", description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="measure one set instead of all")
    parser.add_argument(
        "--show-misses", action="store_true", help="list what went wrong in the development half"
    )
    asked = parser.parse_args()
    for half in [asked.half] if asked.half else HALVES:
        passages = load(half)
        scores = list(score(passages))
        _print_half(half, scores)
        if half == DEVELOPMENT:
            _print_tags(scores)
            _print_speed(passages)
            if asked.show_misses:
                _print_misses(scores)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
