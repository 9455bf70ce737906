"""Contestants in turns, each turn a process of its own: how long it worked and ran, and how much memory it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.cases import ROOT
from benchmarks.millions.contestants import Job

# Who takes longer than this has a second turn and no more.
_LONG = 120.0


class Turn(NamedTuple):
    """Seconds of the work, of the whole process, of the processor; and its peak memory in MiB."""

    work: float
    process: float
    processor: float
    peak: float


class Turns(NamedTuple):
    turns: tuple[Turn, ...]

    @property
    def work(self) -> float:
        return median(turn.work for turn in self.turns)

    @property
    def process(self) -> float:
        return median(turn.process for turn in self.turns)

    @property
    def processor(self) -> float:
        return median(turn.processor for turn in self.turns)

    @property
    def spread(self) -> tuple[float, float]:
        return min(turn.work for turn in self.turns), max(turn.work for turn in self.turns)

    @property
    def peak(self) -> float:
        return max(turn.peak for turn in self.turns)


def side_by_side(jobs: dict[str, Job], rounds: int, said: Callable[[str], None]) -> dict[str, Turns]:
    """A B C A B C …; what else the machine does falls on all of them alike."""
    taken: dict[str, list[Turn]] = {name: [] for name in jobs}
    for number in range(rounds):
        for name, job in jobs.items():
            before = taken[name]
            if len(before) > 1 and before[0].work > _LONG:
                continue
            before.append(turn([sys.executable, "-m", "benchmarks.millions.contestants", name, json.dumps(job)]))
            said(f"round {number + 1} of {rounds}: {name} {before[-1].work:.2f} s")
    return {name: Turns(tuple(turns)) for name, turns in taken.items()}


def turn(command: Sequence[str], seconds_said: bool = True) -> Turn:
    """Runs a command once. With `seconds_said` its last line of output is how long the work took."""
    paths = os.pathsep.join(map(str, (ROOT, ROOT / "dsl", ROOT / "compiler")))
    alone = [sys.executable, "-I", "-S", str(Path(__file__).parent / "alone.py"), *command]
    done = subprocess.run(
        alone, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}, cwd=ROOT, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}.")
    found = json.loads(done.stdout)
    work = float(found["output"].splitlines()[-1]) if seconds_said else found["seconds"]
    return Turn(work, found["seconds"], found["processor"], found["peak"] / 1024)


def machine() -> str:
    """What the machine is: processor, cores, memory, system."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.is_file() else []
    name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    return f"{name}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {os.uname().sysname}"
