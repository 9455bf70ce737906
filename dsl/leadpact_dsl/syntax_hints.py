"""A clause that does not parse becomes a sentence: what was probably meant, or what could have stood there.

The parser knows where it stopped and which words would have fitted. Habits from elsewhere (symbols, other quotes, other
dates) are recognised first, because “expected one of” helps nobody who wrote `>=`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from leadpact_dsl.clause_parser import Unparsed, keywords, parses
from leadpact_dsl.diagnostics import Diagnostic, Fix, error, nearest
from leadpact_dsl.layout import Line
from leadpact_dsl.source import Span

_PLAIN = {
    "NAME": "a name",
    "STRING": 'a text in quotes, such as "Title"',
    "TEXT": 'a text between """ and """',
    "INSTANT": "a date with a time, such as 2026-03-31 09:00",
    "DATE": "a date, such as 2026-03-31",
    "TIME": "a time of day, such as 09:00",
    "PERCENT": "a percentage, such as 20%",
    "NUMBER": "a number",
    "SIGN": "points with their sign, such as +10 or -5",
    "CURRENCY": "a currency, such as USD",
    "MAGNITUDE": "thousand, million or billion",
    "UNIT": "minutes, hours, days, weeks or months",
    "WEEKDAY": "a day of the week, such as monday",
    "COMMA": "a comma",
    "COLON": "a colon",
    "$END": "the end of the line",
}

BLOCK_NAMES = {
    "declaration": "at the start of a line",
    "agreement_item": "in the agreement block",
    "team_item": "in a team",
    "calendar_item": "in a calendar",
    "value_item": "below a value",
    "list_item": "in a list",
    "lead_item": "in the lead block",
    "activity_item": "below an activity",
    "log_item": "in the log block",
    "define_item": "in a definition",
    "condition_line": "in a block of conditions",
    "score_item": "in a score",
    "row": "in a table",
    "grade_item": "in a grade",
    "stage_item": "in a stage",
    "disqualify_item": "in a disqualification",
    "route_item": "in a route",
    "recycle_item": "in a recycle rule",
    "nurture_item": "in a nurture programme",
    "clock_item": "in a clock",
    "calendar_row": "in a table of calendars",
    "response_item": "in a response",
    "goal_item": "in a goal",
    "experiment_item": "in an experiment",
    "example_item": "in an example",
    "given": "below the lead of an example",
    "because_line": "here",
}

_OPENINGS = {
    "agreement_item": 'version "…", effective DATE, term N months, review every N months, timezone "…", purpose',
    "team_item": 'led by "…", works CALENDAR, capacity N new leads each week, responsible for "…"',
    "calendar_item": 'timezone "…", open DAYS HOURS, holidays of "…", closed DATE',
    "lead_item": 'NAME "Label": TYPE; same when FIELD is the same; identified by "Column"; "…" count as unknown',
    "activity_item": 'NAME "Label": TYPE',
    "define_item": "when CONDITION",
    "score_item": "+N if …, +N for each …, by FIELD, group, first of, adds, zero if, counts only what follows …",
    "row": "a value or a band, a colon, and points: `50 to 499: 15`, `software: 20`, `unknown: 0`",
    "grade_item": 'NAME "Label": 75 or more; NAME "Label": when CONDITION; NAME "Label": otherwise',
    "stage_item": "when CONDITION, recorded by ACTIVITY",
    "route_item": "when CONDITION, split by lead id between “names”",
    "recycle_item": "when ACTIVITY …, to nurture NAME for N days, back sooner if CONDITION",
    "nurture_item": 'after 1, 3, 6 months; material "…" at "…"',
    "clock_item": "pauses from … to …, starts afresh at …, on calendar NAME, on calendar by FIELD",
    "response_item": "for CONDITION, TEAM answers within …, TEAM tries at least …, … after due, notify …",
    "goal_item": "TEAM delivers at least …, at least N% of leads at STAGE reach STAGE within …, at most N% of leads at "
    "STAGE are DEFINITION each month, at least N% of RESPONSE are answered in time each month",
    "experiment_item": "for CONDITION, hand over N leads, expect at least N% reach STAGE within …",
    "example_item": "as of DATE TIME, lead, ACTIVITY at DATE TIME, ACTIVITY N days ago, expect …",
}


@dataclass(frozen=True)
class _Habit:
    """Something that people write elsewhere; `pattern` is matched where the parser stopped."""

    pattern: re.Pattern[str]
    message: str
    instead: str | None
    help: str = ""
    code: str = "LP110"


def _habit(pattern: str, message: str, instead: str | None = None, help: str = "") -> _Habit:
    return _Habit(re.compile(pattern), message, instead, help)


_HABITS = (
    _habit(r"[“”„«»]", "These are curly quotes; text stands in straight ones.", '"', 'Write "text".'),
    _habit(r"'([^']*)'", "Text stands in double quotes.", r'"\1"'),
    _habit(r"is\s*not\s*>=?|is\s*>=|>=|=>|≥", "Comparisons are written in words.", "is at least"),
    _habit(r"<=|=<|≤", "Comparisons are written in words.", "is at most"),
    _habit(r"!=|<>|≠", "Comparisons are written in words.", "is not"),
    _habit(r">", "Comparisons are written in words.", "is more than"),
    _habit(r"<", "Comparisons are written in words.", "is less than"),
    _habit(r"={1,3}", "Comparisons are written in words.", "is"),
    _habit(r"&&|&", "Conditions are joined by a word.", "and"),
    _habit(r"\|\|?", "Conditions are joined by a word.", "or"),
    _habit(r"(AND|OR|NOT|IF|WHEN)\b", "The words of the language are written in small letters.", r"lower"),
    _habit(r"//|--|/\*|;", "A remark starts with #.", "#"),
    _habit(r"business days?\b", "Business time is counted in minutes and hours.", None,
           "For whole days write `answers by close of business the next day`, or `… 2 days later`."),
    _habit(r",\s*[0-9]{3}\b", "Large numbers are written without a comma.", None, "Write 5000, or 5 thousand."),
    _habit(r"per\b", "“per” does not fit here.", None,
           "Write `once a day` or `at most 3 times a day` of what is counted, `each month` of what is promised, "
           "`every 7 days` of what fades."),
    _habit(r"(twice|thrice)\b", "Times are counted in numbers.", None, "Write `at least 2 times`, `exactly 2 times`."),
    _habit(r"points (?=(if|for)\b)", "Points stand alone before the rule.", "", "Such as `+10 if …`."),
    _habit(r"unless\b", "There is no `unless`.", None, "Write `and not NAME`, where NAME is a definition of the exception."),
    _habit(r"(then|gives?|earns?|gets?|scores?)\b", "Points come first: `+10 if …`.", None),
    _habit(r"does not|doesn't|do not", "A negation stands before a name.", None,
           "Give the positive condition a name with `define`, and write `not` and that name."),
    _habit(r"(else|otherwise if|elif)\b", "There is no `else`.", None,
           "Put the rules in order below `first of`: the first that holds pays."),
    _habit(r"[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}", "Dates are written year-month-day.", None, "Such as 2026-03-31."),
    _habit(r"(am|pm|AM|PM)\b", "Times are written from 00:00 to 24:00.", None, "5 pm is 17:00."),
    _habit(r"[$€£¥]", "Money is written as a number and the currency's letters.", None, "Such as 5000 USD, 10 million EUR."),
    _habit(r"-[A-Za-z]", "Names hold letters, digits and the underscore, no hyphen.", None,
           "Write an underscore instead, such as free_mail."),
    _habit(r"\\", "A backslash has no meaning here.", None, "Everything of a clause stands on one line."),
    _habit(r"!", "A negation is written `not`.", "not"),
    _habit(r"[()\[\]{}]", "There are no brackets.", None,
           "Put conditions that belong together below `all of` or `any of`, or give them a name with `define`."),
    _habit(r"[^\x00-\x7f]", "This character has no meaning outside quotes.", None,
           "Names hold the letters A to Z, digits and the underscore; anything may stand in a label in quotes."),
)  # fmt: skip


def explain(line: Line, start: str, problem: Unparsed) -> Diagnostic:
    """The diagnostic for a clause that does not parse."""
    span = _marked(line, problem)
    text = line.text
    rest = text[problem.at :]
    return (
        _unclosed_quote(line, problem)
        or _mixed_words(text, problem, span)
        or _capital_keyword(line, start, problem, span)
        or _on_one_line(line, start, problem, span)
        or _opening_word(line, start)
        or _habitual(rest, span)
        or _misspelt(line, start, problem, span)
        or _reserved_word(problem, span)
        or _ended_early(line, start, problem, span)
        or _unknown_clause(start, problem, span)
        or _unexpected(start, problem, span)
    )


def _marked(line: Line, problem: Unparsed) -> Span:
    base = line.span.start
    if not problem.word:
        return Span(line.span.file, max(line.span.start, line.span.end - 1), line.span.end)
    return Span(line.span.file, base + problem.at, base + problem.at + max(1, len(problem.word)))


def _unclosed_quote(line: Line, problem: Unparsed) -> Diagnostic | None:
    if not problem.word.startswith('"') or '"""' in line.text[: problem.at]:
        return None
    quoted = line.text[problem.at :]
    if re.match(r'"(\\.|[^"\\])*"', quoted) and not quoted.startswith('"""'):
        return None
    span = Span(line.span.file, line.span.start + problem.at, line.span.end)
    return error(
        "LP108",
        span,
        "This text is not closed: a quote is missing at its end.",
        note="opens here",
        help='A quote inside a text is written \\". A text of several lines stands between """ and """.',
        fix=Fix(Span(span.file, span.end, span.end), '"', "close it at the end of the line"),
    )


