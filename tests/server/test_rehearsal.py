"""A rehearsal: a whole short sitting with real TLS, and what is made of its figures."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from exam.config import ExamConfig
from exam.proceedings import RehearsalFinding
from server.__main__ import run
from server.forecast import Room
from server.language import load_catalog
from server.office import OpenExam
from server.rehearsal.conduct import Played
from server.rehearsal.errand import (
    Calls,
    Candidate,
    Errand,
    Tale,
    read_errand,
    read_tale,
    write_errand,
    write_tale,
)
from server.rehearsal.readiness import Readiness, readiness_of
from server.rehearsal.stand_in import stand_in, throwaway_plan
from server.rehearsal.verdict import findings_of
from server.rehearsal_verdict import (
    Judgement,
    Topic,
    as_found,
    as_recorded,
    must_mend,
    verdict_text,
)
from server.store import ledger_size
from tests.server.acting import place_seat
from tests.server.conftest import practice_toml

SEATS = 4
OF_THE_MACHINE = ("✕ Denyut", "✕ Mulai", "✕ Perintah mulai", "✕ Server ")
"""What is marked where this machine is too slow or too busy for an exam."""
READY = Readiness(
    candidates=4, enrolled=5, missing=(), free=10_000_000_000, needed=600_000_000, checked=5
)
TALE = Tale(
    enrolled=SEATS,
    signed_in=SEATS,
    beats=Calls((12.0, 20.0, 15.0)),
    hand_ins=Calls((80.0,) * SEATS),
    known_before=(8_000,) * SEATS,
    began=(100, 900, 1_900, 1_200),
)
PLAYED = Played(TALE, SEATS, SEATS, 0.1, 120_000_000)


@pytest.fixture
def config_file(tmp_path: Path) -> Path:
    """The practice config with the shortest lead to the start."""
    path = tmp_path / "practice.toml"
    path.write_text(practice_toml().replace("lead_seconds = 10", "lead_seconds = 3"), "utf-8")
    return path


@pytest.fixture
def config(exam: OpenExam) -> ExamConfig:
    return exam.config


@pytest.mark.alone
def test_a_short_rehearsal_plays_a_whole_sitting_and_leaves_nothing_behind(
    exam_root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in exam_root.rglob("*.db")}
    ports = ["--kiosk-port", "0", "--people-port", "0"]
    arguments = ["rehearse", "--seats", "3", "--minutes", "0.05", *ports, str(exam_root)]
    assert run(arguments) == 1
    said = capfd.readouterr().out
    for line in (
        "menulis 0,05 menit",
        "3 dari 3 terdaftar, 3 sudah masuk",
        "3 dari 3 diterima",
        "PC-01, PC-02",
    ):
        assert line in said
    assert "✕ PC ujian sebenarnya: 0 terdaftar, 54 peserta." in said
    marked = [line.strip() for line in said.splitlines() if "✕ " in line]
    assert len([line for line in marked if not line.startswith(OF_THE_MACHINE)]) == 2
    assert {path: path.read_bytes() for path in exam_root.rglob("*.db")} == before
    assert not list(exam_root.parent.glob("makalah-rehearsal-*"))


def judgements(ready: Readiness = READY, played: Played = PLAYED) -> dict[Topic, Judgement]:
    """What is not well."""
    found = findings_of(ready, played)
    return {one.topic: one.judgement for one in found if one.judgement is not Judgement.GOOD}


def test_nothing_is_to_mend_when_all_is_well() -> None:
    findings = findings_of(READY, PLAYED)
    assert [one.topic for one in findings] == list(Topic)
    assert judgements() == {}
    assert not must_mend(findings)
    assert "Nothing has to be mended." in verdict_text(findings, str, "en")


def test_seconds_are_written_with_the_decimal_sign_of_the_language() -> None:
    findings = findings_of(READY, PLAYED)
    indonesian = verdict_text(findings, load_catalog("id").gettext, "id")
    assert "8,0 dtk" in indonesian
    assert "pertama menulis setelah 0,1 dtk" in indonesian
    assert not re.search(r"\d\.\d", indonesian)
    assert "known everywhere 8.0 s ahead" in verdict_text(findings, str, "en")


def with_tale(**changes: Any) -> Played:
    return replace(PLAYED, tale=msgspec.structs.replace(TALE, **changes))


@pytest.mark.parametrize(
    ("ready", "played", "topic", "judgement"),
    [
        (replace(READY, stopping=("PC-02",)), PLAYED, Topic.CHECKS, Judgement.MEND),
        (replace(READY, warned=("PC-02",)), PLAYED, Topic.CHECKS, Judgement.LOOK),
        (replace(READY, checked=4), PLAYED, Topic.CHECKS, Judgement.LOOK),
        (
            replace(READY, enrolled=3, checked=3, missing=("PC-04",)),
            PLAYED,
            Topic.PCS,
            Judgement.MEND,
        ),
        (replace(READY, missing=("PC-06",)), PLAYED, Topic.PCS, Judgement.LOOK),
        (replace(READY, free=700_000_000), PLAYED, Topic.DISK, Judgement.LOOK),
        (replace(READY, free=100_000_000), PLAYED, Topic.DISK, Judgement.MEND),
        (
            READY,
            with_tale(signed_in=3, problems=("seat.door-closed",)),
            Topic.SIGN_IN,
            Judgement.MEND,
        ),
        (READY, with_tale(beats=Calls((600.0,))), Topic.BEATS, Judgement.LOOK),
        (READY, with_tale(beats=Calls((10.0,) * 200 + (2_001.0,))), Topic.BEATS, Judgement.MEND),
        (READY, with_tale(beats=Calls((10.0,), failed=1)), Topic.BEATS, Judgement.MEND),
        (READY, with_tale(known_before=(8_000, 0)), Topic.START, Judgement.MEND),
        (READY, with_tale(began=(100, 200, 300)), Topic.START, Judgement.MEND),
        (READY, replace(PLAYED, received=3), Topic.HAND_INS, Judgement.MEND),
        (READY, replace(PLAYED, cpu=0.7), Topic.LOAD, Judgement.LOOK),
        (READY, replace(PLAYED, cpu=0.95), Topic.LOAD, Judgement.MEND),
    ],
)
def test_each_fault_is_named_alone(
    ready: Readiness, played: Played, topic: Topic, judgement: Judgement
) -> None:
    assert judgements(ready, played) == {topic: judgement}
    findings = findings_of(ready, played)
    assert must_mend(findings) is (judgement is Judgement.MEND)
    said = verdict_text(findings, str, "en").splitlines()
    sign = "✕" if judgement is Judgement.MEND else "▲"
    assert sum(line.lstrip().startswith(sign) for line in said) == 2


def test_nobody_who_was_there_is_no_good_rehearsal() -> None:
    nobody = Played(Tale(0, 0, Calls(), Calls(), (), (), ("link.unreachable",)), SEATS, 0, 0.0, 1)
    found = judgements(played=nobody)
    assert {Topic.SIGN_IN, Topic.START, Topic.HAND_INS} <= set(found)
    assert "link.unreachable" in verdict_text(findings_of(READY, nobody), str, "en")


def test_the_slowest_hundredth_is_counted_from_all() -> None:
    calls = Calls(tuple(float(at) for at in range(1, 201)))
    assert (calls.p99, calls.worst) == (198.0, 200.0)
    assert (Calls().p99, Calls().worst) == (0.0, 0.0)


def test_what_another_version_looked_at_is_passed_over() -> None:
    known = RehearsalFinding("load", "good", {"percent": 3})
    strange = (RehearsalFinding("weather", "good"), RehearsalFinding("load", "splendid"))
    assert as_found((known, *strange)) == as_found((known,))
    assert as_recorded(as_found((known,))) == (known,)


def test_what_travels_between_the_processes_comes_out_as_it_went_in() -> None:
    who = Candidate("R0001", "R0001.brida", "AAAA", "BBBB", "PC-01")
    errand = Errand("127.0.0.1", 1, 2, b"\x00\xff", 3_000, (who,))
    assert read_errand(write_errand(errand)) == errand
    assert read_tale(write_tale(TALE)) == TALE
    assert write_errand(errand).count(b"\n") == 1


def test_the_throwaway_exam_has_the_config_of_the_real_one_but_for_length_and_people(
    config: ExamConfig, tmp_path: Path
) -> None:
    plan = throwaway_plan(config, 5, 0.05)
    assert plan.config.posts == config.posts
    assert plan.config.panel == config.panel
    assert plan.config.exam.practice
    assert plan.config.writing.minutes_of() == 0.05
    assert [one.number for one in plan.applications] == [f"R{at:04}" for at in range(1, 6)]
    with stand_in(config, 2, 0.05, tmp_path) as (root, handouts):
        assert root.is_relative_to(tmp_path)
        assert len(handouts.cards) == len(handouts.pairing_codes) == 2
        made = root.parent
    assert not made.exists()


def test_the_real_exam_is_looked_at_while_its_server_runs(exam: OpenExam) -> None:
    root, size = exam.directory.root, exam.store.read(ledger_size)
    place_seat(exam, "PC-02")
    ready = readiness_of(root, exam.config)
    assert (ready.candidates, ready.enrolled) == (54, 1)
    assert "PC-01" in ready.missing
    assert "PC-02" not in ready.missing
    assert len(ready.missing) == exam.config.writing.sitting_of().seats - 1
    assert ready.room in Room
    assert exam.store.read(ledger_size) == size
