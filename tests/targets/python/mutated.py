"""Cases that went wrong on the way: sound documents with values, keys and characters changed at random."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from leadpact.case_document import case_document
from leadpact.json_text import written
from leadpact.targets.python.example import example_case
from leadpact_dsl.model import Policy

NUMBERS_IN_WORDS = """
0 -0 -0.0 1 3.0 3e0 2.5 0.1 0.12 0.123 0.1234 0.12345 1e2 1e-2 1.10 1e15 1E+15 1000000000000000 1000000000000001
-1000000000000000 -1000000000000001 999999999999999.5 1e11 100000000000 100000000000.0001 100000000000.00001
99999999999.9999 -1e11 10000000000000 10000000000000.01 9999999999999.99 1e13 1e16 1e17 1e400 -1e400 1e-400 0e999
0e-999 0.10000000000000000000000000000000000001 1.000000000000000000000000000000000000 12345678901234567890123456
1e999999999999999999999 -1e999999999999999999999 1e-999999999999999999999 0.30000000000000004 4e-5 5e-1
"""
_NUMBERS = [
    *NUMBERS_IN_WORDS.split(),
    "9" * 399,
    "9" * 401,
    "9" * 5000,
    f"-{'9' * 5000}",
    f"0.{'0' * 500}1",
    f"1{'0' * 15}.{'0' * 60}",
]

TIMES_IN_WORDS = """
2026-10-05T09:00:00-04:00 2026-10-05T13:00:00Z 2026-10-05T13:00:00z 2026-10-05t13:00:00Z 2026-10-05T13:00Z
2026-10-05T13:00:00 2026-10-05T13:00:00.1Z 2026-10-05T13:00:00.1239999Z 2026-10-05T13:00:00.123456789012+00:00
2026-10-05T13:00:00.1234567890123Z 2026-10-05T13:00:00.Z 2026-10-05T13:00:00,5Z 2026-10-05T13:00:60Z
2026-10-05T23:59:59.999999-12:00 2026-10-05T24:00:00Z 2026-10-05T25:00:00Z 2026-10-05T13:60:00Z 2026-02-29T00:00:00Z
2028-02-29T00:00:00Z 2026-13-01T00:00:00Z 2026-00-10T00:00:00Z 2026-10-05T13:00:00+24:00 2026-10-05T13:00:00+23:59
2026-10-05T13:00:00+05:60 2026-10-05T13:00:00+05:75 2026-10-05T13:00:00+0530 2026-10-05T13:00:00+05
2026-10-05T13:00:00-00:00 2026-10-05T13:00:00+05:30:15 2026-10-05T13:00:00+05:30.5 1970-01-01T00:00:00Z
1970-01-01T00:00:00+00:01 1969-12-31T23:59:59Z 1969-12-31T23:00:00-05:00 1970-01-01T00:00:00-05:00
2200-12-31T23:59:59.999Z 2200-12-31T23:59:59-00:01 2201-01-01T00:00:00+05:00 2201-01-01T00:00:00Z
0000-01-01T00:00:00Z 9999-12-31T23:59:59Z 20261005T130000Z 2026-W41-1T13:00:00Z 2026-278T13:00:00Z
2026-10-5T13:00:00Z 02026-10-05T13:00:00Z +2026-10-05T13:00:00Z 2026-10-05T1:00:00Z 2026-10-05T13:00:0Z
2026-10-05T13:00:00-4:00 2026-10-05T13:00:00−04:00 ２０２６-10-05T13:00:00Z 2026-10-05T13:00:00.١Z
2026-10-05T13:00:00.²Z 2026-10-05T13:00:00+ab:30:15 2026-10-05T13:00:00.12:34 2026-10-05T13:00:00,05:00
2026-10-05T13:00:00.12345 2026-10-05T13:00:00.1234Z
2026-10-05T13:00:00Z+00:00 2026-10-05T13:00:00+00:00Z 2026-10-05T13:00:00.1+00:00 2026-10-05T13:00:00.1.2Z Z .Z
2026-03-08T02:30:00-05:00 2026-11-01T01:30:00-04:00 2026-11-01T01:30:00-05:00
1999-10-31T01:30:00-05:00 2016-12-31T23:59:60Z
"""
TIMES = [
    *TIMES_IN_WORDS.split(),
    "2026-10-05 13:00:00Z",
    "2026-10-05T13:00:00Z ",
    " 2026-10-05T13:00:00Z",
    "2026-10-05T13:00:00Z\n",
]

DATES_IN_WORDS = """
2026-10-05 2026-02-29 2028-02-29 1970-01-01 1969-12-31 2200-12-31 2201-01-01 2026-13-01 2026-00-01 2026-1-05
20261005 2026-W41-1 2026-W41 2026-278 26-10-05 5.10.2026 10/05/2026 0000-01-01 9999-12-31 ２０２６-10-05
2026-10-05T00:00:00Z
"""
DATES = [*DATES_IN_WORDS.split(), "2026-10-05\n", " 2026-10-05", "2026-10-05 "]

_TEXTS = [
    *(
        "",
        " ",
        "\t\r\n\u00a0",
        "\u2003",
        "\x1f",
        "\u200b",
        "N/A",
        "n/a",
        " n/A ",
        "\u00a0N/a\t",
        "None",
        "Unknown",
        "-",
    ),
    *(
        "—",
        "null",
        "true",
        "yes",
        "0",
        "VP",
        "İstanbul",
        "ſ",
        "ß",
        "\ud800",
        "a\udfffb",
        "\ud83d\ude00",
        "😀",
        "a\x00b",
    ),
    *("\x1b[31m", "\x7f", "\u202eab", "\ufeff", "it’s “x”", 'a"b\\c', "x" * 41, "é" * 70, "EMEA", "emea", "Europe"),
]

_OTHERS: list[Any] = [None, True, False, [], {}, [1], {"a": 1}, [[]], {"id": "L-1"}, ["called"]]


class Literal(str):
    """A number as it is to stand in the text."""


class Mutations:
    """Mutated cases of one policy; the same seed gives the same."""

    def __init__(self, policy: Policy, seed: int) -> None:
        self._dice = random.Random(seed)
        self._policy = policy
        examples = [case_document(policy, one.lead, one.activities, one.as_of) for one in policy.examples]
        self._sound = [json.loads(written(one), parse_float=Literal) for one in [example_case(policy), *examples]]
        named = {name: field for kind in policy.activities.values() for name, field in kind.fields.items()}
        fields = {**policy.lead.fields, **named}
        self._keys = ["id", "activity", "at", "as_of", "lead", "activities", *fields, *policy.activities]
        self._texts = _TEXTS + [choice.name for field in fields.values() for choice in field.choices]
        self._texts += [choice.label for field in fields.values() for choice in field.choices]
        self._texts += [*policy.activities, *(kind.label for kind in policy.activities.values())]

    def some(self, count: int) -> Iterator[bytes]:
        for _ in range(count):
            case = copy.deepcopy(self._dice.choice(self._sound))
            case = self._filled(case)
            for _ in range(self._dice.choice((0, 0, 0, 1, 1, 1, 2, 3, 8))):
                case = self._changed(case)
            yield self._spoilt(as_text(case).encode("utf-8", "surrogatepass"))

    def _filled(self, case: dict[str, Any]) -> dict[str, Any]:
        """Fields that the example left unknown get values, most of them sound."""
        for name, field in self._policy.lead.fields.items():
            if self._dice.random() < 0.3:
                case["lead"][name] = self._for(field.kind, [choice.name for choice in field.choices])
        for row in case["activities"]:
            for name, field in self._policy.activities[row["activity"]].fields.items():
                if self._dice.random() < 0.3:
                    row[name] = self._for(field.kind, [choice.name for choice in field.choices])
        return case

    def _for(self, kind: str, choices: list[str]) -> Any:
        dice = self._dice
        if dice.random() < 0.2:
            return dice.choice((None, "", " \t"))
        match kind:
            case "one of":
                return dice.choice(choices)
            case "text":
                return dice.choice([text for text in self._texts if not is_broken(text)])
            case "yes or no":
                return dice.random() < 0.5
            case "date":
                return dice.choice(DATES[:4])
            case "time":
                return dice.choice(TIMES[:2])
            case "whole number":
                return Literal(dice.choice(("0", "-0", "1", "3.0", "3e0", "250", "1E+15", "-7")))
            case _:
                return Literal(dice.choice(("0", "-0.0", "2.5", "0.12", "1e-2", "1.10", "1e10", "-7.5")))

    def _changed(self, case: Any) -> Any:
        dice = self._dice
        holders = [one for one in _holders(case) if one]
        if not holders or dice.random() < 0.01:
            return self._value()
        holder = dice.choice(holders)
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        match dice.randrange(10):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[self._key(str(key))] = holder.pop(key)
            case 2 if isinstance(holder, dict):
                holder[self._key(dice.choice(self._keys))] = self._value()
            case 3:
                holder[key] = [holder[key]]
            case 4 if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(dice.choice(holder)))
            case 5 if isinstance(holder[key], str) and not isinstance(holder[key], Literal):
                holder[key] = dice.choice((" {}", "{} ", "{}\n", "{}x", "{}\ud800", "{}Z")).format(holder[key])
            case _:
                holder[key] = self._value()
        return case

    def _value(self) -> Any:
        match self._dice.randrange(5):
            case 0:
                return Literal(self._dice.choice(_NUMBERS))
            case 1:
                return self._dice.choice(TIMES)
            case 2:
                return self._dice.choice(DATES)
            case 3:
                return self._dice.choice(self._texts)
            case _:
                return copy.deepcopy(self._dice.choice(_OTHERS))

    def _key(self, key: str) -> str:
        dice = self._dice
        place = dice.randrange(len(key) + 1)
        match dice.randrange(5):
            case 0:
                return key[:place] + key[place + 1 :]
            case 1:
                return key[:place] + dice.choice(("_", " ", "x", ".", "é", "\ud800", '"')) + key[place:]
            case 2:
                return key.upper()
            case 3:
                return key.replace("_", "-")
            case _:
                return dice.choice(self._keys)

    def _spoilt(self, text: bytes) -> bytes:
        """Now and then a key twice, or a few bytes lost or too many."""
        dice = self._dice
        place = dice.randrange(len(text) + 1)
        match dice.randrange(25):
            case 0:
                return text[:place] + text[place + dice.randrange(4) :]
            case 1:
                return (
                    text[:place]
                    + dice.choice((b"\xff", b"\x00", b",", b"}", b"NaN", b"-Infinity", b"\xef\xbb\xbf"))
                    + text[place:]
                )
            case 2:
                return b"\xef\xbb\xbf" + text
            case 3 | 4 | 5:
                keys = [place for place in range(len(text)) if text.startswith(b'": ', place)]
                if keys:
                    end = dice.choice(keys) + 3
                    start = text.rindex(b'"', 0, end - 3)
                    return (
                        text[:start]
                        + text[start:end]
                        + dice.choice((b"1", b"null", b"[]", b'"x"'))
                        + b", "
                        + text[start:]
                    )
        return text


def is_broken(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def as_text(value: Any) -> str:
    match value:
        case Literal():
            return str(value)
        case dict():
            return f"{{{', '.join(f'{json.dumps(key)}: {as_text(one)}' for key, one in value.items())}}}"
        case list():
            return f"[{', '.join(map(as_text, value))}]"
        case _:
            return json.dumps(value)


def _holders(value: Any) -> Iterator[Any]:
    """All objects and lists of a document."""
    if isinstance(value, dict | list):
        yield value
        for one in value.values() if isinstance(value, dict) else value:
            yield from _holders(one)