def _mixed_words(text: str, problem: Unparsed, span: Span) -> Diagnostic | None:
    before = re.sub(r'"[^"]*"', '""', text[: problem.at])
    if problem.word in ("and", "or") and re.search(rf"\b{'or' if problem.word == 'and' else 'and'}\b", before):
        return error(
            "LP109",
            span,
            "`and` and `or` are mixed on one line, so it could be read in two ways.",
            help="Put the conditions on lines of their own below `all of` or `any of`; blocks may stand in blocks.",
        )
    return None


def _capital_keyword(line: Line, start: str, problem: Unparsed, span: Span) -> Diagnostic | None:
    """`Score fit …` or `IF` where the small-lettered word fits."""
    if problem.word.lower() == problem.word or not problem.word.isalpha():
        return None
    if problem.word.lower() not in _expected_words(problem):
        return None
    return error(
        "LP110",
        span,
        "The words of the language are written in small letters.",
        fix=Fix(span, problem.word.lower(), "small letters"),
    )


def _on_one_line(line: Line, start: str, problem: Unparsed, span: Span) -> Diagnostic | None:
    """`stage MQL "…" owned by marketing when …`: what belongs below a declaration stands behind it."""
    below = f"{line.text.split(maxsplit=1)[0]}_item"
    head, rest = line.text[: problem.at].rstrip(), line.text[problem.at :]
    if start != "declaration" or below not in BLOCK_NAMES or not parses(head, start) or not parses(rest, below):
        return None
    gap = Span(span.file, line.span.start + len(head), span.start)
    return error(
        "LP110",
        span,
        f"“{_short(rest)}” stands on a line of its own, below the line that opens the {head.split(maxsplit=1)[0]}.",
        fix=Fix(gap, "\n  ", "on the line below, two blanks further in"),
    )


