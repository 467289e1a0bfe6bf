"""The account of the exam: no password, no shell, and no way to become anybody else.

Its lines are written here and not by the tree's own programs, so that a tree that is not running,
or of which little is there, gets the same account.
"""

from dataclasses import dataclass
from typing import Final

from scripts.provisioning.refusal import Refusal
from scripts.provisioning.tree import Tree

USER: Final = "kiosk"
SERVER_USER: Final = "makalah"
SERVER_HOME: Final = "/var/lib/makalah-server"
HOME: Final = "/var/lib/makalah/seat"
_SHELL: Final = "/usr/sbin/nologin"
_NUMBERS: Final = range(999, 99, -1)
_GROUPS: Final = ("video", "input", "render")
"""What screens and keyboards belong to."""
_MADE: Final = "account"


def _lines(tree: Tree, path: str) -> list[list[str]]:
    return [line.split(":") for line in tree.text(path).splitlines()]


def numbers_of(tree: Tree, user: str = USER) -> tuple[int, int]:
    """Return the numbers of an account of ours and of its group.

    Raises:
        Refusal: there is no such account.

    """
    for line in _lines(tree, "/etc/passwd"):
        if line[0] == user:
            return int(line[2]), int(line[3])
    raise Refusal(f"There is no account {user}.")


@dataclass(frozen=True, slots=True)
class Account:
    """The account as which the exam runs; it is in no group but its own and `groups`."""

    user: str = USER
    home: str = HOME
    groups: tuple[str, ...] = _GROUPS
    name: str = "Account of the exam"
    why: str = "The exam runs as kiosk, which has no password, no shell and no rights of root."

    def problems(self, tree: Tree) -> list[str]:
        """Return what of the account is missing or more than it is to be."""
        found = {line[0]: line for line in _lines(tree, "/etc/passwd")}
        if self.user not in found:
            return [f"there is no account {self.user}"]
        wrong = []
        if found[self.user][5:] != [self.home, _SHELL]:
            wrong.append(f"{self.user} has another home or shell")
        secret = {line[0]: line[1] for line in _lines(tree, "/etc/shadow")}.get(self.user, "")
        if not secret.startswith(("!", "*")):
            wrong.append(f"{self.user} has a password, or needs none")
        extra = sorted(self._groups(tree) - {self.user, *self.groups})
        return [*wrong, *(f"{self.user} is in the group {group}" for group in extra)]

    def _groups(self, tree: Tree) -> set[str]:
        lines = [line for line in _lines(tree, "/etc/group") if len(line) > 3]
        return {line[0] for line in lines if self.user in line[3].split(",")}

    def _is_there(self, tree: Tree) -> bool:
        return self.user in {line[0] for line in _lines(tree, "/etc/passwd")}

    def apply(self, tree: Tree) -> None:
        """Add the account."""
        if not self._is_there(tree):
            tree.originals.set_note(_MADE, self.user)
            self._add(tree)

    def require(self, tree: Tree) -> None:
        """Refuse if somebody else's account has that name."""
        wrong = self.problems(tree)
        if wrong and self._is_there(tree):
            said = "; ".join(wrong)
            raise Refusal(
                f"The account {self.user} is not as it is to be: {said}. Put that right first."
            )

    def _add(self, tree: Tree) -> None:
        users = {line[2] for line in _lines(tree, "/etc/passwd")}
        groups = {line[2] for line in _lines(tree, "/etc/group")}
        number = next(str(one) for one in _NUMBERS if not {str(one)} & (users | groups))
        self._append(tree, "/etc/group", f"{self.user}:x:{number}:")
        self._append(tree, "/etc/gshadow", f"{self.user}:!::")
        self._append(tree, "/etc/shadow", f"{self.user}:!:1::::::")
        # Last: an account that is there is whole.
        line = f"{self.user}:x:{number}:{number}:Makalah:{self.home}:{_SHELL}"
        self._append(tree, "/etc/passwd", line)

    def _append(self, tree: Tree, path: str, line: str) -> None:
        others = self._others(tree, path)
        tree.rewrite(path, "\n".join([*others, line, ""]))

    def _others(self, tree: Tree, path: str) -> list[str]:
        return [
            each for each in tree.text(path).splitlines() if each.partition(":")[0] != self.user
        ]

    def undo(self, tree: Tree) -> list[str]:
        """Take the account away, if it was made here."""
        if tree.originals.note(_MADE) is None:
            return []
        for path in ("/etc/passwd", "/etc/shadow", "/etc/gshadow", "/etc/group"):
            others = self._others(tree, path)
            if len(others) != len(tree.text(path).splitlines()):
                tree.rewrite(path, "\n".join([*others, ""]))
        return []
