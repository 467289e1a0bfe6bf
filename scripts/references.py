"""Finds what the documents promise and the tree does not have: links, scripts, commands, options.

A document that names a thing which is gone misleads whoever trusts it, so that is an error here.
"""

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import click

ROOT: Final = Path(__file__).parent.parent
_FENCE: Final = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_SHELLS: Final = ("", "sh", "bash", "console", "shell")
_LINK: Final = re.compile(
    r"!?\[[^\]]*\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)|(?:src|href)=\"([^\"]+)\""
)
_HEADING: Final = re.compile(r"^#+\s+(.*?)\s*#*$", re.MULTILINE)
_SCRIPT: Final = re.compile(r"(?<![\w/.-])((?:scripts|\.ci)/[\w.-]+)")
_PROGRAM: Final = re.compile(r"(?<![\w/.-])makalah-(kiosk|server)\b([^`\n|;&]*)")
_COMMAND_SPANS: Final = re.compile(r"`((?:makalah-|scripts/|\.ci/)[^`\n]+)`")


def documents() -> list[Path]:
    """Every document of the tree."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def broken_links(path: Path) -> Iterator[str]:
    """Name each link of a document that leads nowhere in the tree."""
    text = _FENCE.sub("", path.read_text())
    for found in _LINK.finditer(text):
        target = found[1] or found[2]
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = path.parent / file if file else path
        if not there.exists():
            yield f"link to {target}"
        elif anchor and there.suffix == ".md" and anchor not in _anchors(there.read_text()):
            yield f"link to heading {target}"


def _anchors(text: str) -> set[str]:
    """Return the anchors of all headings, spelled as code hosts do."""
    folded = (re.sub(r"[^\w\s-]", "", title.lower()) for title in _HEADING.findall(text))
    return {re.sub(r"\s", "-", title) for title in folded}


def unknown_commands(path: Path) -> Iterator[str]:
    """Name each script, command and option of a document that does not exist."""
    text = path.read_text()
    shells = [body for language, body in _FENCE.findall(text) if language in _SHELLS]
    commands = "\n".join([*shells, *_COMMAND_SPANS.findall(text)]).replace("\\\n", " ")
    for script in _SCRIPT.findall(commands):
        if not (ROOT / script).exists():
            yield f"{script}"
    for side, rest in _PROGRAM.findall(commands):
        yield from (f"makalah-{side} {word}" for word in _unknown_words(side, rest.split()))


def _unknown_words(side: str, words: list[str]) -> Iterator[str]:
    """Walk a command line along the program's own definition of its commands and options."""
    command: click.Command = import_module(f"{side}.__main__").cli
    known = _options(command)
    for word in words:
        name = word.partition("=")[0]
        if name.startswith("--"):
            if name not in known:
                yield name
        elif isinstance(command, click.Group) and name in command.commands:
            command = command.commands[name]
            known |= _options(command)


def _options(command: click.Command) -> set[str]:
    return {"--help", *(name for parameter in command.params for name in parameter.opts)}


def main() -> int:
    """Print what no document should promise; 1 if there is any."""
    problems = [
        f"{path.relative_to(ROOT)}: there is no {problem}"
        for path in documents()
        for problem in (*broken_links(path), *unknown_commands(path))
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
