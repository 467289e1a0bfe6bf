"""The sample papers are papers that could be handed in, and key presses write them exactly."""

import re

import pytest

from exam.config import parse_config
from exam.manuscript import BlockKind, shortfalls, slides_of
from exam.manuscript.asked import asked_of
from scripts.practice.premises import CONFIGS
from scripts.practice.samples import Pressed, Sample, load_samples, strokes

SAMPLES = load_samples()
CONFIG = parse_config((CONFIGS / "semarang.toml").read_bytes(), "semarang.toml")
HEADINGS = {
    BlockKind.HEADING_1.value: BlockKind.HEADING_2.value,
    BlockKind.HEADING_2.value: BlockKind.HEADING_3.value,
    BlockKind.HEADING_3.value: "",
}
BULLET, NUMBER = BlockKind.BULLET.value, BlockKind.NUMBER.value
LISTS = {BULLET: NUMBER, NUMBER: ""}


def named(sample: Sample) -> str:
    return sample.name


def typed(text: str) -> str:
    """Write a document by its key presses, as the kiosk's help page explains the keys."""
    lines = [("", "")]
    for stroke in strokes(text):
        mark, line = lines[-1]
        if not isinstance(stroke, Pressed):
            lines[-1] = (mark, line + stroke.text)
        elif stroke.key == "Enter":
            lines.append((BULLET if mark == BULLET else "", ""))
        elif stroke.key == "F6":
            lines[-1] = (HEADINGS.get(mark, BlockKind.HEADING_1.value), line)
        elif stroke.key == "F7":
            lines[-1] = (LISTS.get(mark, BULLET), line)
        else:
            lines[-1] = (mark, line + {"Tab": "\t"}[stroke.key])
    return "\n".join(mark + line for mark, line in lines)


def test_there_are_at_least_twelve_papers_and_one_for_each_post() -> None:
    assert len(SAMPLES) >= 12
    assert {sample.post_id for sample in SAMPLES} == {post.id for post in CONFIG.posts}


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_a_sample_keeps_to_the_limits_of_the_exam(sample: Sample) -> None:
    asked = asked_of(CONFIG.writing.paper, CONFIG.writing.slides)
    assert shortfalls(sample.paper, sample.slides, asked) == ()
    assert len(slides_of(sample.slides)) > 1
    assert all(slide.title for slide in slides_of(sample.slides))


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_the_key_presses_write_the_sample_exactly(sample: Sample) -> None:
    assert typed(sample.paper) == sample.paper
    assert typed(sample.slides) == sample.slides


def test_no_sample_names_a_candidate_of_the_roster() -> None:
    roster = (CONFIGS / "semarang" / "roster.csv").read_text("utf-8")
    nips = re.findall(r"\b\d{18}\b", roster)
    assert len(nips) == 54
    for sample in SAMPLES:
        assert not any(nip in sample.paper + sample.slides for nip in nips)
