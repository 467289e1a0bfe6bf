"""Whether stages, rubrics and the result hold together, and which sections they ask for."""

import pytest

from tests.exam.selections import (
    SMALL,
    changed,
    parsed,
    refusal_of,
    sample,
    with_interview,
)

PAPER_PARTS = (
    "[[sittings]]",
    "[sitting_rules]",
    "[paper]",
    "[topics]",
    "[rules]",
    "threshold = 2",
)


def without(section: str, text: str = SMALL) -> str:
    """Return a text without the section, or the line, that begins so."""
    begin = text.index(section)
    end = text.find("\n[", begin) if section.startswith("[") else text.index("\n", begin)
    return text[:begin] + (text[end + 1 :] if end >= 0 else "")


def result(line: str) -> tuple[tuple[str, str], ...]:
    """Return the change that adds a section for the result."""
    return (("[rules]", f"[result]\n{line}\n[rules]"),)


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ((('id = "asesmen"', 'id = "makalah"'),), "config.twice", "stages[1:makalah].id"),
        ((("weight = 60", "weight = 61"),), "config.weights", "stages"),
        ((("weight = 40.5", "weight = 40"),), "config.weights", "stages[0:makalah].rubric"),
        (
            (('id = "gagasan"', 'id = "masalah"'),),
            "config.twice",
            "stages[0:makalah].rubric[1:masalah].id",
        ),
        ((('"imported"', '"paper"'),), "config.second-stage", "stages[1:asesmen].source"),
        ((('"paper"', '"imported"'),), "config.nothing-scored", "stages"),
        ((('"imported"', '"unscored"'),), "config.unscored-weight", "stages[1:asesmen].weight"),
        (
            (('"imported"', '"imported"\ngoes_on = { best = 3 }'),),
            "config.goes-on-last",
            "stages[1:asesmen].goes_on",
        ),
        ((('"paper"', '"paper"\ngoes_on = {}'),), "config.neither", "stages[0:makalah].goes_on"),
        (
            (('"paper"', '"paper"\ngoes_on = { best = 2 }'),),
            "config.above",
            "result.shortlist_size",
        ),
        (result('tie_break = ["makalah", "makalah"]'), "config.twice", "result.tie_break[1]"),
        (result('tie_break = ["wawancara"]'), "config.unknown-name", "result.tie_break[0]"),
        (result('tie_break = ["makalah.x"]'), "config.unknown-name", "result.tie_break[0]"),
        (result('output = "recommendation"'), "config.needed", "result.recommendations"),
        (
            result('recommendations = [{ name = "A", from_points = 0 }]'),
            "config.needless",
            "result.recommendations",
        ),
    ],
)
def test_stages_that_do_not_fit_are_refused(
    changes: tuple[tuple[str, str], ...], code: str, key: str
) -> None:
    error = refusal_of(changed(*changes))
    assert (error.code, error.details["key"]) == (code, key)


def test_a_weight_of_thirds_may_be_a_millionth_off() -> None:
    config = parsed(changed(("weight = 60", "weight = 60.0000004")))
    assert config.stages[0].weight == 60.0000004


def test_a_stage_that_is_scored_here_needs_a_rubric() -> None:
    text = SMALL.replace("[[stages.rubric]]", "[[posts]]").replace("weight = 40.5\n", "")
    text = text.replace("weight = 59.5\n", "").replace('descriptor = "Jelas."\n', "")
    error = refusal_of(text.replace('descriptor = "Baru."\n', ""))
    assert (error.code, error.details["key"]) == ("config.needed", "stages[0:makalah].rubric")


def test_an_imported_stage_has_no_rubric() -> None:
    error = refusal_of(with_interview(('source = "interview"', 'source = "imported"')))
    assert (error.code, error.details["key"]) == ("config.needless", "stages[2:wawancara].rubric")
    assert error.details["other"] == "stages[2:wawancara].source"


def test_nobody_goes_on_from_a_stage_without_scores() -> None:
    text = changed(("goes_on = { pass_mark = 70 }\n", ""), text=sample("metro"))
    text = changed(('"unscored"\n', '"unscored"\ngoes_on = { best = 3 }\n'), text=text)
    error = refusal_of(text)
    assert (error.code, error.details["key"]) == (
        "config.goes-on-unscored",
        "stages[0:pengumuman].goes_on",
    )


