"""The command by which a panel goes on without a member who is lost."""

import os
from pathlib import Path

import click
from sqlite_utils import Database

from exam.clock import ExamTime
from server.commands.asking import PATH, config_of, pass_voice, timed_exam
from server.commands.share_entry import bring_shares, share_options
from server.console import Voice
from server.excusal import Excusal, JoinedCards, excuse, force_reveal
from server.office import OpenExam
from server.quorum import Quorum
from server.rounds import awaited
from server.scored import KeyMaking, ScoredStage, find_stage
from server.scores import is_open


@click.command(name="go-on")
@share_options
@click.option("--stage", "stage_id", required=True, help="The stage that waits, by its id.")
@click.option("--panelist", "panelist_id", required=True, help="Who is lost, by account.")
@click.option("--reason", required=True, help="Why; it goes on the record. Name nobody.")
@click.argument("directory", type=PATH)
@pass_voice
def go_on(
    voice: Voice,
    share_files: tuple[Path, ...],
    typed: bool,
    stage_id: str,
    panelist_id: str,
    reason: str,
    directory: Path,
) -> None:
    """Go on without a panelist who is lost, in the exam in DIRECTORY.

    With a panel key the shares of a quorum are needed; without one the round begins anew.
    """
    config = config_of(directory)
    voice.follow(config.exam.language)
    with timed_exam(directory) as exam:
        scored = find_stage(exam.exam_id, config, stage_id)
        excusal = Excusal(scored, panelist_id, reason)
        if config.panel.threshold is None:
            exam.act_now(lambda db, now: excuse(db, excusal, KeyMaking(None, os.urandom, now)))
        else:
            _force(exam, excusal, bring_shares(voice, exam, share_files, typed=typed))
        said = exam.store.read(lambda db: _outcome(db, scored, voice))
    click.echo(said)


def _force(exam: OpenExam, excusal: Excusal, quorum: Quorum) -> None:
    joined = JoinedCards(quorum.seed(), quorum.members, exam.manifest.panel_public_key)

    def act(db: Database, now: ExamTime) -> None:
        force_reveal(db, excusal, joined, now)

    exam.act_now(act)


def _outcome(db: Database, scored: ScoredStage, voice: Voice) -> str:
    """Say what the panel waits for now."""
    _ = voice.translate
    number = next((one for one in (1, 2) if not is_open(db, scored.stage_id, one)), None)
    if number is None:
        return _("The panel goes on without this member. The stage is locked and open.")
    waits = len(awaited(db, scored.stage_id, number))
    return _("The panel goes on without this member. Awaited in round {round}: {count}.").format(
        round=number, count=waits
    )
