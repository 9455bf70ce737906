"""Made-up leads and activities that fit a policy: seeded, the same on every machine, and hard on its edges.

Values come from what the policy itself asks for: the amounts, words, lists and windows of its conditions, exactly, just
beside, and far off. Lives go in a plausible order: the lead's own activities, then hand-over, answers, returns.
"""
