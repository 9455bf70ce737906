"""Columns as the texts that stand in a CSV file, or in JSON Lines: each the same as one cell at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from leadpact.records.columnar.assembling import Choice, Listing, Part
from leadpact.records.columnar.instants import Instants
from leadpact.records.writers import (
    FORMULA,
    PARTS,
    CellKind,
    action_told,
    digits,
    harmless,
    json_key,
    needs_quotes,
    quoted_cell,
    tries_told,
)
from leadpact_dsl.diagnostics import InternalError
from leadpact_dsl.zones import Zone

_ESCAPED = r'["\\\x00-\x1f]'
_GAP = "\0"
"""Stands in a sentence for what is different in each row."""


# ------------------------------------------------------------------------------------------------------------- CSV


def csv_parts(kind: CellKind, cells: pa.Array, zone: Zone, delimiter: str) -> list[Part]:
    """A column as parts of the rows of a delimited file: `csv_texts`, without copying texts that many rows share."""
    if kind != "texts" or not pa.types.is_dictionary(cells.values.type):
        return [csv_texts(kind, cells, zone, delimiter)]
    texts = cells.values.dictionary.to_pylist()
    if any(re.match(FORMULA, text) for text in texts):
        return [csv_texts(kind, cells, zone, delimiter)]
    quoted = needs_quotes(delimiter)
    needed = [quoted(text) is not None for text in texts]
    listing = Listing.of(cells, [text.replace('"', '""') for text in texts], " | ")
    quotes = Choice(listing.some(needed).astype(np.int64), ("", '"'))
    return [quotes, listing, quotes]


def csv_texts(kind: CellKind, cells: pa.Array, zone: Zone, delimiter: str) -> pa.StringArray:
    """A column as it stands in a delimited file, guarded and quoted; what is unknown is empty."""
    match kind:
        case "text":
            return quoted_texts(guarded(plain(cells)), delimiter)
        case "texts":
            return quoted_texts(guarded(_listed(plain_lists(cells), " | ")), delimiter)
        case "tries" | "actions":
            told = _tries(cells.values, zone) if kind == "tries" else _actions(cells.values, zone)
            return quoted_texts(guarded(_listed(_lists_of(cells, told), " | ")), delimiter)
        case "yes or no":
            return _filled(pc.if_else(cells, "yes", "no"))
        case _:
            return _filled(_numbers(kind, cells, zone))


def guarded(texts: pa.StringArray) -> pa.StringArray:
    """No text that a spreadsheet takes for a formula; unknown ones are empty."""
    return _mended(_filled(texts), f"^{FORMULA}", harmless)


def quoted_texts(texts: pa.StringArray, delimiter: str) -> pa.StringArray:
    """In quotes where a delimited file needs them."""
    needed = pc.match_substring_regex(texts, _needing_quotes(delimiter))
    if not pc.any(needed).as_py():
        return texts
    if pc.sum(needed).as_py() * 8 < len(texts):
        return _mended(texts, _needing_quotes(delimiter), quoted_cell)
    doubled = pc.replace_substring(texts, '"', '""')
    return pc.if_else(needed, pc.binary_join_element_wise('"', doubled, '"', ""), texts)


def _needing_quotes(delimiter: str) -> str:
    return f'[{delimiter}"\\r\\n]'


def _tries(records: pa.StructArray, zone: Zone) -> pa.StringArray:
    made, wanted = (records.field(name).cast(pa.string()) for name in ("made", "wanted"))
    by = records.field("by")
    first, link, by_link, end = tries_told(_GAP, _GAP, _GAP).split(_GAP)
    said = pc.binary_join_element_wise(first, made, link, wanted, "")
    with_time = pc.binary_join_element_wise(said, by_link, pc.fill_null(_iso(by, zone), ""), end, "")
    return pc.if_else(pc.is_valid(by), with_time, said)


def _actions(records: pa.StructArray, zone: Zone) -> pa.StringArray:
    at = records.field("at")
    iso = pc.fill_null(_iso(at, zone), "")
    key = pc.binary_join_element_wise(
        records.field("kind"),
        records.field("target"),
        pc.if_else(pc.is_null(at), "", pc.if_else(records.field("fallen"), "1", "0")),
        "\1",
    ).dictionary_encode()

    def said(text: str) -> str:
        what, target, fallen = text.split("\1")
        return action_told(what, target, _GAP if fallen else None, fallen == "1").removesuffix(_GAP)

    return pc.binary_join_element_wise(_taken(key, said), iso, "")


# ------------------------------------------------------------------------------------------------------------ JSON


def json_parts(kind: CellKind, cells: pa.Array, zone: Zone) -> list[Part | str]:
    """A column as parts of the rows of JSON Lines: `json_texts`, without copying texts that many rows share."""
    if kind != "texts" or not pa.types.is_dictionary(cells.values.type):
        return [json_texts(kind, cells, zone)]
    return ["[", Listing.of(cells, _json_strings(cells.values.dictionary).to_pylist(), ", "), "]"]


def json_texts(kind: CellKind, cells: pa.Array, zone: Zone) -> pa.StringArray:
    """A column as JSON values."""
    match kind:
        case "text":
            return pc.fill_null(_json_strings(plain(cells)), "null")
        case "texts":
            lists = _encoded(cells)
            said = _json_strings(plain(lists.values.dictionary)).take(lists.values.indices)
            return _array(_lists_of(lists, said))
        case "tries" | "actions":
            records = cells.values
            parts: list[pa.StringArray | str] = []
            for place, (name, part) in enumerate(PARTS[kind]):
                parts += [f"{', ' if place else '{'}{json_key(name)}", json_texts(part, records.field(name), zone)]
            return _array(_lists_of(cells, pc.binary_join_element_wise(*parts, "}", "")))
        case "yes or no":
            return pc.fill_null(pc.if_else(cells, "true", "false"), "null")
        case "time":
            said = _iso(cells, zone)
            return pc.fill_null(pc.binary_join_element_wise('"', said, '"', ""), "null")
        case _:
            return pc.fill_null(_numbers(kind, cells, zone), "null")


def _json_strings(texts: pa.StringArray) -> pa.StringArray:
    escaped = pc.match_substring_regex(texts, _ESCAPED)
    held = pc.binary_join_element_wise('"', texts, '"', "")
    if not pc.any(escaped).as_py():
        return held
    mask = pc.fill_null(escaped, False)
    said = [json.dumps(text, ensure_ascii=False) for text in texts.filter(mask).to_pylist()]
    return pc.replace_with_mask(held, mask, pa.array(said, pa.string()))


def _array(lists: pa.ListArray) -> pa.StringArray:
    return pc.binary_join_element_wise("[", _listed(lists, ", "), "]", "")


# ------------------------------------------------------------------------------------------------------------ both


def _numbers(kind: CellKind, cells: pa.Array, zone: Zone) -> pa.StringArray:
    match kind:
        case "whole number":
            return cells.cast(pa.string())
        case "points":
            found = cells.dictionary_encode()
            return _taken(found, lambda hundredths: digits(Decimal(hundredths).scaleb(-2)))
        case "time":
            return _iso(cells, zone)
        case _:
            raise InternalError(f"no table of decisions has columns of kind {kind}")


def _iso(cells: pa.Array, zone: Zone) -> pa.StringArray:
    """Null where there is no instant."""
    known = pc.is_valid(cells)
    at = pc.drop_null(cells).to_numpy(zero_copy_only=False).astype(np.int64)
    return pc.replace_with_mask(pa.nulls(len(cells), pa.string()), known, Instants(at, zone).iso())


def plain(cells: pa.Array) -> pa.StringArray:
    """Texts that are no codes."""
    return cells.dictionary_decode() if pa.types.is_dictionary(cells.type) else cells


def plain_lists(cells: pa.ListArray) -> pa.ListArray:
    return _lists_of(cells, plain(cells.values))


def _encoded(cells: pa.ListArray) -> pa.ListArray:
    return cells if pa.types.is_dictionary(cells.values.type) else _lists_of(cells, cells.values.dictionary_encode())


def _lists_of(lists: pa.ListArray, values: pa.Array) -> pa.ListArray:
    """The same lists with other things in them, one for each."""
    return pa.ListArray.from_arrays(lists.offsets, values)


def _listed(lists: pa.ListArray, link: str) -> pa.StringArray:
    return pc.binary_join(lists, link)


def _taken(codes: pa.DictionaryArray, say: Callable[..., str]) -> pa.StringArray:
    return pa.array([say(value) for value in codes.dictionary.to_pylist()], pa.string()).take(codes.indices)


def _filled(texts: pa.StringArray) -> pa.StringArray:
    return pc.fill_null(texts, "")


def _mended(texts: pa.StringArray, pattern: str, mend: Callable[[str], str]) -> pa.StringArray:
    """Those that a pattern finds, mended one by one: for what is rare."""
    found = pc.match_substring_regex(texts, pattern)
    if not pc.any(found).as_py():
        return texts
    mended = [mend(text) for text in texts.filter(found).to_pylist()]
    return pc.replace_with_mask(texts, found, pa.array(mended, pa.string()))
