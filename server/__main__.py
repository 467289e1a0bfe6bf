"""The command `makalah-server`: create an exam, serve it, keep it safe, open it, take results out.

Here everything is wired, and every refusal becomes one sentence and an exit code.
"""

import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from exam.clock import MILLISECONDS_PER_MINUTE
from server import summaries
from server.commands.asking import PATH, WholeHelp, config_of, pass_voice
from server.commands.custody import destroy_keys, disclose, rehearse_shares
from server.commands.evening import evening
from server.commands.evidence import bundle, verify
from server.commands.going_on import go_on
from server.commands.handouts import card, pair
from server.commands.outcome import letters, outside, recap
from server.commands.preparing import check, init, new
from server.commands.printing import print_
from server.commands.rehearsal import rehearse
from server.commands.results import close, import_, ledger, open_
from server.commands.safety import backup, restore
from server.commands.seats import plan
from server.commands.staff import staff
from server.console import LANGUAGES, Voice, end_well, log_to_stderr
from server.office import open_exam
from server.privacy import keep_memory_private
from server.reconcile import DamageError, require_undamaged
from server.settings import DEFAULT_KIOSK_PORT, DEFAULT_PEOPLE_PORT, read_addresses


@click.group(cls=WholeHelp, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of messages.")
@click.option("--debug", is_flag=True, help="Tell technical details on standard error.")
@pass_voice
def cli(voice: Voice, language: str | None, debug: bool) -> None:
    """Create, serve and evaluate a paper exam."""
    if language is not None:
        voice.ask_for(language)
    log_to_stderr(debug=debug)


for command in (
    init,
    new,
    check,
    plan,
    pair,
    card,
    staff,
    print_,
    rehearse,
    rehearse_shares,
    evening,
    backup,
    restore,
    import_,
    close,
    open_,
    go_on,
    disclose,
    destroy_keys,
    outside,
    recap,
    letters,
    ledger,
    bundle,
    verify,
):
    cli.add_command(command)


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--kiosk-port", default=DEFAULT_KIOSK_PORT, show_default=True)
@click.option("--people-port", default=DEFAULT_PEOPLE_PORT, show_default=True)
@click.option(
    "--address",
    "addresses",
    metavar="HOST:PORT",
    multiple=True,
    help="Where PCs find this server or a spare one, port for PCs; repeat.",
)
@click.option(
    "--away",
    metavar="MINUTES",
    type=click.IntRange(0),
    help="How long the server was away while candidates wrote.",
)
@click.option("--despite-damage", is_flag=True, help="Serve although something is missing.")
@click.argument("directory", type=PATH)
@pass_voice
def serve(
    voice: Voice,
    host: str,
    kiosk_port: int,
    people_port: int,
    addresses: tuple[str, ...],
    away: int | None,
    despite_damage: bool,
    directory: Path,
) -> None:
    """Serve the exam in DIRECTORY to kiosks and to people."""
    from server.web.serve import serve as serve_exam

    voice.follow(config_of(directory).exam.language)
    told = read_addresses(addresses)
    milliseconds = None if away is None else away * MILLISECONDS_PER_MINUTE
    with open_exam(directory, away=milliseconds) as opened:
        exam = replace(opened, addresses=told)
        try:
            require_undamaged(exam)
        except DamageError as error:
            if not despite_damage:
                raise
            exam = replace(exam, damage=error.problems)
        serve_exam(exam, host, kiosk_port, people_port, summaries.attending(exam, voice.translate))


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    voice = Voice()
    given = list(arguments)
    return end_well(
        voice, lambda: cli.main(given, "makalah-server", standalone_mode=False, obj=voice)
    )


def main() -> None:
    """Run the command of this process; being told to end is like being interrupted."""
    keep_memory_private()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
