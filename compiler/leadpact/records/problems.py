"""The findings on files, LP701 to LP719: what keeps a whole file from being read, each with the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leadpact.records.wording import shown
from leadpact_dsl.diagnostics import Diagnostic, error, nearest
from leadpact_dsl.text import fold

NAME_ANOTHER = "Name the column that has it."
"""The way out where a column was named by an option or a setting, and not by the policy."""

_TOLD = 8
"""How many values of a column are named, and among how many the one that was meant is looked for: a column of ids has a
million."""
_TRIED = 1000
_LONG = 100


def unknown_kind(name: str, known: Iterable[str]) -> Diagnostic:
    return error(
        "LP701",
        None,
        f"{name} does not say by its ending what kind of file it is.",
        help=f"leadpact reads and writes {', '.join(known)}: name the file so.",
    )


def unreadable(name: str, why: str) -> Diagnostic:
    """`why` is the end of a sentence: "there is no such file"."""
    return error("LP702", None, f"{name} cannot be read: {why}.")


def unreadable_because(name: str, problem: OSError) -> Diagnostic:
    why = problem.strerror or "it is damaged or was cut off"
    return unreadable(name, why[:1].lower() + why[1:])


def not_in_encoding(name: str, encoding: str, line: int | None) -> Diagnostic:
    where = f" (line {line} is the first that is not)" if line else ""
    return error(
        "LP703",
        None,
        f"{name} is not text in {encoding}{where}.",
        help="Save it as “CSV UTF-8”, or say how it was saved, such as --encoding cp1252 for a file from Windows.",
    )


def empty(name: str) -> Diagnostic:
    return error("LP704", None, f"{name} has no header: its first line must name the columns.")


def unclosed_quote(name: str, line: int) -> Diagnostic:
    return error(
        "LP705",
        None,
        f'The quote (") that opens in the row at line {line} of {name} is never closed, '
        "so that everything behind it would read as one value.",
        help='Close the quote. A quote that belongs to a value is written twice ("") within quotes.',
    )


def too_long(name: str, line: int, limit: int) -> Diagnostic:
    return error(
        "LP706",
        None,
        f"A value in line {line} of {name} is longer than {limit:,} characters.",
        help="No field of a lead is that long. Often a quote is not closed, or lines do not end as they should.",
    )


def missing_columns(
    name: str,
    wanted: Sequence[tuple[str, Sequence[str]]],
    columns: Sequence[str],
    way_out: str = 'A field is read from another column with from "…" behind its type.',
) -> Diagnostic:
    """`wanted`: what each missing column holds, and the names under which it was looked for.

    `way_out` is the last sentence of the help: what to do where another column holds it.
    """
    # Names that differ in case alone are one: columns are known in any case.
    told = [
        f"{what} (looked for {_either([*{fold(name): name for name in names}.values()])})" for what, names in wanted
    ]
    near = [found for _, names in wanted for looked in names if (found := nearest(looked, columns))]
    return error(
        "LP707",
        None,
        f"{name} has no column for {_and(told)}.",
        help=f"The file has {_shown(columns)}."
        + (f" Was {_either(list(dict.fromkeys(near)))} meant?" if near else "")
        + f" {way_out}",
    )


def column_twice(name: str, column: str, what: str) -> Diagnostic:
    return error(
        "LP708",
        None,
        f"{name} has two columns named “{column}”, and {what} could be read from either.",
        help="Rename one of them in the file, or take it out.",
    )


def unusable_column(name: str, column: str, type_name: str, what: str) -> Diagnostic:
    return error(
        "LP709",
        None,
        f"The column “{column}” of {name} holds {type_name}, from which {what} cannot be read.",
        help="Write text, numbers, yes or no, dates or times into the column, one value a row.",
    )


def too_many_rejects(rejected: int, read: int, limit: int) -> Diagnostic:
    return error(
        "LP710",
        None,
        f"{rejected:,} of {read:,} leads were rejected, more than the {limit:,} that --max-rejects allows: "
        "no decisions were written. What was there before is as it was.",
        help="The file of rejects says why each was. Mend the leads, or allow more.",
    )


def none_readable(name: str, read: int, where: str, why: str) -> Diagnostic:
    """All `read` leads of a file were rejected: the one that stands at `where`, for example, for the reason `why`."""
    none = "The only lead" if read == 1 else f"None of the {read:,} leads"
    return error(
        "LP712",
        None,
        f"{none} of {name} can{'not' if read == 1 else ''} be read, so there is nothing to decide on.",
        help=f"{'It' if read == 1 else 'Each'} was rejected: {where}, for example: {why}",
    )


def no_leads(name: str) -> Diagnostic:
    """A file that has its line of names, and nothing below it."""
    return error(
        "LP712",
        None,
        f"{name} holds no lead, so there is nothing to decide on.",
        help="An export that has gone wrong often looks so: there is nothing in it below the names of the columns.",
    )


def values_never_there(name: str, column: str, missing: Sequence[str], there: Sequence[str]) -> Diagnostic:
    """Values asked for that no lead has; `there` are those that the column holds, the most frequent first."""
    tried = [value for value in there[:_TRIED] if len(value) <= _LONG]
    near = [found for value in missing if len(value) <= _LONG and (found := nearest(value, tried))]
    told, more = _quoted(there[:_TOLD]), len(there) - _TOLD
    told = [*told, f"{more:,} more"] if more > 0 else told
    occur = "never occurs" if len(missing) == 1 else "never occur"
    return error(
        "LP711",
        None,
        f"{_and(_quoted(missing))} {occur} in “{column}” of {name}, so that no lead would count as won by "
        f"{'it' if len(missing) == 1 else 'them'}.",
        help=f"“{column}” holds {_and(told)}."
        + (f" Was {_either([shown(value) for value in dict.fromkeys(near)])} meant?" if near else ""),
    )


def _quoted(values: Sequence[str]) -> list[str]:
    return [f"“{shown(value)}”" for value in values]


def _either(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _and(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _shown(columns: Sequence[str], most: int = 20) -> str:
    named = [f"“{column}”" for column in columns if column.strip()]
    if not named:
        return "no named column"
    more = len(named) - most
    return ", ".join(named[:most]) + (f" and {more} more" if more > 0 else "")
