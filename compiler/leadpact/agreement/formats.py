"""The formats that the agreement is rendered in: a line each, so that a new one is one file and one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadpact.agreement.acceptances import Acceptance
from leadpact.agreement.build import build_agreement
from leadpact.agreement.document import Document
from leadpact.agreement.html import render_html
from leadpact.agreement.markdown import render_markdown
from leadpact.agreement.own_templates import Overrides, with_own
from leadpact_dsl.diagnostics import Diagnostic
from leadpact_dsl.model import Policy

Renderer = Callable[[Document, Overrides | None], str | bytes]

FORMATS: dict[str, Renderer] = {
    "markdown": render_markdown,
    "html": render_html,
}


def write_agreement(
    policy: Policy, form: str, *, accepted: Sequence[Acceptance] = (), overrides: Overrides | None = None
) -> str | bytes | Diagnostic:
    """The agreement in one of the formats, or why a company's own templates cannot be used for it.

    `overrides` are those templates by name; `accepted` are the acceptances of exactly this version.
    """
    return with_own(
        lambda: FORMATS[form](build_agreement(policy, accepted=accepted, overrides=overrides), overrides), overrides
    )
