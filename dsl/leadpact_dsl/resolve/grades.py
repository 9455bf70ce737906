"""Grades: levels by the bands of a score, or by conditions."""

from __future__ import annotations

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.resolve import conditions
from leadpact_dsl.resolve.conditions import lead_subjects
from leadpact_dsl.resolve.names import usable_as_value
from leadpact_dsl.resolve.scope import Scope, because, label
from leadpact_dsl.resolve.tables import band


def grade(scope: Scope, node: ast.Grade) -> model.Grade:
    of = None if node.of is None else scope.name(scope.scores, node.of, "score")
    owner = f"grade {node.name.name}"
    levels: list[model.Level] = []
    seen: dict[str, ast.Level] = {}
    for written in node.levels:
        if written.name.name in seen:
            scope.report(
                error("LP201", written.name.span, f"The level “{written.name.name}” stands twice.", help="Keep one.")
            )
            continue
        seen[written.name.name] = written
        usable_as_value(scope, written.name, "level")
        good, test = _level_test(scope, node, written)
        if good:
            name = written.name.name
            levels.append(
                model.Level(
                    written.span,
                    f"{owner}/{name}",
                    because(written.because),
                    name,
                    label(written.label, written.name),
                    test,
                )
            )
    if not node.levels:
        scope.report(
            error("LP222", node.span, "This grade has no levels.", help='Such as `A "Call today": 75 or more`.')
        )
    return model.Grade(
        node.span, owner, because(node.because), node.name.name, label(node.label, node.name), of, tuple(levels)
    )


def _level_test(scope: Scope, grade: ast.Grade, level: ast.Level) -> tuple[bool, model.Band | model.Condition | None]:
    """(whether the level is sound, its test)."""
    test = level.test
    match test:
        case ast.OtherwiseKey():
            if grade.of is not None:
                scope.report(_mixed(level, "Bands of a score cover it completely, so there is no `otherwise`."))
                return False, None
            return True, None
        case ast.Below() | ast.FromTo() | ast.OrMore():
            if grade.of is None:
                scope.report(
                    _mixed(level, 'A grade with bands says of which score it is: `grade NAME "Label" of SCORE`.')
                )
                return False, None
            found_band = band(scope, test, model.ScoreName(grade.of.name))
            return found_band is not None, found_band
        case ast.OneOfKeys() | ast.UnknownKey():
            scope.report(_mixed(level, "A level is a band of a score, or a condition behind `when`."))
            return False, None
        case _:
            if grade.of is not None:
                scope.report(_mixed(level, "This grade goes by the bands of a score, so its levels have no `when`."))
                return False, None
            found = conditions.resolve(scope, test, lead_subjects(scope))
            return found is not None, found


def _mixed(level: ast.Level, message: str) -> Diagnostic:
    return error("LP229", level.span, message, help="Levels are all bands of one score, or all conditions.")
