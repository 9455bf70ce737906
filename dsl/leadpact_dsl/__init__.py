"""The policy language: text in, values out. No files, no clock, no network."""
