"""Where a lead stands: disqualified, in a recycle, or at the furthest stage that holds; and where it goes."""

from __future__ import annotations

from leadpact.plan.activities import Source
from leadpact.plan.flow import Recycle, Stage
from leadpact.targets.python.constants import literal, text
from leadpact.targets.python.features import Instants
from leadpact.targets.python.frame import Frame, place
from leadpact.targets.python.loops import Loops
from leadpact.targets.python.scopes import LeadScope
from leadpact.targets.python.tests import number_text, test_text


class Standing:
    """One frame's. Everything is worked out at once, when any of it is first asked for."""

    def __init__(self, scope: LeadScope, loops: Loops) -> None:
        self.scope = scope
        self.frame: Frame = scope.frame
        self.loops = loops
        self.plan = self.frame.plan
        self.stages: list[tuple[str, str]] = []
        """The names of whether each stage holds, and of since when it is recorded."""
        self.disqualifications: list[str] = []
        self.recycled = "None"
        """The name of the recycle rule of the latest return."""
        self.since = "NEVER"
        self.until = "NEVER"
        self.beaten = "False"
        """Whether a disqualification or a recycle in force beats stages and routes."""
        self.in_force = "False"
        self.disqualified = "None"

    def stage(self) -> str:
        return self.frame.worked_out("stage", lambda on: self._make())

    def _make(self) -> str:
        frame, plan = self.frame, self.plan
        self._disqualify()
        self._recycle(plan.recycle)
        beaten = [f"{self.disqualified} is not None"] if plan.disqualify else []
        beaten += [self.in_force] if plan.recycle else []
        if beaten:
            self.beaten = frame.assign("beaten", " or ".join(beaten))
        for place, stage in enumerate(plan.stages):
            self.stages.append(self._stage(stage, place == 0))
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
            holds = test_text(self.scope, rule.when)
            frame.note(rule.clause.span)
            self.disqualifications.append(frame.assign(f"is_{rule.clause.name}", holds))
            chosen += f"{text(rule.clause.name)} if {self.disqualifications[-1]} else "
        if chosen:
            self.disqualified = frame.assign("disqualified", f"{chosen}None")

    def _recycle(self, rules: tuple[Recycle, ...]) -> None:
        """The rule of the latest return; of two at one instant the first written."""
        if not rules:
            return
        frame = self.frame
        found = []
        for rule in rules:
            frame.note(rule.clause.span)
            returns = [number_text(self.scope, one) for one in rule.returns]
            latest = returns[0] if len(returns) == 1 else f"max({', '.join(returns)})"
            returned = frame.assign(f"{rule.clause.name}_at", latest)
            back = "" if rule.back is None else f" and not {self._back(rule)}"
            found.append((rule, returned, back))
        self.since = frame.names.fresh("returned_at")
        self.recycled, self.until, self.in_force = map(frame.names.fresh, ("recycled", "recycled_until", "in_recycle"))
        instants = [returned for _, returned, _ in found]
        latest = instants[0] if len(instants) == 1 else f"max({', '.join(instants)})"
        frame.add("# The latest return decides; of two at one instant the rule written first.")
        frame.add(f"{self.since} = {latest}")
        frame.add(f"if {self.since} == NEVER:", f"    {self.recycled}, {self.until}, {self.in_force} = None, NEVER, False")
        for rule, returned, back in found:
            frame.add(
                "else:" if rule is found[-1][0] else f"elif {returned} == {self.since}:",
                f"    {self.recycled} = {text(rule.clause.name)}",
                f"    {self.until} = {self.since} + {rule.clause.duration:_}",
                f"    {self.in_force} = {frame.now} < {self.until}{back}",
            )

    def _back(self, rule: Recycle) -> str:
        assert rule.back is not None
        return self.frame.assign(f"{rule.clause.name}_back", test_text(self.scope, rule.back))

    def _stage(self, stage: Stage, first: bool) -> tuple[str, str]:
        """What was recorded before the latest return no longer counts. The first stage always holds."""
        frame, clause = self.frame, stage.clause
        when = "" if stage.when is None else test_text(self.scope, stage.when)
        frame.note(clause.span)
        recorded = "None"
        if clause.recorded_by:
            kinds = tuple(name for name in self.plan.policy.activities if name in clause.recorded_by)
            listed, present = self.loops.listed(kinds), self.loops.present(kinds)
            recorded = frame.assign(
                f"{clause.name}_recorded_at", f"recorded({listed}, {self.since}) if {present} else None"
            )
        holds = ["True"] if first else [f"{recorded} is not None"] if clause.recorded_by else []
        holds += [when] if when and not first else []
        return frame.assign(f"is_{clause.name}", " or ".join(holds) or "False"), recorded

    def route(self) -> str:
        """The name of the route that the lead takes, with whom it leads to."""
        frame = self.frame
        self.stage()
        chosen: list[tuple[str, str]] = []
        for route in self.plan.routes:
            clause = route.clause
            tests = [] if route.when is None else [test_text(self.scope, route.when, 3)]
            person = "None"
            if clause.person_in is not None:
                asked = frame.plan.lead[[one.name for one in frame.plan.lead].index(clause.person_in.name)]
                person = self.scope.value(asked)
                if not self.scope.always_known(asked):
                    tests.append(f"{person} is not None")
            if clause.split:
                names = frame.constants.name(f"{clause.name}_people", literal(clause.split))
                person = f"{names}[share(lead_id, {len(clause.split)})]"
            team = "None" if clause.team is None else text(clause.team)
            to = text(clause.team or "") if person == "None" else f"({person}) or {text(clause.team or '')}"
            chosen.append((" and ".join(tests), f"Route({text(clause.name)}, {to}, {person}, {team})"))
        name = frame.names.fresh("route")
        frame.add("")
        word = "if"
        if self.beaten != "False":
            frame.add(f"if {self.beaten}:", f"    {name} = None")
            word = "elif"
        for route, (test, made) in zip(self.plan.routes, chosen, strict=True):
            written = f"  # {place(route.clause.span)}"
            if not test:
                frame.add(*([f"else:{written}", f"    {name} = {made}"] if word == "elif" else [f"{name} = {made}{written}"]))
                return name
            frame.add(f"{word} {test}:{written}", f"    {name} = {made}")
            word = "elif"
        frame.add(*(["else:", f"    {name} = None"] if word == "elif" else [f"{name} = None"]))
        return name

    def recycle(self) -> str:
        """The expression of the latest return, with its touches."""
        if not self.plan.recycle:
            return "None"
        frame, policy = self.frame, self.plan.policy
        nurtures = {}
        for rule in self.plan.recycle:
            nurture = policy.nurture[rule.clause.nurture]
            nurtures[rule.clause.name] = (nurture.name, nurture.counts, nurture.unit)
        table = frame.constants.table("nurtures", nurtures)
        name = frame.assign("recycle", "None")
        nurture, counts, unit = map(frame.names.fresh, ("nurture", "counts", "unit"))
        frame.add(
            f"if {self.recycled} is not None:",
            f"    {nurture}, {counts}, {unit} = {table}[{self.recycled}]",
            f"    {name} = Recycle(",
            f"        {self.recycled}, {nurture}, {self.since}, {self.until}, {self.in_force},",
            f"        touches(ZONE, {counts}, {unit}, {self.since}, {self.until}),",
            "    )",
        )
        return name

    def returned(self) -> str:
        """The instants of all returns, in order."""
        sources: list[Source] = [one.source for rule in self.plan.recycle for one in rule.returns]
        lists = [self.loops.name(Instants(source)) for source in dict.fromkeys(sources)]
        lists = [one for one in lists if one != "()"]
        if not lists:
            return "()"
        return self.frame.assign("returned", f"sorted({{{', '.join(f'*{one}' for one in lists)}}})")