def _opening_word(line: Line, start: str) -> Diagnostic | None:
    """A clause that only lacks how it opens: the sign of its points, or `expect`."""
    openings = {"score_item": "+", "example_item": "expect "}
    opening = openings.get(start)
    if opening is None or not parses(opening + line.text, start):
        return None
    mark = Span(line.span.file, line.span.start, line.span.start)
    first = Span(line.span.file, line.span.start, line.span.start + len(line.text.split(maxsplit=1)[0]))
    if start == "score_item":
        return error(
            "LP110", first, "Points carry their sign.", help="+ gives, - takes.", fix=Fix(mark, opening, "it gives")
        )
    return error(
        "LP110", first, "What an example expects starts with `expect`.", fix=Fix(mark, opening, "as an expectation")
    )


def _habitual(rest: str, span: Span) -> Diagnostic | None:
    for habit in _HABITS:
        found = habit.pattern.match(rest)
        if found is None:
            continue
        marked = Span(span.file, span.start, span.start + max(1, found.end()))
        instead = found.group().lower() if habit.instead == "lower" else habit.instead
        fix = Fix(marked, found.expand(instead), "in words") if instead is not None else None
        return error("LP110", marked, habit.message, help=habit.help, fix=fix)
    return None


def _misspelt(line: Line, start: str, problem: Unparsed, span: Span) -> Diagnostic | None:
    """A word close to one that would have fitted; a fix that makes the line parse is preferred."""
    expected = _expected_words(problem)
    if not problem.word.isalpha() or not expected:
        return None
    text = line.text
    after = text[problem.at + len(problem.word) :]
    guess = nearest(problem.word, expected)
    if guess is None:
        return None
    sure = parses(text[: problem.at] + guess + after, start)
    return error(
        "LP110",
        span,
        f"“{problem.word}” is no word that fits here.",
        help="" if sure else f"Did you mean `{guess}`?",
        fix=Fix(span, guess, f"did you mean `{guess}`?") if sure else None,
    )


