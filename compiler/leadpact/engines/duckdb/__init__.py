"""DuckDB: leads and activities of any number on one machine, by the statements of `leadpact.targets.sql`.

Leads are decided some at a time, so that memory does not grow with their number. Clocks are worked out between two
statements: one gives the activities that they look at, the next says which response applies to each cycle found.
"""
