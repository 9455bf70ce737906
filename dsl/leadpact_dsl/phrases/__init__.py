"""English, written once: every clause and every outcome of a policy in words.

The agreement, explanations, diffs and comments all say things through these functions, so that a rule never reads two
ways. Clauses come without a full stop (`words.sentence` adds it) and hold no markup: whoever prints them escapes them.

    amounts, times    numbers, points, money, percent; days, instants, lengths
    fields            fields and their values
    activities        what leads and teams did
    conditions        `condition` in a line, `outline` in levels
    ranks             stages and levels by the names that people use, and tests of them
    rules, rows       the rules of scores; rows of tables, levels of grades
    stages            stages, disqualification, routes, recycling, nurturing
    moves             the ways between them in a few words, for drawings
    clocks            clocks, promises, instructions, office hours
    goals             goals, experiments, capacity
    truths, lines     what was found of one lead: conditions, and the lines of its scores
    outcomes, cycles  what became of it: grade, stage, recycling, route; and the cycles of its clocks
    lacks             what it would take for it to be elsewhere
"""
