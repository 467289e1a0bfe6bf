"""Bytes that are no keys: what terminals answer, what is pasted, what is cut off or broken.

None of it may change a text, whatever else it is taken for.
"""

import base64
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

_LINE: Final = "Dari luar: rahasia\tKota 1978.\r\n"
_CONTROL_STRINGS: Final = {"dcs": "P", "apc": "_", "pm": "^", "sos": "X"}
_ENDS: Final = ("\x1b\\",)
_OSC_ENDS: Final = ("\x1b\\", "\x07")
_UNKNOWN_FINALS: Final = "GJKLNTUVWXYefghijklnorsvwxyz{|}"  # no key, report or mode ends with one
_INVALID_UTF8: Final[tuple[bytes, ...]] = (
    b"\x80",
    b"\xbf\xbf",
    b"\xff\xfe",
    b"\xc0\xaf",
    b"\xc1\x81",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xf4\x90\x80\x80",  # beyond the last code point
    b"\xf8\x88\x80\x80\x80",
    b"\x9b",
    b"\x9d\x90",
)
_UNSEEN: Final[str] = (
    "\ue001\ue011\ue021\ue032\ue051\ue061\uf8ff\U000f0000"  # marks, and more for private use
    "\u200b\u200d\u202e\u2066\ufeff\u00ad\u2028\u2029\ufffe\ufdd0\U000e0041"
)

_OF_EIGHT_BITS: Final[tuple[str, ...]] = (
    "\x80",
    "\x85",
    "\x9c",
    "\x9b?1;2c",
    "\x9d52;c;eA==\x9c",
    "\x90q\x9c",
)


def _osc(random: Random, body: str) -> bytes:
    return f"\x1b]{body}{random.choice(_OSC_ENDS)}".encode()


def _osc_52(random: Random) -> bytes:
    """A clipboard that is told or asked for."""
    secret = base64.b64encode(random.randbytes(random.choice((0, 3, 12, 60)))).decode()
    return _osc(random, f"52;{random.choice(('c', 'p', 's0', ''))};{random.choice((secret, '?'))}")


def _osc_8(random: Random) -> bytes:
    """A link around a text, which is left out: text is text."""
    return _osc(random, f"8;id={random.randint(0, 9)};https://example.org/{'x' * 40}")


def _osc_other(random: Random) -> bytes:
    """A colour, a title, a folder, a notice."""
    bodies = ("11;rgb:ffff/ffff/ffff", "2;rahasia", "0;", "7;file:///tmp", "9;pesan", "L;judul")
    return _osc(random, random.choice(bodies))


def _control_string(random: Random) -> bytes:
    """A device control string, an application's command, a privacy message."""
    letter = random.choice(tuple(_CONTROL_STRINGS.values()))
    body = random.choice(("1$r0m", "!|7E7E", "Gi=31;OK", ">|foot(1.2)", "", "q#0" + "~" * 60))
    return f"\x1b{letter}{body}{random.choice(_ENDS)}".encode()


def _device_reply(random: Random) -> bytes:
    """What a terminal says of itself."""
    replies = (
        "?62;1;2;6;22c", "?6c", ">41;354;0c", "=0c", "0n", "3n", "?13n", "5;10R", "?5;10R",
        "8;24;80t", "4;600;800t", "?997;1n", "?64;4c", "?1;2$y", "?2026;2$y", "2;2$y", "?7u", "?0u",
    )  # fmt: skip
    return f"\x1b[{random.choice(replies)}".encode()


def _size_report(random: Random) -> bytes:
    """A size that nobody asked for, and the readiness to tell more of them."""
    rows, columns = random.choice(((24, 80), (1, 1), (0, 0), (200, 500)))
    return random.choice((f"\x1b[48;{rows};{columns};0;0t", "\x1b[?2048;2$y")).encode()


def _unknown_csi(random: Random) -> bytes:
    """A sequence with odd parameters and a final letter that means no key."""
    private = random.choice(("", "?", ">", "=", "<"))
    numbers = [
        random.choice(("", "0", "1", "7", "65535", "1:2")) for _ in range(random.randint(0, 4))
    ]
    between = random.choice(("", "", " ", "$", "!", '"', "' "))
    return f"\x1b[{private}{';'.join(numbers)}{between}{random.choice(_UNKNOWN_FINALS)}".encode()


