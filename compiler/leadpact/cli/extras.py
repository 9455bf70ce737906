"""Libraries that come with an extra of leadpact: fetched where a command needs them, or said how to get them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import click

_LONG = 200
"""Why a library does not load is cut off here: some of them tell a page."""


@dataclass(frozen=True)
class Extra:
    """`pip install "leadpact[name]"` brings `library`, as it is called in a sentence, of which `module` is used."""

    name: str
    library: str
    module: str

    @property
    def package(self) -> str:
        return self.module.partition(".")[0]


SOLVER = Extra("solver", "the solver OR-Tools", "ortools.sat.python.cp_model")
STATISTICS = Extra("statistics", "the library of statistics SciPy", "scipy.stats")


def need(extra: Extra, what: str) -> None:
    """Loads the library of an extra; `what` needs it: "`compare`".

    Raises `click.ClickException` with the way to get it, where it is not installed or cannot be loaded.
    """
    try:
        import_module(extra.module)
    except ImportError as problem:
        raise click.ClickException(f"{what} needs {extra.library}, {_way_out(extra, problem)}") from None


def _way_out(extra: Extra, problem: ImportError) -> str:
    if isinstance(problem, ModuleNotFoundError) and problem.name == extra.package:
        return f'which is not installed here. Install it with: pip install "leadpact[{extra.name}]"'
    # It is there, and a part of it or a library of the system is not: its own words say which.
    why = " ".join(str(problem).split())[:_LONG] or type(problem).__name__
    return (
        f"which is installed here but cannot be loaded ({why}). Install it anew with: "
        f'pip install --force-reinstall "leadpact[{extra.name}]"'
    )
