"""Clocks of many leads at once: every cycle in their logs, when it was due, and where it stands.

The meaning is that of the reference (`leadpact_dsl.evaluate.clocks` and `leadpact_dsl.clockwork`), to the millisecond;
`tests/engines/clocks` compares the two. Nothing here reads a file or asks a database: arrays in, arrays out.

    found = cycles(plan, events, as_of)               every cycle of every clock of every lead
    frames = frames_of(plan, found)                   the instants at which it has to be asked which response applies
    response = responses(plan, found, frames, …)      what was answered, back on the cycles
    times = timed(plan, found, response, …)           due, state, time used, tries and instructions
    refusals(found, times)                            leads that need a calendar outside its years

`leadpact.engines.clocks.table` has the same as an Arrow table, for people and data teams.

Instants are ms since 1970-01-01 UTC, lengths ms. In arrays of either, `NONE` (-1) is what Python would call None.
"""

from leadpact.engines.clocks.arrays import NONE
from leadpact.engines.clocks.cycles import AFRESH, RECYCLED, Cycles, cycles
from leadpact.engines.clocks.events import Events
from leadpact.engines.clocks.frames import Frames, frames_of, responses
from leadpact.engines.clocks.open_time import OpenTime, open_time
from leadpact.engines.clocks.refusals import Refusals, refusals
from leadpact.engines.clocks.timed import STATES, Timed, timed

__all__ = [
    "AFRESH", "NONE", "RECYCLED", "STATES", "Cycles", "Events", "Frames", "OpenTime", "Refusals", "Timed", "cycles",
    "frames_of", "open_time", "refusals", "responses", "timed",
]  # fmt: skip
