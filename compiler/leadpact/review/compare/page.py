"""A comparison as people read it: where the two part first, each with a lead that shows it; then where they agree."""

from __future__ import annotations

from collections.abc import Iterator

from leadpact.agreement import document as doc
from leadpact.review.compare.comparing import Compared, Part
from leadpact.review.compare.result import Comparison
from leadpact.solver import Found, Impossible, Unknown, Witness
from leadpact_dsl.phrases.words import capital, counted, listed, sentence

_PARTS: tuple[Part, ...] = ("first", "second", "both", "neither", "differ")
"""What people argue about comes first."""


def document(comparison: Comparison) -> doc.Document:
    first, second = (side.name for side in comparison.sides)
    facts = []
    if comparison.drafts:
        for label, side in zip(("First", "Second"), comparison.sides, strict=True):
            agreement = side.policy.agreement
            version = f", version {agreement.version}" if agreement.version else ""
            facts.append(doc.Fact(label, f"{side.name}: {agreement.title}{version}"))
    else:
        facts.append(doc.Fact("Policy", comparison.sides[0].policy.agreement.title))
    return doc.Document(f"{first} and {second}", tuple(facts), (), sections(comparison), ())


def sections(comparison: Comparison) -> tuple[doc.Section, ...]:
    """In short; a section for each point on which the two part; where they agree; what nobody could decide."""
    found = [doc.Section("", "In short", "in-short", (doc.bullets(list(_in_short(comparison))),))]
    for number, one in enumerate(comparison.found):
        if one.verdict == "differ" or not comparison.drafts:
            title = one.subject.label if comparison.drafts else "Lead by lead"
            found.append(doc.Section("", capital(title), f"part-{number}", tuple(_of_subject(comparison, one))))
    if comparison.drafts:
        found += _agreeing(comparison)
    return tuple(found)


def _in_short(comparison: Comparison) -> Iterator[str]:
    if comparison.same_meaning:
        yield "They mean the same, word for word: only their layout, comments or reasons differ, if anything does."
        return
    if not comparison.drafts:
        yield _relation(comparison, comparison.found[0])
        return
    parted = comparison.with_verdict("differ")
    whole = len(comparison.found)
    labels = [one.subject.label for one in parted]
    if not whole:
        yield "They decide on nothing that both know."
    elif not parted:
        yield f"No lead was found on which they part, on {counted(whole, 'point')} that both decide on."
    else:
        yield f"They part on {len(parted)} of {counted(whole, 'point')} that both decide on: {listed(labels, 'and')}."
    for one in parted:
        if one.subject.holds is not None:
            yield f"{one.subject.label}: {_relation(comparison, one)}"
    if unknown := comparison.with_verdict("unknown"):
        yield f"Not decided: {listed([one.subject.label for one in unknown], 'and')}."


def _relation(comparison: Comparison, one: Compared) -> str:
    """How the two sets of leads lie to each other, as far as it is known."""
    first, second = _names(comparison, one)
    if one.verdict == "same":
        return "They take in the same leads, all of them."
    if one.verdict == "unknown":
        return (
            "Nobody knows: neither a lead that parts them nor a proof that there is none was found in the time given."
        )
    if one.never("both"):
        return f"{first} and {second} have no lead in common."
    if one.never("first"):
        return f"{second} takes in every lead that {first} does, and more."
    if one.never("second"):
        return f"{first} takes in every lead that {second} does, and more."
    if one.witness("first") is not None and one.witness("second") is not None:
        return f"{first} takes in leads that {second} leaves out, and the other way round."
    wider, narrower = (first, second) if one.witness("first") is not None else (second, first)
    return f"{wider} takes in leads that {narrower} leaves out."


def _names(comparison: Comparison, one: Compared) -> tuple[str, str]:
    if comparison.drafts:
        return comparison.sides[0].name, comparison.sides[1].name
    from leadpact.review.compare.subjects import called

    first, second = (called(side.policy, name) for side, name in zip(comparison.sides, one.subject.names, strict=True))
    return first, second


def _of_subject(comparison: Comparison, one: Compared) -> Iterator[doc.Block]:
    for part in _PARTS:
        if part in one.parts:
            yield from _of_part(comparison, one, part, one.parts[part])


def _of_part(comparison: Comparison, one: Compared, part: Part, found: Found) -> Iterator[doc.Block]:
    title = capital(comparison.title(one.subject, part))
    match found:
        case Impossible():
            yield doc.Paragraph((doc.Strong(doc.plain(f"{title}: ")), doc.Plain("there is no such lead.")))
        case Unknown(why):
            yield doc.Paragraph((doc.Strong(doc.plain(f"{title}: ")), doc.Plain(why)))
        case Witness():
            shown = (*_said(comparison, one, found), *_examples(comparison, one, part, found))
            if part in ("both", "neither"):
                yield doc.Details(doc.plain(title), shown)
            else:
                yield doc.Paragraph((doc.Strong(doc.plain(title)),))
                yield from shown


def _said(comparison: Comparison, one: Compared, witness: Witness) -> Iterator[doc.Block]:
    """What each side says of the lead, lines that both say left out."""
    said = [comparison.said(one.subject, witness, side) for side in (0, 1)]
    both = set(said[0][1:]) & set(said[1][1:])
    items = []
    for name, lines in zip(_names(comparison, one), said, strict=True):
        own = [lines[0], *(line for line in lines[1:] if line not in both)]
        items.append(doc.Item((doc.Paragraph((doc.Plain(f"{name}: "), doc.Plain(" ".join(own)))),)))
    yield doc.BulletList(tuple(items))


def _examples(comparison: Comparison, one: Compared, part: Part, witness: Witness) -> Iterator[doc.Block]:
    """The lead as an example to paste, and how the other draft's differs."""
    mine = comparison.example(one.subject, part, witness, 0)
    yield doc.CodeBlock(mine)
    if not comparison.drafts:
        return
    name, theirs = comparison.sides[1].name, comparison.example(one.subject, part, witness, 1)
    facts, expectations = _parted(theirs)
    if facts != _parted(mine)[0]:
        yield doc.Details(doc.plain(f"The same lead as an example for {name}"), (doc.CodeBlock(theirs),))
    elif theirs != mine:
        yield doc.Paragraph((doc.Plain(f"For {name} it ends with "), doc.Code(expectations), doc.Plain(".")))


def _parted(example: str) -> tuple[str, str]:
    """An example without what it expects, and what that is, on one line."""
    lines = example.splitlines()
    expected = [line.strip() for line in lines if line.startswith("  expect ")]
    return "\n".join(line for line in lines if not line.startswith("  expect ")), ", ".join(expected)


def _agreeing(comparison: Comparison) -> Iterator[doc.Section]:
    if same := comparison.with_verdict("same"):
        text = "On these points no lead parts them, which is proved for all leads there can be:"
        listing = doc.bullets([one.subject.label for one in same])
        yield doc.Section("", "Where they agree", "agree", (doc.paragraph(text), listing))
    if unknown := comparison.with_verdict("unknown"):
        items = [f"{one.subject.label}: {_why(one)}" for one in unknown]
        yield doc.Section("", "What was not decided", "unknown", (doc.bullets(items),))
    blocks = []
    for side, only in zip(comparison.sides, comparison.only, strict=True):
        if only:
            blocks.append(doc.paragraph(sentence(f"only {side.name} has {listed(list(only), 'and')}")))
    if blocks:
        yield doc.Section("", "What only one of them knows", "only-one", tuple(blocks))


def _why(one: Compared) -> str:
    return next((found.why for found in one.parts.values() if isinstance(found, Unknown)), "")
