"""`leadpact score case.json`: one lead in, one decision out, each as a JSON document."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from leadpact.cli import FINDINGS
from leadpact.cli.as_of import as_of_meant, written
from leadpact.cli.options import emit_findings, fail_usage, write_whole
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.model import Policy
from leadpact_dsl.screen import visible

STDIN = Path("-")


def is_case(leads: Path) -> bool:
    """Whether a file of leads is one case: a JSON document, or what comes from stdin."""
    return leads == STDIN or leads.suffix.lower() == ".json"


def score_case(policy: Policy, source: Path, as_of: str | None, explain: bool, output: Path | None) -> int:
    """Prints the decision, or the reason why there is none, as a document; mistakes also as sentences on stderr."""
    from leadpact.targets.json import activity_schema, lead_schema

    clashes = [*lead_schema.clashes(policy), *activity_schema.clashes(policy)]
    if clashes:
        return emit_findings(clashes, err=True)
    document = _decided(policy, source, as_of, explain)
    _write(document, output)
    return FINDINGS if "refused" in document else 0


def _decided(policy: Policy, source: Path, as_of: str | None, explain: bool) -> dict[str, Any]:
    from leadpact.decision_document import document_of
    from leadpact.digest import digest_of
    from leadpact.records.case import Mistaken, read_case
    from leadpact_dsl.decision import Refused
    from leadpact_dsl.evaluate import decide

    case = read_case(policy, _bytes(source), "stdin" if source == STDIN else str(source))
    if isinstance(case, Mistaken):
        return _refused(case.lead, case.mistakes)
    if case.as_of is not None and as_of is not None:
        fail_usage("The case says as of when it is to be decided, and so does --as-of: leave one of them out.")
    instant = as_of_meant(policy, as_of).instant if case.as_of is None else case.as_of
    if outside := _outside(policy, instant):
        return _refused(case.lead.id, (outside,))
    decision = decide(policy, case.lead, case.activities, instant)
    if isinstance(decision, Refused):
        return _refused(case.lead.id, (decision.reason,))
    digest = digest_of(policy)
    document = document_of(policy, digest, decision, explain)
    _hold_to_schema(policy, digest, document)
    return document


def _outside(policy: Policy, instant: int) -> str:
    """Why an instant is too far off to decide anything; empty where it is not."""
    from leadpact.records.leads import reading_of

    there = reading_of(policy).zone
    first, last = policy.agreement.first_year, policy.agreement.last_year
    if first <= there.local(instant).year <= last:
        return ""
    said = f"{written(instant, there)} is outside the years {first} to {last}"
    return f"as_of: {said}, whose holidays and clocks the agreement knows."


def _bytes(source: Path) -> bytes:
    from leadpact.records.strict_json import LARGEST

    if source == STDIN:
        return sys.stdin.buffer.read(LARGEST + 1)
    with source.open("rb") as file:
        return file.read(LARGEST + 1)


def _refused(lead: str | None, sentences: tuple[str, ...]) -> dict[str, Any]:
    from leadpact.decision_document import refused_document

    who = "The case" if lead is None else f"Lead {lead}"
    click.echo(visible(f"{who} is refused, and so it has no score:"), err=True)
    for sentence in sentences:
        click.echo(visible(f"  {sentence}"), err=True)
    return refused_document(lead, " ".join(sentences))


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
