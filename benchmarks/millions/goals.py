"""What was promised of these figures, each beside what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from benchmarks.millions.running import Turns

_BY_HAND = "best", "obvious", "polars"


def lines(measured: Mapping[int, Mapping[str, Turns]]) -> Iterator[str]:
    yield "| Goal | at most | found | reached |"
    yield "|---|---:|---:|---|"
    largest, smallest = max(measured), min(measured)
    for what, one, other, most in (
        ("compiled SQL against the best by hand", "compiled", "best", 1.1),
        ("compiled SQL against the best by hand, for any log", "compiled", "best_for_any", 1.1),
        ("compiled SQL against the obvious by hand", "compiled", "obvious", 0.75),
        ("with the list of what paid against without", "compiled_with_lines", "compiled", 1.2),
    ):
        taken = measured[largest]
        if one in taken and other in taken:
            yield _line(f"{largest:,} leads: {what}", most, taken[one].work / taken[other].work)
    by_hand = [turns.process for name, turns in measured[smallest].items() if name in _BY_HAND]
    if "compiled" in measured[smallest] and by_hand:
        ratio = measured[smallest]["compiled"].process / min(by_hand)
        yield _line(f"{smallest:,} leads, start-up included: compiled SQL against the fastest by hand", 1.5, ratio)
    for name in ("compiled", "command"):
        yield from _growth(measured, name)


def _growth(measured: Mapping[int, Mapping[str, Turns]], name: str) -> Iterator[str]:
    said = {"compiled": "compiled SQL", "command": "`leadpact score`"}[name]
    counts = [count for count, taken in sorted(measured.items()) if name in taken]
    for count in counts:
        if count * 10 in counts and count >= 100_000:
            ratio = measured[count * 10][name].work / measured[count][name].work
            yield _line(f"{said}: {count * 10:,} leads against {count:,}", 11, ratio)
    if counts:
        peak = measured[counts[-1]][name].peak / 1024
        yield _line(f"{said}: memory for {counts[-1]:,} leads", 2, peak, " GiB")


def _line(what: str, most: float, found: float, unit: str = "") -> str:
    return f"| {what} | {most}{unit} | {found:.2f}{unit} | {'yes' if found <= most else '**no**'} |"
