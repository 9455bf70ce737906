"""8 Review period, 9 Term, 10 Acceptance."""

from __future__ import annotations

from collections.abc import Sequence

from leadpact.agreement import document as doc
from leadpact.agreement.acceptances import Acceptance
from leadpact.agreement.dates import last_day, reviews
from leadpact.agreement.pieces import row, section
from leadpact.agreement.wording import Wording
from leadpact_dsl.model import Policy
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.words import listed


def review(policy: Policy, say: Wording) -> doc.Section:
    rhythm = policy.agreement.review
    text = say("review_every", every=times.every(rhythm)) if rhythm is not None else say("review_none")
    if days := reviews(policy):
        text += " " + say("review_dates", days=listed([times.day(day) for day in days], "and"))
    return section(say("review_title"), [doc.paragraph(text)])


def term(policy: Policy, say: Wording) -> doc.Section:
    first, length = policy.agreement.effective, policy.agreement.term
    if first is not None and length is not None:
        last = times.day(last_day(first, length))
        text = say("term_said", first=times.day(first), length=times.span(length), last=last)
    elif length is not None:
        text = say("term_no_start", length=times.span(length))
    elif first is not None:
        text = say("term_no_end", first=times.day(first))
    else:
        text = say("term_none")
    return section(say("term_title"), [doc.paragraph(text)])


def acceptance(policy: Policy, accepted: Sequence[Acceptance], say: Wording) -> doc.Section:
    columns = (
        doc.Column(say("col_team")),
        doc.Column(say("col_role")),
        doc.Column(say("col_date")),
        doc.Column(say("col_signature")),
    )
    by_team = {one.team: one for one in accepted}
    found = []
    for team in policy.teams.values():
        one = by_team.get(team.name)
        if one is None:
            found.append(row(team.label, team.led_by or "", "", say("signature_open")))
        else:
            signature = say(f"signature_{one.signature or 'recorded'}", mark=one.mark, signed_by=one.signed_by)
            found.append(row(team.label, one.by, times.day(one.on), signature))
    intro = doc.paragraph(say("acceptance_intro", version=policy.agreement.version or ""))
    signatures = [doc.Table(columns, tuple(found), say("acceptance_title"), signed=True)] if found else []
    return section(say("acceptance_title"), [state(policy, accepted, say), intro, *signatures])


def state(policy: Policy, accepted: Sequence[Acceptance], say: Wording) -> doc.Note:
    """Whether the agreement binds anybody, said plainly."""
    teams = {one.team for one in accepted}
    done = [team.label for team in policy.teams.values() if team.name in teams]
    missing = [team.label for team in policy.teams.values() if team.name not in teams]
    if not done:
        text = say("not_accepted")
    elif missing:
        text = say("partly_accepted", accepted=listed(done, "and"), missing=listed(missing, "and"))
    else:
        text = say("all_accepted")
    return doc.Note((doc.Paragraph((doc.Strong(doc.plain(text)),)),))
