"""The engines, each started once and only when a test asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.targets.sql import databases
from tests.targets.sql.databases import Database, DuckDB, Missing

WANTED = os.environ.get("LEADPACT_ENGINES", "")
"""Engines, parted by commas, that have to be there: a test that cannot run for want of one fails."""


def _absent(name: str, missing: Missing) -> None:
    says = f"NOT TESTED on {name}: {missing}."
    if name in WANTED.split(","):
        pytest.fail(says)
    pytest.skip(says)


@pytest.fixture(scope="session")
def duckdb_database() -> Database:
    return DuckDB()


@pytest.fixture(scope="session")
def spark_database() -> Iterator[Database]:
    try:
        with databases.spark() as spark:
            yield spark
    except Missing as missing:
        _absent("Spark", missing)


@pytest.fixture(scope="session")
def postgres_database() -> Iterator[Database]:
    try:
        with databases.postgres() as postgres:
            yield postgres
    except Missing as missing:
        _absent("PostgreSQL", missing)


# One Spark is enough: with several workers, all its tests go to the same one.
ON_SPARK = pytest.mark.xdist_group("spark")


@pytest.fixture(params=["duckdb", "postgres", pytest.param("spark", marks=ON_SPARK)])
def database(request: pytest.FixtureRequest) -> Database:
    """Each engine in turn."""
    found = request.getfixturevalue(f"{request.param}_database")
    assert isinstance(found, Database)
    return found
