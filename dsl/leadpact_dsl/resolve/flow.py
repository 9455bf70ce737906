"""How a lead moves: stages, disqualification, routes, recycling, nurturing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix, error
from leadpact_dsl.resolve import conditions, literals
from leadpact_dsl.resolve.conditions import lead_subjects
from leadpact_dsl.resolve.scope import Scope, because, label, only
from leadpact_dsl.source import Span


def define(scope: Scope, node: ast.Define) -> model.Define | None:
    found = the_condition(scope, node, node.when, "when")
    if found is None:
        return None
    return model.Define(
        node.span,
        f"define {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        found,
    )


def the_condition(
    scope: Scope, node: ast.Node, found: tuple[ast.Condition, ...], what: str, *, needed: bool = True
) -> model.Condition | None:
    """The one condition that a declaration has."""
    only(scope, found, what)
    if found:
        return conditions.resolve(scope, found[0], lead_subjects(scope))
    if needed:
        scope.report(
            error(
                "LP222", node.span, f"A `{what}` is missing here.", help=f"Such as `{what} employees is at least 50`."
            )
        )
    return None


def stage(scope: Scope, node: ast.Stage) -> model.Stage:
    return model.Stage(
        node.span,
        f"stage {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        None if node.owner is None else scope.name(scope.teams, node.owner, "team"),
        None if node.probability is None else node.probability.value,
        the_condition(scope, node, node.when, "when", needed=False),
        scope.names(scope.activities, node.recorded_by, "activity"),
    )


def disqualify(scope: Scope, node: ast.Disqualify) -> model.Disqualify | None:
    found = the_condition(scope, node, node.when, "when")
    if found is None:
        return None
    return model.Disqualify(
        node.span,
        f"disqualify {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        found,
    )


def route(scope: Scope, node: ast.Route) -> model.Route:
    person = None
    if node.person_in is not None:
        person = scope.find(scope.fields, node.person_in, "field of the lead")
        if person is not None and person.kind not in ("text", "one of"):
            scope.report(
                error("LP210", node.person_in.span, f"“{person.label}” holds no person's name.",
                      help="Name a field that is `text`, such as who owns the lead.")
            )  # fmt: skip
            person = None
    # A name may stand twice: that person gets twice the share.
    people = tuple(text.value for text in node.split)
    return model.Route(
        node.span,
        f"route {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        None if node.team is None else scope.name(scope.teams, node.team, "team"),
        person,
        the_condition(scope, node, node.when, "when", needed=False),
        people,
    )


def recycle(scope: Scope, node: ast.Recycle) -> model.Recycle | None:
    only(scope, node.when, "when")
    only(scope, node.to, "to nurture")
    only(scope, node.back_if, "back sooner if")
    if not node.when or not node.to:
        missing = "when returned where reason is not_now" if not node.when else "to nurture long_term for 90 days"
        scope.report(
            error("LP222", node.span, "This recycle rule is not complete.", help=f"Add a line such as `{missing}`.")
        )
        return None
    found = tuple(_selections(scope, node.when[0]))
    nurture_name = scope.name(scope.nurture, node.to[0].nurture, "nurture programme")
    length = literals.window_ms(scope, node.to[0].duration)
    back = the_condition(scope, node, node.back_if, "back sooner if", needed=False)
    if back is not None and not _only_activities(back):
        scope.report(
            error(
                "LP237",
                node.back_if[0].span,
                "Only something that the lead does can bring it back sooner.",
                help="Name activities here, such as `back sooner if requested_demo`.",
            )
        )
        back = None
    if not found or nurture_name is None or length is None:
        return None
    return model.Recycle(
        node.span,
        f"recycle {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        found,
        nurture_name,
        length,
        back,
    )


def _selections(scope: Scope, node: ast.Condition) -> Iterator[model.Selection]:
    """The activities that start a recycling: one, or several joined by `or` or `any of`."""
    match node:
        case ast.Bare(negated=False):
            found = conditions.selection(scope, (node.name,), None)
        case ast.Happened(absent=False, count=None, window=None, different=None) if (
            node.activities[0].name != "activity"
        ):
            found = conditions.selection(scope, node.activities, node.where)
        case ast.Chain(kind="or") | ast.Block(kind="any of"):
            for item in node.items:
                yield from _selections(scope, item)
            return
        case _:
            scope.report(
                error(
                    "LP237",
                    node.span,
                    "A recycling starts at an activity: name one here, with `where` if need be.",
                    help="Such as `when returned where reason is not_now`. Counts and windows have no place here.",
                )
            )
            return
    if found is not None:
        yield found


def _only_activities(found: model.Condition) -> bool:
    match found:
        case model.Happened():
            return True
        case model.Combined():
            return all(_only_activities(item) for item in found.items)
        case _:
            return False


def nurture(scope: Scope, node: ast.Nurture) -> model.Nurture | None:
    only(scope, node.after, "after")
    if not node.after:
        scope.report(
            error("LP222", node.span, "This programme has no schedule.", help="Such as `after 1, 3, 6 months`.")
        )
        return None
    written = node.after[0]
    match written.unit:
        case "minutes" | "hours":
            scope.report(
                error("LP218", written.span, "A nurture schedule is counted in days, weeks or months.",
                      help="Such as `after 1, 3, 6 months`.")
            )  # fmt: skip
            return None
        case unit:
            counts = tuple(sorted(set(written.counts)))
            if counts != written.counts or 0 in counts:
                good = ", ".join(str(count) for count in counts if count)
                scope.report(
                    error(
                        "LP203",
                        written.span,
                        "The touches of a schedule stand once each, in order, from 1 on.",
                        help="" if good else "Such as `after 1, 3, 6 months`.",
                        fix=Fix(written.span, f"after {good} {unit}", "in order") if good else None,
                    )
                )
            return model.Nurture(
                node.span,
                f"nurture {node.name.name}",
                because(node.because),
                node.name.name,
                label(node.label, node.name),
                counts,
                unit,
                tuple(_material(scope, m) for m in node.materials),
            )


def _material(scope: Scope, node: ast.Material) -> model.Material:
    address = None if node.address is None else node.address.value
    if address is not None and not address.startswith(("https://", "http://")):
        assert node.address is not None
        scope.report(
            error(
                "LP238",
                node.address.span,
                "This is no web address.",
                help="An address starts with https:// (or http://).",
                fix=Fix(node.address.span, f'"https://{address}"', "with its beginning")
                if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", address)
                else None,
            )
        )
        address = None
    return model.Material(node.label.value, address)


def in_one_file(scope: Scope, nodes: Sequence[ast.Node], what: str) -> None:
    """Kinds whose order has meaning stand in one file each, because files are read in no order that anyone chose."""
    homes: dict[str, Span] = {}
    for node in nodes:
        homes.setdefault(node.span.file.name, node.span)
    for span in list(homes.values())[1:]:
        first = next(iter(homes.values()))
        scope.report(
            error(
                "LP239",
                span,
                f"{what} stand in two files, {first.file.name} and {span.file.name}; their order has meaning, so they "
                "stand in one.",
                help="Move them together.",
            )
        )
