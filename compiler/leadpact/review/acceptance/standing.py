"""Where an agreement stands: which of its teams have accepted what it means now."""

from __future__ import annotations

from collections.abc import Mapping

from leadpact.agreement.acceptances import Acceptance
from leadpact.digest import digest_of
from leadpact.review.acceptance.record import Entry, Record
from leadpact_dsl.frozen import frozen
from leadpact_dsl.model import Policy, Team
from leadpact_dsl.phrases import times


@frozen
class Commit:
    """The commit that brought an entry into the record.

    `signature` is what git found by the keys it knows: `good` is one that is valid and trusted, `bad` one that does
    not fit the commit, `revoked` one by a key that was withdrawn; "" is anything else, also what it cannot check here.
    `signer` is who signed, as the key says; empty without a signature.
    """

    id: str
    short: str
    signature: str = ""
    signer: str = ""


@frozen
class TeamStanding:
    """`latest` is the team's last acceptance; `accepted` says that it is of what the policy means now.

    A team accepts one meaning at a time: whoever has accepted a later one no longer stands by an earlier one.
    """

    team: Team
    latest: Entry | None
    accepted: bool


@frozen
class Standing:
    """`commits` are by the seals of their entries; an entry that no commit is known of is missing there."""

    policy: Policy
    meaning: str
    teams: tuple[TeamStanding, ...]
    record: Record
    commits: Mapping[str, Commit]

    @property
    def have(self) -> tuple[TeamStanding, ...]:
        return tuple(one for one in self.teams if one.accepted)

    @property
    def have_not(self) -> tuple[TeamStanding, ...]:
        return tuple(one for one in self.teams if not one.accepted)

    @property
    def is_accepted(self) -> bool:
        """By every team that it is between. An agreement that is between nobody is accepted by nobody."""
        return bool(self.teams) and not self.have_not

    @property
    def last(self) -> Entry | None:
        """The last acceptance by any team, of whatever meaning."""
        return self.record.entries[-1] if self.record.entries else None

    def commit_of(self, entry: Entry | None) -> Commit | None:
        return None if entry is None else self.commits.get(entry.seal)


def standing(policy: Policy, record: Record, commits: Mapping[str, Commit] | None = None) -> Standing:
    """Holds the record against what the policy means."""
    meaning = digest_of(policy)
    latest = {entry.team: entry for entry in record.entries}
    teams = tuple(
        TeamStanding(team, entry := latest.get(name), entry is not None and entry.meaning == meaning)
        for name, team in policy.teams.items()
    )
    return Standing(policy, meaning, teams, record, commits or {})


def acceptances(now: Standing) -> tuple[Acceptance, ...]:
    """What the agreement prints. Without commits it follows from the files alone, the same on every machine."""
    found = []
    for one in now.have:
        entry = one.latest
        if entry is not None:
            commit = now.commit_of(entry)
            on = times.local_day(entry.instant, now.policy.agreement.timezone)
            mark = entry.seal.removeprefix("sha256:")[:12]
            signature, signer = (commit.signature, commit.signer) if commit is not None else ("", "")
            found.append(Acceptance(entry.team, entry.by, on, mark, signature, signer))
    return tuple(found)
