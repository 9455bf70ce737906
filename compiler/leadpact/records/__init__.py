"""Files of leads and activities in, decisions out: CSV, JSON Lines and Parquet.

`tables` opens a file, `columns` finds the policy's fields in it, `leads` and `activities` turn its rows into the
records that a policy decides on, and `writers` writes what came of them. A row that cannot be read is never dropped in
silence and never scored as if its value were absent: it is a `Rejected`, with its row, its column and a reason.
"""
