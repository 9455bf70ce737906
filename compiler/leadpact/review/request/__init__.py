"""The review of a change as one page: what is checked, what the change means, what it would do, who has accepted it."""
