"""The agreement's fixed words: the blocks of `templates/wording.j2`, any of which a company's own file overrides."""

from __future__ import annotations

import jinja2

from leadpact.agreement.own_templates import Overrides as Overrides
from leadpact.agreement.own_templates import environment
from leadpact_dsl.diagnostics import InternalError

NAME = "wording.j2"


class Wording:
    """`say("review_every", every="every 3 months")` is the text of that block on one line."""

    def __init__(self, overrides: Overrides | None = None) -> None:
        self._templates = [_template(None)]
        if overrides is not None and NAME in overrides:
            self._templates.insert(0, _template(overrides))

    def __call__(self, name: str, **values: object) -> str:
        for template in self._templates:
            if name in template.blocks:
                context = template.new_context(values)
                return " ".join("".join(template.blocks[name](context)).split())
        raise InternalError(f"No wording is called {name!r}.")


def _template(overrides: Overrides | None) -> jinja2.Template:
    return environment("", overrides, autoescape=False).get_template(NAME)  # plain text
