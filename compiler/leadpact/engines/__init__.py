"""Ways to run a policy on many leads."""
