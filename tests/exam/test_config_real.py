"""The selections of this repository: their lists, topics and outside scores, at their true size."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from exam.config import ExamConfig, Topic, parse_topics
from exam.outside.reading import OutsideScores, parse_outside
from exam.roster import Roster
from exam.roster.reading import parse_roster
from tests.exam.selections import CONFIGS, REAL, parsed, sample

ALL = (*REAL, "latihan")
WRITTEN = tuple(name for name in ALL if name != "boltara")
SIZES = {
    "semarang": (54, 54, 11),
    "sorong": (56, 56, 14),
    "metro": (45, 45, 6),
    "pekalongan": (26, 26, 10),
    "boltara": (47, 47, 2),
    "tiga-jabatan": (20, 35, 4),
    "latihan": (6, 6, 2),
}
"""People, applications, and posts that are held."""
OUTSIDE = {
    "semarang": {"asesmen": 0, "rekam-jejak": 0},
    "sorong": {"administrasi": 0, "kompetensi": 1},
    "metro": {"administrasi": 0, "asesmen": 6, "talenta": 9},
    "pekalongan": {"talenta": 0},
    "boltara": {"kompetensi": 1},
    "tiga-jabatan": {"rekam-jejak": 0},
    "latihan": {},
}
"""How many have no score in the file of each stage."""


def config_of(name: str) -> ExamConfig:
    return parsed(sample(name))


def the_file(name: str, stem: str) -> Path:
    (path,) = (CONFIGS / name).glob(f"{stem}.*")
    return path


def roster_of(name: str) -> Roster:
    path = the_file(name, "roster")
    return parse_roster(path.read_bytes(), path.name, config_of(name))


def topics_of(name: str) -> dict[str, dict[str, Topic]]:
    config = config_of(name)
    writing = config.writing
    raw = (CONFIGS / writing.topics.file).read_bytes()
    return parse_topics(raw, "topics.toml", writing.topics.per, config.posts, config.sittings)


def outside_of(name: str, stage_id: str) -> OutsideScores:
    config, path = config_of(name), the_file(name, stage_id)
    (stage,) = (one for one in config.stages if one.id == stage_id)
    return parse_outside(path.read_bytes(), path.name, stage, config, roster_of(name).applications)


@pytest.mark.parametrize("name", ALL)
def test_the_list_has_as_many_people_as_the_selection_had(name: str) -> None:
    roster = roster_of(name)
    people = len({one.nip for one in roster.applications})
    held = {one.post_id for one in roster.applications}
    assert (people, len(roster.applications), len(held)) == SIZES[name]


@pytest.mark.parametrize("name", ALL)
def test_enough_apply_for_each_post_that_is_held(name: str) -> None:
    config, roster = config_of(name), roster_of(name)
    counted = Counter(one.post_id for one in roster.applications)
    for post in config.posts:
        least = post.minimum_applicants or config.result.minimum_applicants
        assert (counted[post.id] >= least) is post.held


@pytest.mark.parametrize("name", ALL)
def test_sex_and_birth_in_a_nip_are_possible(name: str) -> None:
    for one in roster_of(name).applications:
        begun_at = int(one.nip[8:12]) - int(one.nip[:4])
        assert 1965 <= int(one.nip[:4]) <= 1990
        assert 20 <= begun_at <= 34
        woman = any(sign in one.name for sign in ("Dra.", "Hj."))
        man = "Drs." in one.name or one.name.startswith("H. ")
        assert one.nip[14] in {(True, False): "2", (False, True): "1"}.get((woman, man), "12")


@pytest.mark.parametrize("name", WRITTEN)
def test_there_is_a_topic_for_everybody_who_writes(name: str) -> None:
    config, topics = config_of(name), topics_of(name)
    by_record = dict(zip(config.writing.sitting_ids, topics.values(), strict=True))
    for one in roster_of(name).applications:
        sitting = config.writing.sitting_for(one.post_id, one.group)
        assert len(by_record[sitting][one.post_id].text.split()) > 40


@pytest.mark.parametrize("name", WRITTEN)
def test_a_room_has_places_for_everybody_who_comes_to_it(name: str) -> None:
    writing = config_of(name).writing
    coming = Counter(
        writing.sitting_for(one.post_id, one.group) for one in roster_of(name).applications
    )
    for sitting_id in writing.sitting_ids:
        sitting = writing.sitting_of(sitting_id)
        assert 0 < coming[sitting_id] <= sitting.seats - sitting.spare_seats


@pytest.mark.parametrize(
    ("name", "stage_id"), [(name, stage_id) for name, of in OUTSIDE.items() for stage_id in of]
)
def test_scores_from_outside_are_of_people_in_the_list(name: str, stage_id: str) -> None:
    found = outside_of(name, stage_id)
    assert len(found.without) == OUTSIDE[name][stage_id]
    assert len(found.scores) + len(found.without) == SIZES[name][1]
    assert {Decimal(one.score) for one in found.scores} > {Decimal(found.scores[0].score)}


@pytest.mark.parametrize("name", ALL)
def test_every_stage_from_outside_has_its_file_and_no_other_file_is_there(name: str) -> None:
    stages = {one.id for one in config_of(name).stages if one.source == "imported"}
    assert stages == set(OUTSIDE[name])
    there = {path.stem for path in (CONFIGS / name).iterdir()}
    assert there == stages | {"roster"} | ({"topics"} if name in WRITTEN else set())


def test_sorong_hears_and_reads_fourteen_a_day_and_sets_five_applicants_aside() -> None:
    roster = roster_of("sorong")
    groups = Counter(one.group for one in roster.applications)
    assert groups == {"A": 14, "B": 14, "C": 14, "D": 14}
    aside = Counter(one.post_id for one in roster.set_aside)
    assert aside == {"inspektorat": 2, "staf-ahli-pemerintahan": 1, "staf-ahli-ekonomi": 2}


def test_sorong_has_another_topic_for_each_post_in_each_group() -> None:
    topics = [topic for of_post in topics_of("sorong").values() for topic in of_post.values()]
    assert len(topics) == 56
    assert len({one.title for one in topics}) == 56
    first = {one.text.split("\n")[0] for one in topics}
    assert len(first) == 56


def test_boltara_hears_fourteen_and_nine_before_the_others() -> None:
    applications = roster_of("boltara").applications
    counted = Counter((one.post_id, one.group) for one in applications)
    assert counted == {
        ("jpt-pratama", "Hari 1"): 14,
        ("jpt-pratama", "Hari 2"): 9,
        ("administrator", "Hari 3"): 12,
        ("administrator", "Hari 4"): 12,
    }


def test_raters_of_pekalongan_know_some_of_the_candidates() -> None:
    units = Counter(one.unit for one in roster_of("pekalongan").applications)
    assert units["Badan Pengelolaan Keuangan dan Aset Daerah"] == 3
    assert units["Sekretariat Daerah"] == 2
    posts = Counter(Counter(one.post_id for one in roster_of("pekalongan").applications).values())
    assert posts == {3: 6, 2: 4}


def test_administration_and_assessment_of_metro_leave_fewer_from_stage_to_stage() -> None:
    passed = {
        one.application_id
        for one in outside_of("metro", "administrasi").scores
        if Decimal(one.score) >= 70
    }
    assessed = outside_of("metro", "asesmen").scores
    mapped = {one.application_id for one in outside_of("metro", "talenta").scores}
    assert len(passed) == 40
    assert {one.application_id for one in assessed} < passed
    assert mapped == {one.application_id for one in assessed if Decimal(one.score) >= 68}


def test_some_apply_for_three_posts_and_are_expected_in_three_blocks() -> None:
    counted = Counter(one.nip for one in roster_of("tiga-jabatan").applications)
    assert Counter(counted.values()) == {1: 8, 2: 9, 3: 3}
