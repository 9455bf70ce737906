"""What was found as sections of a report: first where the two part, with a lead each time."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import numbered, row, section
from leadpact.review.compare.values import Compared, Comparison, OnlyIn, Region, Shown, Where
from leadpact_dsl.phrases.words import capital, listed, quoted, sentence

_CONVENTION = (
    "Both sides decided every lead shown here before it was printed. Each is an example that can be pasted as it "
    "stands; where the two part, it shows what is to be settled."
)


_SINGULAR = {"fields of the lead": "field of the lead", "activities": "activity"}


def headline(comparison: Comparison) -> str:
    """`3 of 14 differ; 11 mean the same`, without a full stop; of one thing only what is found of it."""
    if len(comparison.compared) == 1:
        return _one(comparison, comparison.compared[0])
    differing = len(comparison.differing)
    open_ones = sum(one.verdict == "unknown" for one in comparison.compared)
    same = len(comparison.compared) - differing - open_ones
    differ = "differs" if differing == 1 else "differ"
    count = f"{differing:,} of {len(comparison.compared):,} {differ}"
    said = [count if differing else "nothing was found that differs"]
    if same:
        said.append(f"{same:,} {'means' if same == 1 else 'mean'} the same")
    if open_ones:
        said.append(f"{open_ones:,} could not be decided")
    return capital("; ".join(said))


def _one(comparison: Comparison, one: Compared) -> str:
    """The same where one thing is compared: a count says nothing then."""
    two = len(comparison.drafts) > 1
    match one.verdict:
        case "different":
            return f"{quoted(_title(one))} differs" if two else "The two differ"
        case "unknown":
            return f"{quoted(_title(one))} could not be decided" if two else "It could not be decided"
        case _:
            return f"{quoted(_title(one))} means the same" if two else "The two mean the same"


def sections(comparison: Comparison, *, fold: bool = True) -> tuple[doc.Section, ...]:
    """Where the two part, one section a subject; then what is the same, what stayed open, and what only one knows."""
    found = [_differing(comparison, one, fold) for one in comparison.differing]
    same = [one for one in comparison.compared if one.verdict in ("same clauses", "equivalent")]
    if same:
        found.append(section("What means the same", list(_same(comparison, same, fold))))
    undecided = [one for one in comparison.compared if one.verdict == "unknown"]
    if undecided:
        found.append(section("What could not be decided", [doc.bullets([_undecided(one) for one in undecided])]))
    if comparison.other_kinds:
        sides = [_side(comparison, place) for place in (0, 1)]
        kinds = [
            f"{one.name} is {one.kinds[0]} in {sides[0]} and {one.kinds[1]} in {sides[1]}."
            for one in comparison.other_kinds
        ]
        found.append(section("What is of another kind", [doc.bullets(kinds)]))
    if comparison.only:
        said = [
            f"Only {_side(comparison, one.which)} has {_what(one)} {listed(list(map(quoted, one.names)), 'and')}."
            for one in comparison.only
        ]
        found.append(section("What only one of them knows", [doc.bullets(said)]))
    return tuple(found)


def document(comparison: Comparison, about: tuple[doc.Fact, ...] = (), *, fold: bool = True) -> doc.Document:
    """The whole report; `about` are facts for its head, such as where the drafts lie."""
    names = [_side(comparison, place) for place in (0, 1)] if len(comparison.drafts) > 1 else _labels(comparison)
    facts = (*about, doc.Fact("Result", f"{headline(comparison)}."))
    notices: doc.Blocks = (doc.paragraph(_CONVENTION),) if comparison.differing else ()
    if comparison.beside:
        notices = (*notices, doc.Note((_beside(comparison),)))
    title = f"{names[0]} and {names[1]}: do they mean the same?"
    return doc.Document(title, facts, notices, numbered(sections(comparison, fold=fold), ()), ())


def _beside(comparison: Comparison) -> doc.Paragraph:
    parts = listed(comparison.beside, "and")
    also = " as well" if any(one.verdict == "different" for one in comparison.compared) else ""
    said = f"The two differ in {parts}{also}. Those are not compared lead by lead: "
    return doc.Paragraph((doc.Plain(said), doc.Code("leadpact diff"), doc.Plain(" says how they differ.")))


def _labels(comparison: Comparison) -> list[str]:
    return [quoted(name) for name in comparison.compared[0].names]


def _side(comparison: Comparison, place: int) -> str:
    """A draft as people call it: the name of its file or branch, as it is."""
    return quoted(comparison.drafts[place])


def _what(one: OnlyIn) -> str:
    """`the fields of the lead`, or `the field of the lead` where it is one."""
    if len(one.names) > 1:
        return f"the {one.what}"
    return f"the {_SINGULAR.get(one.what, one.what.removesuffix('s'))}"


def _sides(comparison: Comparison, one: Compared) -> tuple[str, str]:
    """What the two sides are called: the drafts, or the two definitions of one policy."""
    if len(comparison.drafts) > 1:
        return _side(comparison, 0), _side(comparison, 1)
    return quoted(one.names[0]), quoted(one.names[1])


# ------------------------------------------------------------------------------------------------------ where they part


def _differing(comparison: Comparison, one: Compared, fold: bool) -> doc.Section:
    sides = _sides(comparison, one)
    blocks: list[doc.Block] = [doc.paragraph(_verdict(comparison, one, sides)), _table(one, sides)]
    for region in one.regions:
        if region.shown is None:
            continue
        parting = region.where in ("only first", "only second", "different")
        inside = list(_lead(comparison, region.shown, sides, parting))
        heading = _heading(one, region.where, sides)
        if parting or not fold:
            blocks += [doc.Subheading(doc.plain(heading), 1), *inside]
        else:
            blocks.append(doc.Details(doc.plain(f"A lead for example: {heading}"), tuple(inside)))
    return section(_title(one), blocks)


def _title(one: Compared) -> str:
    first, second = one.names
    return first if first == second else f"{first} / {second}"


def _verdict(comparison: Comparison, one: Compared, sides: tuple[str, str]) -> str:
    only_first, only_second = one.region("only first"), one.region("only second")
    two = len(comparison.drafts) > 1
    if only_first is None or only_second is None:
        return f"{sides[0]} and {sides[1]} come to different answers for some leads."
    what = quoted(one.names[0])
    if (shared := one.region("both")) is not None and shared.empty:
        return f"{sides[0]} and {sides[1]} have no lead in common."
    if only_second.empty:
        return _wider(sides[0], sides[1], what, two)
    if only_first.empty:
        return _wider(sides[1], sides[0], what, two)
    if not two:
        return "Neither contains the other: some leads are the one without being the other, both ways round."
    said = f"{sides[0]} and {sides[1]} mean different things by {what}"
    return f"{said}: each takes in leads that the other leaves out."


def _wider(wide: str, narrow: str, what: str, two: bool) -> str:
    if two:
        return f"By {what}, {wide} means every lead that {narrow} does, and more."
    return f"Whoever is {narrow} is {wide}, but not the other way round."


def _table(one: Compared, sides: tuple[str, str]) -> doc.Table:
    rows = [
        row(_heading(one, region.where, sides), _found(region), *(region.shown.says if region.shown else ("", "")))
        for region in one.regions
    ]
    columns = ("Where", "Leads", sides[0], sides[1])
    return doc.Table(
        tuple(map(doc.Column, columns)), tuple(rows), f"Where {sides[0]} and {sides[1]} agree, and where not"
    )


def _heading(one: Compared, where: Where, sides: tuple[str, str]) -> str:
    match where:
        case "only first":
            return f"Only {sides[0]}"
        case "only second":
            return f"Only {sides[1]}"
        case "both":
            return "Both"
        case "neither":
            return "Neither"
        case "same":
            return "They agree"
        case "different":
            return "They part"


def _found(region: Region) -> str:
    if region.shown is not None:
        return "there are such leads"
    return "no lead, which is proved" if region.empty else "not decided"


def _lead(comparison: Comparison, shown: Shown, sides: tuple[str, str], parting: bool) -> Iterator[doc.Block]:
    if parting:
        items = []
        for name, says, why in zip(sides, shown.says, shown.parted, strict=True):
            said: list[doc.Block] = [doc.paragraph(f"{name}: {says}.")]
            if why:
                said.append(doc.bullets(list(why)))
            items.append(doc.Item(tuple(said)))
        yield doc.BulletList(tuple(items))
    yield doc.CodeBlock(shown.blocks[0].rstrip("\n"))
    if len(shown.blocks) < 2 or shown.blocks[1] == shown.blocks[0]:
        return
    name, theirs = _side(comparison, 1), shown.blocks[1]
    facts, expectations = _parted(theirs)
    if facts == _parted(shown.blocks[0])[0]:
        yield doc.Paragraph((doc.Plain(f"For {name} it ends with "), doc.Code(expectations), doc.Plain(".")))
    else:
        yield doc.Details(doc.plain(f"The same lead for {name}"), (doc.CodeBlock(theirs.rstrip("\n")),))


def _parted(block: str) -> tuple[str, str]:
    """An example without what it expects, and what that is, on one line."""
    lines = block.splitlines()
    expected = [line.strip() for line in lines if line.startswith("  expect ")]
    return "\n".join(line for line in lines if not line.startswith("  expect ")), ", ".join(expected)


# ------------------------------------------------------------------------------------------------------------- the rest


def _same(comparison: Comparison, same: list[Compared], fold: bool) -> Iterator[doc.Block]:
    proved = [one for one in same if one.verdict == "equivalent"]
    if proved:
        yield doc.paragraph("Written differently, and proved to say the same of every lead at every instant:")
        yield doc.bullets([_title(one) for one in proved])
    alike = [one for one in same if one.verdict == "same clauses"]
    if alike:
        yield doc.paragraph("The same clauses on both sides:")
        yield doc.bullets([f"{_title(one)} ({one.kind})" for one in alike])


def _undecided(one: Compared) -> str:
    whys = list(dict.fromkeys(region.why for region in one.regions if region.why))
    return sentence(f"{_title(one)}: {' '.join(whys) or 'neither a lead nor a proof was found'}")
