"""`make bench`: what it costs to decide 10 thousand, 100 thousand and a million leads, and who pays more.

Results are compared before any time counts. The tables are written into README.md, and charts beside it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cases import ROOT
from benchmarks.millions import agreeing, chart, command, deadlines, generator, goals, running, statements
from benchmarks.millions.contestants import CONTESTANTS, Job
from benchmarks.millions.running import Turns

README = ROOT / "benchmarks" / "README.md"
CHART = ROOT / "benchmarks" / "millions.svg"
BEGIN, END = "<!-- measured: millions -->", "<!-- end of what was measured: millions -->"

NAMES = {
    "floor": "Bare scan and group (the floor)",
    "best": "Best SQL by hand",
    "best_for_any": "Best SQL by hand, for any log",
    "compiled": "Compiled SQL",
    "compiled_with_lines": "Compiled SQL, with the list of what paid",
    "obvious": "Obvious SQL by hand",
    "polars": "Polars by hand",
    "zen": "ZEN, on counts made before",
    "scorer": "Compiled Python scorer, lead by lead",
}
# They answer something else than the others.
_NOT_COMPARED = {"floor"}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leads", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=5, help="How many turns each contestant gets.")
    parser.add_argument("--only", nargs="+", choices=sorted(CONTESTANTS), help="Leave the other contestants out.")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench", help="Where made-up leads are kept.")
    parser.add_argument("--print-only", action="store_true", help="Leave README.md as it is.")
    options = parser.parse_args(arguments)
    wanted = [name for name in CONTESTANTS if not options.only or name in options.only]
    statements.write(options.folder)
    lines, measured = list(_conditions(options.threads, options.rounds)), {}
    for count in options.leads:
        files = generator.made(options.folder, count)
        jobs = {name: _job(options.folder, files, name, options.threads) for name in wanted}
        # The turn in which results are compared also fetches the files into memory, and is not measured.
        running.side_by_side(jobs, 1, _say)
        written = {name: Path(job.out) for name, job in jobs.items() if name not in _NOT_COMPARED}
        agreeing.check_equal(written)
        compared = agreeing.check_sample(next(iter(written.values())), files, reference=300, by_hand=5_000)
        taken = running.side_by_side(jobs, options.rounds, _say)
        if options.only is None:
            taken["command"] = command.turns(options.folder, files, min(3, options.rounds), _say)
        measured[count] = taken
        lines += [*_table(count, taken), "", f"All wrote the same decisions; {compared:,} of them were compared "
                  "with the reference evaluation and with the rules by hand in Python."]  # fmt: skip
    lines += ["", *goals.lines(measured)]
    if options.only is None:
        lines += ["", *deadlines.lines()]
    print("\n".join(lines))
    if not options.print_only:
        largest = max(measured)
        CHART.write_text(chart.svg(largest, {_name(name): turns.work for name, turns in measured[largest].items()}))
        _write("\n".join(lines))


def _job(folder: Path, files: generator.Files, name: str, threads: int) -> Job:
    out = folder / f"decisions-{name}.parquet"
    return Job(str(files.leads), str(files.activities), str(out), generator.AS_OF, threads, str(folder))


def _table(count: int, taken: dict[str, Turns]) -> Iterator[str]:
    base = taken.get("best")
    yield ""
    yield f"### {count:,} leads, {count * generator.EACH:,} activities"
    yield ""
    yield "| | Median | from – to | of the best by hand | with start-up | processor | peak memory |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for name, turns in taken.items():
        least, most = turns.spread
        ratio = f"{turns.work / base.work:.2f}" if base else ""
        yield (
            f"| {_name(name)} | {turns.work:.2f} s | {least:.2f} – {most:.2f} s | {ratio} | {turns.process:.2f} s "
            f"| {turns.processor:.2f} s | {turns.peak:,.0f} MiB |"
        )


def _name(name: str) -> str:
    return NAMES.get(name, command.NAME)


def _conditions(threads: int, rounds: int) -> Iterator[str]:
    versions = ", ".join(f"{name} {version}" for name, version in statements.versions().items())
    yield (
        f"Measured on {datetime.now(UTC):%Y-%m-%d} on {running.machine()}; {versions}. {threads} threads. {rounds} "
        "rounds, in each of which every contestant has its turn, in a process of its own; who takes longer than two "
        "minutes has two turns."
    )


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _write(text: str) -> None:
    before, rest = README.read_text("utf-8").split(BEGIN)
    behind = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{behind}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
