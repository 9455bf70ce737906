"""How conditions are compared and joined elsewhere."""

from __future__ import annotations

from typing import Final

from leadpact_dsl.mending.habit import CONDITIONAL, Habit, habit

_ITEMS = ("score_item",)
_PAYS = r"(?:then|gives?|earns?|gets?|scores?|adds?|awards?)"
_NEGATED = "Give the condition without its “not” a name with `define`, and write `not` and that name here."


COMPARISONS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?:is\s+in|is|in)\s+(?:between\s+|from\s+)?([0-9]+(?:\.[0-9]+)?)\s*(?:[-–]|\.\.+|\bto\b)\s*([0-9][0-9.]*)\b",
        "A range is written `is between … and …`, both ends in.",
        r"is between \1 and \2",
    ),
    habit("LP127", r"\bis\s+([0-9][0-9.]*)\s*\+", "Comparisons are written in words.", r"is at least \1"),
    habit(
        "LP133",
        r"\b(?:(?P<more>more|over)|less|fewer|under)\s+(?:than\s+)?(?P<count>[0-9]+)\s+times?\b",
        "How often is counted with `at least` and `at most`.",
        lambda found: (
            f"at least {int(found['count']) + 1} times"
            if found["more"]
            else f"at most {max(0, int(found['count']) - 1)} times"
        ),
    ),
    habit(
        "LP133",
        r"(?<!least )(?<!most )(?<!exactly )\b(?P<count>[0-9]+)\s+times?\b",
        "How often is counted with `at least`, `at most` or `exactly`.",
        r"at least \g<count> times",
        starts=CONDITIONAL,
    ),
    habit("LP133", r"\bnever\b", "This is written `{now}`.", "no"),
    habit(
        "LP133",
        r"\b(?P<count>at\s+(?:least|most)\s+[0-9]+|exactly\s+[0-9]+)\s+(?:times\s+)?(?P<what>[A-Za-z_]\w*)\b",
        "The activity comes first.",
        r"\g<what> \g<count> times",
        starts=CONDITIONAL,
    ),
    habit(
        "LP133",
        r"\bnot\s+(?:contains?|starts?|ends?|has)\b.*|\b(?:does|do)\s+not\b.*|\b(?:doesn't|don't)\b.*",
        "`not` stands only before a name, such as `not decision_maker`.",
        certain=True,
        help=_NEGATED,
    ),
    habit(
        "LP133",
        r"\bis\s+not\s+(?:more|greater|higher|over|above)(?:\s+than)?\b|\b(?:is\s+)?no\s+more\s+than\b|"
        r"\bnot\s+(?:more|greater)\s+than\b",
        "This is written `{now}`.",
        "is at most",
        "at most",
    ),
    habit(
        "LP133",
        r"\bis\s+not\s+(?:less|lower|smaller|under|below)(?:\s+than)?\b|\b(?:is\s+)?no\s+(?:less|fewer)\s+than\b|"
        r"\bnot\s+less\s+than\b",
        "This is written `{now}`.",
        "is at least",
        "at least",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:greater|higher|larger|bigger|more)\s+(?:than\s+)?or\s+equals?(?:\s+to)?\b",
        "This is written `{now}`.",
        "is at least",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:less|lower|smaller|fewer)\s+(?:than\s+)?or\s+equals?(?:\s+to)?\b",
        "This is written `{now}`.",
        "is at most",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:greater|higher|larger|bigger|over|above|exceeds?|exceeding)(?:\s+than)?\b",
        "This is written `{now}`.",
        "is more than",
        "more than",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:lower|smaller|fewer|under|below)(?:\s+than)?\b",
        "This is written `{now}`.",
        "is less than",
        "less than",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:a\s+)?min(?:imum)?(?:\s+of)?\b",
        "This is written `{now}`.",
        "is at least",
        "at least",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:a\s+)?max(?:imum)?(?:\s+of)?\b|\bup\s+to\b|\bcapped\s+(?:at|to)\b|\blimit(?:ed)?\s+to\b|"
        r"\bcap\s+(?:at|of)\b",
        "This is written `{now}`.",
        "at most",
        "is at most",
        "at most ",
    ),
    habit(
        "LP133",
        r"\b(?P<test>is|contains|starts\s+with|ends\s+with)\s+(?:either\s+)?(?P<a>\0+)(?:\s*,\s*|\s+or\s+)"
        r"(?P<b>\0+)\s*,?\s+or\s+(?P<c>\0+)",
        "Several values are written with commas: `{now}`.",
        r"\g<test> one of \g<a>, \g<b>, \g<c>",
    ),
    habit(
        "LP133",
        r"\b(?P<test>is|contains|starts\s+with|ends\s+with)\s+(?:either\s+)?(?P<a>\0+)(?:\s*,\s*|\s+or\s+)(?P<b>\0+)",
        "Several values are written with commas: `{now}`.",
        r"\g<test> one of \g<a>, \g<b>",
    ),
    habit(
        "LP133",
        r"\bis\s+(?:equal\s+to|exactly|the\s+same\s+as)\b|\bequals?(?:\s+to)?\b",
        "This is written `{now}`.",
        "is",
    ),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:does\s+not|doesn't|do\s+not|don't)\s+equals?\b|\bisn't\b|\bisnt\b|\bdiffers\s+from\b|"
        r"\bis\s+different\s+from\b",
        "This is written `{now}`.",
        "is not",
    ),
    habit("LP133", r"\b(?:is\s+)?not\s+(?:in|one\s+of|any\s+of|among)\b", "This is written `{now}`.", "is none of"),
    habit("LP133", r"\bis\s+neither\b", "This is written `{now}`.", "is none of"),
    habit(
        "LP133",
        r"\b(?:is\s+)?(?:in|any\s+of|among|either|within)\b(?!\s+(?:the|last|next|past|previous)\b)",
        "This is written `{now}`.",
        "is one of",
        "one of",
    ),
    habit("LP133", r"\b(?:is\s+)?in\s+the\s+list(?:\s+of)?\b", "This is written `{now}`.", "is one of"),
    habit(
        "LP133",
        r"\bis\s+not\s+(?:empty|blank|null|missing|unknown)\b|\bexists\b|\bis\s+(?:set|filled(?:\s+in)?|present|"
        r"there|given|available)\b|\bhas\s+(?:a|any)\s+value\b",
        "This is written `{now}`.",
        "is known",
    ),
    habit(
        "LP133",
        r"\bis\s+not\s+(?:known|set|filled(?:\s+in)?|present|given|available)\b|\b(?:does\s+not|doesn't)\s+exist\b|"
        r"\bhas\s+no\s+value\b",
        "This is written `{now}`.",
        "is unknown",
    ),
    habit(
        "LP133",
        r"\b(?:includes?|containing|has)\b(?!\s+(?:the|one|no|any)\b)",
        "This is written `{now}`.",
        "contains",
    ),
    habit("LP133", r"\b(?:begins?|beginning|starting)\s+with\b", "This is written `{now}`.", "starts with"),
    habit("LP133", r"\bending\s+(?:with|in)\b|\bends\s+in\b", "This is written `{now}`.", "ends with"),
    habit(
        "LP133",
        r"\bhas\s+(?:any|one)\s+of(?:\s+the)?(?:\s+words?)?\b(?!\s+[A-Za-z_]\w*\s+(?!because\b|and\b|or\b)[\w\0])",
        "This is written `{now}`.",
        "has one of the words",
    ),
    habit("LP133", r"\bcontains\s+(?:any\s+of|any|either)\b", "This is written `{now}`.", "contains one of"),
    habit(
        "LP133",
        r"\b(?:matches|like|regex|matching)\b",
        "Patterns cannot be written in a policy.",
        certain=True,
        help="Write `contains`, `starts with`, `ends with` or `has the word`, each with a text in quotes.",
    ),
    habit(
        "LP133",
        r"(?:\bis\s+)?\b(?:does\s+not|doesn't|do\s+not|don't|not)\s+(?:contain|start|end|have|include)\w*",
        "`not` stands only before a name, such as `not decision_maker`.",
        certain=True,
        help=_NEGATED,
    ),
)

