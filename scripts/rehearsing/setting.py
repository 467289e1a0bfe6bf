"""What every part of a rehearsal works with: the company, the server, and what is told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exam.config import ExamConfig
from scripts.practice.office import Visitor
from scripts.practice.premises import Server
from scripts.rehearsing.company import Company
from scripts.rehearsing.plan import Scale
from scripts.rehearsing.proctors import save_all
from scripts.rehearsing.report import Report
from scripts.rehearsing.visiting import Reception

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """One rehearsal: `out` is the folder of what is saved, `report` is filled as it goes on."""

    company: Company
    scale: Scale
    seed: int
    out: Path
    say: Say
    server: Server
    reception: Reception
    report: Report

    @property
    def config(self) -> ExamConfig:
        """The selection."""
        return self.company.config

    def save(self, visitor: Visitor, page: str, folder: str = "") -> None:
        """Save every file that a page offers."""
        self.report.files += save_all(visitor, page, self.out / (folder or "files"))


def changes(company: Company, scale: Scale, seed: int) -> str:
    """Say how large a rehearsal is, and in what it is not the selection."""
    people = len({one.person for one in company.comers})
    parts = [f"{people} people, {len(company.comers)} applications"]
    if scale.people is not None:
        parts.append("cut down")
    if company.config.has_paper:
        minutes = company.config.writing.sitting_rules.minutes
        parts.append(f"{minutes:g} minutes of writing; card codes at the price for tests")
    return "; ".join((*parts, f"seed {seed}"))
