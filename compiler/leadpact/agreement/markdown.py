"""The document tree as GitHub-flavoured Markdown, by the templates in `templates/markdown`."""

from __future__ import annotations

import re
from typing import assert_never

from leadpact.agreement import document as doc
from leadpact.agreement import escaping
from leadpact.agreement.drawing import bars
from leadpact.agreement.mermaid import mermaid
from leadpact.agreement.own_templates import Overrides, environment
from leadpact.agreement.sandbox import Sandbox


class Safe(str):
    """Text that is Markdown already. Templates put everything else out escaped."""

    __slots__ = ()


def render_markdown(document: doc.Document, overrides: Overrides | None = None, *, page: str = "agreement") -> str:
    """The whole document, laid out as an `agreement` or as a `report`.

    Of `overrides`, those called `markdown/…` stand in for ours of the same name.
    """
    text = _environment(overrides).get_template(f"{page}.j2").render(document=document)
    return _tidy(text)


def runs_to_markdown(runs: doc.Runs, *, in_table: bool = False) -> Safe:
    """Runs of text on one line (within a table a line break is the only HTML there is, and ours)."""
    return Safe("".join(_run(run, in_table) for run in _joined(runs)))


def _environment(overrides: Overrides | None) -> Sandbox:
    # Jinja would escape for HTML; this escapes for Markdown, everywhere as well.
    made = environment("markdown", overrides, autoescape=False)

    def put_out(value: object) -> str:
        text = made.printable(value)
        return text if isinstance(value, Safe) else escaping.inline(text)

    made.finalize = put_out
    made.filters |= {
        "runs": runs_to_markdown,
        "cell": lambda runs: runs_to_markdown(runs, in_table=True),
        "below": _below,
        "bold": _bold,
        "blocks": lambda bar: Safe(bars.in_blocks(bar)),
        "folded": _folded,
        "code_block": lambda text: Safe(escaping.code_block(text)),
        "mermaid": lambda graph: Safe(f"```mermaid\n{mermaid(graph)}\n```"),
        "hashes": lambda depth: Safe("#" * min(int(depth), 6)),
        "markdown": Safe,
    }
    return made


def _bold(runs: doc.Runs) -> Safe:
    """All of it in bold, also what is bold within: marks for it do not nest."""
    inner = tuple(part for run in runs for part in (run.runs if isinstance(run, doc.Strong) else (run,)))
    return Safe(_around("**", inner, in_table=False))


def _folded(runs: doc.Runs) -> Safe:
    """The line that folded text stands under: a piece of HTML, in which no Markdown is read but addresses still are."""
    return Safe(escaping.html(_words(runs)))


def _words(runs: doc.Runs) -> str:
    return "".join(
        run.text
        if isinstance(run, doc.Plain | doc.Code)
        else " "
        if isinstance(run, doc.LineBreak)
        else _words(run.runs)
        for run in runs
    )


def _below(text: str, prefix: str) -> Safe:
    """The lines of Markdown, each but the first behind a prefix: what belongs to a list item or a quote."""
    first, *rest = str(text).strip("\n").split("\n")
    return Safe("\n".join([first, *(f"{prefix}{line}".rstrip() for line in rest)]))


def _run(run: doc.Run, in_table: bool) -> str:
    match run:
        case doc.Plain(text):
            lead, trail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            return (" " if lead else "") + escaping.inline(text) + (" " if trail and text.strip() else "")
        case doc.Code(text):
            return escaping.code(text, in_table=in_table)
        case doc.LineBreak():
            return "<br>" if in_table else "\\\n"
        case doc.Strong(inner):
            return _around("**", inner, in_table)
        case doc.Emphasis(inner):
            return _around("*", inner, in_table)
        case doc.Link(inner, address):
            return f"[{runs_to_markdown(inner, in_table=in_table)}]({escaping.address(address)})"
        case _:
            assert_never(run)


def _around(mark: str, inner: doc.Runs, in_table: bool) -> str:
    """Emphasis holds only where it touches its text: blanks at the ends go outside."""
    text = runs_to_markdown(inner, in_table=in_table)
    bare = text.strip()
    if not bare:
        return text
    return f"{' ' if text[0] == ' ' else ''}{mark}{bare}{mark}{' ' if text[-1] == ' ' else ''}"


def _joined(runs: doc.Runs) -> doc.Runs:
    """Neighbouring plain runs made one, so that nothing is put together across their border."""
    found: list[doc.Run] = []
    for run in runs:
        last = found[-1] if found else None
        if isinstance(run, doc.Plain) and isinstance(last, doc.Plain):
            found[-1] = doc.Plain(last.text + run.text)
        else:
            found.append(run)
    return tuple(found)


def _tidy(text: str) -> str:
    """No blanks at line ends, never two blank lines together but in code, one line end at the end."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = re.match(r"[ >]*(`{3,})", line)
        if mark and (not fence or mark.group(1) == fence):
            fence = "" if fence else mark.group(1)
        line = line.rstrip()
        if fence or line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n") + "\n"
