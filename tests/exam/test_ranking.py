"""Ranking by the config's rule: stages, who goes on, ties, the shortlist, recommendations."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exam.config import Criterion, ExamConfig
from exam.config.stages import GoesOn, Recommendation, ResultSection, Stage
from exam.ranking import rank_selection, shared_ranks
from exam.standings import (
    Entrant,
    Exclusion,
    PostRanking,
    Ranking,
    Standing,
    StepState,
    encode_ranking,
    encode_stage,
)
from exam.weighing import StageScore, score_of
from tests.exam.selections import REAL, SMALL, parsed, sample

RUBRIC = (Criterion("masalah", "Masalah", 50, "-"), Criterion("gagasan", "Gagasan", 50, "-"))
IMPORTED = Stage(id="asesmen", name="Asesmen", weight=40, source="imported")
PAPER = Stage(id="makalah", name="Makalah", weight=60, source="paper", rubric=RUBRIC)
NOTICE = Stage(id="pengumuman", name="Pengumuman", weight=0, source="unscored")


def config(
    *stages: Stage,
    posts: Sequence[str] = ("brida",),
    **result: Any,
) -> ExamConfig:
    small = parsed(SMALL)
    return msgspec.structs.replace(
        small,
        stages=stages or (IMPORTED, PAPER),
        posts=tuple(post for post in small.posts if post.id in posts),
        result=ResultSection(minimum_applicants=1, **result),
    )


def outside(**scores: float) -> dict[str, StageScore]:
    return {name: StageScore(Fraction(str(value))) for name, value in scores.items()}


def paper(**values: tuple[int, int]) -> dict[str, StageScore]:
    found = {}
    for name, (problem, idea) in values.items():
        score = score_of(RUBRIC, {"ketua": {"masalah": problem, "gagasan": idea}})
        assert score is not None
        found[name] = score
    return found


def only(
    selection: ExamConfig,
    scores: Mapping[str, Mapping[str, StageScore]],
    names: str = "abcd",
    *excluded: Entrant,
) -> PostRanking:
    known = {one.application_id: one for one in excluded}
    entrants = [known.get(name, Entrant(name, "brida")) for name in names]
    (post,) = rank_selection(selection, entrants, scores).posts
    return post


def places(post: PostRanking) -> list[tuple[str, int | None]]:
    return [(one.application_id, one.rank) for one in post.standings]


def of(post: PostRanking, name: str) -> Standing:
    return next(one for one in post.standings if one.application_id == name)


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ([90, 80, 80, 70], [1, 2, 2, 4]),
        ([70, 90, 80, 80], [4, 1, 2, 2]),
        ([50, 50, 50], [1, 1, 1]),
        ([1], [1]),
        ([], []),
    ],
)
def test_ties_share_a_rank_and_the_next_ones_are_skipped(
    scores: list[int], ranks: list[int]
) -> None:
    assert shared_ranks([(Fraction(score),) for score in scores]) == ranks


def test_the_total_is_the_sum_of_score_times_weight() -> None:
    scores = {"asesmen": outside(a=80, b=90.5), "makalah": paper(a=(90, 70), b=(60, 61))}
    post = only(config(), scores, "ab")
    assert places(post) == [("a", 1), ("b", 2)]
    assert [step.contribution for step in of(post, "a").steps] == [32, 48]
    assert of(post, "b").total == Fraction("72.5")


def test_each_post_has_ranks_of_its_own() -> None:
    both = config(posts=("brida", "damkar"))
    entrants = [Entrant("a", "damkar"), Entrant("b", "brida")]
    scores = {"asesmen": outside(a=50, b=90), "makalah": paper(a=(50, 50), b=(90, 90))}
    ranking = rank_selection(both, entrants, scores)
    assert [places(post) for post in ranking.posts] == [[("b", 1)], [("a", 1)]]
    found = ranking.standing("a")
    assert found is not None
    assert found.post_id == "damkar"
    assert ranking.standing("tidak-ada") is None


def test_a_stage_without_scores_passes_everybody_on() -> None:
    stages = (NOTICE, IMPORTED, PAPER)
    scores = {"asesmen": outside(a=80), "makalah": paper(a=(90, 70))}
    post = only(config(*stages), scores, "a")
    assert of(post, "a").step("pengumuman").state is StepState.UNSCORED
    assert of(post, "a").total == 80


# Who goes on


def going_on(**rule: Any) -> Stage:
    return msgspec.structs.replace(IMPORTED, goes_on=GoesOn(**rule))


@pytest.mark.parametrize(
    ("rule", "states"),
    [
        ({"pass_mark": 70}, ["went-on", "went-on", "below-mark", "below-mark"]),
        ({"best": 1}, ["went-on", "not-among-best", "not-among-best", "not-among-best"]),
        ({"best": 3}, ["went-on", "went-on", "went-on", "went-on"]),
        ({"pass_mark": 75, "best": 3}, ["went-on", "below-mark", "below-mark", "below-mark"]),
    ],
)
def test_who_goes_on_is_said_by_the_mark_and_by_the_place(
    rule: dict[str, Any], states: list[str]
) -> None:
    scores = {"asesmen": outside(a=80, b=70, c=60, d=60)}
    post = only(config(going_on(**rule), PAPER), scores)
    assert [of(post, name).step("asesmen").state for name in "abcd"] == states


def test_equal_scores_at_the_last_place_all_go_on() -> None:
    scores = {"asesmen": outside(a=80, b=70, c=70, d=60)}
    post = only(config(going_on(best=2), PAPER), scores)
    went = [name for name in "abcd" if of(post, name).step("asesmen").state is StepState.WENT_ON]
    assert went == ["a", "b", "c"]


def test_who_did_not_go_on_is_not_ranked_whatever_comes_later() -> None:
    scores = {"asesmen": outside(a=80, b=60), "makalah": paper(a=(50, 50), b=(100, 100))}
    post = only(config(going_on(pass_mark=70), PAPER), scores, "ab")
    assert places(post) == [("a", 1), ("b", None)]
    last = of(post, "b").step("makalah")
    assert (last.state, last.score) == (StepState.NOT_REACHED, None)
    end = of(post, "b").end
    assert end is not None
    assert end.stage_id == "asesmen"


# Who does not take part


def test_without_a_score_in_a_stage_that_is_in_somebody_was_absent() -> None:
    scores = {"asesmen": outside(a=80, b=90), "makalah": paper(a=(60, 60))}
    post = only(config(), scores, "ab")
    assert places(post) == [("a", 1), ("b", None)]
    assert of(post, "b").step("makalah").state is StepState.ABSENT


@pytest.mark.parametrize(
    ("change", "tie_break", "state"),
    [
        ({}, (), StepState.UNSCORED),
        ({}, ("talenta",), StepState.ABSENT),
        ({"goes_on": GoesOn(pass_mark=50)}, (), StepState.ABSENT),
    ],
)
def test_a_missing_score_leaves_out_only_where_something_depends_on_it(
    change: dict[str, Any], tie_break: tuple[str, ...], state: StepState
) -> None:
    mapping = Stage(id="talenta", name="Talenta", weight=0, source="imported", **change)
    selection = config(IMPORTED, mapping, PAPER, tie_break=tie_break)
    scores = {
        "asesmen": outside(a=80, b=90),
        "talenta": outside(a=70),
        "makalah": paper(a=(80, 80), b=(90, 90)),
    }
    post = only(selection, scores, "ab")
    assert of(post, "b").step("talenta").state is state
    assert (of(post, "b").rank == 1) is (state is StepState.UNSCORED)


@pytest.mark.parametrize("exclusion", Exclusion)
def test_a_decision_on_the_record_counts_from_its_stage_on(exclusion: Exclusion) -> None:
    scores = {"asesmen": outside(a=80, b=90, c=70), "makalah": paper(a=(60, 60), b=(99, 99))}
    out = Entrant("b", "brida", exclusion, "makalah")
    post = only(config(going_on(best=2), PAPER), scores, "abc", out)
    assert of(post, "b").step("asesmen").rank == 1
    assert of(post, "b").step("makalah").state == exclusion.value
    assert of(post, "c").step("asesmen").state is StepState.NOT_AMONG_BEST
    assert places(post) == [("a", 1), ("b", None), ("c", None)]


# While stages are awaited


def test_before_the_last_stage_ranks_are_by_the_points_so_far_and_nobody_is_chosen() -> None:
    scores = {"asesmen": outside(a=80, b=90)}
    ranking = rank_selection(config(), [Entrant("a", "brida"), Entrant("b", "brida")], scores)
    (post,) = ranking.posts
    assert (ranking.awaited, ranking.is_final) == (("makalah",), False)
    assert places(post) == [("b", 1), ("a", 2)]
    assert post.shortlist == ()
    assert of(post, "a").step("makalah").state is StepState.AWAITED
    assert of(post, "a").step("makalah").contribution is None


def test_before_any_score_nobody_has_a_rank() -> None:
    assert places(only(config(), {}, "ab")) == [("a", None), ("b", None)]


# Ties

TIED = {
    "asesmen": outside(a=85, b=70, c=85, d=85),
    "makalah": paper(a=(80, 60), b=(80, 80), c=(60, 80), d=(60, 80)),
}


@pytest.mark.parametrize(
    ("tie_break", "expected"),
    [
        ((), [("a", 1), ("b", 1), ("c", 1), ("d", 1)]),
        (("makalah",), [("b", 1), ("a", 2), ("c", 2), ("d", 2)]),
        (("asesmen", "makalah.gagasan"), [("c", 1), ("d", 1), ("a", 3), ("b", 4)]),
        (("makalah.gagasan",), [("b", 1), ("c", 1), ("d", 1), ("a", 4)]),
    ],
)
def test_equal_totals_are_parted_by_the_tie_break_in_its_order(
    tie_break: tuple[str, ...], expected: list[tuple[str, int]]
) -> None:
    assert places(only(config(tie_break=tie_break), TIED)) == expected


def test_what_was_looked_at_to_part_equal_totals_is_kept() -> None:
    post = only(config(tie_break=("asesmen", "makalah.gagasan")), TIED)
    assert of(post, "b").tie_break == (("asesmen", Fraction(70)),)
    assert of(post, "a").tie_break == (("asesmen", Fraction(85)), ("makalah.gagasan", Fraction(60)))
    assert [of(post, name).shared for name in "abcd"] == [False, False, True, True]


def test_a_tie_break_of_an_awaited_stage_waits() -> None:
    post = only(config(tie_break=("makalah",)), {"asesmen": outside(a=80, b=80)}, "ab")
    assert places(post) == [("a", 1), ("b", 1)]


def test_without_equal_totals_no_tie_break_is_looked_at() -> None:
    scores = {"asesmen": outside(a=80, b=90), "makalah": paper(a=(60, 60), b=(60, 60))}
    post = only(config(tie_break=("makalah",)), scores, "ab")
    assert [one.tie_break for one in post.standings] == [(), ()]


# What comes out


def test_the_best_of_a_post_are_on_the_shortlist() -> None:
    scores = {"asesmen": outside(a=80, b=90, c=70, d=60)}
    scores["makalah"] = paper(a=(80, 80), b=(80, 80), c=(80, 80), d=(80, 80))
    post = only(config(), scores)
    assert [one.application_id for one in post.shortlist] == ["b", "a", "c"]
    assert not post.is_undecided


def test_a_tie_at_the_last_place_leaves_more_names_and_says_so() -> None:
    scores = {"asesmen": outside(a=80, b=90, c=70, d=70)}
    scores["makalah"] = paper(a=(80, 80), b=(80, 80), c=(80, 80), d=(80, 80))
    post = only(config(), scores)
    assert len(post.shortlist) == 4
    assert post.is_undecided


def test_below_the_pass_mark_nobody_is_on_the_shortlist() -> None:
    scores = {"asesmen": outside(a=70, b=69.9), "makalah": paper(a=(70, 70), b=(70, 70))}
    post = only(config(pass_mark=70), scores, "ab")
    assert [(one.rank, one.passed, one.is_shortlisted) for one in post.standings] == [
        (1, True, True),
        (2, False, False),
    ]


def test_a_post_with_too_few_applicants_is_marked() -> None:
    few = config()
    few = msgspec.structs.replace(few, result=ResultSection(minimum_applicants=3))
    assert only(few, {}, "ab").too_few
    assert not only(few, {}, "abc").too_few
    (post,) = few.posts
    own = msgspec.structs.replace(few, posts=(msgspec.structs.replace(post, minimum_applicants=1),))
    assert not only(own, {}, "a").too_few


def test_a_recommendation_is_the_best_word_that_the_total_deserves() -> None:
    words = (
        Recommendation(name="Tinggi", from_points=80),
        Recommendation(name="Rendah", from_points=0),
    )
    scores = {"asesmen": outside(a=80, b=79.9), "makalah": paper(a=(80, 80), b=(80, 80))}
    post = only(config(output="recommendation", recommendations=words), scores, "ab")
    assert [one.recommendation for one in post.standings] == ["Tinggi", "Rendah"]
    assert post.shortlist == ()


# The whole


def test_equal_rankings_have_one_form_and_other_ones_another() -> None:
    scores = {"asesmen": outside(a=80, b=79.5), "makalah": paper(a=(80, 80), b=(80, 81))}
    entrants = [Entrant("a", "brida"), Entrant("b", "brida")]
    ranking = rank_selection(config(), entrants, scores)
    raw = encode_ranking(ranking)
    assert encode_ranking(rank_selection(config(), entrants, scores)) == raw
    assert b'"total":"801/10"' in raw
    changed = {**scores, "asesmen": outside(a=80, b=79)}
    assert encode_ranking(rank_selection(config(), entrants, changed)) != raw


def test_neither_the_order_of_people_nor_that_of_panelists_is_in_its_form() -> None:
    values = {"a": {"masalah": 80, "gagasan": 70}, "b": {"masalah": 60, "gagasan": 90}}
    one, other = (
        score_of(RUBRIC, dict(pairs)) for pairs in (values.items(), [*values.items()][::-1])
    )
    assert one is not None
    assert other is not None
    forms = {
        (encode_ranking(ranking), encode_stage(ranking, "makalah"))
        for score, names in ((one, "xyz"), (other, "zyx"))
        for given in [{"asesmen": outside(x=80, y=80), "makalah": dict.fromkeys(names, score)}]
        for ranking in [rank_selection(config(), [Entrant(name, "brida") for name in names], given)]
    }
    assert len(forms) == 1


def test_what_is_announced_of_a_stage_does_not_change_with_a_later_one() -> None:
    entrants = [Entrant("a", "brida"), Entrant("b", "brida")]
    first = {"asesmen": outside(a=80, b=70)}
    later = {**first, "makalah": paper(a=(80, 80), b=(90, 90))}
    soon, late = (rank_selection(config(), entrants, scores) for scores in (first, later))
    assert encode_stage(soon, "asesmen") == encode_stage(late, "asesmen")
    assert encode_stage(soon, "makalah") != encode_stage(late, "makalah")


@pytest.mark.parametrize("name", REAL)
def test_every_selection_that_is_known_of_can_be_ranked(name: str) -> None:
    selection = parsed(sample(name))
    entrants = [Entrant(f"{post.id}-{at}", post.id) for post in selection.posts for at in range(5)]
    scores: dict[str, dict[str, StageScore]] = {}
    for stage in selection.stages:
        if stage.source == "unscored":
            continue
        given = {
            one.application_id: StageScore(Fraction(85 + at % 5)) for at, one in enumerate(entrants)
        }
        if stage.is_scored_here:
            values = [{one.id: 85 + at % 5 for one in stage.rubric} for at in range(5)]
            scored = [
                score_of(stage.rubric, {"ketua": values[at % 5]}) for at in range(len(entrants))
            ]
            pairs = zip(entrants, scored, strict=True)
            given = {one.application_id: score for one, score in pairs if score is not None}
        scores[stage.id] = given
    ranking = rank_selection(selection, entrants, scores)
    assert ranking.is_final
    for post in ranking.posts:
        best = post.standings[0]
        assert [best.rank, best.total] == [1, 89]
        assert bool(best.recommendation) is (selection.result.output == "recommendation")
        assert best.is_shortlisted is (selection.result.output == "shortlist")


NUMBERS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), max_size=6)


@given(NUMBERS, NUMBERS, st.integers(0, 100), st.integers(1, 6))
def test_everybody_stands_in_it_once_and_nobody_is_before_somebody_better(
    first: dict[str, int], second: dict[str, int], mark: int, best: int
) -> None:
    selection = config(going_on(pass_mark=mark, best=best), PAPER, tie_break=("makalah", "asesmen"))
    scores = {
        "asesmen": outside(**{name: value * 10 for name, value in first.items()}),
        "makalah": paper(**{name: (value * 10, value * 11) for name, value in second.items()}),
    }
    entrants = [Entrant(name, "brida") for name in "abcdef"]
    ranking: Ranking = rank_selection(selection, entrants, scores)
    (post,) = ranking.posts
    assert sorted(one.application_id for one in post.standings) == list("abcdef")
    ranked = [one for one in post.standings if one.rank is not None]
    assert {one.application_id for one in ranked} <= first.keys() & second.keys()
    for one in ranked:
        assert one.total == sum(step.contribution or 0 for step in one.steps)
        assert one.rank is not None
        better = sum(other.total > one.total for other in ranked)
        equal = sum(other.total == one.total for other in ranked)
        assert better < one.rank <= better + equal
