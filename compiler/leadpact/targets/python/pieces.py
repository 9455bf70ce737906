"""The modules that every scorer brings along, as text: their imports taken out, and gathered at the top."""

from __future__ import annotations

import ast
from functools import cache
from importlib import resources

from leadpact_dsl.folding import RUNS

_PACKAGE = "leadpact.targets.python.runtime"
PIECES = (
    "refusing",
    "texts",
    "days",
    "business",
    "records",
    "cycles",
    "decisions",
    "fields",
    "values",
    "mistakes",
    "reading",
    "parsing",
    "main",
)
_LAST_LINE = 118


@cache
def piece(name: str) -> tuple[str, str]:
    """The first line of a module's docstring, and its code from behind the imports on."""
    source = resources.files(_PACKAGE).joinpath(f"{name}.py").read_text("utf-8")
    tree = ast.parse(source)
    title = (ast.get_docstring(tree) or "").split("\n")[0]
    behind = 0
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) or behind == 0:
            behind = node.end_lineno or behind
    return title, "\n".join(source.split("\n")[behind:]).strip("\n")


@cache
def imports() -> tuple[str, ...]:
    """What all the pieces need of the standard library, sorted."""
    plain: set[str] = {"re"}
    named: dict[str, set[str]] = {"bisect": {"bisect_right"}, "typing": {"Any", "NamedTuple"}}
    for name in PIECES:
        for node in ast.parse(resources.files(_PACKAGE).joinpath(f"{name}.py").read_text("utf-8")).body:
            match node:
                case ast.Import(names=names):
                    plain |= {alias.name for alias in names}
                case ast.ImportFrom(module=str() as module, names=names) if not module.startswith("leadpact"):
                    named.setdefault(module, set()).update(alias.name for alias in names)
                case _:
                    pass
    named.pop("__future__", None)
    lines = [f"import {name}" for name in plain]
    lines += [f"from {module} import {', '.join(sorted(names))}" for module, names in named.items()]
    return tuple(sorted(lines, key=lambda line: (line.startswith("from"), line)))


@cache
def constants() -> frozenset[str]:
    """What the pieces call their constants, and no constant of a policy may be called."""
    trees = (ast.parse(resources.files(_PACKAGE).joinpath(f"{name}.py").read_text("utf-8")) for name in PIECES)
    names = (node.id for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name))
    return frozenset(name for name in names if name == name.upper())


def runs() -> str:
    """The table of case folding, as one constant."""
    return "RUNS = (\n" + "\n".join(f"    {one}," for one in map(str, RUNS)) + "\n)"
