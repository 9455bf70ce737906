"""Fit, the score of the lead's own fields, by engines that people would otherwise buy or install.

Each is used in its best form: prepared once, reused, handed its input as it likes it, and what has to be done to a lead
before it can be handed over is not counted. Texts come to them without blanks at their ends.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple

from benchmarks.by_hand.texts import BLANKS
from benchmarks.cases import Case


class Engine(NamedTuple):
    """`prepare` makes of a case what `fit` takes; `fit` gives hundredths. `leaves_out` says what it cannot express."""

    name: str
    version: str
    prepare: Callable[[Case], Any]
    fit: Callable[[Any], int]
    leaves_out: str


# The module here, and the package on PyPI.
_ENGINES = (("zen", "zen-engine"), ("cel", "cel-expr-python"), ("cedar", "cedarpy"))


def installed() -> tuple[list[Engine], list[str]]:
    """The engines that there are, and the packages of those that there are not."""
    found: list[Engine] = []
    missing: list[str] = []
    for module, package in _ENGINES:
        try:
            make = import_module(f"benchmarks.engines.{module}")
        except ImportError:
            missing.append(package)
        else:
            found.extend(make.engines(version(package)))
    return found, missing


FREE_MAIL = (
    "gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net", "proton.me"
)  # fmt: skip
COMPETITORS = "billmore.example", "invoicely.example", "ledgerline.example", "quotapay.example", "tallybird.example"
SENIOR = "vp", "chief", "head", "ceo", "cfo", "coo", "cro", "president", "founder", "owner"
"""The words of people who sign; whoever has the policy's "Vice President" has "president"."""
FIELDS = (
    "title", "email_domain", "employees", "revenue", "industry", "country", "source", "trial_started", "review_points"
)  # fmt: skip


def known_values(case: Case) -> dict[str, Any]:
    """The fields that fit asks for, those that are known, and the instant as `now`."""
    found: dict[str, Any] = {"now": case.as_of}
    for name in FIELDS:
        value = getattr(case.record, name)
        if isinstance(value, str):
            value = value.strip(BLANKS) or None
        if value is not None:
            found[name] = value
    return found


def is_plain(case: Case) -> bool:
    """Whether its texts are printable ASCII. In others engines fold fewer letters, and part words at fewer marks."""
    texts = (case.record.title, case.record.email_domain, case.record.country)
    return all(text is None or (text.isascii() and text.isprintable()) for text in texts)
