"""1 Purpose: the authors' own words, and how the rest is to be read."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import section
from leadpact.agreement.prose import read_prose
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases.words import listed


def purpose(policy: Policy, say: Wording) -> doc.Section:
    teams = listed([team.label for team in policy.teams.values()], "and") or "we"
    written = policy.agreement.purpose
    blocks = read_prose(written) if written else (doc.paragraph(say("purpose_none", teams=teams)),)
    return section(say("purpose_title"), [*blocks, doc.paragraph(say("how_to_read"))])
