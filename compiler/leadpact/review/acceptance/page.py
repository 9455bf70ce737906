"""Where an agreement stands with its teams, as a report."""

from __future__ import annotations

from leadpact.agreement import document as doc
from leadpact.agreement.pieces import row, section
from leadpact.json_text import Json
from leadpact.review.acceptance.findings import what_is_bad
from leadpact.review.acceptance.record import Entry
from leadpact.review.acceptance.standing import Commit, Standing
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.words import counted, listed

_RECENT = 50
"""Entries of the history that are shown; the file holds them all."""


def sections(now: Standing, *, history: bool = False, policy: str | None = None) -> tuple[doc.Section, ...]:
    """Who has accepted, who has not, and what there is to do; with `history`, all that was ever accepted.

    `policy` is its path as people would type it; without it, commands are left to the reader's own.
    """
    state = doc.Paragraph((doc.Strong(doc.plain(in_a_sentence(now))),))
    blocks: list[doc.Block] = [doc.Note((state,)) if now.have_not else state]
    if now.teams:
        blocks.append(_table(now))
    blocks += [doc.paragraph(said) for said in _bad(now)]
    if now.have_not and (since := _since(now)) is not None:
        command = f"leadpact diff {since.short}" + (f" --policy {policy}" if policy else "")
        blocks.append(
            doc.Paragraph((doc.Code(command), doc.Plain(" shows what has changed since the last acceptance.")))
        )
    if history and now.record.entries:
        blocks.append(_history(now))
    return (section("Acceptance", blocks),)


def in_a_sentence(now: Standing) -> str:
    """`Accepted by Marketing, and not yet by Sales.`"""
    have = listed([one.team.label for one in now.have], "and")
    have_not = listed([one.team.label for one in now.have_not], "and")
    if not now.teams:
        return "This agreement names no team, so that nobody can accept it."
    if not have_not:
        return f"Accepted by {'every team' if len(now.have) > 1 else have}, exactly as it is."
    if have:
        return f"Accepted by {have}, and not yet by {have_not}."
    if now.last is None:
        return "Not accepted by any team yet."
    return f"Not accepted as it is: what it means has changed since {_when(now, now.last)}, when it was last accepted."


def as_json(now: Standing) -> Json:
    """As `acceptance.schema.json` describes it."""
    return {
        "version": 1,
        "agreement": {"title": now.policy.agreement.title, "version": now.policy.agreement.version},
        "meaning": now.meaning,
        "accepted": now.is_accepted,
        "teams": [
            {
                "team": one.team.name,
                "label": one.team.label,
                "accepted": one.accepted,
                "latest": None if one.latest is None else _entry(now, one.latest),
            }
            for one in now.teams
        ],
        "history": [_entry(now, entry) for entry in now.record.entries],
    }


def _entry(now: Standing, entry: Entry) -> Json:
    commit = now.commit_of(entry)
    return {
        "team": entry.team,
        "by": entry.by,
        "at": entry.at.isoformat(),
        "version": entry.version,
        "meaning": entry.meaning,
        "seal": entry.seal,
        "commit": None
        if commit is None
        else {"id": commit.id, "signature": commit.signature or None, "signer": commit.signer or None},
    }


def _table(now: Standing) -> doc.Table:
    columns = ("Team", "Accepts it", "Last accepted", "By", "Version then", "Commit")
    rows = [
        row(
            one.team.label,
            "yes" if one.accepted else "no",
            "never" if one.latest is None else _when(now, one.latest),
            one.latest.by if one.latest else "",
            (one.latest.version or "") if one.latest else "",
            _commit(now.commit_of(one.latest)),
        )
        for one in now.teams
    ]
    return doc.Table(tuple(map(doc.Column, columns)), tuple(rows), "Who has accepted the agreement")


def _history(now: Standing) -> doc.Block:
    columns = ("When", "Team", "By", "Version", "Meaning", "Commit")
    latest = now.record.entries[-_RECENT:]
    rows = [
        row(
            times.instant(entry.instant, now.policy.agreement.timezone),
            team.label if (team := now.policy.teams.get(entry.team)) else entry.team,
            entry.by,
            entry.version or "",
            "as it is now" if entry.meaning == now.meaning else entry.meaning.removeprefix("sha256:")[:12],
            _commit(now.commit_of(entry)),
        )
        for entry in reversed(latest)
    ]
    table = doc.Table(tuple(map(doc.Column, columns)), tuple(rows), "Every acceptance, the latest first")
    left = len(now.record.entries) - len(latest)
    more = (doc.paragraph(f"The file holds {counted(left, 'earlier acceptance')} besides."),) if left else ()
    return doc.Details(doc.plain("Every acceptance, the latest first"), (table, *more))


def _bad(now: Standing) -> list[str]:
    found = []
    for one in now.have:
        commit = now.commit_of(one.latest)
        if commit is not None and (bad := what_is_bad(commit)) is not None:
            found.append(f"Do not rely on the acceptance of {one.team.label} in commit {commit.short}: {bad}.")
    return found


def _commit(commit: Commit | None) -> doc.Runs:
    if commit is None:
        return doc.plain("")
    signed = {"good": f", signed by {commit.signer}", "bad": ", BAD signature", "revoked": ", key withdrawn"}
    return (doc.Code(commit.short), doc.Plain(signed.get(commit.signature, "")))


def _since(now: Standing) -> Commit | None:
    return next((commit for entry in reversed(now.record.entries) if (commit := now.commit_of(entry))), None)


def _when(now: Standing, entry: Entry) -> str:
    return times.day(times.local_day(entry.instant, now.policy.agreement.timezone))