def _reserved_word(problem: Unparsed, span: Span) -> Diagnostic | None:
    if "NAME" not in problem.expected or problem.word not in keywords().values():
        return None
    return error(
        "LP125",
        span,
        f"“{problem.word}” is a word of the language and cannot be a name.",
        help=f"Take another name, such as {problem.word}_lead or my_{problem.word}; its label in quotes may be anything.",
    )


def _ended_early(line: Line, start: str, problem: Unparsed, span: Span) -> Diagnostic | None:
    if problem.word:
        return None
    if line.text.endswith(","):
        return error(
            "LP110",
            span,
            "The line ends in a comma, as if something were missing behind it.",
            fix=Fix(span, "", "without the comma"),
        )
    return error(
        "LP110",
        span,
        "The line ends too soon.",
        note="something is missing behind this",
        help=_could_stand(problem),
    )


def _unknown_clause(start: str, problem: Unparsed, span: Span) -> Diagnostic | None:
    if problem.at > 0:
        return None
    place = BLOCK_NAMES[start]
    opening = _OPENINGS.get(start)
    if start == "declaration":
        help = "A line at the margin starts with one of: " + ", ".join(sorted(_expected_words(problem))) + "."
    else:
        help = f"What can stand {place}: {opening}." if opening else _could_stand(problem)
    return error(
        "LP110", span, f"“{_short(problem.word)}” does not start anything that leadpact knows {place}.", help=help
    )


def _unexpected(start: str, problem: Unparsed, span: Span) -> Diagnostic:
    return error(
        "LP110", span, f"“{_short(problem.word)}” does not fit here.", note="not understood", help=_could_stand(problem)
    )


def _expected_words(problem: Unparsed) -> list[str]:
    words = keywords()
    return sorted(words[name] for name in problem.expected if name in words and words[name].isalpha())


def _could_stand(problem: Unparsed) -> str:
    plain = [_PLAIN[name] for name in _PLAIN if name in problem.expected and name not in ("$END", "MAGNITUDE", "SIGN")]
    if "SIGN" in problem.expected and "NUMBER" not in problem.expected:
        plain.append(_PLAIN["SIGN"])
    words = [f"`{word}`" for word in _expected_words(problem)]
    options = plain + words
    if not options:
        return "The line could have ended here."
    shown = options[:12]
    more = "" if len(options) <= 12 else ", and others"
    end = ", or the line could have ended" if "$END" in problem.expected else ""
    joined = shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " or " + shown[-1]
    return f"Here could stand {joined}{more}{end}."


def _short(word: str) -> str:
    return word if len(word) <= 40 else word[:39] + "…"
