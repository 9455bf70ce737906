"""What it costs to decide millions of leads: the compiled SQL against what people write by hand for the same policy."""
