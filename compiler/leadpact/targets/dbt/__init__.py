"""The policy in a dbt project: a model of decisions, and what dbt tells and tests of it."""
