"""Everybody of a rehearsal and what they hold: the exam is made, cards and papers are given out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from exam.config import ExamConfig, Stage, Writing
from exam.config.writing import ONLY
from scripts.practice.premises import Card, Premises
from scripts.practice.samples import Sample, load_samples
from scripts.practice.shortening import Haste
from scripts.rehearsing.lists import cut_list
from scripts.rehearsing.papers import cut_sample, write_sample
from scripts.rehearsing.plan import Comer, Scale, choose_people
from server.plan import read_plan

LEAD_SECONDS: Final = 3
CARD_KDF: Final = "test-only"
_OUTSIDE: Final = (60, 95)


@dataclass(frozen=True, slots=True)
class Company:
    """The premises with the exam in them, and everybody who applied, in the order of the list.

    `cards` and `samples` are by candidate number, and empty where nobody writes.
    """

    premises: Premises
    config: ExamConfig
    comers: tuple[Comer, ...]
    cards: Mapping[str, Card]
    samples: Mapping[str, Sample]

    def of_sitting(self, sitting_id: str) -> list[Comer]:
        """Return who comes to a sitting."""
        return [one for one in self.comers if one.sitting_id == sitting_id]

    def numbers_for(self, post_id: str) -> list[str]:
        """Return who applied for a post."""
        people = (one.application for one in self.comers)
        return [one.number for one in people if one.post_id == post_id]

    def outside_file(self, stage: Stage, seed: int) -> Path:
        """Return the file with the scores of a stage, invented where the selection has none."""
        for path in sorted(self.premises.data.iterdir()):
            if path.stem == stage.id:
                return path
        people = dict.fromkeys(one.person for one in self.comers)
        scores = {one: Random(f"{seed} {stage.id} {one}").randint(*_OUTSIDE) for one in people}
        lines = (f"{person};{score}" for person, score in scores.items())
        invented = self.premises.data / f"{stage.id}.csv"
        invented.write_text("\n".join(("Nomor Peserta;Nilai", *lines)) + "\n", "utf-8")
        return invented


def gather(selection: str, scale: Scale, seed: int) -> Company:
    """Make the exam of a selection, with fewer people if the scale says so.

    Raises:
        PracticeError: there is no such selection, or the exam cannot be made.
        ExamError: its config or one of its lists cannot be used.

    """
    premises = Premises(Haste(scale.minutes, LEAD_SECONDS, CARD_KDF), selection)
    try:
        return _gather(premises, scale, seed)
    except BaseException:
        premises.remove()
        raise


def _gather(premises: Premises, scale: Scale, seed: int) -> Company:
    everybody = _comers(premises)
    chosen = choose_people(everybody, scale)
    if dropped := [one.application for one in everybody if one.person not in chosen]:
        numbers = {one.person_number for one in dropped} | {one.number for one in dropped}
        nips = {one.nip for one in dropped}
        for path in [premises.roster, *_outside_files(premises)]:
            cut_list(path, numbers, nips)
    comers, config = _comers(premises), premises.config
    premises.create_exam()
    if not config.has_paper:
        return Company(premises, config, comers, {}, {})
    cards = {card.number: card for card in premises.cards()}
    texts = load_samples()
    samples = {
        one.application.number: _sample(one, config.writing, texts, seed, scale) for one in comers
    }
    return Company(premises, config, comers, cards, samples)


def _sample(
    comer: Comer, writing: Writing, texts: Sequence[Sample], seed: int, scale: Scale
) -> Sample:
    who = comer.application
    sample = write_sample(who.number, who.post_id, writing, texts, seed)
    return sample if scale.lines is None else cut_sample(sample, scale.lines)


def _comers(premises: Premises) -> tuple[Comer, ...]:
    """Read the list as the server does, and say who comes to which sitting."""
    plan = read_plan(premises.config_file, premises.roster)
    config = plan.config
    return tuple(
        Comer(one, config.writing.sitting_for(one.post_id, one.group) if config.has_paper else ONLY)
        for one in plan.applications
    )


def _outside_files(premises: Premises) -> list[Path]:
    stages = {stage.id for stage in premises.config.stages if stage.source == "imported"}
    return [path for path in premises.data.iterdir() if path.stem in stages]
