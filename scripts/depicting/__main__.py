"""`scripts/pictures`: every picture of the guides drawn anew, or which of them are stale."""

import argparse
import sys
from collections.abc import Sequence

from scripts.depicting.album import Drawing, all_drawings
from scripts.depicting.camera import pictures_of
from scripts.depicting.keeping import PICTURES, digest_of, file_of, keep, kept, name_of, stale
from scripts.depicting.sheets import missing_packages


def main() -> int:
    """Do as asked; returns the exit code."""
    options = _parser().parse_args()
    missing = [] if options.check else missing_packages()
    if missing:
        print(f"Install these first: apt-get install {' '.join(missing)}", file=sys.stderr)
        return 2
    drawings = all_drawings()
    if options.check:
        return _tell(stale(drawings))
    if options.stale:
        names = set(stale(drawings))
        return _redraw([one for one in drawings if name_of(one) in names], drawings)
    unknown = set(options.only) - {one.name for one in drawings}
    if unknown:
        print(f"There are no such pictures: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [one for one in drawings if not options.only or one.name in options.only]
    return _redraw(chosen, drawings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/pictures", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="say which pictures are stale")
    what.add_argument("--stale", action="store_true", help="draw those that are stale")
    what.add_argument(
        "--only", nargs="+", default=(), metavar="NAME", help="draw these, in every language"
    )
    return parser


def _redraw(chosen: Sequence[Drawing], drawings: Sequence[Drawing]) -> int:
    """Draw what was chosen, and take away what there is no more."""
    digests = kept()
    for one, png in pictures_of(chosen):
        file = file_of(name_of(one))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(png)
        digests[name_of(one)] = digest_of(one)
    keep(digests)
    _forget({name_of(one) for one in drawings})
    print(f"{len(chosen)} pictures drawn in {PICTURES}")
    return 0


def _forget(wanted: set[str]) -> None:
    """Take away what is left over."""
    for file in PICTURES.glob("*/*.png"):
        if file.relative_to(PICTURES).with_suffix("").as_posix() not in wanted:
            file.unlink()
    keep({name: digest for name, digest in kept().items() if name in wanted})


def _tell(names: Sequence[str]) -> int:
    """Say what is stale, and what to do about it."""
    if not names:
        print("No picture is stale.")
        return 0
    print("\n".join(("Stale:", *names, "Draw them: scripts/pictures --stale")))
    return 1


if __name__ == "__main__":
    sys.exit(main())
