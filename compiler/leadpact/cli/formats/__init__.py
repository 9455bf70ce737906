"""Findings for machines: one file a form."""
