"""Whole policies at random, sound and with clauses of every kind, and cases for them where things change.

`random_policy(seed)` is a policy's text; `cases(policy, seed)` are leads with their activities and instants. The same
seed gives the same, on every machine.
"""
