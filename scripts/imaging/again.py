"""A technician's way back to the questions at a stick that is a seat: a key, then the phrase.

Whoever has no phrase gets the exam. The seat is put away with its work, and nothing is deleted.
"""

import os
import select
import sys
import termios
import tty
from collections.abc import Callable
from typing import Final

from scripts.provisioning.files.kiosk.usr.local.lib.makalah.asking import ask, begin, say

_TITLE: Final = "Makalah - flash disk"
_SECONDS: Final = 3.0
_KEY: Final = b"t"
_TRIES: Final = 3
_OFFER: Final = "Teknisi: tekan T dalam {seconds:.0f} detik untuk menyiapkan PC ini ulang."
_PHRASE: Final = "Ketik kalimat sandi flash disk ini, atau hanya Enter untuk meneruskan ujian."


def is_wanted(is_phrase: Callable[[str], bool], seconds: float = _SECONDS) -> bool:
    """Whether a technician asks for the questions, and knows the phrase."""
    begin(_TITLE)
    say(_OFFER.format(seconds=seconds))
    if not was_pressed(_KEY, seconds):
        return False
    say(_PHRASE)
    for _ in range(_TRIES):
        typed = ask("Kalimat sandi", str, hidden=True)
        if not typed:
            return False
        if is_phrase(typed):
            return True
        say("Bukan itu kalimat sandinya.")
    return False


def was_pressed(key: bytes, seconds: float, handle: int | None = None) -> bool:
    """Whether a key is pressed within so many seconds; any other key ends the wait."""
    keys = sys.stdin.fileno() if handle is None else handle
    before = termios.tcgetattr(keys)
    try:
        tty.setcbreak(keys, termios.TCSADRAIN)
        ready, _, _ = select.select([keys], [], [], seconds)
        return bool(ready) and os.read(keys, 1).lower() == key
    finally:
        termios.tcsetattr(keys, termios.TCSAFLUSH, before)
