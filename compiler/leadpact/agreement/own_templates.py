"""A company's own templates beside ours: found by name, and what is wrong with one said as a finding at its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, TypeAlias, TypeVar

import jinja2

from leadpact.agreement.sandbox import Sandbox, TooMuch
from leadpact_dsl.diagnostics import Diagnostic, error
from leadpact_dsl.source import SourceFile, Span

Overrides: TypeAlias = Mapping[str, str]
"""Templates by name: `wording.j2`, or such as `markdown/table.j2` and `html/style.j2`."""

_Made = TypeVar("_Made")

_HELP = (
    "Mend it, or delete the file: then the template of the same name that comes with leadpact is used. "
    "`leadpact init --templates` writes that one anew where it is missing."
)

# What a template can bring about: its own words are Python in the end.
_FAULTS = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)


class Templates(jinja2.BaseLoader):
    """Those of one folder (`html`; empty for the words, which all formats share), a company's own before ours.

    Within a format's folder a template names its neighbours without the folder: `{% include "item.j2" %}`. A name in
    capitals or with `..` in it leads nowhere.
    """

    def __init__(self, folder: str, overrides: Overrides | None) -> None:
        self._prefix = f"{folder}/" if folder else ""
        self._own = overrides or {}
        self._ours = jinja2.PackageLoader("leadpact.agreement", f"templates/{folder}".rstrip("/"))

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        name = self._prefix + template
        if name in self._own:
            return self._own[name], name, None
        return self._ours.get_source(environment, template)

    def load(self, environment: jinja2.Environment, name: str, globals: Any = None) -> jinja2.Template:
        """As ever; a template that is nested too deep for Jinja or for Python is spelled wrong like any other."""
        try:
            return super().load(environment, name, globals)
        except (RecursionError, MemoryError, SyntaxError):
            own = self._prefix + name
            if own not in self._own:
                raise
            raise jinja2.TemplateSyntaxError("it is nested too deep", 1, name, own) from None


def with_own(make: Callable[[], _Made], overrides: Overrides | None) -> _Made | Diagnostic:
    """What is made with templates, or the finding that says why a company's own cannot be used.

    A fault in which none of them has a part is ours, and stays an exception.
    """
    own = overrides or {}
    try:
        return make()
    except _FAULTS as problem:
        place = _place(problem, own)
        if place is None and own and isinstance(problem, TooMuch):
            return error("LP006", None, f"The templates of your own cannot be used: {problem.message}.", help=_HELP)
        if place is None:
            raise
        name, line = place
        return _finding(SourceFile(name, own[name]), line, problem)


def environment(folder: str, overrides: Overrides | None, **settings: object) -> Sandbox:
    """Where the templates of a folder run: laid out in lines of their own, and nothing that is not defined passes."""
    return Sandbox(
        loader=Templates(folder, overrides),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **settings,
    )


def _place(problem: BaseException, own: Overrides) -> tuple[str, int] | None:
    """The innermost line of a company's own template on the way to a problem."""
    if isinstance(problem, jinja2.TemplateSyntaxError) and problem.filename in own:
        return str(problem.filename), problem.lineno
    found = None
    trace: TracebackType | None = problem.__traceback__
    while trace is not None:
        scope = trace.tb_frame.f_globals
        template = scope.get("__jinja_template__")
        if isinstance(template, jinja2.Template) and template.filename in own:
            found = str(template.filename), template.get_corresponding_lineno(trace.tb_lineno)
        elif "__jinja_exception__" in scope and trace.tb_frame.f_code.co_filename in own:
            found = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return found


def _finding(file: SourceFile, line: int, problem: BaseException) -> Diagnostic:
    lines = file.text.split("\n")
    line = min(max(line, 1), len(lines))
    start = sum(len(one) + 1 for one in lines[: line - 1])
    text = lines[line - 1]
    begin = start + len(text) - len(text.lstrip())
    return error(
        "LP006",
        Span(file, begin, max(start + len(text.rstrip()), begin)),
        f"This template cannot be used: {_why(problem)}.",
        help=_HELP,
    )


def _why(problem: BaseException) -> str:
    match problem:
        case RecursionError():
            return "it calls or includes itself without an end"
        case MemoryError():
            return "it takes too much memory"
        case jinja2.TemplateNotFound():
            return f"there is no template called {problem.name}"
        case jinja2.TemplateError():
            text = problem.message or "no reason is given"
        case _:
            text = str(problem) or type(problem).__name__
    return text.rstrip(".")
