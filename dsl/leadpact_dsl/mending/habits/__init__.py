"""What people write out of habit from spreadsheets, CRMs, mails and programs, and how it is written here.

Only looked at where a clause does not parse. Earlier ones win; each has a case in the tests.
"""

from __future__ import annotations

from typing import Final

from leadpact_dsl.mending.habit import Habit
from leadpact_dsl.mending.habits.amounts import DATES, NUMBERS
from leadpact_dsl.mending.habits.conditions import COMPARISONS, CONDITIONS
from leadpact_dsl.mending.habits.declaring import FIELDS
from leadpact_dsl.mending.habits.promising import AGES, ANSWERS_OF_TEAMS, STRETCHES_OF_TIME
from leadpact_dsl.mending.habits.scoring import PHRASES, POINTS, RANGES_OF_SCORES, ROWS_AND_BANDS
from leadpact_dsl.mending.habits.signs import SIGNS

SPELT: Final[tuple[Habit, ...]] = (*DATES, *NUMBERS, *SIGNS)
"""Signs and digits, which a misspelt word never explains."""

SAID: Final[tuple[Habit, ...]] = (
    *AGES,
    *PHRASES,
    *COMPARISONS,
    *CONDITIONS,
    *POINTS,
    *STRETCHES_OF_TIME,
    *ANSWERS_OF_TEAMS,
    *ROWS_AND_BANDS,
    *RANGES_OF_SCORES,
    *FIELDS,
)
"""Words that the language says otherwise."""
