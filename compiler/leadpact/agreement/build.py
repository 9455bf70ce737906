"""From a policy to the document tree: the ten sections that an agreement of sales and marketing has, and annexes."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from leadpact import __version__
from leadpact.agreement import document as doc
from leadpact.agreement.acceptances import Acceptance
from leadpact.agreement.dates import term_of
from leadpact.agreement.pieces import numbered
from leadpact.agreement.placing import place
from leadpact.agreement.sections.closing import acceptance, review, state, term
from leadpact.agreement.sections.definitions import definitions
from leadpact.agreement.sections.duties import duties, further_terms
from leadpact.agreement.sections.examples import examples
from leadpact.agreement.sections.goals import goals
from leadpact.agreement.sections.names import names
from leadpact.agreement.sections.nurturing import nurturing
from leadpact.agreement.sections.purpose import purpose
from leadpact.agreement.sections.response import response
from leadpact.agreement.sections.scoring import scoring
from leadpact.agreement.uses import Uses
from leadpact.agreement.wording import Overrides, Wording
from leadpact_dsl.examples import run_examples
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.words import listed
from leadpact_dsl.zones import tzdata_version


def build_agreement(
    policy: Policy, *, accepted: Sequence[Acceptance] = (), overrides: Overrides | None = None
) -> doc.Document:
    """The agreement as a document. The same policy gives the same document, byte for byte in every format.

    `accepted` are the acceptances of exactly this version; `overrides` may hold a company's own `wording.j2`.
    """
    say, uses = Wording(overrides), Uses(policy)
    sections = [
        purpose(policy, say),
        definitions(policy, uses, say),
        scoring(policy, uses, say),
        response(policy, uses, term_of(policy), say),
        nurturing(policy, say),
        goals(policy, say),
        duties(policy, say),
        review(policy, say),
        term(policy, say),
        acceptance(policy, accepted, say),
    ]
    sections, further = place(policy.sections, sections)
    annexes = [further_terms(further, say)] if further else []
    annexes += [called] if (called := names(policy, say)) is not None else []
    annexes += [examples(policy, run_examples(policy), say)] if policy.examples else []
    return doc.Document(
        title=policy.agreement.title,
        facts=_facts(policy, say),
        notices=(state(policy, accepted, say),),
        sections=numbered(sections, annexes),
        footer=_footer(policy, say),
    )


def _facts(policy: Policy, say: Wording) -> tuple[doc.Fact, ...]:
    facts = [*_version(policy, say)]
    if policy.teams:
        facts.append(doc.Fact(say("between"), listed([team.label for team in policy.teams.values()], "and")))
    zone = policy.agreement.timezone
    others = any(calendar.timezone != zone for calendar in policy.calendars.values())
    return (*facts, doc.Fact(say("timezone"), say("timezone_said", timezone=zone, others=others)))


def _version(policy: Policy, say: Wording) -> tuple[doc.Fact, ...]:
    agreement = policy.agreement
    effective = times.day(agreement.effective) if agreement.effective is not None else say("effective_none")
    return (
        doc.Fact(say("version"), agreement.version or say("version_none")),
        doc.Fact(say("effective"), effective),
    )


def _footer(policy: Policy, say: Wording) -> tuple[doc.Fact, ...]:
    """What the text was made of, so that the same can be made again."""
    agreement = policy.agreement
    facts = [
        *_version(policy, say),
        doc.Fact(say("made_by"), say("made_by_said", version=__version__)),
        doc.Fact(say("time_zones"), say("time_zones_said", version=tzdata_version())),
    ]
    if policy.calendars:
        years = {"first": agreement.first_year, "last": agreement.last_year}
        facts.append(doc.Fact(say("holidays"), say("holidays_said", version=version("holidays"), **years)))
    return tuple(facts)
