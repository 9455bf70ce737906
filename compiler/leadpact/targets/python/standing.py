"""Where a lead stands: disqualified, in a recycle, or at the furthest stage that holds; and where it goes."""

from __future__ import annotations

from leadpact.plan.activities import Source
from leadpact.plan.flow import Recycle, Stage
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.expressions import as_test, number_text
from leadpact.targets.python.features import Instants
from leadpact.targets.python.frame import Frame, place
from leadpact.targets.python.loops import Loops, larger
from leadpact.targets.python.scopes import LeadScope
from leadpact.targets.python.waiting import in_turn


class Standing:
    """One frame's. Everything is worked out at once, when any of it is first asked for."""

    def __init__(self, scope: LeadScope, loops: Loops) -> None:
        self.scope = scope
        self.frame: Frame = scope.frame
        self.loops = loops
        self.plan = self.frame.plan
        self.stages: list[tuple[str, str]] = []
        """The expressions of whether each stage holds, and of since when it is recorded."""
        self.disqualifications: list[str] = []
        self.recycled = "None"
        """The name of the recycle rule of the latest return."""
        self.since = "NEVER"
        self.until = "NEVER"
        self.beaten = "False"
        """Whether a disqualification or a recycle in force beats stages and routes."""
        self.in_force = "False"
        self.disqualified = "None"
        self.latest = "None"
        """The name of the latest return with its touches."""
        self.returned = "()"
        """The name of the instants of all returns, in order."""

    def stage(self) -> str:
        return self.frame.worked_out("stage", lambda on: self._make())

    def _make(self) -> str:
        frame, plan = self.frame, self.plan
        self.stages, self.disqualifications = [], []
        self._disqualify()
        self._recycle(plan.recycle)
        beaten = [f"{self.disqualified} is not None"] if plan.disqualify else []
        beaten += [self.in_force] if plan.recycle else []
        if beaten:
            self.beaten = frame.assign("beaten", " or ".join(beaten))
        for number, stage in enumerate(plan.stages):
            self.stages.append(self._stage(stage, number == 0))
        furthest = [(stage.clause.name, holds) for stage, (holds, _) in zip(plan.stages, self.stages, strict=True)]
        chosen = "".join(f"{text(name)} if {holds} else " for name, holds in reversed(furthest[1:]))
        first = text(furthest[0][0]) if furthest else "None"
        frame.add("")
        frame.add("# The furthest stage that holds; a disqualification or a recycle in force beats them all.")
        return frame.assign("stage", (f"None if {self.beaten} else " if beaten else "") + f"{chosen}{first}")

    def _disqualify(self) -> None:
        frame = self.frame
        chosen = ""
        for rule in self.plan.disqualify:
            waiting = in_turn(self.scope, self.loops, rule, rule.when, rule.clause.name, lambda: None)
            holds = as_test(self.scope, rule.when) if waiting is None else waiting
            frame.note(rule.clause.span)
            self.disqualifications.append(holds)
            chosen += f"{text(rule.clause.name)} if {holds} else "
        if chosen:
            self.disqualified = frame.assign("disqualified", f"{chosen}None")

    def _recycle(self, rules: tuple[Recycle, ...]) -> None:
        """The rule of the latest return; of two at one instant the first written."""
        if not rules:
            return
        frame = self.frame
        wishes = ("recycled", "returned_at", "recycled_until", "in_recycle", "recycle")
        self.recycled, self.since, self.until, self.in_force, self.latest = map(frame.names.fresh, wishes)
        frame.add("", f"{self.recycled} = {self.latest} = None", f"{self.since} = {self.until} = NEVER")
        frame.add(f"{self.in_force} = False")
        if self.plan.clocks:
            self.returned = frame.names.fresh("returned")
            frame.add(f"{self.returned}: Sequence[int] = ()")
        kinds = [kind for rule in rules for one in rule.returns for kind in one.source.kinds]
        frame.add(f"if {' or '.join(f'{text(kind)} in log' for kind in dict.fromkeys(kinds))}:")
        frame.branch(lambda: self._returns(rules))

    def _returns(self, rules: tuple[Recycle, ...]) -> None:
        frame, policy = self.frame, self.plan.policy
        found = []
        for rule in rules:
            frame.note(rule.clause.span)
            returns = [number_text(self.scope, one) for one in rule.returns]
            returned = frame.assign(f"{rule.clause.name}_at", larger(returns))
            back = "" if rule.back is None else f" and not {self._back(rule)}"
            found.append((rule, returned, back))
        instants = [returned for _, returned, _ in found]
        frame.add("# The latest return decides; of two at one instant the rule written first.")
        frame.add(f"{self.since} = {larger(instants)}")
        word = "if"
        for rule, returned, back in found:
            nurture = policy.nurture[rule.clause.nurture]
            its = "" if rule is found[-1][0] else f" and {returned} == {self.since}"
            frame.add(
                f"{word} {self.since} is not NEVER{its}:",
                f"    {self.recycled} = {text(rule.clause.name)}",
                f"    {self.until} = {self.since} + {rule.clause.duration:_}",
                f"    {self.in_force} = {frame.now} < {self.until}{back}",
            )
            if frame.outer is None:
                reached = f"touches(ZONE, {literal(nurture.counts)}, {text(nurture.unit)}, {self.since}, {self.until})"
                parts = f"{self.recycled}, {text(nurture.name)}, {self.since}, {self.until}, {self.in_force}, {reached}"
                frame.add(f"    {self.latest} = new(Recycle, ({parts}))")
            word = "elif"
        if self.plan.clocks and frame.outer is None:
            self._all_returns()

    def _back(self, rule: Recycle) -> str:
        assert rule.back is not None
        return self.frame.assign(f"{rule.clause.name}_back", as_test(self.scope, rule.back))

    def _stage(self, stage: Stage, first: bool) -> tuple[str, str]:
        """What was recorded before the latest return no longer counts. The first stage always holds."""
        frame, clause = self.frame, stage.clause
        when = "" if stage.when is None else as_test(self.scope, stage.when)
        frame.note(clause.span)
        recorded, holds = "None", ["True"] if first else []
        if clause.recorded_by:
            kinds = tuple(name for name in self.plan.policy.activities if name in clause.recorded_by)
            times, present = self.loops.times(kinds), self.loops.present(kinds)
            recorded = f"recorded({times}, {self.since}) if {present} else None"
            if not first and len(kinds) == 1:
                # The first that is not before the latest return is only asked for to explain.
                since = "" if self.since == "NEVER" else f" and {times}[-1] >= {self.since}"
                holds.append(f"({present}{since})" if since and when else f"{present}{since}")
            elif not first:
                recorded = frame.assign(f"{clause.name}_recorded_at", recorded)
                holds.append(f"{recorded} is not None")
        holds += [when] if when and not first else []
        return " or ".join(holds) or "False", recorded

    def route(self) -> str:
        """The name of the route that the lead takes, with whom it leads to."""
        frame = self.frame
        self.stage()
        chosen: list[tuple[str, list[str]]] = []
        name = frame.names.fresh("route")
        for route in self.plan.routes:
            clause = route.clause
            tests = [] if route.when is None else [as_test(self.scope, route.when, 3)]
            made: list[str] = []
            person, to = "None", text(clause.team or "")
            if clause.person_in is not None:
                asked = frame.plan.lead[[one.name for one in frame.plan.lead].index(clause.person_in.name)]
                person = self.scope.value(asked)
                to = f"{person} or {to}"
                known = f"{person} is not None"
                if not self.scope.always_known(asked) and known not in tests:
                    tests.append(known)
            if clause.split:
                names = frame.constants.name(f"{clause.name}_people", literal(clause.split))
                made.append(f"person = {names}[share(lead_id, {len(clause.split)})]")
                person = to = "person"
            team = "None" if clause.team is None else text(clause.team)
            route_made = f"({text(clause.name)}, {to}, {person}, {team})"
            if person == "None":
                made.append(f"{name} = {frame.constants.name(f'route_{clause.name}', f'Route{route_made}')}")
            else:
                made.append(f"{name} = new(Route, {route_made})")
            chosen.append((" and ".join(tests), made))
        frame.add("")
        word = "if"
        if self.beaten != "False":
            frame.add(f"if {self.beaten}:", f"    {name} = None")
            word = "elif"
        for route, (test, lines) in zip(self.plan.routes, chosen, strict=True):
            written = f"  # {place(route.clause.span)}"
            if not test and word == "if":
                frame.add(*lines)
                return name
            frame.add(f"{f'{word} {test}' if test else 'else'}:{written}", *(f"    {line}" for line in lines))
            if not test:
                return name
            word = "elif"
        frame.add(*(["else:", f"    {name} = None"] if word == "elif" else [f"{name} = None"]))
        return name

    def _all_returns(self) -> None:
        """The instants of all returns, in order."""
        sources: list[Source] = [one.source for rule in self.plan.recycle for one in rule.returns]
        lists = [self.loops.name(Instants(source)) for source in dict.fromkeys(sources)]
        shown = ", ".join(f"*{one}" for one in lists if one != "()")
        if shown:
            self.frame.add(f"{self.returned} = sorted({{{shown}}})")
