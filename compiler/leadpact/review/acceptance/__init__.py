"""Who has accepted a policy, and exactly which meaning of it."""
