"""What it costs to have the scorer there: its import in a fresh process, and the file alone, without anything else."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import copy

_IMPORT = "import time; start = time.perf_counter_ns(); import scorer; print(time.perf_counter_ns() - start)"


def import_times(file: Path, rounds: int) -> tuple[float, float]:
    """Milliseconds to import a module from its file: the first time, and once Python keeps its bytecode. The least of
    all rounds each."""
    with tempfile.TemporaryDirectory() as folder:
        copy(file, Path(folder) / "scorer.py")
        first = min(_import(folder, "-B") for _ in range(rounds))
        _import(folder)
        again = min(_import(folder) for _ in range(rounds))
    return first, again


def _import(folder: str, *options: str) -> float:
    # Without `site`, so that nothing that this machine has installed is found or loaded.
    command = [sys.executable, "-S", "-E", *options, "-c", _IMPORT]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1_000_000
