"""`leadpact score case.json`: one lead in, one decision out, each as a JSON document."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from leadpact.cli import FINDINGS
from leadpact.cli.as_of import AsOf, as_of_meant, written
from leadpact.cli.options import emit_findings, fail_usage, write_whole
from leadpact_dsl.diagnostics import Diagnostic, InternalError
from leadpact_dsl.model import Policy
from leadpact_dsl.screen import visible

if TYPE_CHECKING:
    from leadpact.records.case import Case, Mistaken

STDIN = Path("-")


def is_case(leads: Path) -> bool:
    """Whether a file of leads is one case: a JSON document, or what comes from stdin."""
    return leads == STDIN or leads.suffix.lower() == ".json"


def score_case(policy: Policy, source: Path, as_of: str | None, explain: bool, output: Path | None) -> int:
    """Prints the decision, or the reason why there is none, as a document; mistakes also as sentences on stderr."""
    if clashes := clashes_of(policy):
        return emit_findings(clashes, err=True)
    document = _decided(policy, source, as_of, explain)
    _write(document, output)
    return FINDINGS if "refused" in document else 0


def clashes_of(policy: Policy) -> list[Diagnostic]:
    """Why no case can be written for a policy: names of fields that a case needs itself."""
    from leadpact.targets.json import activity_schema, lead_schema

    return [*lead_schema.clashes(policy), *activity_schema.clashes(policy)]


def _decided(policy: Policy, source: Path, as_of: str | None, explain: bool) -> dict[str, Any]:
    from leadpact.decision_document import document_of
    from leadpact.digest import digest_of
    from leadpact.records.case import Mistaken, read_case
    from leadpact_dsl.decision import Refused
    from leadpact_dsl.evaluate import decide

    read = read_case(policy, bytes_of_case(source), "stdin" if source == STDIN else str(source))
    meant = case_in_time(policy, read, as_of)
    if isinstance(meant, Mistaken):
        return _refused(meant)
    case, when = meant
    decision = decide(policy, case.lead, case.activities, when.instant)
    if isinstance(decision, Refused):
        return _refused(Mistaken(case.lead.id, (decision.reason,)))
    digest = digest_of(policy)
    document = document_of(policy, digest, decision, explain)
    _hold_to_schema(policy, digest, document)
    return document


def case_in_time(policy: Policy, case: Case | Mistaken, as_of: str | None) -> tuple[Case, AsOf] | Mistaken:
    """A case and when it is decided: the time it says, else `--as-of`, else now. Both at once are wrong use."""
    from leadpact.records.case import Mistaken
    from leadpact.records.leads import reading_of

    if isinstance(case, Mistaken):
        return case
    if case.as_of is None:
        return case, as_of_meant(policy, as_of)
    if as_of is not None:
        fail_usage("The case says as of when it is to be decided, and so does --as-of: leave one of them out.")
    there = reading_of(policy).zone
    first, last = policy.agreement.first_year, policy.agreement.last_year
    if first <= there.local(case.as_of).year <= last:
        return case, AsOf(case.as_of, there, given=True)
    said = f"{written(case.as_of, there)} is outside the years {first} to {last}"
    return Mistaken(case.lead.id, (f"as_of: {said}, whose holidays and clocks the agreement knows.",))


def bytes_of_case(source: Path) -> bytes:
    """What a file or stdin holds, up to one byte more than a case may have. Raises OSError."""
    from leadpact.records.strict_json import LARGEST

    if source == STDIN:
        # A shell can close it (`<&-`), and then Python has none.
        if sys.stdin is None:
            fail_usage("There is nothing to read: stdin is closed. Name a file with a lead instead of -.")
        return sys.stdin.buffer.read(LARGEST + 1)
    with source.open("rb") as file:
        return file.read(LARGEST + 1)


def tell_refusal(refused: Mistaken) -> None:
    """Says on stderr why a case has no score."""
    who = "The case" if refused.lead is None else f"Lead {refused.lead}"
    click.echo(visible(f"{who} is refused, and so it has no score:"), err=True)
    for sentence in refused.mistakes:
        click.echo(visible(f"  {sentence}"), err=True)


def _refused(refused: Mistaken) -> dict[str, Any]:
    from leadpact.decision_document import refused_document

    tell_refusal(refused)
    return refused_document(refused.lead, " ".join(refused.mistakes))


def _hold_to_schema(policy: Policy, digest: str, document: dict[str, Any]) -> None:
    """What is handed out is what was promised: else the mistake is ours."""
    from leadpact.json_text import written as as_json
    from leadpact.json_validator import validator
    from leadpact.targets.json import decision_schema

    read = json.loads(as_json(document), parse_float=Decimal)
    broken = next(validator(decision_schema.schema(policy, digest)).iter_errors(read), None)
    if broken is not None:
        place = ".".join(map(str, broken.absolute_path))
        raise InternalError(f"the decision is not as its schema says, at {place or 'its top'}")


def _write(document: dict[str, Any], output: Path | None) -> None:
    from leadpact.json_text import written as as_json

    if output is None:
        click.echo(as_json(document), nl=False)
    else:
        write_whole(output, as_json(document))
