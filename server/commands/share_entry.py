"""How the panel's shares come into a command: from files, or typed one after the other.

What is typed is not shown. A share that is wrong is asked for again; nothing of it is kept.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from exam.errors import ShareError
from exam.sentences import sentence
from server.commands.asking import PATH
from server.console import Voice
from server.files import read_file
from server.office import OpenExam
from server.quorum import Quorum, quorum_for

_Command = TypeVar("_Command", bound=Callable[..., object])


def share_options(command: _Command) -> _Command:
    """Let a command take shares: `share_files` and `typed`."""
    files = click.option(
        "--share", "share_files", type=PATH, multiple=True, help="A share file; repeat."
    )
    typed = click.option("--type", "typed", is_flag=True, help="Ask for the words of each share.")
    return files(typed(command))


def bring_shares(
    voice: Voice, exam: OpenExam, share_files: Sequence[Path], *, typed: bool
) -> Quorum:
    """Bring a quorum together.

    Raises:
        ShareError: a file is no share of it, or there are not exactly as many as are needed.

    """
    quorum, given = quorum_for(exam), len(share_files)
    if given > quorum.needed:
        raise ShareError("share.many", given=given, needed=quorum.needed)
    for path in share_files:
        quorum.add(read_file(path), str(path))
    while typed and not quorum.is_complete:
        _ask_for_one(voice, quorum)
    if not quorum.is_complete:
        raise ShareError("share.few", given=given, needed=quorum.needed)
    return quorum


def _ask_for_one(voice: Voice, quorum: Quorum) -> None:
    """Ask for one more share; one that is wrong is told and may be typed again."""
    _ = voice.translate
    number = len(quorum.members) + 1
    name = _("Share {number}").format(number=number)
    asked = _("Share {number} of {needed} (33 words, not shown)").format(
        number=number, needed=quorum.needed
    )
    words = click.prompt(asked, hide_input=True, type=str)
    try:
        holder = quorum.add(words.encode(), name)
    except ShareError as error:
        click.echo(sentence(error, voice.translate), err=True)
    else:
        click.echo(_("{name} is taken; it is of {holder}.").format(name=name, holder=holder))
