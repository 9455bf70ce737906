"""Engines that run SQL in the tests: DuckDB in this process, Spark in a Java one beside it, and a PostgreSQL server.

Each takes tables and gives the rows of statements as plain values. What is not on the machine is left out with a reason
that names what to install; `LEADPACT_ENGINES=duckdb,spark,postgres` makes that an error.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

import duckdb
import pyarrow as pa

from leadpact.targets.sql.dialects import Dialect

Type: TypeAlias = Literal["text", "bigint", "boolean", "number", "money", "date", "timestamp"]
Values: TypeAlias = "tuple[Any, ...]"

ARROW: Mapping[Type, pa.DataType] = {
    "text": pa.string(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
    "number": pa.decimal128(19, 4),
    "money": pa.decimal128(18, 2),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us", "UTC"),
}


@dataclass(frozen=True)
class Relation:
    """A table: its columns in order, each with its type, and its rows. Timestamps are aware, or whole µs since 1970."""

    name: str
    columns: Mapping[str, Type]
    rows: Sequence[Values]

    def arrow(self) -> pa.Table:
        by_column = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        arrays = [pa.array(values, ARROW[kind]) for values, kind in zip(by_column, self.columns.values(), strict=True)]
        return pa.Table.from_arrays(arrays, names=list(self.columns))


class Missing(Exception):
    """The engine is not on this machine; the message says what to install."""


class Database(ABC):
    """`name` is also that of the dialect it speaks."""

    name: Dialect

    @abstractmethod
    def load(self, *relations: Relation) -> None:
        """Makes these tables, in place of others of their names."""

    @abstractmethod
    def rows(self, sql: str, as_of: int | None = None) -> tuple[list[str], list[Values]]:
        """The names of the columns of what a statement gives, and its rows."""


class DuckDB(Database):
    name: Dialect = "duckdb"

    def __init__(self, file: Path | None = None) -> None:
        self.connection = duckdb.connect(":memory:" if file is None else str(file), config={"threads": 2})

    def load(self, *relations: Relation) -> None:
        for relation in relations:
            self.connection.register("arriving", relation.arrow())
            self.connection.execute(f'CREATE OR REPLACE TABLE "{relation.name}" AS FROM arriving')
            self.connection.unregister("arriving")

    def rows(self, sql: str, as_of: int | None = None) -> tuple[list[str], list[Values]]:
        found = self.connection.execute(sql, None if as_of is None else {"as_of": as_of})
        return [column[0] for column in found.description], found.fetchall()


class Spark(Database):
    name: Dialect = "spark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def load(self, *relations: Relation) -> None:
        for relation in relations:
            self.session.createDataFrame(relation.arrow()).createOrReplaceTempView(relation.name)

    def rows(self, sql: str, as_of: int | None = None) -> tuple[list[str], list[Values]]:
        found = self.session.sql(sql, args={} if as_of is None else {"as_of": as_of})
        return found.columns, [tuple(row) for row in found.collect()]


class Postgres(Database):
    name: Dialect = "postgres"

    def __init__(self, connection: Any, folder: Path) -> None:
        self.connection, self.folder = connection, folder

    def load(self, *relations: Relation) -> None:
        types = {"bigint": "bigint", "number": "decimal(19, 4)", "money": "decimal(18, 2)", "timestamp": "timestamptz"}
        with self.connection.cursor() as cursor:
            for relation in relations:
                # As a person writes them: without quotes, in small letters.
                name = relation.name.lower()
                columns = [f'"{column.lower()}" {types.get(kind, kind)}' for column, kind in relation.columns.items()]
                cursor.execute(f'DROP TABLE IF EXISTS "{name}"')
                cursor.execute(f'CREATE TABLE "{name}" ({", ".join(columns)})')
                with cursor.copy(f'COPY "{name}" FROM STDIN') as copy:
                    for row in relation.rows:
                        copy.write_row(row)

    def rows(self, sql: str, as_of: int | None = None) -> tuple[list[str], list[Values]]:
        with self.connection.cursor() as cursor:
            if as_of is not None:  # the one way that asks for no driver: a variable of psql, as of any such tool
                sql = sql.replace(":as_of", str(as_of))
            cursor.execute(sql.encode())
            return [column.name for column in cursor.description], cursor.fetchall()


# ------------------------------------------------------------------------------------------------------ starting them


@contextmanager
def spark() -> Iterator[Spark]:
    """A session of two threads; Java is started with it, and ended."""
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise Missing("PySpark is not installed: pip install 'leadpact[spark]'") from None
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        raise Missing("Spark needs Java 17 or newer: apt-get install openjdk-17-jre-headless")
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.log.level": "ERROR",
        "spark.sql.session.timeZone": "Asia/Kathmandu",  # any: statements do not depend on it
        # For few rows, to plan and to compile takes longer than to work.
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation",
        "spark.sql.shuffle.partitions": "1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("leadpact tests")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    try:
        yield Spark(session)
    finally:
        session.stop()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server of its own in a temporary folder, reached by a socket there, and gone afterwards."""
    programs = _postgres_programs()
    import psycopg

    folder = Path(tempfile.mkdtemp(prefix="leadpact-pg-"))
    owner = _owner()
    if owner is not None:
        shutil.chown(folder, owner)
    data = folder / "data"
    try:
        _run([programs / "initdb", "--auth=trust", "--username=leadpact", "--encoding=UTF8", "--no-sync", data], owner)
        listening = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c jit=off"
        server = [programs / "pg_ctl", "--pgdata", data, "--wait", "--log", folder / "log"]
        _run([*server, "--options", listening, "start"], owner)
        try:
            connection = psycopg.connect(host=str(folder), user="leadpact", dbname="postgres", autocommit=True)
            with connection:
                yield Postgres(connection, folder)
        finally:
            _run([*server, "--mode", "immediate", "stop"], owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise Missing("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent if found else Path(str(on_path)).resolve().parent


def _owner() -> str | None:
    """The server does not run as root: then as another user of this machine."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Missing("PostgreSQL does not run as root, and there is no user “postgres” or “nobody” to run it as")


def _run(command: Sequence[str | Path], owner: str | None) -> None:
    # The server must not hold the pipe of its output open, so what it says goes to its own log.
    with tempfile.TemporaryFile() as said:
        ended = subprocess.run(list(map(str, command)), user=owner, stdout=said, stderr=said, cwd="/", check=False)
        said.seek(0)
        assert ended.returncode == 0, f"{command[0]} failed: {said.read().decode(errors='replace')}"
