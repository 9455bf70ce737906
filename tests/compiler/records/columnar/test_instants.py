"""Many instants as text are those instants one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadpact.records.columnar.instants import Instants
from leadpact.records.writers import in_iso
from leadpact_dsl.limits import AFTER_LAST_INSTANT
from leadpact_dsl.phrases import times
from leadpact_dsl.zones import zone

ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Monrovia", "UTC")
# The hour that New York's clocks show twice, and the one that they skip.
EDGES = (0, 1793511000000, 1793514600000, 1772953199999, 1772953200000, AFTER_LAST_INSTANT - 1)

instant = st.one_of(
    st.sampled_from(EDGES),
    st.integers(0, AFTER_LAST_INSTANT - 1),
    st.integers(0, AFTER_LAST_INSTANT // 1000 - 1).map(lambda seconds: seconds * 1000),
    st.integers(0, AFTER_LAST_INSTANT // 60_000 - 1).map(lambda minutes: minutes * 60_000),
    st.integers(-3_700_000, 3_700_000).map(lambda ms: 1793511000000 + ms),
)


@given(st.lists(instant, max_size=30), st.sampled_from(ZONES))
def test_like_one_by_one(at: list[int], name: str) -> None:
    there = zone(name)
    assert there is not None
    found = Instants(np.array(at, dtype=np.int64), there)
    assert found.iso().to_pylist() == [in_iso(one, there) for one in at]
    assert found.words().to_pylist() == [times.instant(one, name) for one in at]


@pytest.mark.parametrize("name", ZONES)
def test_none(name: str) -> None:
    there = zone(name)
    assert there is not None
    assert len(Instants(np.array([], dtype=np.int64), there).iso()) == 0
