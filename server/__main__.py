"""The command `makalah-server`: create an exam, serve it, open the papers, take the results out.

Here everything is wired, and every refusal becomes one sentence and an exit code.
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from exam.clock import ExamTime
from exam.config import ExamConfig
from exam.errors import ShareError
from server import summaries
from server.ceremony import create_exam
from server.console import LANGUAGES, Voice, end_well, language_of_file, log_to_stderr
from server.documents.cards import write_handouts, write_pairing_codes
from server.enrolment import PAIRING_LIFETIME, add_pairing_codes, count_pairing_codes
from server.evidence import export_ledger
from server.files import read_file, write_private
from server.language import load_catalog
from server.office import open_exam, read_manifest, require_outside_exams
from server.opening import open_papers, require_unopened
from server.outage import confirmed_outage, question_outage
from server.plan import read_plan
from server.ranking import results_of
from server.settings import DEFAULT_KIOSK_PORT, DEFAULT_PEOPLE_PORT
from server.shares import join_seed, read_share
from server.staging import new_folders, require_apart, require_new, require_new_or_empty

_PATH: Final = click.Path(path_type=Path)


_pass_voice = click.make_pass_decorator(Voice)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of messages.")
@click.option("--debug", is_flag=True, help="Tell technical details on standard error.")
@_pass_voice
def cli(voice: Voice, language: str | None, debug: bool) -> None:
    """Create, serve and evaluate a paper exam."""
    if language is not None:
        voice.ask_for(language)
    log_to_stderr(debug=debug)


@cli.command()
@click.option("--config", "config_file", type=_PATH, required=True, help="The exam's TOML.")
@click.option("--roster", "roster_file", type=_PATH, required=True, help="Candidates, CSV or XLSX.")
@click.option("--cards", type=_PATH, required=True, help="New folder for cards and shares.")
@click.argument("directory", type=_PATH)
@_pass_voice
def init(voice: Voice, config_file: Path, roster_file: Path, cards: Path, directory: Path) -> None:
    """Create an exam in DIRECTORY; cards and shares go to another folder."""
    voice.follow(language_of_file(config_file))
    _require_place_for_cards(cards, directory)
    require_outside_exams(directory)
    require_new(directory)
    plan = read_plan(config_file, roster_file)
    with new_folders(cards, directory) as (cards_stage, stage):
        handouts = create_exam(plan, stage, os.urandom)
        exam_language = load_catalog(plan.config.exam.language)
        write_handouts(handouts, plan.config, cards_stage, exam_language.gettext)
    if plan.repairs:
        click.echo(summaries.repaired(roster_file, plan.repairs, voice.translate))
    click.echo(summaries.created(handouts, plan.config, directory, cards, voice.translate))


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--kiosk-port", default=DEFAULT_KIOSK_PORT, show_default=True)
@click.option("--people-port", default=DEFAULT_PEOPLE_PORT, show_default=True)
@click.option(
    "--away",
    metavar="MINUTES",
    type=click.IntRange(0),
    help="How long the server was away while candidates wrote.",
)
@click.argument("directory", type=_PATH)
@_pass_voice
def serve(
    voice: Voice,
    host: str,
    kiosk_port: int,
    people_port: int,
    away: int | None,
    directory: Path,
) -> None:
    """Serve the exam in DIRECTORY to kiosks and to people."""
    from server.web.serve import serve as serve_exam

    voice.follow(_config_of(directory).exam.language)
    outage = question_outage if away is None else confirmed_outage(away)
    with open_exam(directory, outage=outage) as exam:
        serve_exam(exam, host, kiosk_port, people_port)


@cli.command()
@click.option("--count", type=click.IntRange(1, 1000), required=True, help="How many codes.")
@click.option("--cards", type=_PATH, required=True, help="New folder for the codes.")
@click.argument("directory", type=_PATH)
@_pass_voice
def pair(voice: Voice, count: int, cards: Path, directory: Path) -> None:
    """Make more pairing codes for the exam in DIRECTORY."""
    voice.follow(_config_of(directory).exam.language)
    _require_place_for_cards(cards, directory)
    with open_exam(directory) as exam, new_folders(cards) as (stage,):
        expires_at = ExamTime(exam.timeline.now() + PAIRING_LIFETIME)
        first = exam.store.read(count_pairing_codes) + 1
        codes = exam.store.write_now(
            lambda db: add_pairing_codes(db, exam.exam_id, count, os.urandom, expires_at)
        )
        write_pairing_codes(codes, first, stage)
    click.echo(summaries.paired(count, cards, voice.translate))


@cli.command(name="open")
@click.option("--share", "share_files", type=_PATH, multiple=True, help="A share file; repeat.")
@click.option(
    "--without",
    "waived",
    metavar="NUMBER",
    multiple=True,
    help="Open although this candidate signed in and no paper is here; repeat.",
)
@click.argument("directory", type=_PATH)
@_pass_voice
def open_(
    voice: Voice, share_files: tuple[Path, ...], waived: tuple[str, ...], directory: Path
) -> None:
    """Open the papers of the exam in DIRECTORY with the panel's shares."""
    config = _config_of(directory)
    voice.follow(config.exam.language)
    if not share_files:
        raise ShareError("share.few", given=0, needed=config.writing.threshold)
    shares = [read_share(read_file(path), str(path)) for path in share_files]
    with open_exam(directory) as exam:
        exam.store.read(require_unopened)
        opening = open_papers(exam, join_seed(shares), os.urandom, waived)
    click.echo(summaries.opened(opening, voice.translate))


@cli.command()
@click.option("--out", type=_PATH, required=True, help="New .xlsx file.")
@click.argument("directory", type=_PATH)
@_pass_voice
def recap(voice: Voice, out: Path, directory: Path) -> None:
    """Write the score recap of the exam in DIRECTORY."""
    from server.documents.recap import recap_xlsx

    voice.follow(_config_of(directory).exam.language)
    require_new(out)
    with open_exam(directory) as exam:
        results = exam.store.read(lambda db: results_of(db, exam.config))
        content = recap_xlsx(results, exam.config)
    write_private(out, content)
    click.echo(summaries.written(out, voice.translate))


@cli.command()
@click.option("--out", type=_PATH, required=True, help="New .jsonl file.")
@click.argument("directory", type=_PATH)
@_pass_voice
def ledger(voice: Voice, out: Path, directory: Path) -> None:
    """Write the log of the exam in DIRECTORY, one entry a line, and a signed checkpoint."""
    voice.follow(_config_of(directory).exam.language)
    require_new(out)
    with open_exam(directory) as exam:
        now = exam.timeline.now()
        lines = exam.store.read(
            lambda db: export_ledger(db, exam.exam_id, exam.signing_secret, now)
        )
    write_private(out, "".join(f"{line}\n" for line in lines).encode())
    click.echo(summaries.written(out, voice.translate))


def _require_place_for_cards(cards: Path, directory: Path) -> None:
    """Refuse to put what must leave the server into an exam, or among other things."""
    require_apart(cards, directory)
    require_outside_exams(cards)
    require_new_or_empty(cards)


def _config_of(directory: Path) -> ExamConfig:
    _raw, _manifest, config = read_manifest(directory)
    return config


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    voice = Voice()
    given = list(arguments)
    return end_well(
        voice, lambda: cli.main(given, "makalah-server", standalone_mode=False, obj=voice)
    )


def main() -> None:
    """Run the command of this process; being told to end is like being interrupted."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
