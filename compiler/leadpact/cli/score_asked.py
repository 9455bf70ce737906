"""What a run of `leadpact score` on files is asked to do, checked and complete."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from leadpact.cli.as_of import as_of_meant
from leadpact.cli.options import fail_usage
from leadpact.cli.score_outputs import Outputs
from leadpact.records.leads import reading_of
from leadpact_dsl.model import Policy
from leadpact_dsl.zones import Zone


@dataclass(frozen=True)
class When:
    """As of when leads are decided: one `instant` in ms for all, or each as its cell in `column` says.

    `said` is how that is told; times in tables are in `zone`, the agreement's.
    """

    instant: int | None
    column: str | None
    zone: Zone
    said: str


def when_meant(policy: Policy, as_of: str | None, column: str | None) -> When:
    """Of `--as-of` and `--as-of-column`, of which one may be given; without them it is the present minute."""
    if column is not None:
        if as_of is not None:
            fail_usage("--as-of is one time for all leads, --as-of-column each lead's own: give one of the two.")
        zone = reading_of(policy).zone
        return When(None, column, zone, f"each as of its time in “{column}” ({zone.name})")
    one = as_of_meant(policy, as_of)
    repeat = "" if one.given else "; give --as-of to repeat it"
    return When(one.instant, None, one.zone, f"as of {one.written} ({one.zone.name}{repeat})")


@dataclass(frozen=True)
class Asked:
    """`leads` and `activities` may be patterns. `jobs` is how many processors may work, `memory` how many bytes the
    database may hold at once. `on_spark`: Spark decides, here or at `spark_url`."""

    policy: Policy
    leads: Path
    activities: Path | None
    encoding: str | None
    when: When
    outputs: Outputs
    max_rejects: int | None
    explain: bool
    jobs: int
    memory: int
    on_spark: bool = False
    spark_url: str | None = None
