"""`make bench`: what one decision costs, against the same rules by hand, as closures, and in engines people use.

Everything runs in one process and takes turns; results are compared first. The tables are written into README.md.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import agreeing, cases, engines, remembered, scorer
from benchmarks.by_hand import closures_acme, documents, straight, straight_fit, straight_points
from benchmarks.cases import Case
from benchmarks.measuring import Times, Work, side_by_side
from benchmarks.starting import import_times
from leadpact_dsl.evaluate import decide as decide_by_reference

README = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- measured -->", "<!-- end of what was measured -->"

HAND = "Straight lines by hand"
CLOSURES = "Closures over dicts"
COMPILED = "Compiled scorer"
EXPLAINED = "Compiled scorer, with the explanation"
REFERENCE = "Reference evaluation"
HAND_FIT = "Fit by hand"
COMPILED_FIT = "Compiled scorer's fit"
HAND_ANEW = "Nothing remembered: straight lines by hand"
COMPILED_ANEW = "Nothing remembered: compiled scorer"
COMPILED_FIT_ANEW = "Nothing remembered: compiled scorer's fit"
HAND_FIT_ANEW = "Nothing remembered: fit by hand"
BY_HAND = (straight, straight_points)

COMPARED = 400
SAMPLED = 200
ABOUT_TWELVE = range(11, 14)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="How many turns each contestant gets.")
    parser.add_argument("--print-only", action="store_true", help="Leave README.md as it is.")
    options = parser.parse_args(arguments)
    module = scorer.load()
    found, missing = engines.installed()
    lead, leads = cases.typical(), list(cases.sampled(SAMPLED, seed=12, activities=ABOUT_TWELVE))
    every = [lead, *leads, *cases.examples(), *cases.sampled(COMPARED, seed=13)]
    agreed, fits = agreeing.check_decisions(every, module), agreeing.check_fit(every, found, module)
    lines = [
        *_conditions(options.rounds),
        "",
        f"{agreed} leads were decided alike by all, to the last hundredth and millisecond; the fit of {fits} of them, "
        "whose texts are plain ASCII, by all engines too.",
        "",
        *_decisions(lead, leads, module, options.rounds),
        *_fits(lead, leads, found, module, options.rounds),
        *_texts(lead, module, options.rounds),
    ]
    if module is None:
        lines += ["", "The scorer has not been compiled: `leadpact compile policies/acme` writes it."]
    else:
        first, again = import_times(scorer.FILE, rounds=10)
        lines += ["", f"Importing the scorer takes {again:.1f} ms, and {first:.0f} ms when Python compiles it first."]
    if missing:
        names = ", ".join(missing)
        lines += ["", f"Not installed, and so left out: {names} (`pip install -e '.[bench]'` installs all)."]
    print("\n".join(lines))
    if not options.print_only:
        _write("\n".join(lines))


def _decisions(lead: Case, leads: list[Case], module: ModuleType | None, rounds: int) -> Iterator[str]:
    yield "### One decision"
    yield ""
    one = side_by_side(_deciders([lead], module), rounds)
    many = side_by_side(_deciders(leads, module), max(5, rounds // 5), pieces=len(leads))
    yield from _table(one, many, HAND, f"{len(leads)} sampled leads with 11 to 13 activities, each")
    yield from _ratios(one, many, COMPILED, (HAND, CLOSURES))
    yield from _ratios(one, many, COMPILED_ANEW, (HAND_ANEW,))


def _deciders(leads: list[Case], module: ModuleType | None) -> dict[str, Work]:
    """Each decides all of the leads in a call; what they take is made before."""
    records = [(closures_acme.record_of(case.record), closures_acme.rows_of(case.log), case.as_of) for case in leads]
    known = [(cases.acme(), case.lead, case.activities, case.as_of) for case in leads]
    found: dict[str, Work] = {
        HAND: _all(straight.decide, [(case.record, case.log, case.as_of) for case in leads]),
        CLOSURES: _all(closures_acme.decide, records),
    }
    if module is not None:
        compiled = [scorer.records(module, case) for case in leads]
        found[COMPILED] = _all(module.decide, compiled)
        found[EXPLAINED] = _all(partial(module.decide, explain=True), compiled)
        found[COMPILED_ANEW] = _all(remembered.anew(module.decide, [module]), compiled)
    found[HAND_ANEW] = _all(
        remembered.anew(straight.decide, BY_HAND), [(case.record, case.log, case.as_of) for case in leads]
    )
    found[REFERENCE] = _all(decide_by_reference, known)
    return found


def _fits(
    lead: Case, leads: list[Case], found: list[engines.Engine], module: ModuleType | None, rounds: int
) -> Iterator[str]:
    yield "### Fit: what hangs on the lead's own fields alone"
    yield ""
    plain = [case for case in leads if engines.is_plain(case)]
    one = side_by_side(_fitters([lead], found, module), rounds)
    many = side_by_side(_fitters(plain, found, module), max(5, rounds // 5), pieces=len(plain))
    yield from _table(one, many, HAND_FIT, f"{len(plain)} of the sampled leads, each")
    for name in (COMPILED_FIT, HAND_FIT, COMPILED_FIT_ANEW):
        yield from _ratios(one, many, name, tuple(engine.name for engine in found))


def _fitters(leads: list[Case], found: list[engines.Engine], module: ModuleType | None) -> dict[str, Work]:
    by_hand = [(case.record, case.as_of) for case in leads]
    fitters: dict[str, Work] = {
        HAND_FIT: _all(straight_fit.fit, by_hand),
        HAND_FIT_ANEW: _all(remembered.anew(straight_fit.fit, BY_HAND), by_hand),
    }
    fit = None if module is None else scorer.fit(module)
    if module is not None and fit is not None:
        read = [scorer.records(module, case) for case in leads]
        fitters[COMPILED_FIT] = _all(fit, [(lead, as_of) for lead, _, as_of in read])
        fitters[COMPILED_FIT_ANEW] = _all(remembered.anew(fit, [module]), [(lead, as_of) for lead, _, as_of in read])
    for engine in found:
        fitters[f"{engine.name} {engine.version}"] = _all(engine.fit, [(engine.prepare(case),) for case in leads])
    return fitters


def _texts(lead: Case, module: ModuleType | None, rounds: int) -> Iterator[str]:
    yield "### From JSON text to JSON text"
    yield ""
    text = json.dumps(lead.document)

    def by_hand() -> str:
        return documents.write_decision(straight.decide(*documents.read_case(text)))

    contestants: dict[str, Work] = {HAND: by_hand}
    if module is not None:
        contestants[COMPILED] = partial(scorer.from_text_to_text(module), text)
    yield from _table(side_by_side(contestants, rounds), None, HAND, "")


def _all(decide: Any, leads: Sequence[tuple[Any, ...]]) -> Work:
    if len(leads) == 1:
        return partial(decide, *leads[0])

    def work() -> None:
        for lead in leads:
            decide(*lead)

    return work


def _table(one: dict[str, Times], many: dict[str, Times] | None, base: str, sampled: str) -> Iterator[str]:
    yield "| | The typical lead: least | median | ratio |" + (f" {sampled}: least | median | ratio |" if many else "")
    yield "|---|---:|---:|---:|" + ("---:|---:|---:|" if many else "")
    for name, times in one.items():
        row = f"| {name} | {_us(times.best)} | {_us(times.middle)} | {times.over(one[base]):.2f} |"
        if many is not None:
            row += f" {_us(many[name].best)} | {_us(many[name].middle)} | {many[name].over(many[base]):.2f} |"
        yield row
    yield ""


def _ratios(one: dict[str, Times], many: dict[str, Times], name: str, others: tuple[str, ...]) -> Iterator[str]:
    """How much of another's time one takes, in words."""
    if name not in one:
        return
    said = [
        f"{one[name].over(one[other]):.3f} of what {other} takes ({many[name].over(many[other]):.3f} over the sample)"
        for other in one
        if other.startswith(others)
    ]
    if said:
        yield f"{name}: {', '.join(said)}."
        yield ""


def _us(microseconds: float) -> str:
    return f"{microseconds:,.1f} µs" if microseconds < 1000 else f"{microseconds / 1000:,.2f} ms"


def _conditions(rounds: int) -> Iterator[str]:
    yield (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} with {platform.python_implementation()} {platform.python_version()} "
        f"on {_processor()}, {platform.system()}. {rounds} rounds, in each of which every contestant has its turn; "
        "ratios are of the least times."
    )


def _processor() -> str:
    """What the machine's processor is called."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _write(text: str) -> None:
    before, rest = README.read_text("utf-8").split(BEGIN)
    behind = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{behind}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
