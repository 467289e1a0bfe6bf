"""Questions at the bare console, before the exam: no key ends them, and a slip is asked again.

Their texts are Indonesian and stand in the programs themselves: only technicians read them.
"""

import getpass
import signal
from collections.abc import Callable
from typing import Final, TypeVar

_KEYS: Final = (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP)
_CLEAR: Final = "\x1b[2J\x1b[H"
_PLAIN: Final = str.maketrans("“”‘’…", "\"\"''.")
"""What the console's letters do not have."""
_T = TypeVar("_T")


class Slip(Exception):  # noqa: N818 - it is no fault of the program
    """What was typed cannot be used; the text is a sentence."""


def begin(title: str) -> None:
    """Clear the console, and let no key end the program."""
    for key in _KEYS:
        signal.signal(key, signal.SIG_IGN)
    print(f"{_CLEAR}{title}\n{'=' * len(title)}\n")


def say(text: str) -> None:
    """Write a text with the letters that the console has."""
    print(text.translate(_PLAIN), flush=True)


def ask(question: str, use: Callable[[str], _T], *, hidden: bool = False) -> _T:
    """Ask until `use` takes the answer; returns what it makes of it."""
    while True:
        try:
            return use(_read(f"{question}: ", hidden).strip())
        except EOFError:
            print()
        except UnicodeDecodeError:
            say("Huruf itu tidak dapat dibaca. Ketik sekali lagi.")
        except Slip as slip:
            say(str(slip))


def _read(prompt: str, hidden: bool) -> str:
    if hidden:
        return getpass.getpass(prompt)
    # Python itself would write the prompt to the log, which is not the console.
    print(prompt, end="", flush=True)
    return input()
