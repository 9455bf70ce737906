"""The one Spark session of all tests."""

from tests.targets.sql.conftest import spark_database

__all__ = ["spark_database"]
