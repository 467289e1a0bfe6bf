"""The account of the exam: no password, no shell, and no way to become anybody else.

Its lines are written here and not by the tree's own programs, so that a tree that is not running,
or of which little is there, gets the same account.
"""

from dataclasses import dataclass
from typing import Final

from scripts.provisioning.refusal import Refusal
from scripts.provisioning.tree import Tree

USER: Final = "kiosk"
HOME: Final = "/var/lib/makalah/seat"
_SHELL: Final = "/usr/sbin/nologin"
_NUMBERS: Final = range(999, 99, -1)
_GROUPS: Final = ("video", "input", "render")
"""What screens and keyboards belong to."""
_MADE: Final = "account"


def _lines(tree: Tree, path: str) -> list[list[str]]:
    return [line.split(":") for line in tree.text(path).splitlines()]


def numbers_of(tree: Tree) -> tuple[int, int]:
    """Return the numbers of the account and of its group.

    Raises:
        Refusal: there is no such account.

    """
    for line in _lines(tree, "/etc/passwd"):
        if line[0] == USER:
            return int(line[2]), int(line[3])
    raise Refusal(f"There is no account {USER}.")


@dataclass(frozen=True, slots=True)
class Account:
    """The account as which the exam runs."""

    name: str = "Account of the exam"
    why: str = "The exam runs as kiosk, which has no password, no shell and no rights of root."

    def problems(self, tree: Tree) -> list[str]:
        """Return what of the account is missing or more than it is to be."""
        found = {line[0]: line for line in _lines(tree, "/etc/passwd")}
        if USER not in found:
            return [f"there is no account {USER}"]
        wrong = []
        if found[USER][5:] != [HOME, _SHELL]:
            wrong.append(f"{USER} has another home or shell")
        secret = {line[0]: line[1] for line in _lines(tree, "/etc/shadow")}.get(USER, "")
        if not secret.startswith(("!", "*")):
            wrong.append(f"{USER} has a password, or needs none")
        extra = sorted(self._groups(tree) - {USER, *_GROUPS})
        return [*wrong, *(f"{USER} is in the group {group}" for group in extra)]

    def _groups(self, tree: Tree) -> set[str]:
        lines = [line for line in _lines(tree, "/etc/group") if len(line) > 3]
        return {line[0] for line in lines if USER in line[3].split(",")}

    def _is_there(self, tree: Tree) -> bool:
        return USER in {line[0] for line in _lines(tree, "/etc/passwd")}

    def apply(self, tree: Tree) -> None:
        """Add the account."""
        if not self._is_there(tree):
            tree.originals.set_note(_MADE, USER)
            self._add(tree)

    def require(self, tree: Tree) -> None:
        """Refuse if somebody else's account has that name."""
        wrong = self.problems(tree)
        if wrong and self._is_there(tree):
            said = "; ".join(wrong)
            raise Refusal(
                f"The account {USER} is not as it is to be: {said}. Put that right first."
            )

    def _add(self, tree: Tree) -> None:
        users = {line[2] for line in _lines(tree, "/etc/passwd")}
        groups = {line[2] for line in _lines(tree, "/etc/group")}
        number = next(str(one) for one in _NUMBERS if not {str(one)} & (users | groups))
        self._append(tree, "/etc/group", f"{USER}:x:{number}:")
        self._append(tree, "/etc/gshadow", f"{USER}:!::")
        self._append(tree, "/etc/shadow", f"{USER}:!:1::::::")
        # Last: an account that is there is whole.
        line = f"{USER}:x:{number}:{number}:Makalah:{HOME}:{_SHELL}"
        self._append(tree, "/etc/passwd", line)

    def _append(self, tree: Tree, path: str, line: str) -> None:
        others = self._others(tree, path)
        tree.rewrite(path, "\n".join([*others, line, ""]))

    def _others(self, tree: Tree, path: str) -> list[str]:
        return [each for each in tree.text(path).splitlines() if each.partition(":")[0] != USER]

    def undo(self, tree: Tree) -> list[str]:
        """Take the account away, if it was made here."""
        if tree.originals.note(_MADE) is None:
            return []
        for path in ("/etc/passwd", "/etc/shadow", "/etc/gshadow", "/etc/group"):
            others = self._others(tree, path)
            if len(others) != len(tree.text(path).splitlines()):
                tree.rewrite(path, "\n".join([*others, ""]))
        return []