def _long_csi(random: Random) -> bytes:
    """A sequence longer than any key's."""
    return b"\x1b[" + b";".join(b"%d" % random.randint(0, 255) for _ in range(40)) + b"m"


def _kitty(random: Random) -> bytes:
    """Keys in kitty's protocol, which was not asked for, and nonsense in its form."""
    odd = (
        "97;1:3u", "97;5:3u", "1;1:3A", "3;1:3~", "57441;2u", "57447;1:3u", "57358u", "57452;1:3u",
        "9999999999u", "97;1;99999999999u", "1114112u", "97;;27u", "97;;0u", "97;;55296u",
        "97;;57345u", "97;;8203u", ":;u", "97;3u", "97;9u", "97;:u", "1;99999999999D", "57376u",
        "97;;97u", "13u", "27u", "122;5u", "127u", "57399;;48u",
    )  # fmt: skip
    return f"\x1b[{random.choice(odd)}".encode()


def _old_mouse(random: Random) -> bytes:
    """Reports of the mouse in forms that were not asked for."""
    return random.choice((b"\x1b[M !!", b"\x1b[M#%)", b"\x1b[35;10;10M", b"\x1b[64;3;3M"))


def _broken_mouse(random: Random) -> bytes:
    """Reports of a mouse that is nowhere, or with too much in them."""
    odd = ("<0;0;0M", "<0;;M", "<;;M", "<35;99999;99999M", "<0;1M", "<999;3;3m", "<35;-1;-4M")
    return f"\x1b[{random.choice(odd)}".encode()


def _focus(random: Random) -> bytes:
    """The window was left and is in front again."""
    return random.choice((b"\x1b[I", b"\x1b[O\x1b[I"))


def _focus_lost(_random: Random) -> bytes:
    """The window was left, and that it is in front again is never told."""
    return b"\x1b[O"


def _unknown_ss3(random: Random) -> bytes:
    """A key of some keypad that nobody has."""
    return random.choice((b"\x1bOg", b"\x1bOz", b"\x1bOT", b"\x1b[[Z"))


def _invalid_utf8(random: Random) -> bytes:
    """Bytes that are no text."""
    return random.choice(_INVALID_UTF8)


def _unseen(random: Random) -> bytes:
    """Characters that no text may have: marks of ours, invisible ones, controls of eight bits."""
    unseen: tuple[str, ...] = (*_UNSEEN, *_OF_EIGHT_BITS)
    return random.choice(unseen).encode()


def _paste(random: Random) -> bytes:
    """A paste, which arrives as nothing."""
    return b"\x1b[200~" + (_LINE * random.randint(0, 4)).encode() + b"\x1b[201~"


def _huge_paste(random: Random) -> bytes:
    """A paste of a book."""
    return b"\x1b[200~" + (_LINE * random.randint(500, 6000)).encode() + b"\x1b[201~"


def _paste_with_escapes(random: Random) -> bytes:
    """A paste with sequences in it, of keys and of other pastes."""
    pieces = (
        b"\x1b[31m", b"\x1b[A", b"\x1b\x1b", b"\x1bx", b"\x1b[200~", b"\x1b]52;c;eA==\x07",
        b"\x1b[", b"\x1b[3~", b"\x01\x18\x1a", b"x" * 50, _LINE.encode(), b"\xe2\x82", b"\x00",
        b"\x1b[21~",
    )  # fmt: skip
    inside = b"".join(random.choices(pieces, k=random.randint(1, 6)))
    return b"\x1b[200~" + inside + b" \x1b[201~"


KINDS: Final[Mapping[str, Callable[[Random], bytes]]] = {
    "osc-52": _osc_52,
    "osc-8": _osc_8,
    "osc": _osc_other,
    "control-string": _control_string,
    "device-reply": _device_reply,
    "size-report": _size_report,
    "unknown-csi": _unknown_csi,
    "long-csi": _long_csi,
    "kitty": _kitty,
    "old-mouse": _old_mouse,
    "broken-mouse": _broken_mouse,
    "focus": _focus,
    "focus-lost": _focus_lost,
    "unknown-ss3": _unknown_ss3,
    "invalid-utf8": _invalid_utf8,
    "unseen": _unseen,
    "paste": _paste,
    "paste-with-escapes": _paste_with_escapes,
    "huge-paste": _huge_paste,
}
"""Makers of noise by its kind; the last is drawn seldom, since it takes its time."""
