"""Whether all is as it has to be: papers against what was typed, the result worked out anew."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from exam.config import ExamConfig
from scripts.practice.comparison import slide_lines_of
from scripts.practice.samples import Sample
from scripts.rehearsing.panel import Line, OfficeFiles
from scripts.rehearsing.plan import Comer
from scripts.rehearsing.reckoning import rank, recommended, shortlist, shown
from scripts.rehearsing.report import PostReport

Scores = Mapping[str, Mapping[str, Fraction]]
"""By stage, then by candidate number."""


def differing_papers(
    written: Mapping[str, Sample], found: Mapping[str, OfficeFiles]
) -> dict[str, str]:
    """Return whose paper is not in the office files as it was typed, and in what it differs."""
    wrong = {}
    for number, sample in sorted(written.items()):
        files = found.get(number)
        if files is None:
            wrong[number] = f"{number}: there is no paper"
        elif files.paper != sample.paper:
            wrong[number] = f"{number}: the paper is not as it was typed"
        elif files.slides != (slide_lines_of(sample.slides) if sample.slides else []):
            wrong[number] = f"{number}: the slides are not as they were typed"
    strange = found.keys() - written.keys()
    return wrong | {number: f"{number}: a paper of nobody who wrote" for number in strange}


def differing_results(
    config: ExamConfig, comers: Iterable[Comer], scores: Scores, lines: Iterable[Line]
) -> list[str]:
    """Return in what the result page is not what the rule makes of all scores."""
    shown_lines = {line.number: line for line in lines}
    by_post: defaultdict[str, list[str]] = defaultdict(list)
    for one in comers:
        by_post[one.application.post_id].append(one.application.number)
    wrong = []
    for post_id, numbers in by_post.items():
        standings = rank(config, scores, numbers)
        totals = {one.number: shown(one.total) for one in standings}
        chosen = shortlist(config, standings)
        for number in numbers:
            line = shown_lines.get(number)
            if line is None:
                wrong.append(f"{number}: is not on the result page")
            elif line.total != totals.get(number, ""):
                wrong.append(f"{number}: total {line.total}, worked out {totals.get(number, '–')}")
            elif is_shortlist(config) and line.is_shortlisted != (number in chosen):
                wrong.append(f"{number}: the shortlist of {post_id} is not as worked out")
        words = {} if is_shortlist(config) else recommended(config, standings)
        wrong += (
            f"{number}: “{shown_lines[number].outcome}”, worked out “{word}”"
            for number, word in words.items()
            if number in shown_lines and shown_lines[number].outcome != word
        )
    return wrong


def is_shortlist(config: ExamConfig) -> bool:
    """Whether the best of each post come out, and not a word on each person."""
    return config.result.output == "shortlist"


def post_reports(config: ExamConfig, lines: Iterable[Line]) -> list[PostReport]:
    """Return what came out for each post that anybody applied for."""
    by_post = defaultdict(list)
    for line in lines:
        by_post[line.post_id].append(line)
    return [
        PostReport(
            config.post(post_id).name,
            len(of_post),
            sum(bool(line.rank) for line in of_post),
            _came_out(config, of_post),
        )
        for post_id, of_post in by_post.items()
    ]


def _came_out(config: ExamConfig, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the names of a shortlist with their totals, or how often each word was said."""
    if is_shortlist(config):
        return tuple(f"{line.number} ({line.total})" for line in lines if line.is_shortlisted)
    words = Counter(line.outcome for line in lines if line.rank)
    return tuple(f"{word}: {count}" for word, count in words.items())
