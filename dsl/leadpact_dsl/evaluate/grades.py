"""Grades: the band that a score falls into, or the first level whose condition holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadpact_dsl.decision import GradeResult, Truth
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.evaluate.conditions import truth
from leadpact_dsl.model import Band, Grade

if TYPE_CHECKING:
    from leadpact_dsl.evaluate.frame import Frame


def result(grade: Grade, frame: Frame) -> GradeResult:
    value = None if grade.score is None else frame.score(grade.score).value
    tried: list[Truth] = []
    for level in grade.levels:
        match level.test:
            case None:
                return GradeResult(grade.name, level.name, value, tuple(tried))
            case Band():
                if value is not None and level.test.holds(value):
                    return GradeResult(grade.name, level.name, value)
            case condition:
                tried.append(truth(condition, frame.all))
                if tried[-1].holds:
                    return GradeResult(grade.name, level.name, value, tuple(tried))
    raise InternalError(f"No level of the grade {grade.name} holds, though its levels must leave nothing out.")
