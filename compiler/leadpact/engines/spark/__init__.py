"""Spark: the same statements on a cluster, for those who have one.

What is read, checked and rejected is the same as for DuckDB, which stages the files here; so are the clocks between two
statements. The statements are asked of Spark, some leads at a time.
"""
