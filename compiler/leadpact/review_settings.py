"""The table `review` in the settings of a policy repository: what `leadpact review` tries a change on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from leadpact.policies import BadSettings, Repository, shown
from leadpact_dsl.diagnostics import nearest

MOST_MADE_UP = 100_000
MOST_SEED = 1_000_000_000


@dataclass(frozen=True)
class ReviewSettings:
    """`leads` and `activities` are files inside the repository; without leads, `sample` of them are made up."""

    leads: Path | None = None
    activities: Path | None = None
    outcome: str | None = None
    won: tuple[str, ...] = ()
    as_of: str | None = None
    sample: int = 1000
    seed: int = 1
    require_acceptance: bool = False


def review_settings(found: Repository | None) -> ReviewSettings:
    """What a repository says; without one, or without the table, what is usual. Raises BadSettings.

    A file outside the repository is refused: whoever proposes a change proposes its settings too.
    """
    table = {} if found is None else found.settings.get("review", {})
    if found is None:
        return ReviewSettings()
    where = f"In {shown(found.file)}"
    if not isinstance(table, Mapping):
        raise BadSettings(f"{where}, `review` has to be a table: [review].")
    known = list(ReviewSettings.__dataclass_fields__)
    for name in table:
        if name not in known:
            meant = nearest(str(name), known)
            raise BadSettings(f"{where}, `review` knows no `{name}`.{f' Is {meant} meant?' if meant else ''}")
    won = table.get("won", [])
    if not isinstance(won, list) or not all(isinstance(one, str) for one in won):
        raise BadSettings(f'{where}, `review.won` has to be a list of texts, such as ["yes"].')
    accept = table.get("require_acceptance", False)
    if not isinstance(accept, bool):
        raise BadSettings(f"{where}, `review.require_acceptance` has to be true or false.")
    return ReviewSettings(
        leads=_file(found, table, "leads", where),
        activities=_file(found, table, "activities", where),
        outcome=_text(table, "outcome", where),
        won=tuple(won),
        as_of=_text(table, "as_of", where),
        sample=_number(table, "sample", 1000, 0, MOST_MADE_UP, where),
        seed=_number(table, "seed", 1, 0, MOST_SEED, where),
        require_acceptance=accept,
    )


def _text(table: Mapping[str, object], name: str, where: str) -> str | None:
    value = table.get(name)
    if value is not None and not isinstance(value, str):
        raise BadSettings(f"{where}, `review.{name}` has to be a text.")
    return value


def _file(found: Repository, table: Mapping[str, object], name: str, where: str) -> Path | None:
    value = _text(table, name, where)
    if value is None:
        return None
    try:
        path = (found.root / value).resolve()
        inside = path.is_relative_to(found.root.resolve()) and path.is_file()
    except (OSError, RuntimeError, ValueError):
        inside = False
    if not inside:
        raise BadSettings(f"{where}, `review.{name}` has to name a file inside the repository; {value!a} is none.")
    # Messages say it, and stand in public comments: never where it lies on this machine.
    return Path(os.path.relpath(found.root / value))


def _number(table: Mapping[str, object], name: str, usual: int, least: int, most: int, where: str) -> int:
    value = table.get(name, usual)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise BadSettings(f"{where}, `review.{name}` has to be a whole number from {least:,} to {most:,}.")
    return value
