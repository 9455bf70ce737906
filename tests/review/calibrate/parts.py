"""Made-up leads as a pandas table, and the same as the arrays that calibration adds up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from leadpact.review.calibrate.gathering import NO, UNKNOWN, WITH_SCORE, YES, Gathered, LinePart, Part

THRESHOLDS = [("total", 4000)]


def made_up(leads: int, seed: int, *, unknown: float = 0.1, whole: bool = True) -> pd.DataFrame:
    """Leads that convert the more often the higher their score; `reach` is 0, 1 or 2 as in `gathering`."""
    rng = np.random.default_rng(seed)
    score = rng.integers(0, 101, leads) if whole else rng.integers(0, 10_001, leads) / 100
    won = np.where(rng.random(leads) < 0.05 + score / 200, YES, NO)
    won = np.where(rng.random(leads) < unknown, UNKNOWN, won)
    return pd.DataFrame(
        {
            "score": score,
            "won": won.astype(np.int8),
            "closed": rng.random(leads) < 0.05,
            "at_stage": score >= 40,
            "reach": rng.choice([0, 1, 1, 1, 2], leads).astype(np.int8),
        }
    )


def part(frame: pd.DataFrame, lines: Sequence[LinePart] = ()) -> Part:
    reach = frame["reach"].to_numpy() if "reach" in frame else np.full(len(frame), WITH_SCORE, dtype=np.int8)
    return Part(
        won=frame["won"].to_numpy(dtype=np.int8),
        closed=frame["closed"].to_numpy(dtype=bool),
        at_stage=frame["at_stage"].to_numpy(dtype=bool),
        scores={"total": hundredths(frame["score"])},
        reach=[reach],
        lines=lines,
        came=frame["came"].to_numpy(dtype=np.int64) if "came" in frame else None,
    )


def hundredths(scores: pd.Series[float]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return (scores * 100).round().to_numpy().astype(np.int64)


def gathered(frame: pd.DataFrame, lines: Sequence[LinePart] = (), pieces: int = 3) -> Gathered:
    """Added up in several pieces, as blocks come."""
    found = Gathered()
    edges = np.linspace(0, len(frame), pieces + 1).astype(int)
    for start, end in pairwise(edges):
        some = [
            LinePart(
                line.points[start:end],
                None if line.rows is None else line.rows[start:end],
                line.row_points,
                None if line.aside is None else line.aside[start:end],
            )
            for line in lines
        ]
        found.add(part(frame.iloc[start:end], some), THRESHOLDS)
    return found
