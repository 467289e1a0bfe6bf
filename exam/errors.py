"""Every way in which the exam refuses, in one tree.

    ExamError
    ├── InputError         what a person gave us cannot be used
    │   ├── ConfigError        the exam's TOML
    │   ├── RosterError        the list of candidates
    │   ├── CodeError          a code that was typed
    │   ├── ShareError         a share of the panel key
    │   └── DirectoryError     a folder, file, port or other thing of this machine
    ├── IntegrityError     bytes are not what their author wrote
    │   ├── KeyMismatchError        a secret does not open this
    │   ├── JournalError       a record of a sitting
    │   ├── SittingError       the events of a sitting
    │   ├── SealError          an envelope or a receipt
    │   ├── LedgerError        the log of the exam
    │   └── EvidenceError      the evidence that outsiders check
    ├── RefusedError       the other side, or the rules, do not allow it now
    └── LinkError          the other side cannot be reached

An error carries a code and details, never a sentence: `exam.sentences` turns the code into what
happened, whether the work is safe, and what to do. Codes also travel between kiosk and server.
"""

from collections.abc import Mapping

Detail = str | int


class ExamError(Exception):
    """A refusal with a stable code and the details that its sentence needs."""

    def __init__(self, code: str, /, **details: Detail) -> None:
        super().__init__(code, details)
        self.code = code
        self.details: Mapping[str, Detail] = details

    @property
    def problems(self) -> "tuple[ExamError, ...]":
        """Everything that was refused at once, in the order in which to tell it."""
        return (self,)

    def __str__(self) -> str:
        shown = ", ".join(f"{key}={value}" for key, value in self.details.items())
        return f"{self.code} ({shown})" if shown else self.code


class InputError(ExamError):
    """What a person gave us cannot be used."""


class ConfigError(InputError):
    """The exam's TOML says something that the exam does not know or cannot do."""


class RosterError(InputError):
    """The list of candidates cannot be used; `problems` are all that is wrong with it."""

    _others: "tuple[RosterError, ...]" = ()

    def followed_by(self, *others: "RosterError") -> "RosterError":
        """Make this the first of several problems, and return it."""
        self._others = others
        return self

    @property
    def problems(self) -> tuple[ExamError, ...]:
        """This problem and the others that were found in the list."""
        return (self, *self._others)


class CodeError(InputError):
    """A code that was typed is not one of ours."""


class ShareError(InputError):
    """Shares of the panel key are too few, mistyped or of another set."""


class DirectoryError(InputError):
    """A folder, file or port of this machine is not as it has to be."""


class IntegrityError(ExamError):
    """Bytes are not what their author wrote."""


class KeyMismatchError(IntegrityError):
    """A secret does not open what it was tried on."""


class JournalError(IntegrityError):
    """A record of a sitting is damaged, out of order or somebody else's."""


class SittingError(IntegrityError):
    """Events of a sitting contradict each other."""


class SealError(IntegrityError):
    """An envelope or receipt is damaged or somebody else's."""


class LedgerError(IntegrityError):
    """The log of the exam does not agree with its own root."""


class EvidenceError(IntegrityError):
    """The evidence is not what was written, or does not show what it claims."""


class RefusedError(ExamError):
    """The other side, or the rules of the exam, do not allow this now."""


class LinkError(ExamError):
    """The other side cannot be reached."""
