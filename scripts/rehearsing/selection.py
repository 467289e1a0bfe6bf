"""A whole selection: from the creation of the exam to the evidence that outsiders verify."""

import resource
import time
from collections.abc import Mapping
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path

from exam.config import Stage
from exam.outside.reading import parse_outside
from scripts.practice.premises import Server, run_program
from scripts.rehearsing.company import gather
from scripts.rehearsing.comparing import differing_papers, differing_results, post_reports
from scripts.rehearsing.marking import Marked, Marking
from scripts.rehearsing.plan import Scale
from scripts.rehearsing.reckoning import score_of
from scripts.rehearsing.report import Report, StageReport
from scripts.rehearsing.setting import Say, Setting, changes
from scripts.rehearsing.visiting import Reception
from scripts.rehearsing.writing_days import WritingDays
from server.evidence import verify_lines


def rehearse(selection: str, scale: Scale, out: Path, seed: int, say: Say) -> Report:
    """Play a whole selection; what is saved goes to `out`.

    Raises:
        PracticeError: a program or a page refused, or did not do its part.
        ScreenTimeoutError: a kiosk did not show what it should.
        ExamError: the selection cannot be used, or its ledger is not what the server signed.

    """
    began, used = time.monotonic(), _processor_seconds()
    with ExitStack() as stack:
        say("creating the exam")
        company = gather(selection, scale, seed)
        premises = company.premises
        stack.callback(premises.remove)
        server = Server(premises.exam, out / "server.log")
        reception = Reception(premises, server)
        report = Report(selection, changes(company, scale, seed))
        setting = Setting(company, scale, seed, out, say, server, reception, report)
        Rehearsal(setting).play()
    report.seconds = time.monotonic() - began
    report.cpu_seconds = _processor_seconds() - used
    return report


class Rehearsal:
    """One selection whose exam is made, played stage by stage."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._company = setting.company
        self._config = setting.config
        self._report = setting.report
        self._reception = setting.reception
        self._scores: dict[str, dict[str, Fraction]] = {}
        self._days = WritingDays(setting, self._scores)

    def play(self) -> None:
        """Play every stage in its order, and the end."""
        with ExitStack() as stack:
            stack.callback(self._setting.server.stop)
            self._setting.server.start()
            for stage in self._config.stages:
                self._play_stage(stage)
            self._issue()
        self._take_evidence()

    def _play_stage(self, stage: Stage) -> None:
        if stage.source == "imported":
            self._bring_scores(stage)
        elif stage.source == "paper":
            self._days.play()
            self._mark_papers(stage)
        elif stage.source == "interview":
            self._hear(stage)

    def _bring_scores(self, stage: Stage) -> None:
        """Let the secretariat bring scores in from outside."""
        self._setting.say(f"{stage.name}: scores from outside")
        file = self._company.outside_file(stage, self._setting.seed)
        people = [one.application for one in self._company.comers]
        numbers = {one.id: one.number for one in people}
        found = parse_outside(file.read_bytes(), file.name, stage, self._config, people)
        self._scores[stage.id] = {
            numbers[one.application_id]: Fraction(one.score) for one in found.scores
        }
        with self._reception.secretary() as secretary:
            secretary.bring_scores(stage.id, file)
        self._tell_stage(stage, file.name)
        self._announce(stage)

    # -- what the panel scores

    def _mark_papers(self, stage: Stage) -> None:
        """Open the papers, let them be checked and scored, and compare them when names open."""
        setting, threshold = self._setting, self._config.writing.threshold
        setting.say(f"{stage.name}: {threshold} shares open the papers, the officer checks them")
        with self._reception.chair() as chair:
            chair.open_papers(self._company.premises.shares()[:threshold])
            with self._reception.officer() as officer:
                officer.release_all()
            setting.say(f"{stage.name}: the panel scores in two rounds")
            codes = chair.subjects(stage)
            files = {code: chair.save_paper(code, setting.out / "papers") for code in codes}
            kept = {code: one.paper for code, one in files.items()}
            with self._reception.members(chair) as panel:
                marked = Marking(panel, stage, kept, setting.seed).play(with_conflict=True)
            owners = chair.authors(codes)
        self._keep(stage, marked, owners)
        written = self._days.written
        wrong = differing_papers(written, {owners[code]: one for code, one in files.items()})
        self._report.papers = len(written)
        self._report.equal = len(written) - len(wrong)
        self._report.different += wrong.values()

    def _hear(self, stage: Stage) -> None:
        """Draw the schedule, and let the panel score the interviews."""
        self._setting.say(f"{stage.name}: schedule by lot, scores in two rounds")
        with self._reception.secretary() as secretary:
            secretary.plan_interviews(self._config)
            self._setting.save(secretary, "/sekretariat/wawancara")
        with self._reception.chair() as chair:
            chair.begin_interviews(stage)
            numbers = {line.application: line.number for line in chair.result()}
            with self._reception.members(chair) as panel:
                marking = Marking(panel, stage, numbers, self._setting.seed)
                marked = marking.play(with_conflict=False)
        self._keep(stage, marked, numbers)

    def _keep(self, stage: Stage, marked: Marked, owners: Mapping[str, str]) -> None:
        """Work out what everybody has from a stage, tell of it, and let it be announced."""
        self._scores[stage.id] = {
            owners[subject]: score_of(sheets, stage.rubric)
            for subject, sheets in marked.sheets.items()
            if sheets
        }
        self._tell_stage(stage, marked.told)
        self._announce(stage)

    def _announce(self, stage: Stage) -> None:
        """Let the chair announce who goes on from a stage."""
        with self._reception.chair() as chair:
            self._setting.save(chair, f"/panel/penetapan/tahap/{stage.id}")
            chair.announce(stage)
        self._report.announced += 1

    def _tell_stage(self, stage: Stage, note: str) -> None:
        scored = len(self._scores[stage.id])
        self._report.stages.append(StageReport(stage.name, stage.source, scored, note))

    # -- the end

    def _issue(self) -> None:
        """Issue the result, save everything, and work the result out once more."""
        self._setting.say("the result is issued")
        with self._reception.chair() as chair:
            chair.issue()
            lines = chair.result()
            self._setting.save(chair, "/panel/hasil")
        comers = self._company.comers
        self._report.posts = post_reports(self._config, lines)
        self._report.different += differing_results(self._config, comers, self._scores, lines)

    def _take_evidence(self) -> None:
        """Write ledger and bundle, and let the verifier of outsiders say what it finds."""
        self._setting.say("the evidence is written and verified")
        premises, out = self._company.premises, self._setting.out
        bundle, ledger = str(out / "bundle.zip"), out / "ledger.jsonl"
        run_program("makalah-server", "ledger", "--out", str(ledger), str(premises.exam))
        run_program("makalah-server", "bundle", str(premises.exam), bundle)
        said = run_program("makalah-server", "verify", bundle)
        (out / "verified.txt").write_text(said, "utf-8")
        self._report.is_verified = True
        entries = ledger.read_text("utf-8")
        verify_lines(entries.splitlines(), premises.server_key)
        codes = [code.replace("-", "") for code in self._days.receipts.values()]
        self._report.receipts = len(codes)
        self._report.receipts_in_ledger = sum(bool(code) and code in entries for code in codes)


def _processor_seconds() -> float:
    """Return what we and all programs that have ended took of the processor."""
    both = (resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)
