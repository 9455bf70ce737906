"""The names of a policy: what was declared, looked up with a message where it was not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Diagnostic, Fix, Label, error, nearest
from leadpact_dsl.source import Span
from leadpact_dsl.zones import Zone

Declared = TypeVar("Declared")


@dataclass
class Scope:
    """Everything that a clause may refer to, and the place to report to.

    Most maps hold the declarations as written, by name; the last ones what they were resolved to, so far.
    """

    zone: Zone
    attachments: Mapping[str, str]
    diagnostics: list[Diagnostic]
    unread_names: frozenset[str] = frozenset()
    teams: dict[str, ast.Team] = field(default_factory=dict)
    calendars: dict[str, ast.Calendar] = field(default_factory=dict)
    scores: dict[str, ast.Score] = field(default_factory=dict)
    grades: dict[str, ast.Grade] = field(default_factory=dict)
    defines: dict[str, ast.Define] = field(default_factory=dict)
    stages: dict[str, ast.Stage] = field(default_factory=dict)
    routes: dict[str, ast.Route] = field(default_factory=dict)
    recycle: dict[str, ast.Recycle] = field(default_factory=dict)
    disqualify: dict[str, ast.Disqualify] = field(default_factory=dict)
    nurture: dict[str, ast.Nurture] = field(default_factory=dict)
    clocks: dict[str, ast.Clock] = field(default_factory=dict)
    responses: dict[str, ast.Response] = field(default_factory=dict)
    values: dict[str, model.Value] = field(default_factory=dict)
    lists: dict[str, model.ItemList] = field(default_factory=dict)
    fields: dict[str, model.Field] = field(default_factory=dict)
    activities: dict[str, model.Activity] = field(default_factory=dict)

    def report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)

    def find(self, known: Mapping[str, Declared], word: ast.Word, what: str) -> Declared | None:
        """The declaration that a word names, or None and a diagnostic; `what` is its kind in words, such as "team"."""
        found = known.get(word.name)
        if found is None:
            self.unknown_name(word, what, known)
        return found

    def name(self, known: Mapping[str, object], word: ast.Word, what: str) -> str | None:
        return word.name if self.find(known, word, what) is not None else None

    def names(self, known: Mapping[str, object], words: Iterable[ast.Word], what: str) -> tuple[str, ...]:
        """The good ones of several names, each once."""
        good: dict[str, ast.Word] = {}
        for word in words:
            if word.name in good:
                self.report(
                    error(
                        "LP203",
                        word.span,
                        f"“{word.name}” stands twice in this list.",
                        labels=[Label(good[word.name].span, "first here")],
                        help="Leave one of them out.",
                    )
                )
            elif self.name(known, word, what) is not None:
                good[word.name] = word
        return tuple(good)

    def unknown_name(self, word: ast.Word, what: str, known: Iterable[str], help: str = "") -> None:
        if word.name in self.unread_names:
            return  # its declaration was reported already
        article = "an" if what[0] in "aeiou" else "a"
        labels = self._elsewhere(word, what, article)
        names = list(known)
        guess = None if labels else nearest(word.name, names)
        self.report(
            error(
                "LP202",
                word.span,
                f"There is no {what} called “{word.name}”.",
                note="not declared",
                help=help or ("" if guess else _some(names, what, elsewhere=bool(labels))),
                fix=Fix(word.span, guess, f"did you mean `{guess}`?") if guess else None,
                labels=labels,
            )
        )

    def _elsewhere(self, word: ast.Word, what: str, article: str) -> list[Label]:
        """If the name stands for something of another kind, say so at its place."""
        for kind, span in self._places(word.name):
            if kind != what:
                other = "an" if kind[0] in "aeiou" else "a"
                return [Label(span, f"this is {other} {kind}, and {article} {what} is needed")]
        return []

    def _places(self, name: str) -> Iterable[tuple[str, Span]]:
        kinds: tuple[tuple[str, Mapping[str, ast.Node | model.Field | model.Clause]], ...] = (
            ("team", self.teams),
            ("calendar", self.calendars),
            ("score", self.scores),
            ("grade", self.grades),
            ("definition", self.defines),
            ("stage", self.stages),
            ("route", self.routes),
            ("clock", self.clocks),
            ("response", self.responses),
            ("nurture programme", self.nurture),
            ("value", self.values),
            ("list", self.lists),
            ("field of the lead", self.fields),
            ("activity", self.activities),
        )
        return ((kind, known[name].span) for kind, known in kinds if name in known)

    def add(self, known: dict[str, Declared], word: ast.Word, node: Declared) -> bool:
        """Declare a name of a kind that has names of its own."""
        if word.name in known:
            return False
        known[word.name] = node
        return True


def _some(known: Iterable[str], what: str, *, elsewhere: bool) -> str:
    names = sorted(known)
    if not names:
        return f"No {what} is declared yet."
    some = f"one of these: {', '.join(names[:8])}{' and others' if len(names) > 8 else ''}"
    if len(names) == 1:
        some = f"`{names[0]}`"
    return f"Use {some}." if elsewhere else f"Declare it, or use {some}."


def because(text: ast.Text | None) -> str | None:
    return None if text is None else text.value


def label(text: ast.Text | None, word: ast.Word) -> str:
    """The label, or the name said in words: decision_maker is “Decision maker”."""
    if text is not None:
        return text.value
    words = word.name.replace("_", " ").strip()
    return words if words != words.lower() else words[:1].upper() + words[1:]


def one(scope: Scope, items: tuple[Declared, ...], spans: Iterable[Span], what: str) -> Declared | None:
    """The only one of lines that may stand once; later ones are reported."""
    for span in list(spans)[1:]:
        scope.report(
            error("LP204", span, f"There is more than one `{what}` here; only the first is read.", help="Keep one.")
        )
    return items[0] if items else None


def only(scope: Scope, items: tuple[ast.Node, ...], what: str) -> None:
    """Report all but the first of lines that may stand once."""
    for item in items[1:]:
        scope.report(error("LP204", item.span, f"There is more than one `{what}` here.", help="Keep one of them."))
