"""What to say of a clause that does not parse, and how to read it all the same."""
