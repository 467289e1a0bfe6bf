"""Rewrites a copy of a module so that mutmut sees what stands under a property.

mutmut leaves decorated functions alone. `name = property(name)` below the function means the same
and is no decorator. It is only ever applied to the copy that is about to be changed.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_DECORATORS: Final = ("property", "cached_property")


def undecorated(source: str) -> str:
    """Return the source with each property made below its function."""
    lines = source.splitlines()
    for method, decorator in sorted(_properties(source), key=lambda one: -one[0].lineno):
        end = method.end_lineno or method.lineno
        lines.insert(end, f"    {method.name} = {decorator}({method.name})")
        del lines[method.decorator_list[0].lineno - 1]
    return "\n".join(lines) + "\n"


def _properties(source: str) -> Iterator[tuple[ast.FunctionDef, str]]:
    classes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef))
    for method in (item for one in classes for item in one.body):
        if isinstance(method, ast.FunctionDef) and len(method.decorator_list) == 1:
            decorator = method.decorator_list[0]
            if isinstance(decorator, ast.Name) and decorator.id in _DECORATORS:
                yield method, decorator.id


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(undecorated(path.read_text("utf-8")), "utf-8")
