"""The text of a scorer: what it is, the records, the function that decides, what it knows, and what it brings along."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from leadpact.json_text import written
from leadpact.plan import Plan
from leadpact.plan.flow import Clock
from leadpact.plan.numbers import Input
from leadpact.plan.tests import DefineHolds
from leadpact.targets.python import data, pieces
from leadpact.targets.python.clocking import Clocking
from leadpact.targets.python.constants import Constants, filled, literal, text
from leadpact.targets.python.deciding import Deciding
from leadpact.targets.python.example import example_case
from leadpact.targets.python.features import Instants, features_of
from leadpact.targets.python.frame import Frame
from leadpact.targets.python.names import Names
from leadpact.targets.python.telling import Telling
from leadpact.targets.python.texts import Asked, Texts
from leadpact.targets.python.walk import looks_at_activities, reached
from leadpact.targets.python.wrapping import wrapped
from leadpact_dsl.text import fold

_NAMES = """
Action ActionDue ACTIVITIES activities Activity AFTER_LAST AHEAD argparse as_of bisect_left bisect_right BLANKS
behind by_then Calendar Calendars called checked Clock Cycle cycle_with_pauses cycles date datetime DAY day_of decide
Decimal Decision defaultdict difflib document due end ended_by EPOCH exact EXAMPLE explain explained ExplainedLine
Explanation faded Field first fold FOLDED following FOREVER found given hashlib instant_of instants json KINDS
LARGEST_FILE LEAD Lead lead left length Log log main merged MINUTE misspelt moment month_of monthrange
MOST_ACTIVITIES MOST_UNITS NamedTuple NEVER new NoReturn number once opened ordered own own_then padded parsed
parted PARTING passed Path Pauses pauses_in POLICY quarter_of re reach recorded Recycle Refused Remembered Respond
Response rounded Route Rows rows RUNS SAID Said share SINCE sorted_out start state state_of stretches sys TIME time
timedelta touches TRAITS Tries tries_made TriesMade unpromised until which whole words year_of ZONE Zone ZONE_AHEAD
ZONE_SINCE
"""
_MODULE_NAMES = frozenset(_NAMES.split()) | pieces.constants()
"""What the pieces of a scorer are called, which no name of the policy's may hide."""
# An older Python stops at one of the imports behind this.
_VERSION_CHECK = """\
import sys

if __name__ == "__main__" and sys.version_info < (3, 11):
    print(f"This needs Python 3.11 or later, and here runs {sys.version.split()[0]}.", file=sys.stderr)
    sys.exit(2)
"""
_HELPERS = ("quarter_of", "month_of", "behind", "merged", "instants", "recorded", "rounded", "faded", "padded")
"""Functions that some clauses ask for, each before those that it asks itself."""


def scorer_text(plan: Plan) -> str:
    names = Names(_MODULE_NAMES)
    constants = Constants(names)
    texts = Texts(plan, constants, names)
    telling = Telling()
    decide = list(_functions(plan, texts, telling))
    body = [
        *_header(plan),
        "",
        "from __future__ import annotations",
        "",
        *_VERSION_CHECK.split("\n"),
        *(one for one in pieces.imports() if one != "import sys"),
        "",
        *_title("The lead"),
        "",
        *_lead_lines(plan, names),
        "",
        *_title("The decision"),
        "",
        *(one for line in decide for one in wrapped(line)),
    ]
    for name in pieces.PIECES:
        title, code = pieces.piece(name)
        body += ["", "", *_title(title), ""]
        if name == "texts":
            body += [pieces.runs(), ""]
        body += [code]
    body += [
        "",
        "",
        *_title("What the policy says"),
        "",
        *_policy_lines(plan, constants.asked_for_values),
        "",
        *telling.table(),
        "",
        *constants.lines,
    ]
    if texts.lines:
        body += ["", "", *_title("What the policy asks of texts"), ""]
        body += [one for line in texts.lines[:-2] for one in wrapped(line)]
    body += ["", "", *_title("Time zones, calendars and clocks"), "", *_time_lines(plan, names)]
    body += ["", "", 'if __name__ == "__main__":', "    sys.exit(main())"]
    return _without_idle("\n".join(line.rstrip() for line in body) + "\n")


def _without_idle(module: str) -> str:
    """The text of the module without those helpers that no clause of this policy needs."""
    for name in _HELPERS:
        if module.count(f"{name}(") == 1:
            module = re.sub(rf"\ndef {name}\(.*?\n\n\n(?=\S)", "\n", module, flags=re.DOTALL)
    return module


def _title(words: str) -> list[str]:
    return [f"# {'-' * max(0, 116 - len(words))} {words.rstrip('.')}"]


