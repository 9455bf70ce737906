"""The compiled SQL as contestants read it: a file, as a data team has it in its repository."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.cases import acme
from leadpact.digest import digest_of
from leadpact.lower import lower
from leadpact.plan import Plan
from leadpact.targets.sql import Asked, build


def write(folder: Path) -> None:
    """`lines.sql` lists the points of each line of each score, as the committed file does; `plain.sql` does not."""
    policy = acme()
    plan = lower(policy, digest_of(policy))
    assert isinstance(plan, Plan)
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("lines", True), ("plain", False)):
        (folder / f"{name}.sql").write_text(build(plan, Asked(lines=lines)).sql("duckdb"), encoding="utf-8")


def versions() -> dict[str, str]:
    """What the contestants run on."""
    found = {platform.python_implementation(): platform.python_version()}
    for name, package in (("DuckDB", "duckdb"), ("Polars", "polars"), ("ZEN", "zen-engine")):
        try:
            found[name] = version(package)
        except PackageNotFoundError:
            continue
    return found
