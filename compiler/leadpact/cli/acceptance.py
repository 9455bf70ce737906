"""What `leadpact check` says of a policy's record of acceptances."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from leadpact.acceptance_files import read_record, record_file, standing_at
from leadpact.policies import shown
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy
from leadpact_dsl.source import SourceFile


def record_findings(place: Path) -> Sequence[Diagnostic]:
    """What is wrong with the record of a policy, if it has one that cannot be relied on."""
    record = read_record(place)
    return [record] if isinstance(record, Diagnostic) else []


def missing_acceptances(place: Path, policy: Policy) -> tuple[Sequence[Diagnostic], str]:
    """Who has still to accept what the policy means, as errors; and in a sentence, how far that has come.

    Of a record that cannot be relied on, that is said and nothing else.
    """
    from leadpact.review.acceptance.findings import bad_signatures, missing
    from leadpact.review.acceptance.page import in_a_sentence

    now = standing_at(place, policy)
    if isinstance(now, Diagnostic):
        return [now], ""
    file = SourceFile(shown(record_file(place)), "")
    return [*missing(now, shown(place)), *bad_signatures(now, file)], in_a_sentence(now)