def _header(plan: Plan) -> Iterator[str]:
    agreement = plan.policy.agreement
    version = f", version {agreement.version}" if agreement.version else ""
    title = ascii(f"{agreement.title}{version}")[1:-1].replace('"', "'").replace("\\", "/")
    yield f'"""{title}: the agreement as a program.'
    yield ""
    yield "Made by `leadpact compile` from the policy; a change belongs there, not here. It needs Python 3.11 or later"
    yield "and nothing else, reads no file but the one it is given, and gives the same answer to the same question."
    yield ""
    yield "    python scorer.py --example > lead.json"
    yield "    python scorer.py lead.json --explain"
    yield ""
    yield "    from scorer import decide, read_activity, read_lead"
    yield "    decision = decide(read_lead({...}), [read_activity({...})], as_of)   # as_of in ms since 1970-01-01 UTC"
    yield "    decision.stage, decision.scores, decision.document()"
    yield ""
    yield "Points are in hundredths and instants in ms, so that no digit is ever lost. A lead that cannot be decided"
    yield "raises Refused with the reason; it is never scored as zero."
    yield ""
    yield f"Digest of the policy's meaning: {plan.digest}"
    yield '"""'


def _lead_lines(plan: Plan, names: Names) -> Iterator[str]:
    yield "class Lead(NamedTuple):"
    yield '    """The fields of a lead, in whole units; None is unknown. `read_lead` makes one from JSON values."""'
    yield ""
    yield "    id: str"
    for field in plan.policy.lead.fields.values():
        name = names.field(field.name)
        default = data.default_of(field, plan)
        optional = "" if default is not None else " | None"
        said = data.units_said(field)
        yield f"    {name}: {data.python_type(field)}{optional} = {literal(default)}" + (f"  # {said}" if said else "")


def _functions(plan: Plan, texts: Texts, telling: Telling) -> Iterator[str]:
    names = texts.names
    frame = _frame(plan, texts, texts.asked)
    frame.add(*_unpacked(frame, names, {asked.name for asked in plan.lead}, "lead_id"))
    frame.add(
        "if not 0 <= as_of < AFTER_LAST:",
        '    raise Refused("The date asked for lies outside the years 1970 to 2200.")',
        "ordered, own, log, rows = sorted_out(activities, as_of)",
    )
    roots = (
        *plan.scores.values(),
        *plan.grades.values(),
        *plan.disqualify,
        *plan.recycle,
        *plan.stages,
        *plan.routes,
    )
    returns = [Instants(one.source) for rule in plan.recycle for one in rule.returns] if plan.clocks else []
    deciding = Deciding(frame, roots, telling)
    deciding.loops.ask(returns)
    scores = {name: deciding.score(name) for name in plan.scores}
    frame.add("")
    grades = {name: deciding.grade(name) for name in plan.grades}
    frame.add("", "# Where the lead stands")
    stage = deciding.standing.stage()
    route = deciding.standing.route()
    clocking = Clocking(deciding)
    cycles = clocking.cycles()
    frame.add("")
    explanation = _explanation(plan, deciding, telling, scores)
    frame.add(
        "return new(",
        "    Decision, (",
        "    lead_id,",
        "    as_of,",
        f"    {{{', '.join(f'{text(name)}: {value}' for name, value in scores.items())}}},",
        f"    {{{', '.join(f'{text(name)}: {value}' for name, value in grades.items())}}},",
        f"    {stage},",
        f"    {deciding.standing.disqualified},",
        f"    {deciding.standing.latest},",
        f"    {route},",
        f"    {cycles},",
        f"    {explanation},",
        "))",
    )
    yield from clocking.functions
    yield "def decide(lead: Lead, activities: Iterable[Activity], as_of: int, explain: bool = False) -> Decision:"
    yield '    """What the policy says of a lead at an instant (ms since 1970-01-01 UTC).'
    yield ""
    yield "    Activities after `as_of` do not exist. `explain` adds every line of every score, and what held."
    yield "    Raises Refused."
    yield '    """'
    yield from (f"    {line}" if line else "" for line in frame.lines)
    for name, score in plan.scores.items():
        if not looks_at_activities(plan, score):
            yield from _score_alone(plan, name, texts)


def _frame(plan: Plan, texts: Texts, wanted: Mapping[Input, Sequence[Asked]]) -> Frame:
    lead = plan.policy.lead.fields
    own = tuple(name for name, activity in plan.policy.activities.items() if activity.by is None)
    always = frozenset(name for name, field in lead.items() if not field.can_be_unknown)
    return Frame(plan, texts.constants, texts.names, always, own, texts, wanted)


def _unpacked(frame: Frame, names: Names, asked: Set[str], lead_id: str) -> Iterator[str]:
    """The fields that are asked for, by their names; what has to be known is."""
    fields = frame.plan.policy.lead.fields
    given = [names.field(name) if name in asked else "_" for name in fields]
    yield f"({', '.join([lead_id, *given])}{',' if not given else ''}) = lead"
    for name in asked:
        frame.known["lead", name] = names.field(name)
    unknown = " or ".join(f"{names.field(name)} is None" for name in fields if name in asked & frame.unknowable)
    if unknown:
        yield from (f"if {unknown}:", "    check(lead)", '    raise AssertionError("one of them is unknown")')


