"""What changed as data, in the form of schemas/changes.schema.json."""

from __future__ import annotations

from leadpact.json_text import Json
from leadpact.review.changes.values import Change, Changes
from leadpact_dsl.source import Span

VERSION = 1


def as_json(changes: Changes, old: Json, new: Json) -> Json:
    """`old` and `new` say of each version what it is called, its commit, the digest of its meaning, and its errors."""
    return {
        "version": VERSION,
        "old": old,
        "new": new,
        "meaning_changed": bool(changes.meaning),
        "to_be_accepted_anew": changes.signed,
        "counts": {str(label): count for label, count in changes.counts().items()},
        "changes": [_change(change) for change in changes.changes],
    }


def _change(change: Change) -> Json:
    return {
        "section": change.section,
        "subject": change.subject,
        "clause": change.clause,
        "label": change.label,
        "sentence": change.sentence,
        "old": change.old or None,
        "new": change.new or None,
        "old_place": _place(change.old_span),
        "new_place": _place(change.new_span),
        "used_by": list(change.uses),
        "to_be_accepted_anew": change.signed,
    }


def _place(span: Span | None) -> Json:
    if span is None:
        return None
    return {
        "file": span.file.name,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
        "offset": span.start,
        "endOffset": span.end,
    }
