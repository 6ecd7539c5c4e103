"""Settings that are a program in Python in, what it assigns out; it is not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.errors import InputError

_LONGEST = 10_000  # of what a few lines of a program could else make a text of any length


def assigned(text: str, path: Path) -> dict[str, object]:
    r"""Return what a program in Python assigns to its names, None where that is no constant.

    Raises:
        InputError: it is no Python.

    Example:
        >>> assigned("import os\nA = 'a'\nB = (A, 1)\nC = os.sep\nD = A + 'b'", Path("conf.py"))
        {'A': 'a', 'B': ('a', 1), 'C': None, 'D': 'ab'}
    """
    found: dict[str, object] = {}
    try:
        for name, value in _assignments(ast.parse(text)):
            found[name] = _constant(value, found)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = getattr(error, "msg", "it is nested too deep")
        fault = f"the file of settings is no Python ({reason})"
        line = getattr(error, "lineno", None)
        raise InputError(path, fault, "mend it", line=line) from error
    return found


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            yield statement.target.id, statement.value or ast.Constant(None)


def _constant(value: ast.expr, found: Mapping[str, object]) -> object:
    if isinstance(value, ast.Name):
        return found.get(value.id)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        left, right = _constant(value.left, found), _constant(value.right, found)
        if isinstance(left, str) and isinstance(right, str):
            joined = left + right
            return joined if len(joined) <= _LONGEST else None
        return None
    if isinstance(value, ast.Tuple | ast.List):
        return tuple(_constant(one, found) for one in value.elts)
    return value.value if isinstance(value, ast.Constant) else None
