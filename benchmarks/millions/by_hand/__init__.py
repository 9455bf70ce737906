"""`policies/acme` by hand: in SQL, in Polars, and as much of it as a rule engine can take."""
