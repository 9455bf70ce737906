"""The clocks of a lead: which response applies is asked in the frame of each cycle's start."""

from __future__ import annotations

from leadpact.plan.flow import Clock, Response
from leadpact.targets.python.constants import text
from leadpact.targets.python.deciding import Deciding, features_of
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.paying import row_place
from leadpact.targets.python.tests import test_text


class Clocking:
    """`functions` are those that say, for an instant, which response of a clock applies."""

    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.frame = deciding.frame
        self.functions: list[str] = []

    def cycles(self) -> str:
        """The expression of all cycles of all clocks."""
        frame, plan = self.frame, self.deciding.plan
        if not plan.clocks:
            return "()"
        frame.add("", "# The clocks")
        found = frame.names.fresh("found")
        frame.add(f"{found}: list[Cycle] = []")
        returned = self.deciding.standing.returned()
        for clock in plan.clocks:
            starts = clock.clause.starts
            running = " or ".join(f"{kind!r} in log" for kind in starts)
            inside = self._cycles_of(clock, found, returned)
            frame.add(f"if {running}:", *(f"    {line}" for line in inside))
        return f"tuple({found})"

    def _cycles_of(self, clock: Clock, found: str, returned: str) -> list[str]:
        frame = self.frame
        outside, frame.lines = frame.lines, []
        respond = self._respond(clock)
        calendars = [self._calendar(response) for response in clock.responses]
        inside, frame.lines = frame.lines, outside
        shown = f"({', '.join(calendars)}{',' if len(calendars) == 1 else ''})"
        return [
            *inside,
            f"{found} += cycles(CLOCK_{clock.clause.name}, ordered, log, {returned}, {respond}, {shown}, as_of)",
        ]

    def _calendar(self, response: Response) -> str:
        """The name and the calendar that a response is on."""
        if not response.calendars:
            return "(None, None)"
        each = [f"({text(name)}, CALENDAR_{name})" for name in response.calendars]
        if response.chosen is None:
            return each[0]
        frame = self.frame

        def make(on: Frame) -> str:
            place, lines = row_place(self.deciding.scope, response.chosen, on.names.fresh, "chosen")  # type: ignore[arg-type]
            on.add(*lines)
            return place

        # Worked out inside the branch of one clock, so for that clock alone.
        return f"({', '.join(each)})[{make(frame)}]"

    def _respond(self, clock: Clock) -> str:
        """A function from an instant to the place of the response that applies, -1 for none."""
        frame, plan = self.frame, self.deciding.plan
        tests = [response.applies for response in clock.responses]
        if not tests:
            return "lambda start: -1"
        if tests[0] is None:
            return "lambda start: 0"
        name = frame.names.fresh(f"{clock.clause.name}_response")
        inner = Frame(plan, frame.constants, frame.names, frame.unknowable, outer=frame)
        asked = [test for test in tests if test is not None]
        deciding = Deciding(inner, features_of(plan, asked))
        deciding.inside(self.deciding)
        shown = []
        for response in clock.responses:
            holds = "" if response.applies is None else test_text(deciding.scope, response.applies)
            shown.append((response, holds))
        for place, (response, holds) in enumerate(shown):
            inner.note(response.clause.span)
            inner.add(*([f"if {holds}:", f"    return {place}"] if holds else [f"return {place}"]))
        if shown[-1][1]:
            inner.add("return -1")
        borrowed = list(inner.borrowed)
        self.functions += [
            f"def {name}(ordered: Sequence[Activity], as_of: int{''.join(f', {one}: Any' for one in borrowed)}) -> int:",
            f'    """Which response of “{ascii(clock.clause.name)[1:-1]}” applies to a cycle that starts at `as_of`; -1 for none."""',
            "    ordered = [activity for activity in ordered if activity.at <= as_of]",
            "    log = by_kind(ordered)",
            *(f"    {line}" if line else "" for line in inner.lines),
            "",
            "",
        ]
        return f"lambda start: {name}(ordered, start{''.join(f', {one}' for one in borrowed)})"
