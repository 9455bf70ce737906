"""How generated files differ from what their policy says now."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from leadpact.policies import shown
from leadpact_dsl.diagnostics import Diagnostic, error, warning
from leadpact_dsl.phrases.words import listed
from leadpact_dsl.screen import visible
from leadpact_dsl.source import SourceFile, Span

# Of each file; the rest is told by its number of lines.
MOST_LINES = 20
_WIDEST = 160
_AROUND = 2
# Lines of either text that are compared: what differs in more than these is shown by its beginning.
_COMPARED = 400


@dataclass(frozen=True)
class Drift:
    """A finding about a file, and the lines that show it (none where the file is missing or unknown)."""

    finding: Diagnostic
    diff: tuple[str, ...] = ()
    name: str = ""


def drift(folder: Path, wanted: Mapping[str, str], known: Iterable[str], mend: str) -> Iterator[Drift]:
    """What differs between a folder and the files it should hold.

    `known` are the names of files that may lie there besides; `mend` is the command that writes the folder anew. What
    is missing or differs is an error; what others have put there is a warning, because it is kept. Files that differ
    are told together: one change of a policy makes most of them differ.
    """
    changed: list[Drift] = []
    for name, text in wanted.items():
        path = folder / name
        if not path.is_file():
            help_ = f"`{mend}` writes it; then commit it."
            yield Drift(error("LP811", None, f"{visible(shown(path))} is missing.", help=help_))
        elif (found := path.read_bytes()) != text.encode():
            changed.append(_changed(path, found, text, mend))
    yield from _together(folder, changed)
    for name in strangers(folder, [*wanted, *known]):
        yield Drift(
            warning(
                "LP811",
                None,
                f"{visible(shown(folder / name))} is not from leadpact, and is left as it is.",
                help="Keep it in another folder, or delete it: people take what lies here for the policy’s own.",
            )
        )


def _together(folder: Path, changed: Sequence[Drift]) -> Iterator[Drift]:
    """One finding for all files, at the first of them, with the lines that show how that differs."""
    if len(changed) < 2:
        yield from changed
        return
    first = next((one for one in changed if one.diff), changed[0])
    files = listed([one.name for one in changed], "and")
    message = f"{len(changed)} files in {visible(shown(folder))} are not what the policy says now: {files}."
    yield replace(first, finding=replace(first.finding, message=message))


def strangers(folder: Path, known: Iterable[str]) -> list[str]:
    """What lies in a folder and was not written by us. What Python and desktops leave behind does not count."""
    if not folder.is_dir():
        return []
    names = {entry.name for entry in folder.iterdir()} - {*known}
    return sorted(name for name in names if not name.startswith(".") and name != "__pycache__")


def _changed(path: Path, found: bytes, text: str, mend: str) -> Drift:
    name = visible(shown(path))
    message = f"{name} is not what the policy says now."
    help_ = f"`{mend}` writes it anew; then commit it."
    try:
        before = found.decode()
    except UnicodeDecodeError:
        return Drift(name=path.name, finding=error("LP811", None, f"{message} It is no text in UTF-8.", help=help_))
    if before.replace("\r\n", "\n") == text:
        help_ += " The line `generated/** text eol=lf` in .gitattributes keeps git from changing them."
        return Drift(name=path.name, finding=error("LP811", None, f"{message} Only its line ends differ.", help=help_))
    old, new = before.split("\n"), text.split("\n")
    file = SourceFile(shown(path), before)
    place = file.line_starts[min(_same(old, new), len(old) - 1)]
    diff = short_diff(old, new, f"{name} (as it is)", f"{name} (as the policy says)")
    return Drift(name=path.name, finding=error("LP811", Span(file, place, place), message, help=help_), diff=diff)


def short_diff(old: Sequence[str], new: Sequence[str], old_name: str, new_name: str) -> tuple[str, ...]:
    """A unified diff of at most `MOST_LINES` lines under its two headings; long lines are cut. Empty where none."""
    start = max(0, _same(old, new) - _AROUND)
    old, new = old[start:], new[start:]
    end = max(0, _same(old[::-1], new[::-1]) - _AROUND)
    old, new = old[: len(old) - end], new[: len(new) - end]
    if old == new:
        return ()
    lines = list(_hunks(old[:_COMPARED], new[:_COMPARED], start))
    left = max(0, len(lines) - MOST_LINES)
    beyond = max(len(old), len(new)) > _COMPARED
    if left or beyond:
        lines = lines[:MOST_LINES]
        lines.append("… and more" if beyond else f"… and {left} more {'line' if left == 1 else 'lines'}")
    return (f"--- {old_name}", f"+++ {new_name}", *map(_cut, lines))


def _hunks(old: Sequence[str], new: Sequence[str], start: int) -> Iterator[str]:
    """As `difflib.unified_diff` of texts that go on for `start` equal lines before."""
    for group in difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND):
        (_, a, _, b, _), (_, _, a_end, _, b_end) = group[0], group[-1]
        yield f"@@ -{start + a + 1},{a_end - a} +{start + b + 1},{b_end - b} @@"
        for tag, i, i_end, j, j_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[i:i_end])
            else:
                yield from (f"-{line}" for line in old[i:i_end])
                yield from (f"+{line}" for line in new[j:j_end])


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """How many lines are equal from the beginning on."""
    return next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _cut(line: str) -> str:
    line = visible(line)
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
