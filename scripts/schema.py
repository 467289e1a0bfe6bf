"""Keeps docs/config.schema.json in step with the language of a selection's TOML.

Editors that know JSON Schema (Even Better TOML, Taplo) complete and check a config with it, because
each begins with a line that names it.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from exam.config import config_schema

FILE: Final = Path(__file__).parent.parent / "docs" / "config.schema.json"


def schema_text() -> str:
    """Return the schema as the file has to hold it."""
    return json.dumps(config_schema(), ensure_ascii=False, indent=2) + "\n"


def is_in_step(file: Path) -> bool:
    """Whether a file holds the schema of today."""
    return file.exists() and file.read_text("utf-8") == schema_text()


def main() -> int:
    """Write the schema, print it with --print, or with --check say whether the file is right."""
    parser = argparse.ArgumentParser(prog="python -m scripts.schema", description=__doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--print", action="store_true", help="print it and change nothing")
    choice.add_argument("--check", action="store_true", help="change nothing; 1 if out of step")
    arguments = parser.parse_args()
    if arguments.print:
        sys.stdout.write(schema_text())
    elif not arguments.check:
        FILE.write_text(schema_text(), "utf-8")
    elif not is_in_step(FILE):
        print("docs/config.schema.json: out of step; run python -m scripts.schema", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