def _score_alone(plan: Plan, name: str, texts: Texts) -> Iterator[str]:
    """A score that hangs on the lead's own fields alone can be asked for by itself."""
    names, score = texts.names, plan.scores[name]
    frame = _frame(plan, texts, texts.asked_by([score]))
    asked = {node.name for node in reached(plan, [score]) if isinstance(node, Input)}
    frame.add(*_unpacked(frame, names, asked, "_"))
    value = Deciding(frame, [score]).score(name)
    label = ascii(score.clause.label)[1:-1].replace('"', "'").replace("\\", "/")
    yield from ("", "", f"def {names.fresh(f'score_{name}')}(lead: Lead, as_of: int) -> int:")
    yield f'    """{label} alone, in hundredths of a point: it asks for no activity. Raises Refused."""'
    yield from (f"    {line}" if line else "" for line in frame.lines)
    yield f"    return {value}"


def _explanation(plan: Plan, deciding: Deciding, telling: Telling, scores: dict[str, str]) -> str:
    """What nobody but an explanation asks for is worked out only for one."""
    frame = deciding.frame
    name = frame.assign("explanation", "None")
    frame.add("if explain:")
    frame.branch(lambda: _explained(plan, deciding, telling, scores, name))
    return name


def _explained(plan: Plan, deciding: Deciding, telling: Telling, scores: dict[str, str], name: str) -> None:
    frame = deciding.frame
    deciding.loops.also(features_of(plan, [DefineHolds(define) for define in plan.defines]))
    defines = {define: deciding.named(DefineHolds(define)) for define in plan.defines}
    standing = deciding.standing
    frame.add(*telling.later)
    frame.add(f"{name} = Explanation(", "    {")
    for score in scores:
        frame.add(*(f"        {line}" for line in telling.lines(score)))
    frame.add("    },")
    frame.add(f"    {{{', '.join(f'{text(define)}: {value}' for define, value in defines.items())}}},")
    stages = zip(plan.stages, standing.stages, strict=True)
    held = [f"({text(stage.clause.name)}, {holds}, {at})" for stage, (holds, at) in stages]
    frame.add(f"    ({', '.join(held)}{',' if len(held) == 1 else ''}),")
    disqualify = zip(plan.disqualify, standing.disqualifications, strict=True)
    frame.add(f"    {{{', '.join(f'{text(rule.clause.name)}: {holds}' for rule, holds in disqualify)}}},", ")")


def _policy_lines(plan: Plan, asked: Set[str]) -> Iterator[str]:
    policy = plan.policy
    yield "POLICY: dict[str, str | None] = {"
    yield f'    "title": {text(policy.agreement.title)},'
    yield f'    "version": {literal(policy.agreement.version)},'
    yield f'    "digest": {text(plan.digest)},'
    yield "}"
    yield "KINDS: dict[str, str] = {"
    for name, activity in policy.activities.items():
        yield f"    {text(name)}: {text(activity.label)},"
    yield "}"
    yield "# Of each kind whether it is the lead's own, and whether its values are asked for."
    yield "TRAITS = {"
    traits = ((name, (activity.by is None, name in asked)) for name, activity in policy.activities.items())
    yield from filled(", ".join(f"{text(name)}: {literal(both)}" for name, both in traits))
    yield "}"
    yield "# The first and the last year whose holidays and clocks the agreement knows."
    yield f"COVERS = {literal((policy.agreement.first_year, policy.agreement.last_year))}"
    yield "# Texts that count as unknown, however they are spelled; blank text is one of them."
    unknown = sorted({"", *map(fold, policy.lead.unknown_texts)})
    yield f"UNKNOWN = frozenset({{{', '.join(map(text, unknown))}}})"
    yield f"EXAMPLE = {text(written(example_case(policy))[:-1])}"


def _time_lines(plan: Plan, names: Names) -> Iterator[str]:
    policy = plan.policy
    yield from data.zone_lines("ZONE", policy.agreement.timezone, 1970, data.last_year_of(plan))
    yield "SINCE, AHEAD = ZONE_SINCE, ZONE_AHEAD"
    yield from data.lead_lines(plan)
    yield from data.activity_lines(plan)
    zones: dict[str, str] = {}
    for calendar in policy.calendars.values():
        if calendar.timezone not in zones:
            zones[calendar.timezone] = f"ZONE_{len(zones) + 1}"
            years = [one for one in policy.calendars.values() if one.timezone == calendar.timezone]
            yield from data.zone_lines(
                zones[calendar.timezone],
                calendar.timezone,
                min(one.first_year for one in years),
                max(one.last_year for one in years) + 1,
            )
        yield from data.calendar_lines(f"CALENDAR_{calendar.name}", zones[calendar.timezone], calendar)
    for clock in plan.clocks:
        yield from _clock(clock)


def _clock(clock: Clock) -> Iterable[str]:
    return data.clock_lines(
        f"CLOCK_{clock.clause.name}", clock.clause, tuple(response.clause for response in clock.responses)
    )
