"""The clocks of a lead, cycle by cycle: which response applies, when it is due, and what has come due since.

Without a pause every instant lies at a known distance from the start of its cycle, and is written down as such. Cycles
of a lead with pauses go through `cycle_with_pauses`, which every scorer brings along.
"""

from __future__ import annotations

import re

from leadpact.plan.flow import Clock, Response
from leadpact.plan.points import Rows
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.deciding import Deciding
from leadpact.targets.python.expressions import as_test
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.paying import row_lines
from leadpact.targets.python.promising import Promise


class Clocking:
    """`functions` are those that say, for an instant, which response of a clock applies."""

    def __init__(self, deciding: Deciding) -> None:
        self.deciding = deciding
        self.frame = deciding.frame
        self.plan = deciding.plan
        self.functions: list[str] = []

    def cycles(self) -> str:
        """The expression of all cycles of all clocks."""
        frame = self.frame
        if not self.plan.clocks:
            return "()"
        found = frame.names.fresh("found")
        frame.add("", "# The clocks", f"{found}: list[Cycle] = []")
        returned = self.deciding.standing.returned
        for clock in self.plan.clocks:
            frame.note(clock.clause.span)
            frame.add(f"if {' or '.join(f'{text(kind)} in log' for kind in clock.clause.starts)}:")
            frame.branch(lambda clock=clock: self._cycles_of(clock, found, returned))  # type: ignore[misc]
        return f"tuple({found})"

    def _cycles_of(self, clock: Clock, found: str, returned: str) -> None:
        frame, names = self.frame, self.frame.names
        constant = f"CLOCK_{clock.clause.name}"
        calendars: dict[tuple[tuple[str, ...], Rows | None], str] = {}
        for response in clock.responses:
            if (response.calendars, response.chosen) not in calendars:
                calendars[response.calendars, response.chosen] = self._calendar(response)
        respond = self._respond(clock)
        paused = ""
        if clock.clause.pause:
            held_up = " or ".join(f"{text(kind)} in log" for kind in clock.clause.pause)
            paused = frame.assign("paused", f"pauses_in(log, {constant}) if {held_up} else []")
        starts, afresh = _instants(clock.clause.starts, certain=True), _instants(clock.clause.afresh)
        asked = f"ordered, log, {starts}, {literal(clock.clause.stops)}, {afresh}, {returned}"
        frame.add(f"for start, end, ended_by, following in stretches({asked}):")
        which = names.fresh("which")
        inside = [f"{which} = {respond}"] if len(clock.responses) > 1 or paused or respond != "0" else []
        inside.append("until = as_of if end is None else end")
        if not clock.responses:
            inside.append(f"{found}.append(unpromised({constant}, start, end, ended_by, as_of))")
            frame.add(f"    {inside[-1]}")
            return
        branches: list[tuple[str, list[str]]] = []
        if clock.responses[-1].applies is not None:
            branches.append((f"{which} < 0", [f"{found}.append(unpromised({constant}, start, end, ended_by, as_of))"]))
        if paused:
            choice = ", ".join(calendars[response.calendars, response.chosen] for response in clock.responses)
            slow = (
                f"cycle_with_pauses({constant}, {which}, ({choice},)[{which}], start, end, ended_by, following, log, "
                f"{paused}, as_of)"
            )
            branches.append((paused, [f"{found}.append({slow})"]))
        for place, response in enumerate(clock.responses):
            promise = Promise(clock, response, calendars[response.calendars, response.chosen], names)
            branches.append((f"{which} == {place}", [*promise.lines(), f"{found}.append({promise.cycle()})"]))
        for place, (test, lines) in enumerate(branches):
            last = place == len(branches) - 1
            word = "else:" if last and place else f"{'elif' if place else 'if'} {test}:"
            if last and not place:
                inside += lines
            else:
                inside += [word, *(f"    {line}" for line in lines)]
        frame.add(*(f"    {line}" for line in inside))

    def _chosen(self, rows: Rows) -> str:
        place = self.frame.names.fresh("chosen")
        self.frame.add(*row_lines(self.deciding.scope, rows, place, lambda place: place))
        return place

    def _calendar(self, response: Response) -> str:
        """A name for the calendar that a response is on."""
        if not response.calendars:
            return "None"
        if response.chosen is None:
            return f"CALENDAR_{response.calendars[0]}"
        each = ", ".join(f"CALENDAR_{name}" for name in response.calendars)
        return self.frame.assign("calendar", f"({each})[{self._chosen(response.chosen)}]")

    def _respond(self, clock: Clock) -> str:
        """The expression of the place of the response that applies from `start` on, -1 for none."""
        frame = self.frame
        tests = [response.applies for response in clock.responses]
        if not tests or tests[0] is None:
            return "0"
        if all(test is None or frame.stands_still(test) for test in tests):
            shown = [as_test(self.deciding.scope, test) for test in tests if test is not None]
            last = len(shown) if tests[-1] is None else -1
            return "".join(f"{place} if {holds} else " for place, holds in enumerate(shown)) + str(last)
        name = frame.names.fresh(f"{clock.clause.name}_response")
        borrowed = self._response_function(clock, name)
        return f"{name}(ordered, own, log, rows, start{''.join(f', {one}' for one in borrowed)})"

    def _response_function(self, clock: Clock, name: str) -> list[str]:
        """Writes the function; what it is handed of the outer frame is returned. It asks no more than it needs."""
        frame = self.frame
        inner = Frame(
            self.plan, frame.constants, frame.names, frame.unknowable, frame.own, frame.texts, frame.wanted, outer=frame
        )
        asked = [response.applies for response in clock.responses if response.applies is not None]
        deciding = Deciding(inner, asked)
        deciding.inside(self.deciding)
        for place, response in enumerate(clock.responses):
            inner.add("")
            inner.note(response.clause.span)
            if response.applies is None:
                inner.add(f"return {place}")
            else:
                deciding.run_if(response.applies, f"return {place}")
        if clock.responses[-1].applies is not None:
            inner.add("return -1")
        words = set(re.findall(r"\w+", "\n".join(inner.lines)))
        borrowed = [one for one in inner.borrowed if one in words]
        handed = [
            "ordered: Sequence[Activity]",
            "own: list[int]",
            "log: Log",
            "rows: Rows",
            "as_of: int",
            *(f"{one}: Any" for one in borrowed),
        ]
        label = ascii(clock.clause.label)[1:-1].replace('"', "'").replace("\\", "/")
        self.functions += [
            f"def {name}({', '.join(handed)}) -> int:",
            f'    """{label}: which response applies to a cycle that starts at `as_of`; -1 for none."""',
            "    log, rows = by_then(log, rows, as_of)",
            "    if own and own[-1] > as_of:",
            "        own = own[: bisect_right(own, as_of)]",
            *(f"    {line}" if line else "" for line in inner.lines),
            "",
            "",
        ]
        return borrowed


def _instants(kinds: tuple[str, ...], certain: bool = False) -> str:
    """The expression of the instants of some kinds of activity, in order; `certain`: there is one of them."""
    if not kinds:
        return "()"
    if len(kinds) > 1:
        return f"instants(log, {literal(kinds)})"
    return f"log[{text(kinds[0])}]" if certain else f"log.get({text(kinds[0])}, ())"
