"""What scipy says of shares. Every formula is its own; here are only the names under which calibration asks for them.

- `interval`: Wilson's score interval, `scipy.stats.binomtest(k, n).proportion_ci(method="wilson")`;
- `compared`: the p of Fisher's exact test, `scipy.stats.fisher_exact`; the interval of the difference of two shares is
  that of Welch's unequal variances, `scipy.stats.ttest_ind(equal_var=False).confidence_interval()` on ones and zeros,
  given only where both sides have `ENOUGH_EACH` of each kind, as it holds for large numbers only;
- `adjusted`: Benjamini and Hochberg's adjustment for many comparisons, `scipy.stats.false_discovery_control`;
- `tie`: Cramér's V, `scipy.stats.contingency.association(method="cramer")`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LEVEL = 0.95
"""Of all intervals."""

ENOUGH_EACH = 10
"""Leads that converted, and that did not, on either side, before an interval of a difference is given."""


def interval(converted: int, known: int) -> tuple[float, float]:
    """Wilson's interval of the share of `converted` in `known` leads, of which there is at least one."""
    from scipy.stats import binomtest

    found = binomtest(converted, known).proportion_ci(confidence_level=LEVEL, method="wilson")
    return float(found.low), float(found.high)


def compared(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, tuple[float, float] | None]:
    """The p with which two groups of leads (converted, known) convert alike, and the interval of one less the other."""
    from scipy.stats import fisher_exact, ttest_ind

    (one_yes, one_all), (other_yes, other_all) = one, other
    table = [[one_yes, one_all - one_yes], [other_yes, other_all - other_yes]]
    p = float(fisher_exact(table).pvalue)
    if min(min(row) for row in table) < ENOUGH_EACH:
        return p, None
    found = ttest_ind(_ones(*one), _ones(*other), equal_var=False).confidence_interval(LEVEL)
    return p, (float(found.low), float(found.high))


def adjusted(ps: Sequence[float]) -> list[float]:
    """The same p as if only one comparison had been made: what is below 5% is wrong in 5% of such findings."""
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control(ps)] if ps else []


def tie(table: npt.NDArray[np.int64]) -> float:
    """How tightly a row tells the column of a lead, from 0 to 1; rows and columns without leads count for nothing."""
    from scipy.stats.contingency import association

    there = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return float(association(there, method="cramer")) if min(there.shape) > 1 else 0.0


def _ones(yes: int, of: int) -> npt.NDArray[np.float64]:
    return np.repeat(np.array([1.0, 0.0]), [yes, of - yes])
