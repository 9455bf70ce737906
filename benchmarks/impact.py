"""What `leadpact impact` costs beside one `leadpact score`: the processor time of both, whole, on the same files.

    python -m benchmarks.impact --leads 100000

Two changes of policies/acme are measured: another threshold, after which nearly all is worked out once for both
versions, and another rule that counts activities, after which the log is gone through for each.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cases import ROOT, new_york
from benchmarks.millions.command import as_people_have_them
from benchmarks.millions.generator import AS_OF, made

ACME = ROOT / "policies" / "acme"
CHANGES = {
    "another threshold": ("definitions.sla", 'sales calls" is 60', 'sales calls" is 50'),
    "a rule that counts activities": (
        "scoring.sla",
        "+1 for each opened_email",
        "+1 for each of opened_email, bounced",
    ),
}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.impact", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--leads", type=int, default=100_000)
    asked = parser.parse_args(arguments)
    folder = ROOT / "build" / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    leads, activities = as_people_have_them(made(folder, asked.leads))
    files = ["--activities", str(activities), "--as-of", f"{new_york().local(AS_OF):%Y-%m-%d %H:%M}"]
    with tempfile.TemporaryDirectory(prefix="leadpact-") as name:
        out = Path(name)
        score = _seconds(["score", str(leads), "--policy", str(ACME), *files, "-o", str(out / "decisions.parquet")])
        print(f"{asked.leads:,} leads: score {score:.1f} s of processor time")
        for said, edit in CHANGES.items():
            new = _changed(out / said.replace(" ", "-"), *edit)
            words = ["impact", str(ACME), str(new), "--leads", str(leads), *files, "-o", str(out / "impact.html")]
            taken = _seconds(words)
            print(f"{said}: impact {taken:.1f} s, {taken / score:.2f} of it")


def _changed(into: Path, name: str, old: str, new: str) -> Path:
    shutil.copytree(ACME, into)
    text = (into / name).read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{name} does not say {old!r} any more: give another change")
    (into / name).write_text(text.replace(old, new), encoding="utf-8")
    return into


def _seconds(words: Sequence[str]) -> float:
    """The processor time of the whole command, user and system; of other processes it does not depend."""
    process = subprocess.Popen([sys.executable, "-m", "leadpact", *words], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"leadpact {words[0]} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
