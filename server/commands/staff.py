"""Commands for staff accounts between two runs of the server: list, add, renew, close."""

import os
from collections.abc import Callable
from pathlib import Path

import click

from server.accounts import (
    ROLES_TO_GIVE,
    Account,
    accounts_of,
    add_account,
    close_account,
    find_account,
    renew_passphrase,
    role_name,
)
from server.commands.asking import PATH, WholeHelp, config_of, pass_voice
from server.console import Voice
from server.files import write_private
from server.language import load_catalog
from server.office import OpenExam, require_outside_exams, visit_exam
from server.staff import NewStaff, Role
from server.staging import require_new

_OPERATOR = ""
"""Whoever works at the server itself has no account of their own."""
_account = click.option("--account", "staff_id", required=True, help="What they log in with.")
_out = click.option("--out", type=PATH, required=True, help="New .docx file for the slip.")
_directory = click.argument("directory", type=PATH)


@click.group(cls=WholeHelp)
def staff() -> None:
    """Show, open, renew and close staff accounts."""


@staff.command(name="list")
@_directory
@pass_voice
def list_(voice: Voice, directory: Path) -> None:
    """Show the accounts of the exam in DIRECTORY."""
    voice.follow(config_of(directory).exam.language)
    with visit_exam(directory) as exam:
        accounts = exam.store.read(accounts_of)
    width = max(len(one.staff_id) for one in accounts)
    for one in accounts:
        click.echo(f"{one.staff_id:<{width}}  {_state(one, voice.translate)}")


@staff.command()
@_account
@click.option("--name", required=True, help="Their name, as documents write it.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in ROLES_TO_GIVE]),
    required=True,
    help="What they do.",
)
@_out
@_directory
@pass_voice
def add(voice: Voice, staff_id: str, name: str, role: str, out: Path, directory: Path) -> None:
    """Open an account in the exam in DIRECTORY and write its slip."""

    def draw(exam: OpenExam) -> NewStaff:
        return add_account(exam, staff_id, name, Role(role), _OPERATOR, os.urandom)

    _hand_out(voice, directory, out, draw)


@staff.command()
@_account
@_out
@_directory
@pass_voice
def renew(voice: Voice, staff_id: str, out: Path, directory: Path) -> None:
    """Draw a new passphrase for an account of the exam in DIRECTORY and write its slip."""

    def draw(exam: OpenExam) -> NewStaff:
        mark = exam.store.read(lambda db: find_account(db, staff_id)).mark
        return renew_passphrase(exam, staff_id, mark, _OPERATOR, os.urandom)

    _hand_out(voice, directory, out, draw)


@staff.command()
@_account
@_directory
@pass_voice
def close(voice: Voice, staff_id: str, directory: Path) -> None:
    """Close an account of the exam in DIRECTORY."""
    voice.follow(config_of(directory).exam.language)
    with visit_exam(directory) as exam:
        exam.act_now(lambda db, now: close_account(db, staff_id, _OPERATOR, now))
    _ = voice.translate
    click.echo(_("The account “{account}” is closed.").format(account=staff_id))


def _hand_out(
    voice: Voice, directory: Path, out: Path, draw: Callable[[OpenExam], NewStaff]
) -> None:
    """Write the slip of what is drawn; a place where it cannot lie is refused before."""
    from server.documents.account_slip import account_slip

    config = config_of(directory)
    voice.follow(config.exam.language)
    require_new(out)
    require_outside_exams(out)
    with visit_exam(directory) as exam:
        person = draw(exam)
        in_exam_language = load_catalog(config.exam.language).gettext
        write_private(out, account_slip(person, config, exam.exam_id, in_exam_language))
    _ = voice.translate
    click.echo(
        _("The slip of “{account}” is written: {file}").format(account=person.staff_id, file=out)
    )


def _state(account: Account, translate: Callable[[str], str]) -> str:
    _ = translate
    told = f"{role_name(account.role, translate)} · {account.name}"
    return f"{told} · {_('closed')}" if account.is_closed else told
