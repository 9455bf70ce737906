"""The JSON targets: schemas of leads, activities and decisions, and the policy itself as data."""
