"""What `check --require-acceptance` has to say: who has not accepted what the agreement means now."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from leadpact.review.acceptance.record import Entry, Record
from leadpact.review.acceptance.standing import Commit, Standing, TeamStanding
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.phrases import times
from leadpact_dsl.phrases.words import listed, quoted, verb
from leadpact_dsl.source import SourceFile, Span


def missing(now: Standing, policy: str) -> Iterator[Diagnostic]:
    """An error for each team that has not accepted this meaning (LP851), or for an agreement of nobody (LP853).

    `policy` is the path of the policy, as people would type it.
    """
    if not now.teams:
        yield error(
            "LP853",
            now.policy.agreement.span,
            "This agreement names no team, so that nobody can accept it.",
            help='Name those that it is between, each with a line such as: team sales "Sales"',
        )
    for one in now.have_not:
        ways = [_so_far(now), f"`leadpact accept --as {one.team.name} --by NAME --policy {quote(policy)}` accepts it."]
        since = one.latest or now.last
        if (commit := now.commit_of(since)) is not None:
            ways.insert(1, _changed_since(commit, policy))
        yield error("LP851", one.team.span, _has_not(now, one), help=" ".join(ways))


def bad_signatures(now: Standing, file: SourceFile) -> Iterator[Diagnostic]:
    """An error for each acceptance in force whose commit has a signature that does not fit or is revoked (LP855)."""
    for one in now.have:
        commit = now.commit_of(one.latest)
        if commit is not None and (bad := what_is_bad(commit)) is not None:
            yield error(
                "LP855",
                Span(file, 0, 0),
                f"{one.team.label} accepted this in commit {commit.short}, and {bad}.",
                help=f"`git show --show-signature {commit.short}` says more. Ask them, and let them accept again.",
            )


def lost(before: Record, now: Record, file: SourceFile, revision: str, was: str | None = None) -> Diagnostic | None:
    """An error where acceptances that an earlier revision has are not in the record any more (LP854).

    `was` is what the file was called at that revision.
    """
    if now.begins_with(before):
        return None
    was = was or file.name
    bring_back = f"git checkout {quote(revision)} -- {quote(was)}"
    to = "" if was == file.name else f" (to be moved to {file.name})"
    return error(
        "LP854",
        Span(file, 0, 0),
        f"Acceptances that stand in {was} at {revision} have been taken out or changed.",
        help=f"A record is only added to. `{bring_back}` brings it back{to}; whoever accepted since does so again.",
    )


def deleted(title: str, policy: str, *, required: bool) -> Diagnostic:
    """What is said of an agreement that is deleted before its term is over (LP856): an error where all have to accept.

    `policy` is the path at which it stood.
    """
    said = f"{title} ({policy}) is deleted, and what it says holds no longer: no team has accepted that."
    if not required:
        return warning("LP856", None, said, help="Is that meant? Ask the teams before this is merged.")
    ways = "Let the teams accept a `term`, and delete it once that is over; or merge this all the same, if you may."
    return error("LP856", None, said, help=ways)


def what_is_bad(commit: Commit) -> str | None:
    """What is wrong with the signature of a commit, without a full stop; None where nothing is."""
    match commit.signature:
        case "bad":
            return "its signature does not fit: the commit was changed after it was signed"
        case "revoked":
            return f"it is signed with a key that has been withdrawn ({commit.signer})"
        case _:
            return None


def who_and_when(entry: Entry, timezone: str) -> str:
    """`by “Ada Lovelace” on 22 November 2026`."""
    return f"by {quoted(entry.by)} on {times.day(times.local_day(entry.instant, timezone))}"


def _has_not(now: Standing, one: TeamStanding) -> str:
    if one.latest is None:
        return f"{one.team.label} {verb(one.team.label, 'has', 'have')} not accepted this agreement."
    done = who_and_when(one.latest, now.policy.agreement.timezone)
    if one.latest.version == now.policy.agreement.version or one.latest.version is None:
        return f"{one.team.label} accepted this agreement {done}, and what it means has changed since."
    return f"{one.team.label} accepted version {one.latest.version} {done}, and what it means has changed since."


def _so_far(now: Standing) -> str:
    if now.have:
        return f"Accepted so far by {listed([one.team.label for one in now.have], 'and')}."
    if now.last is None:
        return "No team has accepted it yet."
    return f"No team has accepted it as it is now; the last acceptance was {_last(now, now.last)}."


def _last(now: Standing, entry: Entry) -> str:
    team = now.policy.teams.get(entry.team)
    whose = team.label if team is not None else entry.team
    return f"that of {whose}, {who_and_when(entry, now.policy.agreement.timezone)}"


def _changed_since(commit: Commit, policy: str) -> str:
    return f"`leadpact diff {commit.short} --policy {quote(policy)}` shows what has changed since."
