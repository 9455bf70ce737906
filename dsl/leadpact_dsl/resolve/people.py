"""The lead, the activities, dials and lists."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from leadpact_dsl import ast, model
from leadpact_dsl.diagnostics import Fix, error, nearest
from leadpact_dsl.resolve import literals
from leadpact_dsl.resolve.names import usable_as_value
from leadpact_dsl.resolve.scope import Scope, because, label

MAX_ITEMS = 100_000


def lead(scope: Scope, nodes: Sequence[ast.Lead]) -> model.Lead:
    """All `lead` blocks together; usually there is one."""
    fields: dict[str, model.Field] = {}
    for node in nodes:
        for written in node.fields:
            if written.name.name not in fields:
                found = field(scope, written, "lead")
                fields[found.name] = found
    scope.fields.update(fields)
    columns = [text for node in nodes for text in node.identified_by]
    for extra in columns[1:]:
        scope.report(error("LP204", extra.span, "There is more than one `identified by` here.", help="Keep one."))
    _unique_columns(scope, nodes)
    return model.Lead(
        fields,
        tuple(
            names
            for node in nodes
            for same in node.same_when
            if (names := scope.names(fields, same.fields, "field of the lead"))
        ),
        columns[0].value if columns else "id",
        tuple(dict.fromkeys(text.value for node in nodes for text in node.unknown_texts)),
    )


def log(scope: Scope, nodes: Sequence[ast.Log]) -> model.Log:
    columns: dict[str, str] = {}
    for node in nodes:
        for which, text in node.columns:
            if which in columns:
                scope.report(error("LP204", text.span, f"The column of `{which}` is named twice.", help="Keep one."))
            else:
                columns[which] = text.value
    return model.Log(columns.get("lead", "lead_id"), columns.get("activity", "activity"), columns.get("at", "at"))


def activity(scope: Scope, node: ast.Activity) -> model.Activity:
    name = node.name.name
    fields: dict[str, model.Field] = {}
    for written in node.fields:
        if written.name.name in fields:
            scope.report(
                error("LP201", written.name.span, f"The field “{written.name.name}” stands twice.", help="Keep one.")
            )
            continue
        found = field(scope, written, name)
        fields[found.name] = found
    return model.Activity(
        node.span,
        f"activity {name}",
        None,
        name,
        label(node.label, node.name) if node.label else name.replace("_", " "),
        None if node.by is None else scope.name(scope.teams, node.by, "team"),
        None if node.logged_as is None else node.logged_as.value,
        fields,
    )


def field(scope: Scope, node: ast.FieldDecl, owner: str) -> model.Field:
    choices: dict[str, model.Choice] = {}
    for written in node.type.choices:
        name = written.name.name
        if name in choices:
            scope.report(error("LP203", written.span, f"The choice “{name}” stands twice.", help="Keep one of them."))
        elif usable_as_value(scope, written.name, "choice"):
            choices[name] = model.Choice(name, _choice_label(written))
    found = model.Field(
        node.span,
        owner,
        node.name.name,
        label(node.label, node.name),
        node.type.kind,
        node.type.currency,
        tuple(choices.values()),
        node.required,
        None,
        None if node.column is None else node.column.value,
        _otherwise(scope, node.type.choices),
    )
    if node.when_unknown is None:
        return found
    return replace(found, when_unknown=literals.scalar(scope, found, node.when_unknown))


def _otherwise(scope: Scope, choices: Sequence[ast.Choice]) -> str | None:
    found = [choice for choice in choices if choice.otherwise]
    for extra in found[1:]:
        scope.report(error("LP204", extra.span, "Only one choice can stand for all other values.", help="Keep one."))
    return found[0].name.name if found else None


def _choice_label(written: ast.Choice) -> str:
    return written.label.value if written.label else label(None, written.name)


def _unique_columns(scope: Scope, nodes: Sequence[ast.Lead]) -> None:
    seen: dict[str, ast.Text] = {}
    for node in nodes:
        for written in node.fields:
            if written.column is None:
                continue
            key = written.column.value.strip().casefold()
            if key in seen:
                scope.report(
                    error(
                        "LP203",
                        written.column.span,
                        f"Two fields are read from the column “{written.column.value}”.",
                        help="Each column feeds one field; conditions can use the same field many times.",
                    )
                )
            seen.setdefault(key, written.column)


def value(scope: Scope, node: ast.ValueDecl) -> model.Value:
    unit = _unit(node.amount)
    first = literals.amount(scope, node.amount, unit, label(node.label, node.name))
    rows: list[tuple[ast.ValueFrom, Decimal]] = []
    for later in node.later:
        found = literals.amount(scope, later.amount, unit, label(node.label, node.name))
        if found is not None:
            rows.append((later, found))
    for (earlier, _), (later, _) in pairwise(rows):
        if later.day.date <= earlier.day.date:
            scope.report(
                error(
                    "LP230",
                    later.day.span,
                    f"{later.day.date} does not come after {earlier.day.date}, the day of the line above.",
                    help="Write later amounts in the order of their days.",
                )
            )
    rows.sort(key=lambda row: row[0].day.date)
    return model.Value(
        node.span,
        f"value {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        unit,
        (first if first is not None else Decimal(0), *(amount for _, amount in rows)),
        (None, *(row.day.date for row, _ in rows)),
        (None, *(scope.zone.start_of_day(row.day.date) for row, _ in rows)),
    )


def _unit(amount: ast.Amount) -> str:
    match amount:
        case ast.Number():
            return ""
        case ast.Percent():
            return "%"
        case ast.Money():
            return amount.currency


def item_list(scope: Scope, node: ast.ListDecl) -> model.ItemList:
    items = tuple(text.value for text in node.items)
    if node.file is not None:
        items = tuple(_items_of_file(scope, node, node.file))
    elif not items:
        scope.report(error("LP222", node.span, "This list is empty.", help='Write its entries in quotes: "a", "b".'))
    return model.ItemList(
        node.span,
        f"list {node.name.name}",
        because(node.because),
        node.name.name,
        label(node.label, node.name),
        items,
        None if node.file is None else node.file.value,
        None if node.column is None else node.column.value,
    )


def _items_of_file(scope: Scope, node: ast.ListDecl, file: ast.Text) -> Iterator[str]:
    """A column of a CSV file beside the policy; without a column, the first."""
    try:
        text = scope.attachments[file.value]
    except KeyError as missing:
        # Whoever reads the files knows why one of them is not there, and may say it behind its name.
        why = missing.args[1] if len(missing.args) > 1 else f"The file “{file.value}” could not be read."
        scope.report(
            error(
                "LP231",
                file.span,
                why,
                help="It has to be a CSV file in UTF-8, of at most 10 MB, inside the policy's own folder.",
            )
        )
        return
    rows = csv.reader(text.splitlines())
    try:
        header = [cell.strip().lstrip("\ufeff") for cell in next(rows, [])]
        if node.column is None:
            column = 0
        elif node.column.value in header:
            column = header.index(node.column.value)
        else:
            _no_column(scope, node.column, header)
            return
        count = 0
        for row in rows:
            cell = row[column].strip() if column < len(row) else ""
            if cell:
                count += 1
                yield cell
            if count >= MAX_ITEMS:
                scope.report(error("LP231", file.span, f"The file has more than {MAX_ITEMS:,} entries."))
                return
    except csv.Error as problem:
        scope.report(error("LP231", file.span, f"“{file.value}” is no sound CSV file ({problem})."))
        return
    if not count:
        scope.report(error("LP222", file.span, f"“{file.value}” has no entries below its header."))


def _no_column(scope: Scope, column: ast.Text, header: list[str]) -> None:
    guess = nearest(column.value, header)
    scope.report(
        error(
            "LP231",
            column.span,
            f"The file has no column “{column.value}”.",
            help=f"Its columns are {', '.join(header[:10])}." if header else "It is empty.",
            fix=Fix(column.span, f'"{guess}"', f"did you mean “{guess}”?") if guess else None,
        )
    )
