"""The schema of policy.json, made from the types of the model, so that the published file cannot fall behind them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from leadpact.targets.json import policy_json
from leadpact_dsl import model
from leadpact_dsl.calendars import Calendar
from leadpact_dsl.model import base, conditions, flow, policy, scores
from leadpact_dsl.source import Span

Schema = dict[str, Any]

MOMENT = {"$ref": "#/$defs/moment"}
DAY = {"$ref": "#/$defs/day"}
NAME = {"type": "string", "minLength": 1}
TEXT = {"type": "string"}
_NULL = {"type": "null"}


def schema() -> Schema:
    """All of it, with a definition for each class of the model that can stand in a policy."""
    found = {"field": _field(), "calendar": _calendar(), "example": _example()}
    waiting = [part_type for name, part_type in _types(model.Policy).items() if name not in _DONE_BY_HAND]
    waiting.append(_evaluated("Expectation"))
    while waiting:
        for node in _nodes(waiting.pop()):
            if _name(node) not in found:
                found[_name(node)] = _node(node)
                waiting += _types(node).values()
    parts = {name: _said(part_type) for name, part_type in _types(model.Policy).items() if name not in _DONE_BY_HAND}
    parts["calendars"] = _array({"$ref": "#/$defs/calendar"})
    parts["examples"] = _array({"$ref": "#/$defs/example"})
    order = [part.name for part in dataclasses.fields(model.Policy) if part.name in parts]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:leadpact:policy:{policy_json.FORM}",
        "title": "A policy of leadpact",
        "description": "What `leadpact compile` writes as policy.json. Everything stands in the policy's order; what "
        "can be one of several things says which in `is`. Lengths of time are in milliseconds.",
        **_object(
            {
                "leadpact": {
                    "description": "The version of this form. It changes when something is removed or changes its "
                    "meaning.",
                    "const": policy_json.FORM,
                },
                "digest": {
                    "description": "Names exactly what the policy means: reasons, places and examples do not count.",
                    "type": "string",
                    "pattern": "^sha256:[0-9a-f]{64}$",
                },
                **{name: parts[name] for name in order},
            }
        ),
        "$defs": {
            "place": {
                "description": "The file in the policy's folder, and the line.",
                "type": "string",
                "pattern": "^.+:[1-9][0-9]*$",
            },
            "moment": {
                "description": "A time in the agreement's timezone.",
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?[+-][0-9:]{5,8}$",
            },
            "day": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "field-name": {
                "description": "A field by its owner, which is `lead` or an activity, and its name.",
                "type": "string",
                "pattern": "^[^.]+\\.[^.]+$",
            },
            **{name: found[name] for name in sorted(found)},
        },
    }


_DONE_BY_HAND = ("calendars", "examples", "calendar_spans")


def _node(node: type[Any]) -> Schema:
    """One class of the model, with the keys that the writer gives it, in its order."""
    parts: Schema = {}
    if node not in policy_json.ALWAYS_THE_SAME:
        parts["is"] = {"const": policy_json.kind_of(node)}
    if issubclass(node, model.Clause):
        parts["id"] = {"description": "Stable while other clauses move.", **NAME}
    if issubclass(node, model.Clause) or node in policy_json.PLACED:
        parts["place"] = {"$ref": "#/$defs/place"}
    if issubclass(node, model.Named):
        parts |= {"name": NAME, "label": TEXT}
    if issubclass(node, model.Clause):
        parts["says"] = {"description": "The clause in sentences.", "type": "array", "items": NAME}
        parts["because"] = {"description": "The author's reason.", "type": ["string", "null"]}
    for name in policy_json.own_parts(node):
        if name == "fields":
            parts[name] = _array({"$ref": "#/$defs/field"})
        elif (node, name) in policy_json.INSTANTS:
            parts[name] = _with_moments(_said(_types(node)[name]))
        else:
            parts[name] = _said(_types(node)[name])
    documented = (node.__doc__ or node.__name__) != node.__name__
    return {**({"description": " ".join(node.__doc__.split())} if documented else {}), **_object(parts)}


def _said(part: Any) -> Schema:
    """What stands where the model has this type."""
    origin, inner = typing.get_origin(part), typing.get_args(part)
    if origin in (typing.Union, types.UnionType):
        return _either([_said(one) for one in inner])
    if origin is typing.Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        if inner[-1] is Ellipsis:
            return _array(_said(inner[0]))
        return {"type": "array", "prefixItems": [_said(one) for one in inner], "items": False, "minItems": len(inner)}
    if origin is Mapping:
        return _array(_said(inner[1]))
    plain = {
        type(None): _NULL, str: TEXT, bool: {"type": "boolean"}, int: {"type": "integer"}, dt.date: DAY,
        Decimal: {"type": "number"}, model.Field: {"$ref": "#/$defs/field-name"},
    }  # fmt: skip
    return plain[part] if part in plain else {"$ref": f"#/$defs/{_name(part)}"}


def _either(schemas: list[Schema]) -> Schema:
    """Types alone make one list of types."""
    plain = [one["type"] for one in schemas if one.keys() == {"type"}]
    # A number may be whole, and a day is a text.
    names = [name for name in dict.fromkeys(plain) if not (name == "integer" and "number" in plain)]
    rest = [one for one in schemas if one.keys() != {"type"} and not (one == DAY and "string" in names)]
    if not rest:
        return {"type": names}
    return {"anyOf": [*rest, *([{"type": names if len(names) > 1 else names[0]}] if names else [])]}


def _with_moments(schema: Schema) -> Schema:
    """The same, where whole numbers are instants."""
    if schema == {"type": "integer"}:
        return MOMENT
    if schema.get("type") == ["integer", "null"]:
        return {"anyOf": [MOMENT, _NULL]}
    if schema.get("type") == "array":
        return {**schema, "items": _with_moments(schema["items"])}
    return {"anyOf": [_with_moments(one) for one in schema["anyOf"]]} if "anyOf" in schema else schema


def _array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _field() -> Schema:
    kinds = typing.get_args(base.FieldKind)
    return _object(
        {
            "place": {"$ref": "#/$defs/place"},
            "name": NAME,
            "label": TEXT,
            "kind": {"enum": list(kinds)},
            "currency": {"type": ["string", "null"]},
            "choices": _array(_object({"name": NAME, "label": TEXT})),
            "otherwise": {"description": "The choice that stands for every other value.", "type": ["string", "null"]},
            "required": {"type": "boolean"},
            "when_unknown": {"type": ["string", "number", "boolean", "null"]},
            "column": {"type": ["string", "null"]},
        }
    )


def _calendar() -> Schema:
    time = {"type": "string", "pattern": "^([01][0-9]|2[0-4]):[0-5][0-9]$"}
    year = {"type": "integer"}
    return _object(
        {
            "place": {"$ref": "#/$defs/place"},
            "name": NAME,
            "label": TEXT,
            "timezone": NAME,
            "first_year": year,
            "last_year": year,
            "hours": _array(_object({"days": _array({"enum": list(policy_json.WEEKDAYS)}), "from": time, "to": time})),
            "special": {
                "description": "Days with hours of their own, instead of the usual ones.",
                **_array(_object({"day": DAY, "from": time, "to": time})),
            },
            "closed": {
                "description": "Public holidays and days of the company's own, first and last day included.",
                **_array(_object({"first": DAY, "last": DAY, "name": TEXT})),
            },
        }
    )


def _example() -> Schema:
    known = {"type": ["string", "number", "boolean"]}
    case = _object(
        {
            "lead": {
                "type": "object", "required": ["id"], "properties": {"id": TEXT}, "additionalProperties": known,
            },
            "activities": _array(
                {
                    "type": "object",
                    "required": ["activity", "at"],
                    "properties": {"activity": NAME, "at": MOMENT},
                    "additionalProperties": known,
                }
            ),
            "as_of": MOMENT,
        }
    )  # fmt: skip
    expectations = [{"$ref": f"#/$defs/{_name(one)}"} for one in _nodes(_evaluated("Expectation"))]
    return _object(
        {
            "place": {"$ref": "#/$defs/place"},
            "title": TEXT,
            "case": {"description": "A case, as programs take it.", **case},
            "expectations": _array({"anyOf": expectations}),
        }
    )


def _name(node: type[Any]) -> str:
    return policy_json.kind_of(node).replace(" ", "-")


def _nodes(part: Any) -> list[type[Any]]:
    """The classes of the model within a type."""
    if inner := typing.get_args(part):
        return [node for one in inner for node in _nodes(one)]
    return [part] if dataclasses.is_dataclass(part) and part not in (model.Field, Calendar, Span) else []


@cache
def _types(node: type[Any]) -> dict[str, Any]:
    """The parts of a class with their types; its aliases are texts, which are read here."""
    return {part.name: _evaluated(str(part.type)) for part in dataclasses.fields(node)}


def _evaluated(written: str) -> Any:
    return eval(written, _Names())


class _Names(dict[str, Any]):
    """The names of the model, aliases read as far as they go."""

    def __missing__(self, name: str) -> Any:
        for module in (base, conditions, scores, flow, policy):
            if name in vars(module):
                found = vars(module)[name]
                return _evaluated(found) if isinstance(found, str) else found
        raise KeyError(name)


def members_of_unions() -> set[type[Any]]:
    """The classes that stand where others can stand too."""
    found: set[type[Any]] = set()

    def look(part: Any) -> None:
        inner = typing.get_args(part)
        if typing.get_origin(part) in (typing.Union, types.UnionType):
            nodes = [one for one in inner if dataclasses.is_dataclass(one) and one is not model.Field]
            if len(nodes) > 1:
                found.update(nodes)
        for one in inner:
            look(one)

    seen: set[type[Any]] = set()
    waiting: list[type[Any]] = [model.Policy]
    look(_evaluated("Expectation"))
    while waiting:
        node = waiting.pop()
        for part in _types(node).values():
            look(part)
            waiting += [one for one in _nodes(part) if one not in seen]
            seen.update(_nodes(part))
    return found
