"""Those who decide a file of leads, each in a process of its own: Parquet in, Parquet out.

`python -m benchmarks.millions.contestants NAME JOB` does the work once; JOB is a `Job` as a JSON list. It prints the
seconds that the work took, without the start of the process and its imports: nothing is imported before it is known who
runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple


class Job(NamedTuple):
    """Paths as text. `statements` is the folder with the compiled SQL; `as_of` is in ms."""

    leads: str
    activities: str
    out: str
    as_of: int
    threads: int
    statements: str


Work = Callable[[], object]
Contestant = Callable[[Job], Work]

_HERE = Path(__file__).parent
_MEMORY = "3GiB"


def _connect(job: Job) -> Any:
    import duckdb

    settings = {"threads": job.threads, "memory_limit": _MEMORY, "preserve_insertion_order": False}
    connection = duckdb.connect(config=settings)
    for table, file in (("leads", job.leads), ("activities", job.activities)):
        connection.read_parquet(file).create_view(table)
    return connection


def _sql(job: Job, text: Callable[[], str], macros: str | None = None) -> Work:
    def work() -> None:
        # Reading the statement is part of the work, as is telling DuckDB of the files.
        given = text().strip().rstrip(";")
        names = {"as_of": job.as_of} if "$as_of" in given else {}
        connection = _connect(job)
        if macros:
            connection.execute(_by_hand(macros))
        connection.execute(f"COPY ({given}\n) TO '{job.out}' (FORMAT parquet)", names)

    import duckdb  # noqa: F401

    return work


def floor(job: Job) -> Work:
    """Every column of the log read, every row put to its lead, one aggregate."""
    columns = 'activity, "at", position, path, seconds, event, ours, form, feature, outcome, reason'
    return _sql(job, lambda: f"SELECT lead_id, bit_xor(hash({columns})) AS seen FROM activities GROUP BY lead_id")


def best(job: Job) -> Work:
    return _sql(job, lambda: _by_hand("best.sql"), "for_this_log.sql")


def best_for_any(job: Job) -> Work:
    return _sql(job, lambda: _by_hand("best.sql"), "for_any_log.sql")


def obvious(job: Job) -> Work:
    return _sql(job, lambda: _by_hand("obvious.sql"))


def _by_hand(name: str) -> str:
    return (_HERE / "by_hand" / name).read_text("utf-8")


def compiled(job: Job) -> Work:
    return _sql(job, lambda: Path(job.statements, "plain.sql").read_text("utf-8"))


def compiled_with_lines(job: Job) -> Work:
    return _sql(job, lambda: Path(job.statements, "lines.sql").read_text("utf-8"))


def polars(job: Job) -> Work:
    import os

    os.environ["POLARS_MAX_THREADS"] = str(job.threads)
    from benchmarks.millions.by_hand.in_polars import decided

    def work() -> None:
        decided(Path(job.leads), Path(job.activities), job.as_of).sink_parquet(job.out, engine="streaming")

    return work


def scorer(job: Job) -> Work:
    """The compiled Python scorer in a loop. Reading the rows and putting them in order is part of the work."""
    from benchmarks import scorer as generated
    from benchmarks.millions import rows
    from benchmarks.millions.generator import Files

    module = generated.load()
    if module is None:
        raise SystemExit("The scorer has not been compiled: `leadpact compile policies/acme` writes it.")

    def decisions() -> Iterator[tuple[Any, ...]]:
        for lead, activities in rows.every(Files(Path(job.leads), Path(job.activities))):
            found = module.decide(lead, activities, job.as_of)
            held = found.recycle is not None and found.recycle.in_force
            yield (
                lead.id, *found.scores.values(), *found.grades.values(), found.stage, found.disqualified,
                found.recycle.rule if held else None, found.recycle.until if held else None,
                found.route and found.route.route, found.route and found.route.to,
            )  # fmt: skip

    return lambda: _write(job, decisions())


def zen(job: Job) -> Work:
    """ZEN on counts that SQL has made for it, before its clock runs."""
    from benchmarks.millions.by_hand import in_zen

    connection = _connect(job)
    connection.execute(_by_hand("for_this_log.sql"))
    result = connection.execute(in_zen.counts(), {"as_of": job.as_of})
    names = [column[0] for column in result.description]
    counted = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    decide = in_zen.decide()

    def decisions() -> Iterator[tuple[Any, ...]]:
        for lead in counted:
            yield (lead["lead_id"], *(int(one) if isinstance(one, float) else one for one in decide(lead)))

    return lambda: _write(job, decisions())


def _write(job: Job, decisions: Iterator[tuple[Any, ...]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    points, instants, text = pa.decimal128(9, 2), pa.int64(), pa.string()
    kinds = [text, *[points] * 5, *[text] * 6, instants, text, text]
    schema = pa.schema(list(zip(COLUMNS, kinds, strict=True)))
    with pq.ParquetWriter(job.out, schema) as writer:
        while block := list(islice(decisions, 50_000)):
            columns: list[Any] = []
            for values, kind in zip(zip(*block, strict=True), kinds, strict=True):
                columns.append(_points(values) if kind == points else pa.array(values, kind))
            writer.write_table(pa.table(columns, schema=schema))


def _points(hundredths: tuple[int, ...]) -> Any:
    import numpy as np
    import pyarrow as pa

    both = np.zeros((len(hundredths), 2), np.int64)
    both[:, 0] = hundredths
    return pa.Array.from_buffers(pa.decimal128(9, 2), len(hundredths), [None, pa.py_buffer(both.tobytes())])


COLUMNS = (
    "lead_id", "fit", "engagement", "doubt", "total", "trial", "profile", "priority", "product", "stage",
    "disqualified", "recycle", "recycle_until", "route", "routed_to",
)  # fmt: skip

CONTESTANTS: dict[str, Contestant] = {
    "floor": floor,
    "best": best,
    "best_for_any": best_for_any,
    "compiled": compiled,
    "compiled_with_lines": compiled_with_lines,
    "obvious": obvious,
    "polars": polars,
    "zen": zen,
    "scorer": scorer,
}


def main() -> None:
    name, job = sys.argv[1:]
    work = CONTESTANTS[name](Job(*json.loads(job)))
    start = perf_counter()
    work()
    print(perf_counter() - start)


if __name__ == "__main__":
    main()