CONDITIONS: Final[tuple[Habit, ...]] = (
    habit(
        "LP133",
        r"\b(?:with|for(?=\s+reason\b))\s+(?P<field>[A-Za-z_]\w*)\s+(?=[\0\w])(?!is\b)",
        "What an activity holds is asked with `where`.",
        r"where \g<field> is ",
        starts=CONDITIONAL,
    ),
    habit(
        "LP119",
        r"\b(where\s.+?)\s+((?:in\s+the\s+last\s+[0-9]+\s+\w+)|(?:since\s+\w+))(?=\s+because\b|$)",
        "The stretch of time stands before `where`.",
        r"\2 \1",
        starts=CONDITIONAL,
        say="in order",
    ),
    habit(
        "LP119",
        r"\b(losing\s.+?\severy\s+[0-9]+\s+\w+)\s+(where\s.+?)(?=\s+because\b|$)",
        "Behind `if` the condition stands whole, with its `where`; `losing` comes after it.",
        r"\2 \1",
        starts=_ITEMS,
        say="in order",
    ),
    habit(
        "LP133",
        r",(?=\s*[A-Za-z_])",
        "Conditions are joined by `and` or `or`.",
        help="A comma stands only between several values or activities behind `of`.",
        starts=("define_item", "score_item", "stage_item", "disqualify_item", "route_item", "recycle_item"),
    ),
    habit(
        "LP133",
        r"\bwhere\b.*\b(?:and|or)\s+(?:no\s+)?\w+\s+(?:where|in|since|at)\b.*",
        "Everything behind `where` is about that one activity, so no other activity can follow on the line.",
        certain=True,
        help="Put each on a line of its own below `all of` or `any of`.",
    ),
    habit(
        "LP133",
        r"\b(?:unless|except\s+(?:if|when|for)|except|but\s+not|and\s+isn't|without\s+being)\b",
        "“{was}” is not used: what must not hold is written `and not`.",
        "and not",
        "and no",
        certain=True,
        help="Write `and not NAME`, where NAME is a definition of the exception.",
    ),
    habit(
        "LP133",
        r"\b(?:else|otherwise\s+if|elif|elseif|else\s+if)\b",
        "“{was}” is not used.",
        certain=True,
        help="Put the rules in order below `first of`: the first that holds pays.",
    ),
    habit("LP133", r"\b(?:as\s+well\s+as|plus|together\s+with)\b", "Conditions are joined by `and`.", "and"),
    habit(
        "LP133",
        r",\s*(?:and|or)\b",
        "`and` and `or` follow without a comma.",
        lambda found: f" {found.group().strip(', ')}",
        lambda found: ",",
    ),
    habit(
        "LP133",
        r"\ball\s+of\s+the\s+following\b|\ball\s+of\s+these\b|\ball\s+the\s+following\b",
        "This is written `{now}`.",
        "all of",
    ),
    habit("LP133", r"\b(?:any|one|either)\s+of\s+(?:the\s+following|these)\b", "This is written `{now}`.", "any of"),
    habit(
        "LP133",
        r"^(?:none|neither)\s+of\b.*",
        "Conditions are not joined by `none of`.",
        certain=True,
        help="Write each with `not`, or give the condition a name with `define` and write `not` and that name.",
    ),
    habit(
        "LP133", r"\b(?:either|both)\s+(?=[A-Za-z_])", "“{was}” is not used.", "", say="without it", starts=CONDITIONAL
    ),
    habit("LP133", r"^if\b", "A condition starts with `when` here.", "when"),
    habit(
        "LP133", r"^when\b", "A condition starts with `for` here.", "for", starts=("response_item", "experiment_item")
    ),
    habit(
        "LP133",
        rf"^(?:if|when|whenever)\s+(?P<what>.+?)(?:\s*[,:]\s*(?:{_PAYS}\s+)*|(?:\s+{_PAYS})+\s+|\s+(?=[+-]))"
        r"(?P<points>[+-]?[0-9]+(?:\.[0-9]+)?)(?:\s*(?:points?|pts?))?$",
        "Points come first.",
        r"\g<points> if \g<what>",
        r"+\g<points> if \g<what>",
        starts=_ITEMS,
    ),
    habit(
        "LP133",
        r"^(?:if|when)\b.*",
        "Points come first: `+10 if …`.",
        certain=True,
        help="Such as `+10 if decision_maker`.",
        starts=_ITEMS,
    ),
    habit("LP133", r"^only\s+(?:if|when|for)\b", "A condition starts with another word here.", "when", "for"),
)
