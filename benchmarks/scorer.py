"""The generated scorer, where it has been compiled: loaded from its one file, as a company that vendors it has it."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from benchmarks.by_hand.documents import instant
from benchmarks.cases import ROOT, Case

FILE = ROOT / "generated" / "acme" / "scorer.py"


def load() -> ModuleType | None:
    """The scorer as a module; None where there is no file."""
    if not FILE.is_file():
        return None
    if "acme_scorer" in sys.modules:
        return sys.modules["acme_scorer"]
    spec = importlib.util.spec_from_file_location("acme_scorer", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["acme_scorer"] = module
    spec.loader.exec_module(module)
    return module


def records(module: ModuleType, case: Case) -> tuple[Any, list[Any], int]:
    """The case as the scorer's own readers of JSON make it: unknown values with their defaults."""
    return _read(module, case.document)


def from_text_to_text(module: ModuleType) -> Callable[[str], str]:
    def decided(text: str) -> str:
        return json.dumps(module.decide(*_read(module, json.loads(text))).document(), ensure_ascii=False)

    return decided


def _read(module: ModuleType, case: dict[str, Any]) -> tuple[Any, list[Any], int]:
    activities = [module.read_activity(row) for row in case["activities"]]
    return module.read_lead(case["lead"]), activities, instant(case["as_of"])


def fit(module: ModuleType) -> Callable[[Any, int], int] | None:
    """The scorer's function for fit alone, where it has one."""
    found: Callable[[Any, int], int] | None = getattr(module, "score_fit", None)
    return found
