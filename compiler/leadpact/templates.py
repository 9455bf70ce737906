"""A company's own templates on disk: in the folder `templates` of its policy repository, under the names of ours."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from leadpact.policies import read_text, repository, shown
from leadpact_dsl.diagnostics import Diagnostic, error, nearest, warning
from leadpact_dsl.source import SourceFile, Span

MAX_TEMPLATE = 200_000
MAX_TEMPLATES = 200
SUFFIX = ".j2"
WORDING = "wording.j2"
_FORMATS = ("markdown", "html")
_BLOCK = re.compile(r"\{%[-+]?\s*block\s+(\w+)")


@dataclass(frozen=True)
class OwnTemplates:
    """`texts` are the templates by name, such as `wording.j2` and `html/table.j2`; `folder` is where they stand."""

    folder: Path
    texts: dict[str, str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def placed(self, finding: Diagnostic) -> Diagnostic:
        """A finding about one of these templates with the file's name as people see it; any other as it is."""
        span = finding.span
        if span is None or self.texts.get(span.file.name) != span.file.text:
            return finding
        file = SourceFile(shown(self.folder / span.file.name), span.file.text)
        return replace(finding, span=replace(span, file=file))


def templates_for(policy: Path) -> OwnTemplates:
    """Those of the repository that a policy lies in; none outside of one. Raises BadSettings."""
    place = policy.resolve()
    found = repository(place if place.is_dir() else place.parent)
    return OwnTemplates(place) if found is None else read_templates(found.templates)


def read_templates(folder: Path) -> OwnTemplates:
    """The templates in a folder and in those below it, with a finding for each that cannot be read or that nobody uses.

    Links to folders are not followed. A folder that is not there holds none.
    """
    paths = sorted(_templates_below(folder))
    if len(paths) > MAX_TEMPLATES:
        problem = error(
            "LP006", None, f"{shown(folder)} holds {len(paths)} templates; at most {MAX_TEMPLATES} are read."
        )
        return OwnTemplates(folder, {}, (problem,))
    texts: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        text = read_text(path, folder, MAX_TEMPLATE)
        if isinstance(text, Diagnostic):
            problems.append(text)
        else:
            texts[path.relative_to(folder).as_posix()] = text
    return OwnTemplates(folder, texts, (*problems, *_unused(folder, texts), *_unused_words(folder, texts)))


def our_templates() -> dict[str, str]:
    """Every template that comes with leadpact, by name."""
    return dict(_texts(resources.files("leadpact.agreement").joinpath("templates"), ""))


def _templates_below(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.endswith(SUFFIX))


def _unused(folder: Path, texts: dict[str, str]) -> Iterable[Diagnostic]:
    """Templates under a name that none of ours has and none of the others speaks of: misspelled, most likely."""
    known = our_templates()
    for name, text in texts.items():
        form, _, rest = name.partition("/")
        spoken_of = form in _FORMATS and any(
            rest in other for at, other in texts.items() if at != name and at.startswith(f"{form}/")
        )
        if name in known or spoken_of:
            continue
        meant = nearest(name, known)
        yield warning(
            "LP007",
            Span(SourceFile(shown(folder / name), text), 0, 0),
            "No template is called so, and none of your own includes it: it changes nothing.",
            help=f"Is {meant} meant?" if meant else "`leadpact init --templates` writes all templates there are.",
        )


def _unused_words(folder: Path, texts: dict[str, str]) -> Iterable[Diagnostic]:
    """Blocks of one's own wording that no text of the agreement is taken from."""
    known = {found.group(1) for found in _BLOCK.finditer(our_templates()[WORDING])}
    file = SourceFile(shown(folder / WORDING), texts.get(WORDING, ""))
    for found in _BLOCK.finditer(file.text):
        if found.group(1) not in known:
            meant = nearest(found.group(1), known)
            yield warning(
                "LP007",
                Span(file, *found.span(1)),
                f"No text of the agreement is called {found.group(1)}: this block changes nothing.",
                help=f"Is {meant} meant?" if meant else "`leadpact init --templates` writes all texts there are.",
            )


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir():
            yield from _texts(one, f"{prefix}{one.name}/")
        elif one.name.endswith(SUFFIX):
            yield prefix + one.name, one.read_text(encoding="utf-8")
