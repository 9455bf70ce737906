"""What a company would write by hand for `policies/acme`, in SQL and in Polars, and what a rule engine can take of it."""
