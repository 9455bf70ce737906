"""Leads and activities from files into tables of an engine, in bulk.

There is one meaning of a file. The fast path (`fast`, `delimited_batches`, `json_batches`, `parquet_scan`) takes only
what it can be shown to read as the readers of `leadpact.records` do; every other value goes through `records.convert`,
once for each distinct one, and every other row through the file's own reader. What is refused, and in which words,
these alone say.

`stage` gives the tables: numbers in the units of a plan, days and times in ms, NULL for what is unknown.
"""

from __future__ import annotations

from leadpact.records.bulk.counts import LogCounts, Same
from leadpact.records.bulk.inputs import open_inputs
from leadpact.records.bulk.staging import Block, Staged, stage

__all__ = ["Block", "LogCounts", "Same", "Staged", "open_inputs", "stage"]
