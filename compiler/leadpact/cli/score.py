"""`leadpact score`: decisions for a file of leads, or for one lead."""

from __future__ import annotations

import os
from pathlib import Path

import click

from leadpact.cli.apart import keep_apart
from leadpact.cli.as_of import as_of_option
from leadpact.cli.options import example, fail_usage, jobs_option, memory_option
from leadpact.cli.score_asked import Asked, when_meant
from leadpact.cli.score_case import STDIN, is_case, score_case
from leadpact.cli.score_outputs import outputs_meant, without_clocks
from leadpact.cli.which import POLICY_PATH, files_meant, sound_policy
from leadpact.records.parts import is_pattern, matches
from leadpact.records.tables import is_encoding

ENGINES = ("duckdb", "spark", "python")

_MIB = 1 << 20


@click.command(
    "score",
    epilog=example("leadpact score leads.csv --policy policies/acme --activities activities.csv -o decisions.csv"),
)
@click.argument("leads", type=click.Path(path_type=Path))
@click.option("--policy", "policy_path", type=POLICY_PATH, help="The policy; without it, the repository's only one.")
@click.option("--activities", type=click.Path(path_type=Path), help="The log of what the leads did, by lead id.")
@as_of_option
@click.option("--as-of-column", metavar="NAME", help="Decide each lead as of the time in this column of LEADS.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where decisions go: .csv, .tsv, .jsonl or .parquet; of a case .json. Without it: stdout.",
)
@click.option(
    "--cycles",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where every cycle of every clock goes. Without it: beside OUTPUT, as OUTPUT.cycles.csv.",
)
@click.option(
    "--rejects",
    "rejects_path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where rejected rows go, with reasons. Without it: OUTPUT.rejects.csv.",
)
@click.option("--max-rejects", type=click.IntRange(0), metavar="N", help="Write nothing when more leads are rejected.")
@click.option(
    "--explain",
    is_flag=True,
    help="Add every line of every score, with what was found; decided lead by lead, and so slower.",
)
@click.option("--encoding", metavar="NAME", help="How text files are encoded, such as cp1252, where not in UTF-8.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="What decides: the database duckdb (the default), spark, or python, lead by lead, to compare with.",
)
@click.option(
    "--spark-url",
    metavar="URL",
    help="Where spark is: sc://HOST for Spark Connect, or a cluster's own URL. Without it: on this machine.",
)
@memory_option
@jobs_option
def command(
    leads: Path,
    policy_path: Path | None,
    activities: Path | None,
    as_of: str | None,
    as_of_column: str | None,
    output: Path | None,
    cycles: Path | None,
    rejects_path: Path | None,
    max_rejects: int | None,
    explain: bool,
    encoding: str | None,
    engine: str | None,
    spark_url: str | None,
    memory: int,
    jobs: int | None,
) -> int:
    """Score the leads of a file: scores, grade, stage, route and clocks of each, with reasons.

    LEADS is a .csv, .tsv, .jsonl or .parquet file (text also as .gz) with a column for each field of the policy, or a
    pattern such as 'exports/*.parquet' for several. A row that cannot be read is rejected with its reason and never
    scored. Decisions stand in the order of the leads, and are written whole or not at all.

    A .json file, or - for stdin, is one case, a lead with its activities, and gives one decision as JSON.
    """
    if is_case(leads):
        given = {
            "--activities": activities,
            "--as-of-column": as_of_column,
            "--cycles": cycles,
            "--rejects": rejects_path,
            "--max-rejects": max_rejects,
            "--encoding": encoding,
            "--engine": engine if engine != "python" else None,
            "--spark-url": spark_url,
            "--jobs": jobs,
        }
        _refuse_for_a_case([option for option, value in given.items() if value is not None])
        if output is not None and output.suffix.lower() != ".json":
            fail_usage(f"The decision on one case is JSON: name a .json file instead of {output}.")
        policy = sound_policy(policy_path)
        keep_apart([*([leads] if leads != STDIN else []), *files_meant(policy_path, policy)], [output])
        return score_case(policy, leads, as_of, explain, output)
    if spark_url is not None and engine != "spark":
        fail_usage("--spark-url says where spark is: give --engine spark as well.")
    outputs = outputs_meant(output, cycles, rejects_path)
    if encoding is not None and not is_encoding(encoding):
        fail_usage(f"There is no encoding {encoding} of text files. Common ones are utf-8, cp1252, latin-1 and utf-16.")
    policy = sound_policy(policy_path)
    outputs = without_clocks(outputs, policy, cycles)
    read = [*_files(leads), *_files(activities), *files_meant(policy_path, policy)]
    keep_apart(read, [outputs.decisions, outputs.cycles, outputs.rejects])
    asked = Asked(
        policy=policy,
        leads=leads,
        activities=activities,
        encoding=encoding,
        when=when_meant(policy, as_of, as_of_column),
        outputs=outputs,
        max_rejects=max_rejects,
        explain=explain,
        jobs=jobs or min(32, os.cpu_count() or 1),
        memory=memory * _MIB,
        on_spark=engine == "spark",
        spark_url=spark_url,
    )
    return _by(engine, asked)


def _by(engine: str | None, asked: Asked) -> int:
    if asked.explain and engine not in (None, "python"):
        fail_usage(
            f"--explain tells what was found of each lead, which {engine} does not keep: leave --engine out, and "
            "python decides lead by lead."
        )
    # Each is fetched for itself: an engine takes longer to import than a small file to score.
    if asked.explain or engine == "python":
        from leadpact.cli.score_rows import score_rows

        return score_rows(asked)
    from leadpact.cli.score_columns import score_columns

    return score_columns(asked)


def _files(path: Path | None) -> list[Path]:
    if path is None:
        return []
    return matches(path) if is_pattern(path) else [path]


def _refuse_for_a_case(options: list[str]) -> None:
    for option in options:
        fail_usage(f"{option} is for files of many leads; a case is one lead with its activities, in UTF-8.")
