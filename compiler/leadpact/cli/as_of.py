"""`--as-of`: the instant that a decision is about."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from leadpact.cli.options import fail_usage
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import Policy
from leadpact_dsl.zones import Zone, zone

_Function = TypeVar("_Function", bound=Callable[..., Any])

_MINUTE = 60_000


@dataclass(frozen=True)
class AsOf:
    """`written` gives the same instant when it is given as `--as-of`; `given` is whether it was."""

    instant: int
    zone: Zone
    given: bool

    @property
    def written(self) -> str:
        return written(self.instant, self.zone)


def as_of_option(function: _Function) -> _Function:
    """Adds `--as-of T`; the function receives the text as `as_of`, ready for `as_of_meant`."""
    return click.option(
        "--as-of",
        metavar="TIME",
        help="Decide as of this time, such as “2026-11-02 12:00” in the agreement's timezone. Without it: now.",
    )(function)


def as_of_meant(policy: Policy, text: str | None) -> AsOf:
    """The instant of `--as-of`, else the present minute. Ends in wrong use where it is none, or one too far off."""
    from leadpact.records.times import instant_of
    from leadpact.records.wording import Bad, shown

    there = zone(policy.agreement.timezone)
    if there is None:
        raise InternalError(f"the agreement's timezone {policy.agreement.timezone} is none")
    if text is None:
        # The evaluation reads no clock. The command does, to the minute, so that what it prints can be given again.
        instant, said = int(time.time()) // 60 * _MINUTE, "It is now"
    else:
        read = instant_of(text, there)
        if isinstance(read, Bad):
            fail_usage(f"--as-of is “{shown(text)}”, {read.why}.")
        instant, said = read, "--as-of is"
    first, last = policy.agreement.first_year, policy.agreement.last_year
    if not first <= there.local(instant).year <= last:
        fail_usage(
            f"{said} {written(instant, there)}, and the agreement knows the holidays and clocks of {first} to {last} "
            "only. A line such as “covers 2015 to 2035” below “agreement” names other years."
        )
    return AsOf(instant, there, given=text is not None)


def written(instant: int, there: Zone) -> str:
    """A time as a policy writes it, with its offset only where the bare time could be misread."""
    from leadpact_dsl.zones import LocalTimeProblem

    local = there.local(instant)
    try:
        there.instant(local)
    except LocalTimeProblem:
        from leadpact.records.writers import in_iso

        return in_iso(instant, there)
    precise = "minutes" if instant % _MINUTE == 0 else "seconds" if instant % 1000 == 0 else "milliseconds"
    return local.isoformat(" ", precise)
