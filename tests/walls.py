"""Reading the project's own code, for the tests that hold its walls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = {"locales": 0, "data": 1, "metrics": 2, "reports": 3, "pages": 4, "dashboard": 5, "serve": 6}
"""The rooms of the house: each may import what lies under it, and itself."""


def room_of(path: Path) -> str:
    """Say which room a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def modules(*rooms: str) -> Iterator[Path]:
    """Give the Python files of some rooms, or of all."""
    for room in rooms or FLOORS:
        single = ROOT / f"{room}.py"
        yield from [single] if single.exists() else sorted((ROOT / room).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path, node: ast.AST) -> str:
    """Name a place in the code, for messages."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Give every imported module, with its full name, wherever in the file it is imported."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place(path, node)}: imports are written in full"
            yield from ((f"{node.module}.{name.name}", node) for name in node.names)


def texts(path: Path) -> Iterator[tuple[str, ast.expr]]:
    """Give every string of a file with ``{}`` for what is put in; docstrings are left out."""
    prose = {
        id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr) and _is_text(node.value)
    }
    pieces: set[int] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            pieces |= {id(piece) for piece in node.values}
            said = (piece.value if isinstance(piece, ast.Constant) else "{}" for piece in node.values)
            yield "".join(map(str, said)), node
        elif _is_text(node) and id(node) not in prose | pieces:
            yield node.value, node


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
