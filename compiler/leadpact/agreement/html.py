"""The document tree as one HTML page that needs nothing else, by the templates in `templates/html`.

The page holds no script and reaches for nothing: no font, no image, no style from elsewhere. Its own policy says so to
the browser (`Content-Security-Policy`), in case a text should ever get past the escaping.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, groupby
from typing import NamedTuple

from markupsafe import Markup

from leadpact.agreement import document as doc
from leadpact.agreement.drawing import bars
from leadpact.agreement.drawing.chart import draw_chart
from leadpact.agreement.drawing.lifecycle import draw_lifecycle
from leadpact.agreement.headings import in_steps
from leadpact.agreement.html_text import code_block, plain, runs_to_html, shown
from leadpact.agreement.own_templates import Overrides, environment
from leadpact.agreement.sandbox import Sandbox


class Group(NamedTuple):
    """Neighbouring blocks that make one list: definitions. All others stand alone."""

    kind: str
    blocks: tuple[doc.Block, ...]


def render_html(document: doc.Document, overrides: Overrides | None = None, *, page: str = "agreement") -> str:
    """The whole document, laid out as an `agreement` or as a `report`.

    Of `overrides`, those called `html/…` stand in for ours of the same name.
    """
    return _tidy(_environment(overrides).get_template(f"{page}.j2").render(document=in_steps(document)))


def _environment(overrides: Overrides | None) -> Sandbox:
    made = environment("html", overrides, autoescape=True)
    made.finalize = lambda value: _put_out(made, value)
    made.globals["next_number"] = count(1).__next__
    made.filters |= {
        "text": lambda text: shown(made.printable(text)),
        "runs": runs_to_html,
        "code_block": code_block,
        "together": together,
        "heading": lambda depth: f"h{min(max(int(depth), 1), 6)}",
        "row_header": row_header,
        "drawn": draw_lifecycle,
        "charted": draw_chart,
        "share": bars.share,
        "step_of": lambda step, waterfall: bars.step(waterfall, step),
        "total_of": bars.total,
    }
    return made


def _put_out(made: Sandbox, value: object) -> str:
    """What is markup already stays; all else becomes text, fit for an attribute too."""
    text = made.printable(value)
    return text if isinstance(value, Markup) else Markup.escape(plain(text))


def together(blocks: Iterable[doc.Block]) -> list[Group]:
    """The blocks in their order, neighbouring definitions in one group."""
    found: list[Group] = []
    for kind, part in groupby(blocks, lambda block: block.kind):
        if kind == doc.Definition.kind:
            found.append(Group("definitions", tuple(part)))
        else:
            found += [Group(kind, (block,)) for block in part]
    return found


def row_header(table: doc.Table) -> int | None:
    """The column that says what a row is about, the first that holds no numbers. Beside it has to be something to say:
    of two columns it is the first or none."""
    found = next((place for place, column in enumerate(table.columns) if not column.numeric), 0)
    return found if found == 0 or len(table.columns) > 2 else None


def _tidy(page: str) -> str:
    """No blanks at line ends and no empty lines, but in code, whose lines are the author's."""
    found: list[str] = []
    in_code = False
    for line in page.split("\n"):
        in_code = in_code or "<pre" in line
        if in_code or line.strip():
            found.append(line if in_code else line.strip())
        if "</pre>" in line:
            in_code = False
    return "\n".join(found) + "\n"
