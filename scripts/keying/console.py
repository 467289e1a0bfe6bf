"""Shows the kiosk's pages to a terminal that is a bare Linux console, and looks at what it draws.

Every character has to be in Debian's console font, and no colour beyond the sixteen may be named:
`python -m scripts.keying.console`.
"""

import gzip
import re
import struct
import sys
from collections import Counter
from pathlib import Path
from typing import Final

from exam.manuscript import Part
from scripts.keying.trial import Trial

FONTS: Final = ("Lat15-Terminus16", "Lat15-Fixed16")
"""What console-setup installs for Latin letters on Debian."""
FOLDER: Final = Path("/usr/share/consolefonts")
_QUIET_SECONDS: Final = 0.2
_PSF1, _PSF2 = b"\x36\x04", b"\x72\xb5\x4a\x86"
_SEQUENCE: Final = re.compile(
    rb"\x1b\](?:P[0-9A-F]{7}|R)|\x1b\[([0-9;:?<>=]*)[ -/]*([@-~])|\x1b[ -/]*[0-~]|[\x00-\x1f]"
)
_TEXTS: Final = {
    Part.PAPER: "\ue001Pendahuluan\nKota “tertib” – 1.248 kejadian … ½ 10° é ü\n\ue002Latar\n"
    "\ue011satu\n\ue012dua\n\ue021tiga\n\ue022empat\n\ue031a\ue032b\n\ue041\n"
    "\ue051tebal\ue052 \ue053miring\ue054 catatan\ue061kaki\ue062\n" + "baris\n" * 60,
    Part.SLIDES: "\ue001Gagasan\n\ue011satu",
}
_OWN_LETTERS: Final = frozenset("“–…½°éü”")
"""Letters of the text above; what somebody types is not ours to choose."""
_PAGES: Final = (
    b"\x14", b"\x1b[[A", b"\x1b[6~", b"\x1b\x1b[0n", b"\x1b[[B", b"\x1b\x1b[0n", b"\x1b[21~",
    b"\x1b[C\r", b"x\r", b"\x1b\x1b[0n", b"\x06baris", b"\t", b"\x1b\x1b[0n", b"\x1b[19~\x1b[19~",
    b"\x1b\x1b[0n", b"\x1b[[C", b"\x1b[200~x\x1b[201~", b"\x13",
)  # fmt: skip
"""Keys that show one page after the other."""


def letters_of(font: Path) -> frozenset[str]:
    """Return the characters that a console font can show.

    Raises:
        ValueError: it has no table of characters.

    """
    content = gzip.decompress(font.read_bytes())
    if content[:2] == _PSF1:
        mode, size = content[2], content[3]
        table = content[4 + (512 if mode & 1 else 256) * size :]
        words = struct.unpack(f"<{len(table) // 2}H", table[: len(table) // 2 * 2])
        return frozenset(chr(word) for word in words if word < 0xFFFE)
    if content[:4] == _PSF2:
        _, start, _, count, size = struct.unpack("<5I", content[4:24])
        table = content[start + count * size :]
        pieces = (each.split(b"\xfe")[0] for each in table.split(b"\xff"))
        return frozenset("".join(piece.decode("utf-8") for piece in pieces))
    raise ValueError(font.name)


def drawn_on_console() -> tuple[Counter[str], Counter[str]]:
    """Turn all pages on a console; returns the characters drawn, and the numbers of the styles."""
    trial = Trial(1, _TEXTS, (80, 25), term="linux")
    heard: list[bytes] = []
    hear = trial.terminal.listener.hear

    def listen(data: bytes) -> None:
        heard.append(data)
        hear(data)

    trial.terminal.listener.hear = listen  # type: ignore[method-assign]
    trial.start()
    for keys in _PAGES:
        trial.terminal.send(keys)
        trial.terminal.be_quiet(_QUIET_SECONDS, 3.0)
    trial.end()
    output = b"".join(heard)
    letters = Counter(_SEQUENCE.sub(b"", output).decode("utf-8", "replace"))
    styles = Counter(found[1].decode() for found in _SEQUENCE.finditer(output) if found[2] == b"m")
    return letters, styles


def main() -> int:
    """Say what is drawn that a console cannot show; 1 if there is anything."""
    letters, styles = drawn_on_console()
    ours = set(letters) - _OWN_LETTERS
    print(f"{len(letters)} characters: {''.join(sorted(letters))}")
    many = [style for style in styles if re.search(r"(?:^|;)[34]8[;:]", style)]
    print(f"{len(styles)} styles, {len(many)} of them with more than sixteen colours: {many[:3]}")
    bad = bool(many)
    for name in FONTS:
        missing = ours - letters_of(FOLDER / f"{name}.psf.gz")
        bad = bad or bool(missing)
        print(f"{name}: {f'cannot show {sorted(missing)}' if missing else 'can show all'}")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
