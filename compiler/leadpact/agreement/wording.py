"""The agreement's fixed words: the blocks of `templates/wording.j2`, any of which a company's own file overrides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from leadpact_dsl.diagnostics import InternalError

NAME = "wording.j2"

Overrides: TypeAlias = Mapping[str, str]
"""A company's own templates by name: `wording.j2`, or such as `markdown/table.j2`."""


class Wording:
    """`say("review_every", every="every 3 months")` is the text of that block on one line."""

    def __init__(self, overrides: Overrides | None = None) -> None:
        self._templates = [_template(jinja2.PackageLoader("leadpact.agreement", "templates"))]
        if overrides is not None and NAME in overrides:
            self._templates.insert(0, _template(jinja2.DictLoader(overrides)))

    def __call__(self, name: str, **values: object) -> str:
        for template in self._templates:
            if name in template.blocks:
                context = template.new_context(values)
                return " ".join("".join(template.blocks[name](context)).split())
        raise InternalError(f"No wording is called {name!r}.")


def _template(loader: jinja2.BaseLoader) -> jinja2.Template:
    environment = SandboxedEnvironment(loader=loader, autoescape=False, undefined=jinja2.StrictUndefined)  # plain text
    return environment.get_template(NAME)