def test_a_tie_is_not_broken_by_a_stage_without_scores() -> None:
    text = changed(('["makalah.gagasan", ', '["pengumuman", '), text=sample("metro"))
    assert refusal_of(text).code == "config.unknown-name"


def test_who_goes_on_may_be_fewer_when_nobody_is_shortlisted() -> None:
    text = sample("boltara")
    config = parsed(changed(('"imported"\n', '"imported"\ngoes_on = { best = 1 }\n'), text=text))
    assert config.stages[0].goes_on is not None


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        (
            "from_points = 70",
            "from_points = 85",
            "config.recommendation-order",
            "result.recommendations",
        ),
        (
            "from_points = 0",
            "from_points = 1",
            "config.recommendation-last",
            "result.recommendations[3].from_points",
        ),
    ],
)
def test_recommendations_fall_from_the_highest_to_nought(
    old: str, new: str, code: str, key: str
) -> None:
    error = refusal_of(changed((old, new), text=sample("boltara")))
    assert (error.code, error.details["key"]) == (code, key)


# Sections that go with stages


@pytest.mark.parametrize("section", PAPER_PARTS)
def test_a_paper_stage_needs_its_sections(section: str) -> None:
    error = refusal_of(without(section))
    assert (error.code, error.details["other"]) == ("config.needed", "stages")
    assert str(error.details["key"]).removeprefix("panel.") in section


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("[[sittings]]", "sittings"),
        ("[sitting_rules]", "sitting_rules"),
        ("[paper]", "paper"),
        ("[slides]", "slides"),
        ("[topics]", "topics"),
        ("[rules]", "rules"),
    ],
)
def test_a_selection_without_paper_has_none_of_its_sections(section: str, key: str) -> None:
    begin = SMALL.index(section)
    end = SMALL.find("\n[", begin)
    extra = SMALL[begin : end if end >= 0 else None]
    error = refusal_of(f"{sample('boltara')}\n{extra}")
    assert (error.code, error.details["key"]) == ("config.needless", key)


def test_a_selection_without_paper_has_no_key_to_share() -> None:
    error = refusal_of(changed(("[panel]\n", "[panel]\nthreshold = 2\n"), text=sample("boltara")))
    assert (error.code, error.details["key"]) == ("config.needless", "panel.threshold")


def test_interviews_have_a_stage_and_a_section() -> None:
    assert refusal_of(with_interview(("[interview]\nminutes = 60\n", ""))).code == "config.needed"
    text = changed(("[panel]", "[interview]\nminutes = 60\n[panel]"))
    error = refusal_of(text)
    assert (error.code, error.details["key"]) == ("config.needless", "interview")


def test_there_are_no_more_interviewers_than_members() -> None:
    text = with_interview(("minutes = 60", "minutes = 60\ninterviewers = 3"))
    error = refusal_of(text)
    assert (error.code, error.details["most"]) == ("config.above", "2")
    assert parsed(changed(("interviewers = 3", "interviewers = 1"), text=text))


# Paper and slides


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("words = { min = 1, max = 2 }\n", "", "config.neither", "paper"),
        ("min = 1", "min = 3", "config.above", "paper.words.min"),
        ("[slides]", "pages = { min = 4, max = 3 }\n[slides]", "config.above", "paper.pages.min"),
        ('["Pendahuluan"]', '["Bab", "BAB"]', "config.twice", "paper.sections[1]"),
        ("max_slides = 1", "max_slides = 1\nmin_slides = 2", "config.above", "slides.min_slides"),
    ],
)
def test_a_paper_that_cannot_be_written_is_refused(old: str, new: str, code: str, key: str) -> None:
    error = refusal_of(changed((old, new)))
    assert (error.code, error.details["key"]) == (code, key)


def test_the_stages_before_the_paper_are_those_above_it() -> None:
    assert [one.id for one in parsed(sample("semarang")).stages_before_paper] == ["asesmen"]
    assert parsed(sample("boltara")).stages_before_paper == ()
