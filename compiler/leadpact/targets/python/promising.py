"""One response in straight lines, for a cycle without a pause: when it is due, its tries and its instructions."""

from __future__ import annotations

from leadpact.plan.flow import Clock, Response
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.names import Names
from leadpact_dsl import model


class Promise:
    """`calendar` is the expression of the calendar that business time is counted on."""

    def __init__(self, clock: Clock, response: Response, calendar: str, names: Names) -> None:
        self.clock, self.response, self.calendar = clock.clause, response.clause, calendar
        self._distances: list[int] = []
        """Open ms from the start, for each of which one name is worked out."""
        match self.response.answer:
            case model.AnswerWithin(duration=duration):
                self.within: int | None = duration.ms
                self.business = duration.business
                self.later = 0
            case model.AnswerByClose(days_later=later):
                self.within, self.business, self.later = None, True, later
        self._due = self._instant_after(self.within, self.business) if self.within is not None else "due"
        self._actions = [self._action(action) for action in self.response.actions]
        self._tries = [self._by(tries) for tries in self.response.tries]

    def lines(self) -> list[str]:
        """What is worked out before the cycle."""
        found = []
        if self._distances:
            distances = sorted(set(self._distances))
            reached = ", ".join(_name(distance) for distance in distances)
            found.append(f"opened, ({reached},) = {self.calendar}.after(start, {literal(tuple(distances))})")
        elif self.business:
            found.append(f"opened = {self.calendar}.until(start)")
        if self.within is None:
            found.append(f"due = {self.calendar}.close(start, {self.later})")
        elif self._due != "due":
            found.append(f"due = {self._due}")
        for place, (at, _) in enumerate(self._actions):
            if at != "due":
                found.append(f"at_{place} = {at}")
        for place, by in enumerate(self._tries):
            found.append(f"by_{place} = {by}")
        state = '("met" if end <= due else "missed") if end is not None else "overdue" if as_of > due else "running"'
        if self.clock.afresh:
            state = f'"passed on" if ended_by == "started afresh" else {state}'
        found.append(f"state = {state}")
        return found

    def cycle(self) -> str:
        """The expression of the cycle."""
        used = f"{self.calendar}.until(until) - opened" if self.business else "until - start"
        actions = []
        for place, (at, action) in enumerate(self._actions):
            when = "due" if at == "due" else f"at_{place}"
            actions.append(f"new(ActionDue, ({text(action.kind)}, {text(action.target)}, {when}, {when} <= until))")
        tries = [
            f"new(TriesMade, (tries_made(log, {literal(self.clock.stops)}, start, by_{place}, following), {one.times}, "
            f"by_{place}))"
            for place, one in enumerate(self.response.tries)
        ]
        calendar = f"{self.calendar}.name" if self.business else "None"
        head = f"{text(self.clock.name)}, start, {text(self.response.name)}, {calendar}, state, due, end, ended_by"
        return f"new(Cycle, ({head}, {used}, {_tuple(tries)}, {_tuple(actions)}))"

    def _action(self, action: model.Action) -> tuple[str, model.Action]:
        amount, business = (0, False) if action.offset is None else (action.offset.ms, action.offset.business)
        together = self.within is not None and business == self.business
        match action.moment:
            case "at due":
                at = "due"
            case "after start":
                at = self._instant_after(amount, business)
            case "before due" if together and self.within is not None:
                at = self._instant_after(max(0, self.within - amount), business)
            case "after due" if together and self.within is not None:
                at = self._instant_after(self.within + amount, business)
            case "before due" if business:
                passed = f"{self.calendar}.until(due) - {self.calendar}.until(start)"
                at = f"{self.calendar}.reach(start, max(0, {passed} - {amount}))"
            case "after due" if business:
                at = f"{self.calendar}.reach(due, {amount})"
            case "before due":
                at = f"max(start, due - {amount})"
            case "after due":
                at = f"due + {amount}"
        return at, action

    def _by(self, tries: model.Tries) -> str:
        return self._instant_after(tries.within.ms, tries.within.business)

    def _instant_after(self, amount: int, business: bool) -> str:
        if amount == 0:
            return "start"
        if not business:
            return f"start + {amount:_}"
        self._distances.append(amount)
        return _name(amount)


def _name(distance: int) -> str:
    hours, minutes = divmod(distance // 60_000, 60)
    if distance % 60_000:
        return f"after_{distance}_ms"
    return f"after_{hours}_h" + (f"_{minutes}" if minutes else "") if hours else f"after_{minutes}_min"


def _tuple(items: list[str]) -> str:
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
